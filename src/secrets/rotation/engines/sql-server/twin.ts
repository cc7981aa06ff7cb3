import { randomBytes } from 'node:crypto';
import { type Connection, inTransaction } from './connection';
import { type Login, loginChanges, readLogin } from './login';
import { bracketed, quoted } from './sql';
import { type Identity, type User, readUser, userChanges } from './user';
import { RotationError, refuseUnless } from '../../failure';

/** Passes over what differs: to grant a whole lifts what is denied or revoked of its columns, which is then done again. */
const PASSES = 3;

/** Two users that take turns. */
export interface Twins {
  readonly current: string;
  readonly pending: string;
  /** The database that both live in, where they have their passwords in it; `undefined` for logins. */
  readonly containedIn?: string;
}

/**
 * Makes the pending user equal to the current one, but for the password.
 *
 * Each statement on a login takes effect by itself; what is done in one database is done in one transaction. So a crash leaves a part undone,
 * and nobody knows the password of what is new: the pending one is set by the commit.
 */
export async function equalize(connection: Connection, twins: Twins): Promise<void> {
  if (twins.containedIn !== undefined) { return equalizeUser(connection, twins.containedIn, twins); }
  const model = await readLogin(connection, twins.current);
  refuseUnless(model !== undefined, 'the current user is not known to the server, as a login or in the database of the secret');
  const login = await readLogin(connection, twins.pending);
  if (login === undefined) { await connection.run(creating(twins.pending, model)); }
  const read = async () => await readLogin(connection, twins.pending) as Login;
  await settle(connection, login, read, (from) => loginChanges(twins.pending, from, model, throwAway));
  for (const database of await databases(connection)) { await equalizeUser(connection, database, twins); }
}

const creating = (name: string, { options }: Login): string =>
  `CREATE LOGIN ${bracketed(name)} WITH PASSWORD = ${quoted(throwAway())}, ${options.filter((option) => option !== 'NO CREDENTIAL').join(', ')}`;

/** A password that nobody knows, and that passes any policy. */
const throwAway = (): string => `aA1!${randomBytes(45).toString('base64url')}`;

/** Databases that the administrator can use. `tempdb` is made anew at each start of the server. */
async function databases(connection: Connection): Promise<readonly string[]> {
  const rows = await connection.run('SELECT name FROM sys.databases WHERE state = 0 AND is_read_only = 0 AND database_id <> 2 AND HAS_DBACCESS(name) = 1 ORDER BY database_id');
  return rows.map(({ name }) => String(name));
}

async function equalizeUser(connection: Connection, database: string, twins: Twins): Promise<void> {
  const [current, pending] = identities(twins);
  await connection.run(`USE ${bracketed(database)}`);
  const [model, user] = [await readUser(connection, current), await readUser(connection, pending)];
  if (model === user || (model !== undefined && user !== undefined && userChanges(user, model).length === 0)) { return; }
  await inTransaction(connection, async () => {
    if (model === undefined) { return dropUser(connection, user as User); }
    if (user === undefined) { await connection.run(`CREATE USER ${bracketed(pending.name)} ${pending.isContained ? `WITH PASSWORD = ${quoted(throwAway())}` : `FOR LOGIN ${bracketed(pending.name)}`}`); }
    await settle(connection, user, async () => await readUser(connection, pending) as User, (from) => userChanges(from, model));
  });
}

const identities = ({ current, pending, containedIn }: Twins): readonly [Identity, Identity] => {
  const isContained = containedIn !== undefined;
  return [{ name: current, isContained }, { name: pending, isContained }];
};

/** The current user can't use this database, so the pending one must not. */
async function dropUser(connection: Connection, { name, permissions }: User): Promise<void> {
  if ([...permissions.values()].some(({ isOwner }) => isOwner)) {
    throw new RotationError('not-equal', 'the pending user owns something in a database that the current one can\'t use: give it to another owner');
  }
  await connection.run(`DROP USER ${bracketed(name)}`);
}

/** @param known what is there, if it was read already */
async function settle<T>(
  connection: Connection, known: T | undefined, read: () => Promise<T>, changesOf: (from: T) => readonly string[],
): Promise<void> {
  let statements = changesOf(known ?? await read());
  for (let pass = 1; statements.length > 0; pass += 1) {
    if (pass > PASSES) { throw new RotationError('not-equal', 'the pending user can\'t be made equal to the current one: look at the permissions of both'); }
    for (const statement of statements) { await connection.run(statement); }
    statements = changesOf(await read());
  }
}

/** Whether two users have the same of everything but name and password. */
export async function areEqual(connection: Connection, twins: Twins): Promise<boolean> {
  if (twins.containedIn !== undefined) { return areEqualIn(connection, twins.containedIn, twins); }
  const [model, login] = [await readLogin(connection, twins.current), await readLogin(connection, twins.pending)];
  if (model === undefined || login === undefined || model.isDisabled !== login.isDisabled) { return false; }
  if (loginChanges(twins.pending, login, model, throwAway).length > 0) { return false; }
  for (const database of await databases(connection)) {
    if (!await areEqualIn(connection, database, twins)) { return false; }
  }
  return true;
}

async function areEqualIn(connection: Connection, database: string, twins: Twins): Promise<boolean> {
  await connection.run(`USE ${bracketed(database)}`);
  const [current, pending] = identities(twins);
  const [model, user] = [await readUser(connection, current), await readUser(connection, pending)];
  return model === undefined || user === undefined ? model === user : userChanges(user, model).length === 0;
}
