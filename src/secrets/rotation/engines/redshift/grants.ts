/** Something that a user has and another can be given: a privilege, a role, a group. The statements take the user's name, quoted. */
export interface Grant {
  /** Equal for what is the same, whoever has it. */
  readonly key: string;
  /** Whether it may be passed on. */
  readonly isGrantable: boolean;
  /** The key of the privilege on the whole table, for one on a column: the two exclude each other. */
  readonly wholeTable?: string;
  give(user: string): string;
  take(user: string): string;
  /** Takes no more than the right to pass it on. */
  takeOption(user: string): string;
}

/** What each user has. */
export type GrantsOf = (username: string) => readonly Grant[];

export const grantsByUser = (list: readonly (readonly [who: unknown, grant: Grant])[]): GrantsOf =>
  (username) => list.filter(([who]) => who === username).map(([, grant]) => grant);

/** How a grant is written, where it differs from `GRANT … TO user WITH GRANT OPTION`. */
interface Form {
  readonly isGrantable?: boolean;
  readonly before?: (user: string) => string;
  readonly grantee?: (user: string) => string;
  readonly after?: string;
  readonly option?: string;
  readonly wholeTable?: string;
}

/** No name is like it once it is quoted. */
const ANYBODY = 'user';

/** A grant of the statements `GRANT` and `REVOKE`. */
export function grantOf(what: string, form: Form = {}): Grant {
  const { isGrantable = false, before = () => '', grantee = (user: string) => user, after = '', option = 'GRANT OPTION', wholeTable } = form;
  const take = (user: string) => `${before(user)}REVOKE ${what} FROM ${grantee(user)}${after}`;
  return {
    key: take(ANYBODY),
    isGrantable,
    wholeTable,
    give: (user) => `${before(user)}GRANT ${what} TO ${grantee(user)}${isGrantable ? ` WITH ${option}` : ''}${after}`,
    take,
    takeOption: (user) => `${before(user)}REVOKE ${option} FOR ${what} FROM ${grantee(user)}${after}`,
  };
}

/** Membership of a group. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_GROUP.html */
export function membershipOf(group: string): Grant {
  const take = (user: string) => `ALTER GROUP ${group} DROP USER ${user}`;
  return { key: take(ANYBODY), isGrantable: false, give: (user) => `ALTER GROUP ${group} ADD USER ${user}`, take, takeOption: take };
}

/**
 * Statements that bring a user from what it has to what it should have: giving before taking, but for privileges on columns in the way of one on
 * the whole table. https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT-usage-notes.html
 */
export function differences(has: readonly Grant[], wanted: readonly Grant[], user: string): readonly string[] {
  const of = (grants: readonly Grant[]) => new Map(grants.map((grant) => [grant.key, grant]));
  const [present, model] = [of(has), of(wanted)];
  const giving = [...model.values()].filter(({ key, isGrantable }) => !present.has(key) || (isGrantable && present.get(key)?.isGrantable === false));
  const taking = [...present.values()].filter(({ key }) => !model.has(key));
  const tooMuch = [...present.values()].filter(({ key, isGrantable }) => isGrantable && model.get(key)?.isGrantable === false);
  const inTheWay = taking.filter(({ wholeTable }) => giving.some(({ key }) => key === wholeTable));
  return [
    ...inTheWay.map((grant) => grant.take(user)),
    ...giving.map((grant) => grant.give(user)),
    ...tooMuch.map((grant) => grant.takeOption(user)),
    ...taking.filter((grant) => !inTheWay.includes(grant)).map((grant) => grant.take(user)),
  ];
}
