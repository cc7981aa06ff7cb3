import * as fc from 'fast-check';
import { ACCOUNTS, ACTION_PATTERNS, KEYS, knowsPatterns, OPERATORS, type PoolKey, RESOURCE_PATTERNS, ROLES, SERVICES, SESSIONS, USERS } from './pools';

export type PrincipalElement = '*' | Readonly<Record<string, string | readonly string[]>>;

/** A statement of a resource policy, as far as the generators write one. */
export interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: PrincipalElement;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A resource policy. */
export interface PolicyDocument {
  readonly Version: '2012-10-17' | '2008-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** What makes the documents more than z3 encodes. */
interface Extras {
  /** Policy variables in condition values and resources, and literal stars in operators without wildcards. */
  readonly hasVariables: boolean;
  /** Operators of another type than the key's, such as `StringLike` on a number. */
  readonly hasMixedTypes: boolean;
}

interface Entry {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const VARIABLES = ['${aws:PrincipalTag/team}', 'or${*}', '${aws:PrincipalAccount}', '${kms:EncryptionContext:app}', '${aws:PrincipalTag/team, \'pay\'}', '*'];

const VARIABLE_RESOURCES = ['arn:aws:s3:::orders/${aws:PrincipalTag/team}/*', 'arn:aws:sqs:*:${aws:PrincipalAccount}:*'];

/** One to three different values, as a list or, a single one, mostly as a text. */
const someOf = (values: readonly string[]): fc.Arbitrary<string | readonly string[]> => fc.tuple(
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }), fc.boolean(),
).map(([list, isList]) => (list.length === 1 && !isList ? list[0]! : list));

const awsPrincipal = fc.oneof(
  fc.constantFrom(...ACCOUNTS),
  fc.constantFrom(...ACCOUNTS).map((account) => `arn:aws:iam::${account}:root`),
  fc.tuple(fc.constantFrom(...ACCOUNTS), fc.constantFrom(...ROLES)).map(([account, role]) => `arn:aws:iam::${account}:role/${role}`),
  fc.tuple(fc.constantFrom(...ACCOUNTS), fc.constantFrom(...USERS)).map(([account, user]) => `arn:aws:iam::${account}:user/${user}`),
  fc.tuple(fc.constantFrom(...ACCOUNTS), fc.constantFrom(...ROLES), fc.constantFrom(...SESSIONS))
    .map(([account, role, session]) => `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1)}/${session}`),
);

const principal: fc.Arbitrary<PrincipalElement> = fc.oneof(
  { weight: 3, arbitrary: fc.constant('*' as const) },
  { weight: 1, arbitrary: fc.constant({ AWS: '*' }) },
  {
    weight: 6,
    arbitrary: fc.uniqueArray(awsPrincipal, { minLength: 1, maxLength: 2 }).map((list) => ({ AWS: list.length === 1 ? list[0]! : list })),
  },
  { weight: 2, arbitrary: someOf(SERVICES).map((service) => ({ Service: service })) },
  { weight: 1, arbitrary: fc.record({ AWS: awsPrincipal, Service: fc.constantFrom(...SERVICES) }) },
);

const action = fc.tuple(someOf(ACTION_PATTERNS), fc.integer({ min: 0, max: 4 }))
  .map(([list, dice]) => (dice === 0 ? { NotAction: list } : { Action: list }));

const resource = (extras: Extras) => fc.tuple(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant('*') },
    { weight: 4, arbitrary: someOf(RESOURCE_PATTERNS) },
    { weight: extras.hasVariables ? 1 : 0, arbitrary: someOf(VARIABLE_RESOURCES) },
  ),
  fc.integer({ min: 0, max: 4 }),
).map(([list, dice]) => (dice === 0 && list !== '*' ? { NotResource: list } : { Resource: list }));

function valuesFor(key: PoolKey, operator: string, extras: Extras): readonly string[] {
  const known = knowsPatterns(operator) ? [...key.values, ...key.patterns ?? []] : key.values;
  return extras.hasVariables && /^String/.test(operator) ? [...known, ...VARIABLES] : known;
}

function entry(extras: Extras): fc.Arbitrary<Entry> {
  return fc.constantFrom(...KEYS).chain((key) => {
    const nullEntry = fc.constantFrom('true', 'false').map((value): Entry => ({ operator: 'Null', key: key.name, values: [value] }));
    const operators = extras.hasMixedTypes ? fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...OPERATORS[key.type]) },
      { weight: 1, arbitrary: fc.constantFrom(...Object.values(OPERATORS).flat()) },
    ) : fc.constantFrom(...OPERATORS[key.type]);
    const set = key.isMulti ? fc.constantFrom('ForAllValues:', 'ForAnyValue:') : fc.constantFrom('', '', '', '', '', '', '', 'ForAllValues:', 'ForAnyValue:');
    const usual = fc.tuple(operators, set, fc.constantFrom('', '', 'IfExists')).chain(([operator, prefix, suffix]) =>
      fc.uniqueArray(fc.constantFrom(...valuesFor(key, operator, extras)), { minLength: 1, maxLength: key.type === 'bool' ? 1 : 3 })
        .map((values): Entry => ({ operator: `${prefix}${operator}${suffix}`, key: key.name, values })));
    return fc.oneof({ weight: 1, arbitrary: nullEntry }, { weight: 6, arbitrary: usual });
  });
}

function conditionOf(entries: readonly Entry[]): Pick<PolicyStatement, 'Condition'> {
  if (entries.length === 0) { return {}; }
  const block: Record<string, Record<string, string | readonly string[]>> = {};
  for (const { operator, key, values } of entries) { (block[operator] ??= {})[key] = values.length === 1 ? values[0]! : values; }
  return { Condition: block };
}

const statement = (extras: Extras): fc.Arbitrary<PolicyStatement> => fc.tuple(
  fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const), principal, action, resource(extras), fc.array(entry(extras), { maxLength: 3 }),
).map(([Effect, Principal, actions, resources, entries]) => ({ Effect, Principal, ...actions, ...resources, ...conditionOf(entries) }));

const document = (statements: fc.Arbitrary<readonly PolicyStatement[]>): fc.Arbitrary<PolicyDocument> => fc.tuple(
  fc.constantFrom('2012-10-17' as const, '2012-10-17' as const, '2012-10-17' as const, '2008-10-17' as const), statements,
).map(([Version, Statement]) => ({ Version, Statement }));

const statementsOf = (extras: Extras) => fc.array(statement(extras), { minLength: 1, maxLength: 6 });

const SIMPLE: Extras = { hasVariables: false, hasMixedTypes: false };

/** Resource policies with all that policies have: variables and operators of another type than the key's as well. */
export const policies: fc.Arbitrary<PolicyDocument> = document(statementsOf({ hasVariables: true, hasMixedTypes: true }));

/** Resource policies that {@link Z3Oracle} encodes: no variables, and each key with operators of its own type. */
export const simplePolicies: fc.Arbitrary<PolicyDocument> = document(statementsOf(SIMPLE));

/** Pairs of policies that share statements, so that one is often within the other: independent ones hardly ever are. */
export const simplePairs: fc.Arbitrary<readonly [PolicyDocument, PolicyDocument]> = fc.oneof(
  { weight: 1, arbitrary: fc.tuple(simplePolicies, simplePolicies) },
  {
    weight: 3,
    arbitrary: fc.array(statement(SIMPLE), { minLength: 2, maxLength: 5 }).chain((pool) => {
      const part = document(fc.shuffledSubarray(pool, { minLength: 1 }));
      return fc.tuple(part, part);
    }),
  },
);
