import { BSON, type Document } from 'mongodb';
import type { Connection } from './connection';
import { CODE, hasCode } from './failure';

/**
 * What a user is, but for its name and password, in the fields of `createUser` and `updateUser`. A server that does not know a field leaves it out.
 *
 * https://www.mongodb.com/docs/manual/reference/command/usersInfo/
 */
export interface User {
  /** Roles with their databases, in order. */
  readonly roles: readonly Document[];
  readonly customData: Document;
  readonly authenticationRestrictions: readonly Document[];
  /** Mechanisms that the password is kept for, in order; `undefined` if the server tells none. */
  readonly mechanisms?: readonly string[];
}

/** Reads a user; `undefined` if there is none of that name. */
export async function readUser(connection: Connection, database: string, username: string): Promise<User | undefined> {
  const info = (fields: Document) => connection.run('usersInfo', { user: username, db: database }, database, fields);
  const answer = await info({ showAuthenticationRestrictions: true }).catch((error: unknown) => {
    if (!hasCode(error, CODE.FAILED_TO_PARSE, CODE.FEATURE_NOT_SUPPORTED, CODE.UNKNOWN_FIELD)) { throw error; }
    return info({}); // a server without such restrictions
  });
  const [user] = answer.users as readonly Document[];
  if (user === undefined) { return undefined; }
  const { roles = [], customData = {}, authenticationRestrictions = [], mechanisms } = user;
  return {
    roles: sorted((roles as readonly Document[]).map(({ role, db }) => ({ role, db }))),
    customData: customData as Document,
    authenticationRestrictions: authenticationRestrictions as readonly Document[],
    mechanisms: mechanisms === undefined ? undefined : sorted(mechanisms as readonly string[]),
  };
}

/** A text that is the same for values that are the same: of numbers, their types belong to it. */
const textOf = (value: unknown): string => BSON.EJSON.stringify(value, { relaxed: false });

const sorted = <T>(items: readonly T[]): readonly T[] => [...items].sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1));

const FIELDS = ['roles', 'customData', 'authenticationRestrictions', 'mechanisms'] as const;

/** The fields in which a user differs from a model, as the model has them; none if the two are equal. */
export function changesTo(model: User, user: User): Partial<User> {
  const differing = FIELDS.filter((field) => textOf([user[field]]) !== textOf([model[field]]));
  return Object.fromEntries(differing.map((field) => [field, model[field]]));
}
