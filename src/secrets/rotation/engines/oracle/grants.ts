import type { Connection, Row } from './connection';
import { quoted } from './sql';
import { RotationError } from '../../failure';

/** One grant of a user, as the dictionary has it. */
export interface Grant {
  /** What is granted: a system privilege, a role, or a privilege with the column that it is limited to. */
  readonly what: string;
  /** What it is on, with ` ON `; empty for system privileges and roles. */
  readonly on: string;
  /** The privilege without its column: a column can't be named when a privilege is revoked. */
  readonly revoked: string;
  /** ` WITH GRANT OPTION` and so on, in the order in which they are written; empty for none. */
  readonly options: string;
}

/** Grants by what tells them apart: all but their options. */
export type Grants = ReadonlyMap<string, Grant>;

const QUERIES = {
  system: 'SELECT PRIVILEGE, ADMIN_OPTION FROM DBA_SYS_PRIVS WHERE GRANTEE = :name AND INHERITED = \'NO\'',
  roles: 'SELECT GRANTED_ROLE, ADMIN_OPTION, DELEGATE_OPTION, DEFAULT_ROLE FROM DBA_ROLE_PRIVS WHERE GRANTEE = :name AND INHERITED = \'NO\'',
  objects: 'SELECT OWNER, TABLE_NAME, PRIVILEGE, GRANTABLE, HIERARCHY, TYPE FROM DBA_TAB_PRIVS WHERE GRANTEE = :name AND INHERITED = \'NO\'',
  columns: 'SELECT OWNER, TABLE_NAME, COLUMN_NAME, PRIVILEGE, GRANTABLE FROM DBA_COL_PRIVS WHERE GRANTEE = :name AND INHERITED = \'NO\'',
};

/** What a user was granted. */
export interface Granted {
  readonly grants: Grants;
  readonly roles: readonly string[];
  /** The roles that are active from the start. */
  readonly defaultRoles: readonly string[];
}

export async function readGrants(connection: Connection, name: string): Promise<Granted> {
  const read = async (query: string) => connection.run(query, { name });
  const roles = await read(QUERIES.roles);
  const nameOfRole = ({ GRANTED_ROLE }: Row) => quoted(String(GRANTED_ROLE));
  const list: Grant[] = [
    ...(await read(QUERIES.system)).map(({ PRIVILEGE, ADMIN_OPTION }) => plain(String(PRIVILEGE), admin(ADMIN_OPTION))),
    ...roles.map((row) => plain(nameOfRole(row), `${admin(row.ADMIN_OPTION)}${row.DELEGATE_OPTION === 'YES' ? ' WITH DELEGATE OPTION' : ''}`)),
    ...(await read(QUERIES.objects)).map((row) => ({ ...plain(String(row.PRIVILEGE), `${row.HIERARCHY === 'YES' ? ' WITH HIERARCHY OPTION' : ''}${grantable(row)}`), on: objectOf(row) })),
    ...(await read(QUERIES.columns)).map((row) => ({ ...plain(String(row.PRIVILEGE), grantable(row)), what: `${String(row.PRIVILEGE)} (${quoted(String(row.COLUMN_NAME))})`, on: objectOf(row) })),
  ];
  return {
    grants: grantsOf(list),
    roles: roles.map(nameOfRole).sort(),
    defaultRoles: roles.filter(({ DEFAULT_ROLE }) => DEFAULT_ROLE === 'YES').map(nameOfRole).sort(),
  };
}

const plain = (what: string, options: string): Grant => ({ what, on: '', revoked: what, options });
const admin = (option: unknown): string => (option === 'YES' ? ' WITH ADMIN OPTION' : '');
const grantable = ({ GRANTABLE }: Row): string => (GRANTABLE === 'YES' ? ' WITH GRANT OPTION' : '');

/** The same privilege may come from two grantors: the one with more options counts. */
function grantsOf(list: readonly Grant[]): Grants {
  const grants = new Map<string, Grant>();
  for (const grant of list) {
    const key = JSON.stringify([grant.on, grant.what]);
    if ((grants.get(key)?.options.length ?? -1) < grant.options.length) { grants.set(key, grant); }
  }
  return grants;
}

/** Objects that have no schema, or are named by their type. https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/GRANT.html */
function objectOf({ OWNER, TABLE_NAME, TYPE = '' }: Row): string {
  const [owner, name] = [quoted(String(OWNER)), quoted(String(TABLE_NAME))];
  switch (TYPE) {
    case 'DIRECTORY': case 'EDITION': case 'USER': return ` ON ${TYPE} ${name}`;
    case 'JAVA SOURCE': case 'JAVA RESOURCE': case 'MINING MODEL': case 'SQL TRANSLATION PROFILE': return ` ON ${TYPE} ${owner}.${name}`;
    case 'CONTEXT': case 'JAVA CLASS': case 'RULE SET': case 'UNKNOWN':
      throw new RotationError('unexpected', 'a user has a privilege on something that rotation does not know: grant it to a role, and the role to the user');
    default: return ` ON ${owner}.${name}`;
  }
}

/** Whether a grant is there, with all options that another one has. */
const covers = (held: Grant | undefined, wanted: Grant): boolean => held !== undefined && held.options.includes(wanted.options);

/** Statements that give a user what it lacks, or lacks an option of. */
export const giving = (from: Grants, to: Grants, user: string): readonly string[] => [...to]
  .filter(([key, grant]) => !covers(from.get(key), grant))
  .map(([, grant]) => give(grant, user));

/** Statements that take from a user what it has too much. An option can't be taken alone: what stays is given again at once. */
export function taking(from: Grants, to: Grants, user: string): readonly string[] {
  const excess = [...from].filter(([key, grant]) => !covers(to.get(key), grant));
  return [...new Set(excess.map(([, { revoked, on }]) => `REVOKE ${revoked}${on} FROM ${user}`))]
    .concat(excess.flatMap(([key]) => { const stays = to.get(key); return stays === undefined ? [] : [give(stays, user)]; }));
}

const give = ({ what, on, options }: Grant, user: string): string => `GRANT ${what}${on} TO ${user}${options}`;
