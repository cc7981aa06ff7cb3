import { listOf, tokensOf, written } from './sql';
import { RotationError } from '../../failure';

/** One thing that an account may do. */
export interface Grant {
  /** `restriction` is a partial revoke: what a global privilege does not reach. */
  readonly kind: 'privilege' | 'role' | 'restriction';
  /** Keywords of a privilege (`GRANT OPTION` is one), or a role's name. */
  readonly name: string;
  /** What it is on, as the server writes it; empty for roles. */
  readonly on: string;
  /** The column that it is limited to. */
  readonly column?: string;
  /** Whether it may be passed on: for roles, proxies and dynamic privileges, which have that each for itself. */
  readonly isGrantable: boolean;
}

/** Grants by what tells them apart. */
export type Grants = ReadonlyMap<string, Grant>;

const keyOf = ({ kind, name, on, column, isGrantable }: Grant): string => JSON.stringify([kind, name, on, column, isGrantable]);

export const grantsOf = (list: readonly Grant[]): Grants => new Map(list.map((grant) => [keyOf(grant), grant]));

/** The grants of one account that another one lacks. */
export const missing = (from: Grants, to: Grants): readonly Grant[] => [...to].filter(([key]) => !from.has(key)).map(([, grant]) => grant);

/** Tells which privileges `ALL PRIVILEGES` stands for: it depends on what they are on, and on the version. */
export type Expand = (on: string) => readonly string[];

/** Reads `SHOW PRIVILEGES`: names, and what they apply to. */
export function expandedBy(rows: readonly (readonly unknown[])[]): Expand {
  const privileges = rows.map(([name, contexts]) => ({ name: String(name).toUpperCase(), contexts: String(contexts) })).filter(({ name }) => !['USAGE', 'PROXY', 'GRANT OPTION'].includes(name));
  const within = (pattern: RegExp) => privileges.filter(({ contexts }) => pattern.test(contexts)).map(({ name }) => name);
  return (on) => {
    if (on === '*.*') { return privileges.map(({ name }) => name).filter((name) => !isDynamic(name)); }
    if (/^[A-Z]/.test(on)) { return within(/Functions|Procedures/); }
    return on.endsWith('.*') ? [...within(/Databases|Tables|Functions|Procedures/), 'EVENT'] : within(/Tables/); // the server lists EVENT as if it were global
  };
}

/** Names of dynamic privileges have no space. https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html#privileges-provided-dynamic */
const isDynamic = (name: string): boolean => /^[A-Z0-9]+(_[A-Z0-9]+)+$/.test(name);

/** Reads a row of `SHOW GRANTS`. */
export function grantsOfRow(row: string, expand: Expand): readonly Grant[] {
  const tokens = tokensOf(row);
  const on = tokens.indexOf('ON');
  const to = tokens.findIndex((token, at) => at > on && (token === 'TO' || token === 'FROM')); // Aurora has a privilege LOAD FROM S3
  const isRevoke = tokens[0] === 'REVOKE';
  if ((tokens[0] !== 'GRANT' && !isRevoke) || to < 0) { throw new RotationError('unexpected', 'the server describes a grant in a way that rotation does not know'); }
  const tail = tokens.slice(to + 1).join(' ');
  if (on < 0) {
    return listOf(tokens.slice(1, to)).map((role) => ({ kind: 'role', name: written(role), on: '', isGrantable: tail.includes(' WITH ADMIN OPTION') }));
  }
  const object = written(tokens.slice(on + 1, to));
  const isGrantable = /WITH .*GRANT OPTION/.test(tail);
  const privileges = listOf(tokens.slice(1, on)).flatMap((item) => privilegesOf(item, object, isGrantable));
  const expanded = privileges.flatMap((grant) => (grant.name === 'ALL PRIVILEGES' ? expand(object).map((name) => ({ ...grant, name })) : [grant]));
  if (isRevoke) { return expanded.map((grant) => ({ ...grant, kind: 'restriction' })); }
  const needsOption = isGrantable && privileges.some((grant) => !grant.isGrantable);
  return [...expanded.filter(({ name }) => name !== 'USAGE'), ...needsOption ? [{ kind: 'privilege', name: 'GRANT OPTION', on: object, isGrantable: false } as const] : []];
}

/** A privilege, or one for each column that it is limited to. */
function privilegesOf(item: readonly string[], on: string, isGrantable: boolean): readonly Grant[] {
  const bracket = item.indexOf('(');
  const name = (bracket < 0 ? item : item.slice(0, bracket)).join(' ');
  const grant: Grant = { kind: 'privilege', name, on, isGrantable: isGrantable && (name === 'PROXY' || isDynamic(name)) };
  return bracket < 0 ? [grant] : listOf(item.slice(bracket + 1, -1)).map((column) => ({ ...grant, column: written(column) }));
}

/** A statement on grants of one kind, on one object. */
export interface GrantStatement {
  readonly text: string;
  /** The statement for a table that does not exist: with the privilege to create it, it may be granted on. */
  readonly forMissingTable?: string;
}

/** Statements that give grants to an account. */
export function giving(grants: readonly Grant[], account: string): readonly GrantStatement[] {
  return grouped(grants).map(({ kind, list, on, isGrantable, isWhole }) => {
    const grant = (what: string) => `GRANT ${what}${on} TO ${account}`;
    if (kind === 'restriction') { return { text: `REVOKE ${list}${on} FROM ${account}` }; }
    if (kind === 'role') { return { text: `${grant(list)}${isGrantable ? ' WITH ADMIN OPTION' : ''}` }; }
    return { text: `${grant(list)}${isGrantable ? ' WITH GRANT OPTION' : ''}`, forMissingTable: isWhole ? grant(`CREATE, ${list}`) : undefined };
  });
}

/** Statements that take grants from an account. */
export function taking(grants: readonly Grant[], account: string): readonly GrantStatement[] {
  return grouped(grants).map(({ kind, list, on }) => ({ text: kind === 'restriction' ? `GRANT ${list}${on} TO ${account}` : `REVOKE ${list}${on} FROM ${account}` }));
}

interface Group {
  readonly kind: Grant['kind'];
  readonly list: string;
  /** ` ON …`, or nothing for roles. */
  readonly on: string;
  readonly isGrantable: boolean;
  /** Whether none is limited to columns. */
  readonly isWhole: boolean;
}

/** Grants that fit in one statement: MariaDB takes one role at a time, and dynamic privileges would share their option with the others. */
function grouped(grants: readonly Grant[]): readonly Group[] {
  const groups = new Map<string, Grant[]>();
  for (const grant of grants) {
    const { kind, name, on, isGrantable } = grant;
    const key = JSON.stringify([kind, on, isGrantable, isDynamic(name), kind === 'role' ? name : '']);
    groups.set(key, [...groups.get(key) ?? [], grant]);
  }
  return [...groups.values()].map((group) => ({
    kind: group[0].kind,
    list: listed(group),
    on: group[0].kind === 'role' ? '' : ` ON ${group[0].on}`,
    isGrantable: group[0].isGrantable,
    isWhole: group.every(({ column }) => column === undefined),
  }));
}

/** `SELECT (a, b), INSERT`. */
function listed(grants: readonly Grant[]): string {
  const columns = new Map<string, string[]>();
  const whole = grants.filter(({ column }) => column === undefined).map(({ name }) => name);
  for (const { name, column } of grants) {
    if (column !== undefined) { columns.set(name, [...columns.get(name) ?? [], column]); }
  }
  return [...whole, ...[...columns].map(([name, names]) => `${name} (${names.join(', ')})`)].join(', ');
}
