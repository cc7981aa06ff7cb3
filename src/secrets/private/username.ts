import type { EngineFacts } from './engines';
import { refuseUnless } from '../../private/errors';

/** What the second of two users ends with; the function's `twinOf` makes the same name. */
const SUFFIX = '_clone';

/** The users that a rotation may change: the one that was named, and its twin where two take turns. */
export function usersOf({ title, longestUsername }: EngineFacts, username: string, alternate: boolean): string[] {
  refuseUnless(/^[A-Za-z_][A-Za-z0-9_.$#@-]*$/.test(username), {
    what: `username for ${title}`,
    got: username,
    allowed: 'a letter or underscore, then letters, digits and _.$#@-',
    fix: 'choose a name that no engine and no client must quote in a way of its own',
  });
  refuseUnless(!alternate || !username.endsWith(SUFFIX), {
    what: `username for ${title}`, got: username, allowed: `a name that does not end with ${SUFFIX}`, fix: 'name the first of the two users: the second gets the suffix',
  });
  const users = alternate ? [username, `${username}${SUFFIX}`] : [username];
  const longest = Buffer.byteLength(users[users.length - 1]);
  refuseUnless(longest <= longestUsername, {
    what: `username for ${title}`,
    got: alternate ? `${username}, whose twin ${users[1]} has ${longest} characters` : `${username}, which has ${longest} characters`,
    allowed: `up to ${longestUsername} characters${alternate ? `, ${SUFFIX} included` : ''}`,
    fix: 'choose a shorter name',
  });
  return users;
}
