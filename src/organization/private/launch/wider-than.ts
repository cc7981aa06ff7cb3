import type { LaunchPolicy } from './launch-policy';
import type { LaunchStatement } from './statement';
import type { Conditions } from '../policy-statement';

/** A statement of a role that a user brings, as IAM's JSON. */
export interface GivenStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What a role may do that a launch does not need. */
export interface Excess {
  /** The Sid of the statement, or its place in the policy, from 1. */
  readonly statement: string;
  readonly action: string;
  readonly resource: string;
}

/**
 * What given statements allow beyond a computed policy: none means that it is no wider. Each action on each resource must stand within one statement that
 * is needed, under its conditions or narrower ones; what can't be compared counts as wider,
 * and so does a wildcard in an action, which tomorrow stands for more than today. Denies are not read, since they only take away.
 * Both sides hold the same placeholders, or the same account, Region and partition.
 */
export function widerThan({ statements }: Pick<LaunchPolicy, 'statements'>, given: readonly GivenStatement[]): Excess[] {
  return given.flatMap((one, at) => {
    if (one.Effect === 'Deny') { return []; }
    const statement = one.Sid ?? String(at + 1);
    const isReadable = one.Effect === 'Allow' && one.NotAction === undefined && one.NotResource === undefined && one.Action !== undefined && one.Resource !== undefined;
    if (!isReadable) { return [{ statement, action: '*', resource: '*' }]; }
    const resources = [one.Resource].flat() as string[];
    return ([one.Action].flat() as string[]).flatMap((action) => resources
      .filter((resource) => !statements.some((needed) => contains(needed, action, resource, one.Condition ?? {})))
      .map((resource) => ({ statement, action, resource })));
  });
}

function contains(needed: LaunchStatement, action: string, resource: string, condition: NonNullable<GivenStatement['Condition']>): boolean {
  return needed.Action.some((one) => one.toLowerCase() === action.toLowerCase())
    && needed.Resource.some((one) => covers(one, opened(resource)))
    && holdsWithin(needed.Condition ?? {}, condition);
}

/** A policy variable stands for any text; placeholders are filled in by the deployment. */
const opened = (resource: string): string => resource.replace(/\$\{(?!AWS::)[^}]*\}/g, '*');

/** Whether everything that a pattern matches is matched by another: a wildcard is only within a wildcard. */
export function covers(wide: string, narrow: string): boolean {
  let reached = new Set([0]);
  const closed = (places: Iterable<number>): Set<number> => {
    const all = new Set(places);
    for (const place of all) { if (wide[place] === '*') { all.add(place + 1); } }
    return all;
  };
  reached = closed(reached);
  for (const character of narrow) {
    reached = closed([...reached].flatMap((place) => {
      if (wide[place] === '*') { return [place]; }
      if (wide[place] === '?' && character !== '*') { return [place + 1]; }
      return wide[place] === character && character !== '*' ? [place + 1] : [];
    }));
  }
  return reached.has(wide.length);
}

/** The operators whose values a condition may have fewer of and still be narrower. */
const EXACT = ['stringequals', 'arnequals', 'bool', 'null'];
const PATTERN = ['stringlike', 'arnlike'];

/** Whether a condition lets no more through than a needed one. */
function holdsWithin(needed: Conditions, given: NonNullable<GivenStatement['Condition']>): boolean {
  const asked = flat(given);
  return flat(needed).every((one) => asked.some((other) => other.key === one.key && other.values.length > 0 && isNarrower(one, other)));
}

interface Asked { readonly operator: string; readonly key: string; readonly values: readonly string[] }

const flat = (condition: NonNullable<GivenStatement['Condition']>): Asked[] => Object.entries(condition).flatMap(([operator, keys]) =>
  Object.entries(keys).map(([key, value]) => ({ operator: operator.toLowerCase(), key: key.toLowerCase(), values: [value].flat().map(String) })));

function isNarrower(needed: Asked, given: Asked): boolean {
  const strict = (operator: string) => operator.replace(/ifexists$/, '');
  if (given.operator !== needed.operator && given.operator !== strict(needed.operator)) {
    // an exact value is within a pattern
    const isExactOfPattern = needed.operator.replace('like', 'equals') === given.operator && PATTERN.includes(needed.operator);
    if (!isExactOfPattern) { return false; }
  }
  const operator = strict(needed.operator);
  if (EXACT.includes(operator)) { return given.values.every((value) => needed.values.includes(value)); }
  return PATTERN.includes(operator) && given.values.every((value) => needed.values.some((one) => one === value || covers(one, opened(value))));
}
