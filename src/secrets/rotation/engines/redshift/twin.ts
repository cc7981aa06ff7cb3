import { type Account, accountChanges, readAccount } from './account';
import { clusterGrants } from './cluster-grants';
import { databaseGrants } from './database-grants';
import { type Grant, differences } from './grants';
import { refuseUnshareable } from './ownership';
import { identifier } from './sql';
import { RotationError, refuseUnless } from '../../failure';
import type { Connection } from '../postgres/connection';

/** Two users of one application. */
export interface Twins {
  readonly current: string;
  readonly pending: string;
}

/** Passes over the grants of a user: what is granted on a table counts only once what is granted on its columns is gone, and the other way round. */
const PASSES = 3;

/** Reads grants of one user, of one scope. */
type Read = (connection: Connection, username: string) => Promise<readonly Grant[]>;

/** Creates the pending user if there is none, and makes all equal that is not of one database: attributes, groups, roles. Run in a transaction. */
export async function equalizeInCluster(connection: Connection, { current, pending }: Twins): Promise<void> {
  await refuseWithoutSight(connection);
  const model = await known(connection, current);
  if (await readAccount(connection, pending) === undefined) { await connection.run(`CREATE USER ${identifier(pending)} PASSWORD DISABLE`); }
  for (const change of accountChanges(await known(connection, pending), model, pending)) { await connection.run(change); }
  await equalizeGrants(connection, { current, pending }, clusterGrants);
}

/** Makes equal what the users were granted in the database of the connection. Run in a transaction. */
export async function equalizeInDatabase(connection: Connection, twins: Twins): Promise<void> {
  await refuseOwners(connection, twins);
  await equalizeGrants(connection, twins, databaseGrants);
}

/** Whether the users are equal in all that is not of one database. */
export async function areEqualInCluster(connection: Connection, { current, pending }: Twins): Promise<boolean> {
  await refuseWithoutSight(connection);
  const [model, twin] = [await known(connection, current), await known(connection, pending)];
  return accountChanges(twin, model, pending).length === 0 && areEqual(connection, { current, pending }, clusterGrants);
}

/** Whether the users are equal in the database of the connection. */
export async function areEqualInDatabase(connection: Connection, twins: Twins): Promise<boolean> {
  await refuseOwners(connection, twins);
  return areEqual(connection, twins, databaseGrants);
}

async function equalizeGrants(connection: Connection, twins: Twins, read: Read): Promise<void> {
  const wanted = await read(connection, twins.current);
  const user = identifier(twins.pending);
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const statements = differences(await read(connection, twins.pending), wanted, user);
    if (statements.length === 0) { return; }
    for (const statement of statements) { await connection.run(statement); }
  }
  if (differences(await read(connection, twins.pending), wanted, user).length > 0) {
    throw new RotationError('not-equal', 'the pending user can\'t be made equal to the current one: look for grants that somebody else than the owner or a superuser gave');
  }
}

async function areEqual(connection: Connection, { current, pending }: Twins, read: Read): Promise<boolean> {
  return differences(await read(connection, pending), await read(connection, current), identifier(pending)).length === 0;
}

/** The server shows others' grants to superusers only, and to everybody else no more than their own: what is not seen would be lost. */
async function refuseWithoutSight(connection: Connection): Promise<void> {
  const [self] = await connection.run('SELECT superuser FROM svv_user_info WHERE user_name = current_user');
  if (self?.superuser !== true) { throw new RotationError('privilege', 'the administrator is no superuser, and so does not see what the users were granted'); }
}

async function refuseOwners(connection: Connection, { current, pending }: Twins): Promise<void> {
  await refuseUnshareable(connection, await known(connection, current), current, pending);
  await refuseUnshareable(connection, await known(connection, pending), pending, current);
}

async function known(connection: Connection, username: string): Promise<Account> {
  const account = await readAccount(connection, username);
  refuseUnless(account !== undefined, 'a user is not known to the server');
  refuseUnless(!account.isSuperuser, 'a superuser can\'t alternate: rotate it as a single user');
  refuseUnless(!account.isExternal, 'a user comes from an identity provider, and has no password');
  return account;
}
