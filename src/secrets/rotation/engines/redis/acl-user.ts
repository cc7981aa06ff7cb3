import { createHash } from 'node:crypto';
import { ErrorReply } from '@redis/client';
import { type Connection, withoutPassword } from './connection';
import { RotationError, refuseUnless } from '../../failure';

/** A user as the server describes it. https://redis.io/docs/latest/commands/acl-getuser/ */
export interface AclUser {
  readonly flags: ReadonlySet<string>;
  /** SHA-256 of each password, in hexadecimal. */
  readonly passwords: readonly string[];
  /** What the user may, as arguments of `ACL SETUSER`: in this order they give it to any user. */
  readonly rules: readonly string[];
  readonly hasChannels: boolean;
  readonly hasSelectors: boolean;
  /** Whether there is more than all this, which nobody here can copy. */
  readonly hasMore: boolean;
}

const FIELDS = ['flags', 'passwords', 'commands', 'keys', 'channels', 'selectors'];

/** The form in which servers keep passwords: sent instead of the password. */
export const hashOf = (password: string): string => createHash('sha256').update(password).digest('hex');

/** Reads a user; `undefined` if there is none of that name. */
export async function readUser(connection: Connection, name: string): Promise<AclUser | undefined> {
  const reply = await connection.run('ACL', 'GETUSER', name);
  if (!Array.isArray(reply)) { return undefined; }
  const fields = fieldsOf(reply);
  const selectors = (fields.get('selectors') ?? []) as readonly (readonly unknown[])[];
  return {
    flags: new Set(fields.get('flags') as readonly string[]),
    passwords: fields.get('passwords') as readonly string[],
    rules: [...rulesOf(fields), ...selectors.map((selector) => `(${rulesOf(fieldsOf(selector)).join(' ')})`)],
    hasChannels: fields.has('channels'),
    hasSelectors: selectors.length > 0,
    hasMore: [...fields.keys()].some((field) => !FIELDS.includes(field)),
  };
}

/** A reply of the protocol's version 2: names and values in turn. */
function fieldsOf(reply: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(reply.flatMap((name, at) => (at % 2 === 0 ? [[String(name), reply[at + 1]] as const] : [])));
}

/** Commands first: they begin with `-@all` or `+@all`, which drops what was there before. */
function rulesOf(fields: ReadonlyMap<string, unknown>): readonly string[] {
  return [...words(fields.get('commands'), ''), ...keysOf(words(fields.get('keys'), '~')), ...words(fields.get('channels'), '&')];
}

/** As one rule of several, all keys were given by their long form: the short one drops the others, and lets none follow. */
const keysOf = (keys: readonly string[]): readonly string[] => (keys.length > 1 ? keys.map((key) => (key === '~*' ? '%RW~*' : key)) : keys);

/** Rules as version 7 writes them; before, patterns were a list without their sign. */
function words(value: unknown, sign: string): readonly string[] {
  if (Array.isArray(value)) { return value.map((pattern) => `${sign}${String(pattern)}`); }
  return typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : [];
}

/** Changes of passwords of one user may meet: how often they are made from what is there then. */
const ATTEMPTS = 4;

/**
 * Leaves a user with one more password, and one that stays, in a single command. What it takes away is named one by one: if somebody else
 * changed the passwords meanwhile, the server refuses the command as a whole, so that no password is lost that was not seen.
 *
 * @param staying the password that logs in now; none if nobody knows one
 */
export async function setPasswords(connection: Connection, name: string, added: string, staying?: string): Promise<void> {
  const wanted = [hashOf(added), ...staying === undefined ? [] : [hashOf(staying)]];
  for (let attempt = 1; ; attempt += 1) {
    const user = await readUser(connection, name);
    refuseUnless(user !== undefined, 'the user is not known to the server');
    refuseWithoutPassword(user);
    if (staying !== undefined && !user.passwords.includes(wanted[1])) {
      throw new RotationError('changed-meanwhile', 'the password that logged in is no more one of the user: somebody changes the user meanwhile');
    }
    const changes = [
      ...user.passwords.includes(wanted[0]) ? [] : [`#${wanted[0]}`],
      ...user.passwords.filter((hash) => !wanted.includes(hash)).map((hash) => `!${hash}`),
    ];
    if (changes.length === 0) { return; }
    try {
      await connection.run('ACL', 'SETUSER', name, ...changes);
      return;
    } catch (error) {
      if (!isGone(error) || attempt === ATTEMPTS) { throw error; }
    }
  }
}

/** What the server says of a password that is to be taken away and is not there. */
const isGone = (error: unknown): boolean => error instanceof ErrorReply && error.message.includes('does not exist');

/** Whatever else a user may be, it has to be one that a password lets in. */
export function refuseWithoutPassword({ flags }: AclUser): void {
  if (flags.has('nopass')) { throw withoutPassword(); }
}
