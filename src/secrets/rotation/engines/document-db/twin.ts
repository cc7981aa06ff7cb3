import { randomBytes } from 'node:crypto';
import type { Connection } from './connection';
import { CODE, hasCode } from './failure';
import { type User, changesTo, readUser } from './user';
import { RotationError, refuseUnless } from '../../failure';

/** What the server has to have done before it answers: otherwise an election could take a change back. The shells of MongoDB ask for the same. */
const DURABLE = { writeConcern: { w: 'majority', wtimeout: 10_000 } };

/** A password that nobody knows: a user can't be made without one. */
const unusablePassword = (): string => randomBytes(32).toString('base64url');

/** Two users of one application, and the database that both are defined in. */
export interface Twins {
  readonly database: string;
  readonly current: string;
  readonly pending: string;
}

/**
 * Makes the pending user equal to the current one, but for the password: by one command, which gives and takes at once.
 *
 * The old password of the pending user stays, for clients may still use it, unless the current user may log in by a mechanism that the pending
 * one has no hash for: only a new password makes it.
 *
 * https://www.mongodb.com/docs/manual/reference/command/updateUser/
 */
export async function equalize(connection: Connection, { database, current, pending }: Twins): Promise<void> {
  const model = await readUser(connection, database, current);
  refuseUnless(model !== undefined, 'the current user is not known to the server');
  const twin = await readUser(connection, database, pending) ?? await create(connection, database, pending, model);
  if (twin === undefined) { return; }
  const changes = changesTo(model, twin);
  if (Object.keys(changes).length === 0) { return; }
  const needsHash = changes.mechanisms?.some((mechanism) => twin.mechanisms?.includes(mechanism) !== true) === true;
  await connection.run('updateUser', pending, database, { ...changes, ...needsHash ? { pwd: unusablePassword() } : {}, ...DURABLE });
}

/** Creates the pending user; what somebody else has created meanwhile is read instead. */
async function create(connection: Connection, database: string, pending: string, model: User): Promise<User | undefined> {
  const { roles, mechanisms } = model;
  const { customData, authenticationRestrictions } = changesTo(model, { roles, mechanisms, customData: {}, authenticationRestrictions: [] });
  const given = Object.entries({ roles, mechanisms, customData, authenticationRestrictions }).filter(([, value]) => value !== undefined); // no field that the server may not know
  try {
    await connection.run('createUser', pending, database, { pwd: unusablePassword(), ...Object.fromEntries(given), ...DURABLE });
    return undefined;
  } catch (error) {
    if (!hasCode(error, CODE.USER_ALREADY_EXISTS)) { throw error; }
    return readUser(connection, database, pending);
  }
}

/**
 * Sets a password. MongoDB and Amazon DocumentDB have no other way than to send it: the connection is encrypted, and MongoDB keeps the field `pwd`
 * out of its logs, audit and profile (`sensitiveFieldNames` of the command, in src/mongo/db/commands/user_management_commands.cpp).
 *
 * Without its mechanisms a user would get the hashes of all that the server knows, weaker ones among them.
 */
export async function setPassword(connection: Connection, database: string, username: string, pwd: string): Promise<void> {
  const user = await readUser(connection, database, username).catch((error: unknown) => {
    if (!hasCode(error, CODE.UNAUTHORIZED)) { throw error; }
    return undefined; // whether it may change itself is the server's to say
  });
  await connection.run('updateUser', username, database, { pwd, ...user?.mechanisms === undefined ? {} : { mechanisms: user.mechanisms }, ...DURABLE });
}

/** Refuses users of which one has what the other has not. */
export async function refuseUnequal(connection: Connection, { database, current, pending }: Twins): Promise<void> {
  const [model, twin] = [await readUser(connection, database, current), await readUser(connection, database, pending)];
  if (model === undefined || twin === undefined || Object.keys(changesTo(model, twin)).length > 0) {
    throw new RotationError('not-equal', 'the two users are not equal: somebody changed one of them meanwhile');
  }
}
