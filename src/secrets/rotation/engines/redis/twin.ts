import { type AclUser, readUser, refuseWithoutPassword } from './acl-user';
import type { Connection } from './connection';
import { RotationError, refuseUnless } from '../../failure';

/** That what the user restores is not checked: a flag beside the rules. */
const UNCHECKED = 'skip-sanitize-payload';

/** Gives a user all that another has, and nothing else, in a single command. Its passwords stay; a new user has none, so that nobody logs in as it. */
export async function equalize(connection: Connection, current: string, pending: string): Promise<void> {
  const [model, twin] = await readBoth(connection, current, pending);
  if (twin !== undefined && isEqual(model, twin)) { return; }
  await connection.run('ACL', 'SETUSER', pending, 'on', 'resetkeys', ...model.hasChannels ? ['resetchannels'] : [],
    // also for a user that was not there: somebody may have made it since, and selectors add up
    ...model.hasSelectors || twin?.hasSelectors === true ? ['clearselectors'] : [], ...model.rules,
    ...model.flags.has(UNCHECKED) ? [UNCHECKED] : [], ...twin?.flags.has(UNCHECKED) === true && !model.flags.has(UNCHECKED) ? ['sanitize-payload'] : []);
}

/** Refuses users of which one may what the other may not, or which more than the pending password opens. */
export async function refuseUnequal(connection: Connection, current: string, pending: string): Promise<void> {
  const [model, twin] = await readBoth(connection, current, pending);
  if (twin?.passwords.length !== 1 || !isEqual(model, twin)) {
    throw new RotationError('not-equal', 'the two users are not equal: somebody changed one of them meanwhile');
  }
}

async function readBoth(connection: Connection, current: string, pending: string): Promise<readonly [model: AclUser, twin?: AclUser]> {
  const [model, twin] = [await readUser(connection, current), await readUser(connection, pending)];
  refuseUnless(model !== undefined, 'the current user is not known to the server');
  for (const user of twin === undefined ? [model] : [model, twin]) {
    refuseWithoutPassword(user);
    refuseUnless(!user.hasMore, 'the server keeps more of a user than rotation can copy: rotate it as a single user');
  }
  return [model, twin];
}

/** Rules are compared in their order: a later one may take back an earlier. */
const isEqual = (one: AclUser, other: AclUser): boolean =>
  ['on', UNCHECKED].every((flag) => one.flags.has(flag) === other.flags.has(flag)) && one.rules.join('\0') === other.rules.join('\0');
