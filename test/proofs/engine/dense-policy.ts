import * as fc from 'fast-check';

/** A condition key of the dense policies: few and short values, so that patterns and values meet at their edges. */
export interface DenseKey {
  readonly name: string;
  readonly operators: readonly string[];
  /** Values of policies, with wildcards; operators without wildcards take them as text. */
  readonly written: readonly string[];
  /** Values of requests. */
  readonly values: readonly string[];
  readonly isMulti?: boolean;
}

const STRING = ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'];
const ARN = ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'];
const NUMERIC = ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'];
const DATE = NUMERIC.map((operator) => operator.replace('Numeric', 'Date'));
const ADDRESS = ['IpAddress', 'NotIpAddress'];

const PATTERNS = ['x', 'y', 'a', 'X', 'xx', 'xy', 'x/y', '*', '?', '??', 'x*', '*x', '?x', 'x?', '*x*', 'x*y', '*?', 'a*', '${*}', 'x${?}'];
const TEXTS = ['x', 'y', 'a', 'z', 'X', 'xx', 'xy', 'yx', 'x/y', 'xay', '*', '?', 'x?', 'zz', 'zzz', 'b'];
const VARIABLES = ['${aws:PrincipalTag/team}', 'x${aws:PrincipalTag/team}', '${aws:PrincipalTag/team, \'x\'}*', '${aws:Referer}', '${aws:username}',
  '${aws:PrincipalAccount}'];

const text = (name: string): DenseKey => ({ name, operators: STRING, written: PATTERNS, values: TEXTS });
const variable = (name: string): DenseKey => ({ name, operators: STRING, written: [...PATTERNS.slice(0, 8), ...VARIABLES], values: TEXTS });
const several = (name: string): DenseKey => ({ ...text(name), isMulti: true });

export const ACCOUNT_IDS = ['111111111111', '111111111119', '222222222222'];
const ACCOUNT_PATTERNS = [...ACCOUNT_IDS, '11111111111?', '*1', '1*', '*2*', '????????????', '1*9'];
const ORGANIZATIONS = ['o-xxxxxxxxxx', 'o-aaaaaaaaaa'];

export const ROLE_NAMES = ['x', 'y', 'a/x', 'x/a', 'xx', 'AnyOther'];
const roleArn = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
const ARNS_OF_PRINCIPALS = [roleArn(ACCOUNT_IDS[0], 'x'), roleArn(ACCOUNT_IDS[0], 'a/x'), `arn:aws:iam::${ACCOUNT_IDS[0]}:user/x`,
  `arn:aws:iam::${ACCOUNT_IDS[1]}:root`,
  `arn:aws:sts::${ACCOUNT_IDS[0]}:federated-user/x`];
const ARN_PATTERNS = [...ARNS_OF_PRINCIPALS, roleArn(ACCOUNT_IDS[0], '*'), roleArn('*', '?'), roleArn('11111111111?', '*x'), 'arn:*:*:*:*:*x',
  'arn:aws:iam::*/x', 'arn:aws:*::*:*r/*',
  'arn:aws:iam:*:*:?oo*'];
const SOURCES = ['arn:aws:s3:::x', 'arn:aws:s3:::y', 'arn:aws:s3:a:b:x', 'arn:aws:s3:::x:y', 'arn:aws:sqs:x:y:z'];
const SOURCE_PATTERNS = [...SOURCES, 'arn:aws:s3:::*', 'arn:aws:s3:*:*:x', 'arn:aws:s3:::?', 'arn:*:x', 'arn:aws:s3:*::*::x', 'arn:aws:s3:*',
  'arn:aws:*:*:*:x*'];
const TIMES = ['2026-01-01T00:00:00Z', '2026-01-01', '2026-01-01T00:00:01Z', '2025-12-31T23:59:59Z', '2026-01-01T01:00:00+01:00', '1767225600'];

/** All keys of the dense policies. */
export const DENSE_KEYS: readonly DenseKey[] = [
  text('aws:PrincipalTag/team'), text('aws:Referer'), text('aws:UserAgent'), text('kms:ViaService'), text('aws:SourceVpce'),
  text('kms:EncryptionContext:app'),
  text('kms:GranteePrincipal'), text('kms:GranteeServicePrincipal'), variable('aws:Referer'), variable('kms:ViaService'), variable('new:Key'),
  several('aws:TagKeys'), { ...several('kms:EncryptionContextKeys'), written: ['app', 'App', 'x', 'a*', '*', '???'], values: ['x', 'a', 'y', 'abc'] },
  { ...several('kms:GrantOperations'), written: ['Decrypt', 'Encrypt', '*crypt', 'x', '?'], values: ['Decrypt', 'Encrypt', 'x', 'y'] },
  {
    name: 'aws:PrincipalOrgPaths',
    operators: STRING,
    written: [...ORGANIZATIONS.map((id) => `${id}/x`), 'o-*/x', '*/x*', `${ORGANIZATIONS[0]}/*`],
    values: ORGANIZATIONS.flatMap((id) => [`${id}/x`, `${id}/y`, `${id}/xx`]),
    isMulti: true,
  },
  {
    name: 'aws:PrincipalOrgID',
    operators: STRING,
    written: [...ORGANIZATIONS, 'o-*', 'o-x*', '*a', 'o-xxxxxxxxx?'],
    values: [...ORGANIZATIONS, 'o-xxxxxxxxxy', 'o-zzzzzzzzzzz'],
  },
  { name: 'aws:PrincipalArn', operators: [...ARN, ...STRING], written: ARN_PATTERNS, values: [] },
  { name: 'aws:PrincipalAccount', operators: STRING, written: ACCOUNT_PATTERNS, values: [] },
  { name: 'kms:CallerAccount', operators: STRING, written: ACCOUNT_PATTERNS, values: [] },
  { name: 'aws:PrincipalType', operators: STRING, written: ['AssumedRole', 'User', 'Account', 'A*', '*User', '????'], values: [] },
  { name: 'aws:PrincipalIsAWSService', operators: ['Bool', 'StringEquals', 'StringLike'], written: ['true', 'false'], values: [] },
  { name: 'aws:PrincipalServiceName', operators: STRING, written: ['x.amazonaws.com', 's3.amazonaws.com', '*.amazonaws.com', '?.*'], values: [] },
  { name: 'aws:username', operators: STRING, written: ['x', 'y', '*', '?', 'x*', 'a/x'], values: [] },
  {
    name: 'aws:SourceArn',
    operators: [...ARN, ...STRING],
    written: SOURCE_PATTERNS,
    values: [...SOURCES, 'arn:aws:s3::::x', 'arn:aws:lambda:y:x:x:x'],
  },
  { name: 'aws:SourceAccount', operators: STRING, written: ACCOUNT_PATTERNS, values: [...ACCOUNT_IDS, '111111111112'] },
  { name: 'aws:SecureTransport', operators: ['Bool', 'StringEquals'], written: ['true', 'false'], values: ['true', 'false'] },
  { name: 'aws:MultiFactorAuthPresent', operators: ['Bool', 'StringLike'], written: ['true', 'false'], values: ['true', 'false'] },
  {
    name: 'aws:MultiFactorAuthAge',
    operators: NUMERIC,
    written: ['0', '1', '5', '5.0', '5.5', '-1', '300'],
    values: ['0', '1', '2', '5', '5.0', '5.00', '5.25', '-1', '-2', '1000'],
  },
  {
    name: 'aws:MultiFactorAuthAge',
    operators: [...NUMERIC, ...STRING],
    written: ['0', '1', '5', '5.0', '5*', '?'],
    values: ['0', '5', '5.00', '5.5', '6', '-1', '55'],
  },
  { name: 'aws:CurrentTime', operators: DATE, written: TIMES, values: [...TIMES, '2026-01-01T00:00:00.5Z', '2020-02-02', '2030-02-02'] },
  {
    name: 'aws:EpochTime',
    operators: [...DATE, ...NUMERIC],
    written: [...TIMES, '1767225599'],
    values: [...TIMES, '1767225599', '1767225601', '10000'],
  },
  {
    name: 'aws:SourceIp',
    operators: ADDRESS,
    written: ['10.0.0.0/8', '10.0.0.0/31', '10.0.0.1', '0.0.0.0/0', '::/0', '2001:db8::/32', '2001:db8::1/128'],
    values: ['10.0.0.0', '10.0.0.1', '10.0.0.2', '11.0.0.0', '9.255.255.255', '255.255.255.255', '2001:db8::1', '2001:db8::2', '::', 'ffff::'],
  },
  {
    name: 'aws:SourceIp',
    operators: [...ADDRESS, ...STRING],
    written: ['10.0.0.0/8', '10.0.0.1', '10.*', '::1', '0.0.0.0/0'],
    values: ['10.0.0.1', '10.0.0.2', '9.0.0.0', '::1', '::2'],
  },
];

export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** A statement of a dense policy. */
export interface DenseStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Conditions;
}

/** A dense policy. */
export interface DensePolicy {
  readonly Version: string;
  readonly Statement: readonly DenseStatement[];
}

const PRINCIPALS: readonly unknown[] = [
  { AWS: roleArn(ACCOUNT_IDS[0], 'x') }, { AWS: roleArn(ACCOUNT_IDS[0], 'a/x') }, { AWS: `arn:aws:sts::${ACCOUNT_IDS[0]}:assumed-role/x/x` },
  { AWS: [ACCOUNT_IDS[1], ACCOUNT_IDS[2]] },
  { AWS: `arn:aws:iam::${ACCOUNT_IDS[0]}:user/x` }, { AWS: ACCOUNT_IDS[0] }, { Service: 's3.amazonaws.com' },
  { Service: ['s3.amazonaws.com', 'x.amazonaws.com'] },
  { AWS: `arn:aws:iam::${ACCOUNT_IDS[0]}:root`, Service: 's3.amazonaws.com' }, { Federated: 'x' },
];
const ACTIONS = ['kms:Decrypt', 'kms:Encrypt', 'kms:CreateGrant', 'kms:*', '*', 'kms:?ncrypt', 'kms:*crypt', 's3:*', 'kms:X', 'KMS:x*', 's3:x'];
const RESOURCES = ['*', 'arn:aws:kms:x:111111111111:key/x', 'arn:aws:kms:*:*:key/*', 'arn:aws:s3:::x', 'arn:aws:s3:::x*', 'arn:aws:s3:::?',
  'arn:aws:s3:::x/*'];

const oneOrMore = (values: readonly string[]): fc.Arbitrary<string[]> => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });

const principal = fc.oneof({ weight: 6, arbitrary: fc.constant({ Principal: '*' }) },
  { weight: 5, arbitrary: fc.constantFrom(...PRINCIPALS).map((one) => ({ Principal: one })) },
  { weight: 1, arbitrary: fc.constantFrom(...PRINCIPALS).map((one) => ({ NotPrincipal: one })) });
const action = fc.oneof({ weight: 4, arbitrary: fc.constant({ Action: ['*'] }) },
  { weight: 4, arbitrary: oneOrMore(ACTIONS).map((Action) => ({ Action })) },
  { weight: 1, arbitrary: oneOrMore(ACTIONS).map((NotAction) => ({ NotAction })) });
const resource = fc.oneof({ weight: 5, arbitrary: fc.constant({ Resource: ['*'] }) },
  { weight: 2, arbitrary: oneOrMore(RESOURCES).map((Resource) => ({ Resource })) },
  { weight: 1, arbitrary: oneOrMore(RESOURCES.slice(1)).map((NotResource) => ({ NotResource })) });

interface Entry {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

function entryOf({ name, operators, written, isMulti }: DenseKey): fc.Arbitrary<Entry> {
  const set = isMulti ? fc.constantFrom('ForAllValues:', 'ForAnyValue:') : fc.constantFrom(...Array<string>(8).fill(''), 'ForAllValues:',
    'ForAnyValue:');
  const usual = fc.record({
    prefix: set,
    operator: fc.constantFrom(...operators),
    suffix: fc.constantFrom('', '', '', 'IfExists'),
    values: oneOrMore(written),
  })
    .map(({ prefix, operator, suffix, values }) => ({ operator: `${prefix}${operator}${suffix}`, key: name, values }));
  return fc.oneof({ weight: 9, arbitrary: usual },
    { weight: 1, arbitrary: fc.constantFrom('true', 'false').map((value) => ({ operator: 'Null', key: name, values: [value] })) });
}

function conditionsOf(entries: readonly Entry[]): Conditions {
  const made: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of entries) { made[operator] = { ...made[operator], [key]: values }; }
  return made;
}

const statementOf = (keys: readonly DenseKey[], others: fc.Arbitrary<Partial<DenseStatement>>): fc.Arbitrary<DenseStatement> => fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'), others, entries: fc.array(fc.oneof(...keys.map(entryOf)), { maxLength: 3 }),
}).map(({ Effect, others: rest, entries }) => ({ Effect, ...rest, ...(entries.length > 0 ? { Condition: conditionsOf(entries) } : {}) }));

const skeleton: fc.Arbitrary<Partial<DenseStatement>> = fc.tuple(principal, action,
  resource).map(([who, what, where]) => ({ ...who, ...what, ...where }));

const ofAnyone: fc.Arbitrary<Partial<DenseStatement>> = fc.constant({ Principal: '*', Action: ['*'], Resource: ['*'] });

/** Policies about one or two keys and one or two triples of principal, action and resource, so that they overlap. */
const mixed = (count: number): fc.Arbitrary<DensePolicy[]> => fc.tuple(
  fc.uniqueArray(fc.constantFrom(...DENSE_KEYS), { minLength: 1, maxLength: 2 }), fc.array(skeleton, { minLength: 1, maxLength: 2 }),
).chain(([keys, skeletons]) => {
  const statement = statementOf(keys, fc.constantFrom(...skeletons));
  return fc.array(statement, { minLength: 1, maxLength: 4 }).chain((shared) => policiesOf(fc.oneof(statement, fc.constantFrom(...shared)), 3, count));
});

/** Policies about nothing but the values of one key. */
const plain = (count: number): fc.Arbitrary<DensePolicy[]> =>
  fc.constantFrom(...DENSE_KEYS).chain((key) => policiesOf(statementOf([key], ofAnyone), 2, count));

function policiesOf(statement: fc.Arbitrary<DenseStatement>, most: number, count: number): fc.Arbitrary<DensePolicy[]> {
  const Version = fc.constantFrom('2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17');
  return fc.array(fc.record({ Version, Statement: fc.array(statement, { minLength: 1, maxLength: most }) }), { minLength: count, maxLength: count });
}

export const densePolicies = (count: number): fc.Arbitrary<readonly DensePolicy[]> =>
  fc.oneof({ weight: 1, arbitrary: mixed(count) }, { weight: 2, arbitrary: plain(count) });

export const densePairs: fc.Arbitrary<readonly [DensePolicy, DensePolicy]> = densePolicies(2).map(([a, b]) => [a, b] as const);
