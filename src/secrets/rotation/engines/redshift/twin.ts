import { type Account, accountChanges, readAccounts } from './account';
import { clusterGrants } from './cluster-grants';
import { databaseGrants } from './database-grants';
import { type GrantsOf, differences } from './grants';
import { refuseOwners, refusePolicies } from './ownership';
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

/** Creates the pending user if there is none, and makes all equal that is not of one database: attributes, groups, roles. Run in a transaction. */
export async function equalizeInCluster(connection: Connection, { current, pending }: Twins): Promise<void> {
  await refuseWithoutSight(connection);
  const users = [current, pending];
  const accounts = await readAccounts(connection, users);
  const model = rotatable(accounts.get(current));
  if (!accounts.has(pending)) { await connection.run(`CREATE USER ${identifier(pending)} PASSWORD DISABLE`); }
  const twin = rotatable(accounts.get(pending) ?? (await readAccounts(connection, users)).get(pending));
  for (const change of accountChanges(twin, model, pending)) { await connection.run(change); }
  await equalize(connection, { current, pending }, () => clusterGrants(connection, users));
}

/** Makes equal what the users were granted in the database of the connection. Run in a transaction. */
export async function equalizeInDatabase(connection: Connection, { current, pending }: Twins, database: string): Promise<void> {
  await refuseUnshareable(connection, { current, pending });
  await equalize(connection, { current, pending }, () => databaseGrants(connection, [current, pending], database));
}

/** Whether the users are equal in all that is not of one database. */
export async function areEqualInCluster(connection: Connection, { current, pending }: Twins): Promise<boolean> {
  await refuseWithoutSight(connection);
  const accounts = await readAccounts(connection, [current, pending]);
  const [model, twin] = [rotatable(accounts.get(current)), rotatable(accounts.get(pending))];
  const grants = await clusterGrants(connection, [current, pending]);
  return accountChanges(twin, model, pending).length === 0 && changes(grants, { current, pending }).length === 0;
}

/** Whether the users are equal in the database of the connection. */
export async function areEqualInDatabase(connection: Connection, { current, pending }: Twins, database: string): Promise<boolean> {
  await refuseUnshareable(connection, { current, pending });
  return changes(await databaseGrants(connection, [current, pending], database), { current, pending }).length === 0;
}

const changes = (grants: GrantsOf, { current, pending }: Twins): readonly string[] =>
  differences(grants(pending), grants(current), identifier(pending));

async function equalize(connection: Connection, twins: Twins, read: () => Promise<GrantsOf>): Promise<void> {
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const statements = changes(await read(), twins);
    if (statements.length === 0) { return; }
    for (const statement of statements) { await connection.run(statement); }
  }
  if (changes(await read(), twins).length > 0) {
    throw new RotationError('not-equal',
      'the pending user can\'t be made equal to the current one: look for grants that somebody else than the owner or a superuser gave');
  }
}

/** The server shows others' grants to superusers only, and to everybody else no more than their own: what is not seen would be lost. */
async function refuseWithoutSight(connection: Connection): Promise<void> {
  const [self] = await connection.run('SELECT superuser FROM svv_user_info WHERE user_name = current_user');
  if (self?.superuser !== true) { throw new RotationError('privilege', 'the administrator is no superuser, and so does not see what the users were granted'); }
}

async function refuseUnshareable(connection: Connection, { current, pending }: Twins): Promise<void> {
  const accounts = await readAccounts(connection, [current, pending]);
  await refuseOwners(connection, [current, pending], [rotatable(accounts.get(current)).id, rotatable(accounts.get(pending)).id]);
  await refusePolicies(connection, [current, pending]);
}

function rotatable(account: Account | undefined): Account {
  refuseUnless(account !== undefined, 'a user is not known to the server');
  refuseUnless(!account.isSuperuser, 'a superuser can\'t alternate: rotate it as a single user');
  refuseUnless(!account.isExternal, 'a user comes from an identity provider, and has no password');
  return account;
}
