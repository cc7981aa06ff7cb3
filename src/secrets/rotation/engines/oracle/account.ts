import type { Connection, Row } from './connection';
import { type Granted, giving, readGrants, taking } from './grants';
import { quoted } from './sql';
import { RotationError, refuseUnless } from '../../failure';

/** What a user has that twins have alike. */
export interface Account extends Granted {
  /** Clauses of `ALTER USER`. */
  readonly options: readonly string[];
  /** Bytes by tablespace; -1 is without limit. */
  readonly quotas: ReadonlyMap<string, number>;
  /** Who may connect through whom, with the clauses for it, where this user is one of the two. */
  readonly proxies: ReadonlyMap<string, string>;
}

const USER = 'SELECT DEFAULT_TABLESPACE, TEMPORARY_TABLESPACE, PROFILE, AUTHENTICATION_TYPE FROM DBA_USERS WHERE USERNAME = :name';
const OWNED = 'SELECT COUNT(*) AS OWNED FROM DBA_OBJECTS WHERE OWNER = :name';
const QUOTAS = 'SELECT TABLESPACE_NAME, MAX_BYTES FROM DBA_TS_QUOTAS WHERE USERNAME = :name AND DROPPED = \'NO\' AND MAX_BYTES <> 0';
const PROXIES = 'SELECT PROXY, CLIENT, AUTHENTICATION, AUTHORIZATION_CONSTRAINT FROM DBA_PROXIES WHERE PROXY = :name OR CLIENT = :name';

/** Reads a user; `undefined` if there is none of that name. */
export async function readAccount(connection: Connection, name: string): Promise<Account | undefined> {
  const [user] = await connection.run(USER, { name });
  if (user === undefined) { return undefined; }
  refuseUnless(user.AUTHENTICATION_TYPE === 'PASSWORD', 'a user does not authenticate by a password in the database');
  const [{ OWNED: owned }] = await connection.run(OWNED, { name });
  refuseUnless(Number(owned) === 0, 'a user that owns objects can\'t alternate, since they lie in its own schema: let a user that nobody logs in as own them, and grant on them');
  const quotas = await connection.run(QUOTAS, { name });
  return {
    ...await readGrants(connection, name),
    options: [
      `DEFAULT TABLESPACE ${quoted(String(user.DEFAULT_TABLESPACE))}`, `TEMPORARY TABLESPACE ${quoted(String(user.TEMPORARY_TABLESPACE))}`, `PROFILE ${quoted(String(user.PROFILE))}`,
    ],
    quotas: new Map(quotas.map(({ TABLESPACE_NAME, MAX_BYTES }) => [quoted(String(TABLESPACE_NAME)), Number(MAX_BYTES)])),
    proxies: new Map((await connection.run(PROXIES, { name })).map((row) => proxyOf(row, name))),
  };
}

/** Who connects through whom, with `:user` where this user stands. */
function proxyOf({ PROXY, CLIENT, AUTHENTICATION, AUTHORIZATION_CONSTRAINT }: Row, name: string): readonly [string, string] {
  const side = (one: unknown) => (one === name ? ':user' : quoted(String(one)));
  const constraint = { 'PROXY MAY ACTIVATE ALL CLIENT ROLES': '', 'NO CLIENT ROLES MAY BE ACTIVATED': ' WITH NO ROLES' }[String(AUTHORIZATION_CONSTRAINT)];
  if (constraint === undefined) { throw new RotationError('unexpected', 'a user may connect through another one with some roles only, which rotation does not copy: allow all roles, or none'); }
  return [`${side(CLIENT)} ${side(PROXY)}`, `${constraint}${AUTHENTICATION === 'YES' ? ' AUTHENTICATION REQUIRED' : ''}`];
}

/** Statements that make a user equal to another one, but for its password and lock. What it lacks is given before anything is taken. */
export function accountChanges(name: string, from: Account, to: Account): readonly string[] {
  const user = quoted(name);
  const options = [
    ...to.options.filter((option) => !from.options.includes(option)),
    ...[...to.quotas].filter(([tablespace, bytes]) => from.quotas.get(tablespace) !== bytes).map(([tablespace, bytes]) => `QUOTA ${bytes < 0 ? 'UNLIMITED' : bytes} ON ${tablespace}`),
    ...[...from.quotas.keys()].filter((tablespace) => !to.quotas.has(tablespace)).map((tablespace) => `QUOTA 0 ON ${tablespace}`),
  ];
  const differs = (these: Account, those: Account) => [...those.proxies].filter(([pair, clauses]) => these.proxies.get(pair) !== clauses);
  const through = (pair: string, verb: string) => {
    const [client, proxy] = pair.split(' ').map((side) => (side === ':user' ? user : side));
    return `ALTER USER ${client} ${verb} CONNECT THROUGH ${proxy}`;
  };
  return [
    ...giving(from.grants, to.grants, user),
    ...options.length === 0 ? [] : [`ALTER USER ${user} ${options.join(' ')}`],
    ...differs(from, to).map(([pair, clauses]) => `${through(pair, 'GRANT')}${clauses}`),
    ...taking(from.grants, to.grants, user),
    ...differs(to, from).filter(([pair]) => !to.proxies.has(pair)).map(([pair]) => through(pair, 'REVOKE')),
    ...from.defaultRoles.join() === to.defaultRoles.join() ? [] : [`ALTER USER ${user} DEFAULT ROLE ${defaultRolesOf(to)}`],
  ];
}

const defaultRolesOf = ({ roles, defaultRoles }: Account): string => {
  if (defaultRoles.length === 0) { return 'NONE'; }
  return roles.join() === defaultRoles.join() ? 'ALL' : defaultRoles.join(', ');
};

/** Statement that makes a user whom nobody can log in as. */
export const creating = (name: string, password: string, { options }: Account): string => `CREATE USER ${quoted(name)} IDENTIFIED BY ${password} ${options.join(' ')} ACCOUNT LOCK`;
