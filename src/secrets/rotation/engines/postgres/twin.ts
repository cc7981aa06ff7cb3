import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Connection } from './connection';
import { type Role, attributeChanges, readRole, settingKey, settingOf } from './role';
import { RotationError, refuseUnless } from '../../failure';

/**
 * Two users of one application, of which the second acts as the first: `ALTER ROLE orders_clone SET role TO orders`. Privileges and ownership
 * are those of one role, so they can't differ: what is granted or revoked holds for both at once, and a table made by either belongs to both.
 */
export interface Twins {
  /** The role that both act as: the first user, or one without login that the construct named. */
  readonly acting: string;
  readonly current: string;
  readonly pending: string;
}

/** Makes the pending user equal to the current one, but for the password. Run in one transaction: PostgreSQL's statements on roles are transactional. */
export async function equalize(connection: Connection, { acting, current, pending }: Twins): Promise<void> {
  const [model, actingRole] = [await readRole(connection, current), await readRole(connection, acting)];
  refuseUnless(model !== undefined, 'the current user is not known to the server');
  refuseUnless(actingRole !== undefined, 'the role that both users act as does not exist: create it, or take the option away');
  refuseUnless(!model.isSuperuser, 'a superuser can\'t alternate: rotate it as a single user');
  if (current !== acting && !actsAs(model, acting)) { await refuseOwnPrivileges(connection, model); }
  if (await readRole(connection, pending) === undefined) { await connection.run(`CREATE ROLE ${escapeIdentifier(pending)} LOGIN`); } // without a password nobody logs in
  const twin = await readRole(connection, pending) as Role;
  refuseUnless(!twin.isSuperuser, 'the pending user is a superuser, and the current one is not');
  await alterAttributes(connection, pending, twin, model);
  if (pending !== acting) { await joinOnly(connection, pending, twin, acting); }
  await alterSettings(connection, pending, twin, wantedSettings(model, pending === acting ? undefined : acting));
}

/** Whether a user's sessions act as another role from the start. */
const actsAs = (user: Role, acting: string): boolean => user.settings.get(settingKey('', 'role')) === acting;

/** What depends on a user: what it owns, and what was granted to it. */
export async function dependents(connection: Connection, role: Role): Promise<readonly { readonly database: string }[]> {
  const rows = await connection.run(
    `SELECT DISTINCT coalesce(d.datname, '') AS database FROM pg_shdepend s LEFT JOIN pg_database d ON d.oid = s.dbid
     WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = $1::oid AND s.deptype IN ('o', 'a')`, [role.oid]);
  return rows.map(({ database }) => ({ database: String(database) }));
}

/** A second user that came from another rotation has grants of its own, which the first may lack: nothing may get lost in silence. */
async function refuseOwnPrivileges(connection: Connection, current: Role): Promise<void> {
  if ((await dependents(connection, current)).length === 0) { return; }
  throw new RotationError('not-equal', 'the current user owns objects or has grants of its own: let it act as the first user before it alternates, as the documentation tells');
}

async function alterAttributes(connection: Connection, name: string, from: Role, to: Role): Promise<void> {
  const changes = [
    ...attributeChanges(from, to),
    ...from.connectionLimit === to.connectionLimit ? [] : [`CONNECTION LIMIT ${to.connectionLimit}`],
    ...from.validUntil === to.validUntil ? [] : [`VALID UNTIL ${escapeLiteral(to.validUntil ?? 'infinity')}`],
  ];
  if (changes.length > 0) { await connection.run(`ALTER ROLE ${escapeIdentifier(name)} ${changes.join(' ')}`); }
}

/** Makes a user a member of one role, and of no other. The one is joined first: its clients may be at work. */
async function joinOnly(connection: Connection, name: string, user: Role, acting: string): Promise<void> {
  const member = escapeIdentifier(name);
  if (!user.memberships.some(({ role }) => role === acting)) { await connection.run(`GRANT ${escapeIdentifier(acting)} TO ${member}`); }
  for (const { role, isAdministrator, grantor } of user.memberships) {
    if (role === acting && !isAdministrator) { continue; }
    const what = `${role === acting ? 'ADMIN OPTION FOR ' : ''}${escapeIdentifier(role)}`;
    await connection.run(`REVOKE ${what} FROM ${member}${await grantedBy(connection, grantor)}`);
  }
}

/** Since version 16 a membership is known by who granted it too, and says what it lets the member do. */
const grantedBy = async (connection: Connection, grantor: string): Promise<string> =>
  (await tellsGrantors(connection) ? ` GRANTED BY ${escapeIdentifier(grantor)}` : '');

async function tellsGrantors(connection: Connection): Promise<boolean> {
  const [{ version }] = await connection.run('SELECT current_setting(\'server_version_num\')::int AS version');
  return Number(version) >= 160_000;
}

/** The settings of the current user, but for the role that each of the two acts as. */
function wantedSettings(model: Role, acting: string | undefined): ReadonlyMap<string, string> {
  const settings = new Map(model.settings);
  settings.delete(settingKey('', 'role'));
  if (acting !== undefined) { settings.set(settingKey('', 'role'), acting); }
  return settings;
}

/** A setting goes through the session, since PostgreSQL then quotes lists such as `search_path` itself. */
async function alterSettings(connection: Connection, name: string, user: Role, wanted: ReadonlyMap<string, string>): Promise<void> {
  const alter = (database: string) => `ALTER ROLE ${escapeIdentifier(name)}${database === '' ? '' : ` IN DATABASE ${escapeIdentifier(database)}`}`;
  for (const [key, value] of wanted) {
    if (user.settings.get(key) === value) { continue; }
    const [database, setting] = settingOf(key);
    if (setting === 'role') {
      await connection.run(`${alter(database)} SET role TO ${escapeIdentifier(value)}`);
    } else {
      await connection.run('SELECT set_config($1, $2, true)', [setting, value]);
      await connection.run(`${alter(database)} SET ${setting.split('.').map(escapeIdentifier).join('.')} FROM CURRENT`);
    }
  }
  for (const key of user.settings.keys()) {
    const [database, setting] = settingOf(key);
    if (!wanted.has(key)) { await connection.run(`${alter(database)} RESET ${setting.split('.').map(escapeIdentifier).join('.')}`); }
  }
}

/** Takes away what a user owns or was granted by itself, in one database: what it owns goes to the role that it acts as. */
export async function disown(connection: Connection, name: string, acting: string): Promise<void> {
  const joined = await joinForNow(connection, [name, acting]);
  const [user, owner] = [escapeIdentifier(name), escapeIdentifier(acting)];
  await connection.run(`REASSIGN OWNED BY ${user} TO ${owner}`);
  await connection.run(`DROP OWNED BY ${user}`); // it owns nothing by now: what is left are grants
  await leave(connection, joined);
}

/** To reassign takes the privileges of both roles, which an administrator that is no superuser may lack. The same transaction ends with leaving them. */
async function joinForNow(connection: Connection, roles: readonly string[]): Promise<readonly string[]> {
  const joined: string[] = [];
  for (const role of roles) {
    const [{ has }] = await connection.run('SELECT pg_has_role(current_user, $1, \'USAGE\') AS has', [role]);
    if (has === true) { continue; }
    await connection.run(`GRANT ${escapeIdentifier(role)} TO CURRENT_USER${await tellsGrantors(connection) ? ' WITH INHERIT TRUE, SET TRUE' : ''}`);
    joined.push(role);
  }
  return joined;
}

async function leave(connection: Connection, roles: readonly string[]): Promise<void> {
  for (const role of roles) {
    await connection.run(`REVOKE ${escapeIdentifier(role)} FROM CURRENT_USER${await tellsGrantors(connection) ? ' GRANTED BY CURRENT_USER' : ''}`);
  }
}
