import { createHash } from 'node:crypto';
import { type CatalogRow, select } from './catalog';
import { type Privilege, privilegeOf } from './privilege';
import type { Connect, Row } from '../../../../../src/secrets/rotation/engines/postgres/connection';

/** A user, as the catalog keeps it. */
export interface StoredUser {
  readonly id: number;
  readonly superuser: boolean;
  readonly createdb: boolean;
  readonly syslog: string;
  readonly limit: string;
  readonly timeout: number;
  readonly until: string;
  readonly settings: Readonly<Record<string, string>>;
  /** As `md5…`; none where it is disabled. */
  readonly hash?: string;
  readonly externalId?: string;
}

/** All that a transaction may change. */
export interface State {
  users: Record<string, StoredUser>;
  groups: Record<string, readonly string[]>;
  /** What was granted to whom, in which database; in none if it is of the cluster. */
  privileges: Privilege[];
}

/** What the server refuses, with the code and the origin that it tells. */
export class Refusal extends Error {
  constructor(public readonly code: string, message: string, public readonly routine = 'elsewhere') { super(message); }
}

export const md5Of = (username: string, password: string): string => `md5${createHash('md5').update(password + username).digest('hex')}`;

/** A statement, and who sends it where. */
interface Statement {
  readonly text: string;
  readonly username: string;
  readonly database: string;
}

const NOBODY = { superuser: false, createdb: false, syslog: 'RESTRICTED', limit: 'UNLIMITED', timeout: 0, until: 'infinity', settings: {} };
const NAME = '"((?:[^"]|"")+)"';
const OWNED = /^SELECT 'relation' AS kind FROM pg_class c JOIN pg_namespace n ON n\.oid = c\.relnamespace\s+WHERE c\.relowner IN \(\$1, \$2\) /;
const MEMBERSHIPS = 'SELECT u.usename AS who, g.groname AS name FROM pg_group g, pg_user_info u WHERE u.usename IN ($1, $2) AND u.usesysid = ANY (g.grolist)';

/**
 * A stand-in for Amazon Redshift at the engine's own interface: no server of its kind can be had for tests. It understands the statements that
 * the engine sends, by their documented syntax, views and rules, and refuses everything else. Transactions are serializable, as the server's are.
 */
export class RedshiftStandIn {
  public state: State = { users: {}, groups: {}, privileges: [] };
  /** Rows of views that nothing here changes: databases, functions, owners, policies. */
  public readonly fixed: Record<string, CatalogRow[]> = {
    svv_redshift_databases: [{ database_name: 'lent', database_type: 'shared' }],
    svv_redshift_functions: [],
  };
  /** Identifiers of users that own a table. */
  public readonly owners: number[] = [];
  /** Every statement, as a log of the server has it. */
  public readonly log: string[] = [];
  private version = 0;

  public addUser(name: string, password: string, more: Partial<StoredUser> = {}): void {
    this.state.users[name] = { ...NOBODY, id: 100 + Object.keys(this.state.users).length, hash: md5Of(name, password), ...more };
  }

  public readonly connect: Connect = async ({ username, password, database = 'dev' }) => {
    const login = this.state.users[username];
    if (login?.hash === undefined || login.hash !== md5Of(username, password)) {
      throw new Refusal('28000', `password authentication failed for user "${username}"`, 'auth_failed');
    }
    const isLocal = this.fixed.svv_redshift_databases.some(({ database_name: name, database_type: type }) => name === database && type === 'local');
    if (!isLocal) { throw new Refusal('3D000', 'database does not exist'); }
    let isOpen = true;
    let transaction: { readonly state: State; readonly since: number } | undefined;
    const run = async (text: string, values: readonly unknown[] = []): Promise<readonly Row[]> => {
      if (!isOpen) { throw new Error('the connection is closed'); }
      this.log.push(text);
      if (text === 'BEGIN') {
        transaction = { state: structuredClone(this.state), since: this.version };
      } else if (text === 'COMMIT') {
        if (transaction === undefined) { throw new Refusal('25P01', 'no transaction'); }
        if (transaction.since !== this.version) { throw new Refusal('40001', 'serializable isolation violation'); }
        this.state = transaction.state;
        this.version += 1;
        transaction = undefined;
      } else if (text.startsWith('SELECT ')) {
        return this.read(transaction?.state ?? this.state, { text, values, username, database });
      } else {
        change(transaction?.state ?? this.state, { text, username, database });
        if (transaction === undefined) { this.version += 1; }
      }
      return [];
    };
    return { run, close: async () => { isOpen = false; } };
  };

  private read(state: State, { text, values, username, database }: Statement & { readonly values: readonly unknown[] }): CatalogRow[] {
    if (text === 'SELECT 1') { return [{ '?column?': 1 }]; }
    if (text === MEMBERSHIPS) {
      return Object.entries(state.groups).flatMap(([name, members]) => members.filter((who) => values.includes(who)).map((who) => ({ who, name })));
    }
    if (OWNED.test(text)) { return this.owners.filter((id) => values.includes(id)).map(() => ({ kind: 'relation' })); }
    const isSuperuser = state.users[username]?.superuser === true;
    return select(text, values, { 'current_user': username, 'current_database()': database }, (view) => {
      const privileges = state.privileges.filter((one) => one.view === view && (one.database ?? database) === database).map(({ row }) => row);
      const rows = [...this.fixed[view] ?? [], ...catalogOf(state, view), ...privileges];
      return isSuperuser ? rows : rows.filter((row) => [row.user_name, row.usename, row.identity_name, row.grantee_name].includes(username));
    });
  }
}

function catalogOf({ users }: State, view: string): CatalogRow[] {
  return Object.entries(users).flatMap(([name, user]): CatalogRow[] => {
    if (view === 'svv_user_info') {
      return [{
        user_name: name,
        user_id: user.id,
        createdb: user.createdb,
        superuser: user.superuser,
        connection_limit: user.limit,
        syslog_access: user.syslog,
        session_timeout: user.timeout,
        external_user_id: user.externalId ?? null,
      }];
    }
    if (view !== 'pg_user_info') { return []; }
    const settings = Object.entries(user.settings).map(([setting, value]) => `${setting}=${value}`);
    return [{ usename: name, usesysid: user.id, valuntil: user.until === 'infinity' ? null : user.until, useconfig: settings.length === 0 ? null : settings }];
  });
}

/** Changes users, groups and privileges, if who asks may. */
function change(state: State, { text, username, database }: Statement): void {
  const unquote = (name: string) => name.replaceAll('""', '"');
  const known = (name: string): string => {
    if (state.users[unquote(name)] === undefined) { throw new Refusal('42704', `user "${name}" does not exist`); }
    return unquote(name);
  };
  const [, ownHash] = new RegExp(`^ALTER USER "${username}" PASSWORD '(md5[0-9a-f]{32})'$`).exec(text) ?? [];
  if (ownHash === undefined && state.users[username]?.superuser !== true) { throw new Refusal('42501', 'permission denied'); }
  const [, created] = new RegExp(`^CREATE USER ${NAME} PASSWORD DISABLE$`).exec(text) ?? [];
  if (created !== undefined) {
    if (state.users[unquote(created)] !== undefined) { throw new Refusal('42710', 'user already exists'); }
    state.users[unquote(created)] = { ...NOBODY, id: 100 + Object.keys(state.users).length };
    return;
  }
  const [, altered, clause] = new RegExp(`^ALTER USER ${NAME} (.+)$`).exec(text) ?? [];
  if (altered !== undefined) {
    const name = known(altered);
    state.users[name] = { ...state.users[name], ...alteration(state.users[name], clause) };
    return;
  }
  const [, group, verb, member] = new RegExp(`^ALTER GROUP ${NAME} (ADD|DROP) USER ${NAME}$`).exec(text) ?? [];
  if (group !== undefined) {
    const members = state.groups[group] ?? [];
    state.groups[group] = verb === 'ADD' ? [...members, known(member)] : members.filter((one) => one !== known(member));
    return;
  }
  changePrivileges(state, text, database, known);
}

function alteration(user: StoredUser, clause: string): Partial<StoredUser> {
  const match = (pattern: RegExp) => pattern.exec(clause)?.[1];
  const text = (quoted: string) => quoted.slice(1, -1).replaceAll(/(['\\])\1/g, '$1');
  const [, name, value] = /^SET ([a-z_.]+) TO ('.*')$/.exec(clause) ?? [];
  if (name !== undefined) {
    const written = value.split(/(?<='), (?=')/).map(text).map((item) => (name === 'search_path' && !/^[a-z_]+$/.test(item) ? `"${item}"` : item)).join(', ');
    return { settings: { ...user.settings, [name]: written } };
  }
  const reset = match(/^RESET ([a-z_.]+)$/);
  if (reset !== undefined) { return { settings: Object.fromEntries(Object.entries(user.settings).filter(([setting]) => setting !== reset)) }; }
  const found = ([
    ['hash', match(/^PASSWORD '(md5[0-9a-f]{32})'$/)], ['syslog', match(/^SYSLOG ACCESS (RESTRICTED|UNRESTRICTED)$/)], ['limit', match(/^CONNECTION LIMIT (\d+|UNLIMITED)$/)],
    ['until', match(/^VALID UNTIL '([^']+)'$/)], ['timeout', clause === 'RESET SESSION TIMEOUT' ? 0 : match(/^SESSION TIMEOUT (\d+)$/)],
    ['createdb', clause === 'CREATEDB' || (clause === 'NOCREATEDB' ? false : undefined)],
  ] as const).find(([, one]) => one !== undefined);
  if (found === undefined) { throw new Error(`the stand-in does not know ALTER USER ${clause}`); }
  return { [found[0]]: found[0] === 'timeout' ? Number(found[1]) : found[1] };
}

function changePrivileges(state: State, text: string, database: string, known: (name: string) => string): void {
  const { verb, optionOnly, privilege } = privilegeOf(text, database, known);
  const { admin_option: option, ...rest } = privilege.row;
  const same = (one: Privilege) => one.view === privilege.view && one.database === privilege.database
    && Object.entries(rest).every(([column, value]) => one.row[column] === value);
  const inRelation = (view: string) => state.privileges.filter((one) => one.view === view && one.database === privilege.database
    && ['namespace_name', 'relation_name', 'privilege_type', 'identity_name'].every((column) => one.row[column] === privilege.row[column]));
  const others = state.privileges.filter((one) => !same(one));
  const present = state.privileges.find(same);
  const [whole, columns] = [inRelation('svv_relation_privileges'), inRelation('svv_column_privileges')];
  if (privilege.view === 'svv_relation_privileges' && verb === 'GRANT' && columns.length > 0) { throw new Refusal('0LP01', 'granted on columns already'); }
  if (privilege.view === 'svv_column_privileges' && whole.length > 0) {
    if (verb === 'GRANT') { return; } // without effect
    throw new Refusal('0LP01', 'granted on the table');
  }
  if (verb === 'GRANT') {
    state.privileges = [...others, { ...privilege, row: { ...privilege.row, ...present?.row.admin_option === true ? { admin_option: true } : {} } }];
  } else if (optionOnly) {
    state.privileges = present === undefined ? others : [...others, { ...present, row: { ...present.row, admin_option: false } }];
  } else {
    state.privileges = others.filter((one) => privilege.view !== 'svv_relation_privileges' || !columns.includes(one));
  }
  if (option === true && verb === 'REVOKE') { throw new Error('a REVOKE has no WITH'); }
}
