import type { Connection, Row } from './connection';

/** What a role may by itself. https://www.postgresql.org/docs/current/view-pg-roles.html */
const ATTRIBUTES = [
  ['rolinherit', 'INHERIT'], ['rolcreaterole', 'CREATEROLE'], ['rolcreatedb', 'CREATEDB'], ['rolreplication', 'REPLICATION'], ['rolbypassrls', 'BYPASSRLS'], ['rolcanlogin', 'LOGIN'],
] as const;

/** A role as the server describes it. */
export interface Role {
  readonly oid: string;
  readonly isSuperuser: boolean;
  /** Keywords of `ALTER ROLE` that are on. */
  readonly attributes: ReadonlySet<string>;
  readonly connectionLimit: number;
  /** `undefined` for no end: a role that was created without the clause has none, and one whose end was taken away has `infinity`. */
  readonly validUntil?: string;
  /** Settings by database (`''` for all) and name. */
  readonly settings: ReadonlyMap<string, string>;
  readonly memberships: readonly Membership[];
}

/** A role that another one is a member of. */
export interface Membership {
  readonly role: string;
  readonly grantor: string;
  readonly isAdministrator: boolean;
}

/** The key of a setting: database and name. */
export const settingKey = (database: string, name: string): string => `${database}\0${name}`;
export const settingOf = (key: string): readonly [database: string, name: string] => key.split('\0') as [string, string];

/** One statement, so that what it tells is of one moment. */
const READ = `
  SELECT r.*, r.oid::text AS oid, r.rolvaliduntil::text AS until,
    (SELECT coalesce(json_agg(json_build_object('database', coalesce(d.datname, ''), 'setting', c.setting)), '[]')
     FROM pg_db_role_setting s LEFT JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) AS c(setting) WHERE s.setrole = r.oid) AS settings,
    (SELECT coalesce(json_agg(json_build_object('role', o.rolname, 'grantor', g.rolname, 'admin', m.admin_option)), '[]')
     FROM pg_auth_members m JOIN pg_roles o ON o.oid = m.roleid LEFT JOIN pg_roles g ON g.oid = m.grantor WHERE m.member = r.oid) AS memberships
  FROM pg_roles r WHERE r.rolname = $1`;

/** Reads a role; `undefined` if there is none of that name. */
export async function readRole(connection: Connection, name: string): Promise<Role | undefined> {
  const [row] = await connection.run(READ, [name]);
  if (row === undefined) { return undefined; }
  return {
    oid: String(row.oid),
    isSuperuser: row.rolsuper === true,
    attributes: new Set(ATTRIBUTES.filter(([column]) => row[column] === true).map(([, keyword]) => keyword)),
    connectionLimit: Number(row.rolconnlimit),
    validUntil: row.until === null || row.until === 'infinity' ? undefined : String(row.until),
    settings: new Map((row.settings as Row[]).map((setting) => settingEntry(setting))),
    memberships: (row.memberships as Row[])
      .map(({ role, grantor, admin }) => ({ role: String(role), grantor: String(grantor), isAdministrator: admin === true })),
  };
}

function settingEntry({ database, setting }: Row): readonly [string, string] {
  const text = String(setting);
  const at = text.indexOf('=');
  return [settingKey(String(database), text.slice(0, at)), text.slice(at + 1)];
}

/** `LOGIN` or `NOLOGIN` and so on, for what differs only: to name some attributes at all takes a superuser. */
export const attributeChanges = (from: Role, to: Role): readonly string[] => ATTRIBUTES
  .map(([, keyword]) => keyword)
  .filter((keyword) => from.attributes.has(keyword) !== to.attributes.has(keyword))
  .map((keyword) => (to.attributes.has(keyword) ? keyword : `NO${keyword}`));
