import { type StandInAccount, refused } from './stand-in-account';

/** What `SHOW PRIVILEGES` tells, shortened: name and contexts. */
export const PRIVILEGES: readonly (readonly [string, string])[] = [
  ['Alter', 'Tables'], ['Create', 'Databases,Tables,Indexes'], ['Create temporary tables', 'Databases'], ['Create user', 'Server Admin'], ['Delete', 'Tables'],
  ['Drop', 'Databases,Tables'], ['Event', 'Server Admin'], ['Execute', 'Functions,Procedures'], ['Grant option', 'Databases,Tables,Functions,Procedures'], ['Insert', 'Tables'],
  ['Process', 'Server Admin'], ['Proxy', 'Server Admin'], ['Reload', 'Server Admin'], ['Select', 'Tables'], ['Super', 'Server Admin'], ['Update', 'Tables'], ['Usage', 'Server Admin'],
  ['APPLICATION_PASSWORD_ADMIN', 'Server Admin'], ['BACKUP_ADMIN', 'Server Admin'], ['CONNECTION_ADMIN', 'Server Admin'], ['ROLE_ADMIN', 'Server Admin'],
];

const ALL_OF_DATABASE = ['ALTER', 'CREATE', 'CREATE TEMPORARY TABLES', 'DELETE', 'DROP', 'EVENT', 'EXECUTE', 'INSERT', 'SELECT', 'UPDATE'];
const STATIC = new Set(PRIVILEGES.map(([name]) => name.toUpperCase()).filter((name) => !name.includes('_')));
const DYNAMIC = new Set(PRIVILEGES.map(([name]) => name).filter((name) => name.includes('_')));

const NAME = '`(?:[^`]|``)+`';
const ROLE = new RegExp(`^${NAME}@${NAME}$`);
const OBJECT = new RegExp(`^(\\*\\.\\*|${NAME}\\.\\*|${NAME}\\.${NAME}|(?:PROCEDURE|FUNCTION) ${NAME}\\.${NAME})$`);

/** `SELECT (a, b), INSERT` as `SELECT (a)`, `SELECT (b)`, `INSERT`. */
function privilegesOf(list: string): readonly string[] {
  return (list.match(/[A-Z_ ]+\([^)]*\)|[A-Z_ ]+/g) ?? []).map((item) => item.trim()).filter((item) => item !== '').flatMap((item) => {
    const [, name, columns] = /^([A-Z_ ]+?)(?: \(([^)]*)\))?$/.exec(item) ?? [];
    if (name === undefined || !(STATIC.has(name) || DYNAMIC.has(name))) { throw refused(1064); }
    return columns === undefined ? [name] : columns.split(', ').map((column) => `${name} (${column})`);
  });
}

const isDynamic = (privilege: string): boolean => DYNAMIC.has(privilege);

const deniedOn = (on: string): number => (on === '*.*' ? 1045 : on.endsWith('.*') ? 1044 : 1142);

/** Refuses what a grantor may not give. https://dev.mysql.com/doc/refman/8.4/en/grant.html */
function check(grantor: StandInAccount, privileges: readonly string[], on: string): void {
  for (const privilege of privileges) {
    const bare = privilege.replace(/ \(.*/, '');
    const may = isDynamic(bare) ? grantor.dynamic.get(bare) === true : grantor.has('GRANT OPTION', on) && grantor.has(bare, on);
    if (!may) { throw refused(isDynamic(bare) ? 1227 : deniedOn(on)); }
  }
}

/** A statement on privileges or roles of one account, as it is after the account's name was taken out. */
export interface Change {
  readonly verb: 'GRANT' | 'REVOKE';
  readonly list: string;
  readonly on?: string;
  readonly isGrantable: boolean;
}

export function applyGrant(account: StandInAccount, grantor: StandInAccount, change: Change, tables: ReadonlySet<string>): void {
  const { verb, list, on, isGrantable } = change;
  if (on === undefined) { return applyRole(account, grantor, verb, list, isGrantable); }
  if (list === 'PROXY') {
    if (grantor.proxies.get(on) !== true) { throw refused(1698); }
    if (verb === 'GRANT') { account.proxies.set(on, isGrantable); } else { account.proxies.delete(on); }
    return;
  }
  const privileges = privilegesOf(list);
  if (!OBJECT.test(on) || privileges.length === 0) { throw refused(1064); }
  check(grantor, privileges, on);
  if (privileges.some(isDynamic)) {
    if (on !== '*.*') { throw refused(3619); }
    for (const privilege of privileges) {
      if (verb === 'GRANT') { account.dynamic.set(privilege, isGrantable || account.dynamic.get(privilege) === true); } else { account.dynamic.delete(privilege); }
    }
    return;
  }
  const isTable = on !== '*.*' && !on.endsWith('.*') && on.startsWith('`');
  if (verb === 'GRANT' && isTable && !tables.has(on) && !privileges.includes('CREATE')) { throw refused(1146); }
  const held = account.privileges.get(on) ?? new Set<string>();
  for (const privilege of privileges) {
    if (verb === 'GRANT' && account.restrictions.get(on)?.delete(privilege) === true) { continue; } // lifted, and nothing more
    if (verb === 'GRANT') { held.add(privilege); continue; }
    if (!held.delete(privilege)) { restrict(account, privilege, on); }
  }
  account.privileges.set(on, held);
}

/** With `partial_revokes`, what is held globally is taken from one database. */
function restrict(account: StandInAccount, privilege: string, on: string): void {
  if (!on.endsWith('.*') || on === '*.*' || account.privileges.get('*.*')?.has(privilege) !== true) { throw refused(1141); }
  account.restrictions.set(on, (account.restrictions.get(on) ?? new Set()).add(privilege));
}

function applyRole(account: StandInAccount, grantor: StandInAccount, verb: 'GRANT' | 'REVOKE', role: string, isGrantable: boolean): void {
  if (!ROLE.test(role)) { throw refused(1064); }
  if (!grantor.has('ROLE_ADMIN') && grantor.roles.get(role) !== true) { throw refused(1227); }
  if (verb === 'GRANT') { account.roles.set(role, isGrantable || account.roles.get(role) === true); return; }
  if (!account.roles.delete(role)) { throw refused(3530); }
  account.defaultRoles = account.defaultRoles.filter((one) => one !== role);
}

/** The rows of `SHOW GRANTS`, as MySQL 8 writes them. */
export function shownGrants(account: StandInAccount): readonly string[] {
  const option = (is: boolean) => (is ? ' WITH GRANT OPTION' : '');
  const rows = [...account.privileges].filter(([on, held]) => held.size > 0 || on === '*.*').map(([on, held]) => {
    const names = [...held].filter((name) => name !== 'GRANT OPTION').sort();
    const all = /^`.*\.\*$/.test(on) && ALL_OF_DATABASE.every((name) => held.has(name));
    return `GRANT ${all ? 'ALL PRIVILEGES' : names.length === 0 ? 'USAGE' : byColumns(names)} ON ${on} TO ${account.name}${option(held.has('GRANT OPTION'))}`;
  });
  const dynamic = [true, false].flatMap((is) => {
    const names = [...account.dynamic].filter(([, grantable]) => grantable === is).map(([name]) => name).sort();
    return names.length > 0 ? [`GRANT ${names.join(',')} ON *.* TO ${account.name}${option(is)}`] : [];
  });
  const roles = [true, false].flatMap((is) => {
    const names = [...account.roles].filter(([, admin]) => admin === is).map(([name]) => name).sort();
    return names.length > 0 ? [`GRANT ${names.join(',')} TO ${account.name}${is ? ' WITH ADMIN OPTION' : ''}`] : [];
  });
  return [
    ...account.privileges.has('*.*') ? [] : [`GRANT USAGE ON *.* TO ${account.name}`], ...rows, ...dynamic,
    ...[...account.restrictions].filter(([, names]) => names.size > 0).map(([on, names]) => `REVOKE ${[...names].sort().join(', ')} ON ${on} FROM ${account.name}`),
    ...[...account.proxies].map(([on, is]) => `GRANT PROXY ON ${on} TO ${account.name}${option(is)}`),
    ...roles,
  ];
}

function byColumns(names: readonly string[]): string {
  const columns = new Map<string, string[]>();
  for (const name of names) {
    const [, bare, column] = /^([A-Z ]+?)(?: \((.*)\))?$/.exec(name) ?? [];
    columns.set(bare, [...columns.get(bare) ?? [], ...column === undefined ? [] : [column]]);
  }
  return [...columns].map(([bare, list]) => (list.length === 0 ? bare : `${bare} (${list.join(', ')})`)).join(', ');
}
