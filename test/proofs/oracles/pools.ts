/** Small shared pools of values: policies and requests draw from the same ones, so that they meet often. */
export const ACCOUNTS = ['111122223333', '444455556666', '999988887777'] as const;

export const REGION = 'eu-west-1';

export const SERVICES = ['s3.amazonaws.com', 'sqs.amazonaws.com', 'logs.amazonaws.com'] as const;

export const ROLES = ['Admin', 'gold/orders/TakeOrder', 'gold/Admin', 'Settle'] as const;

export const USERS = ['alice', 'ops/bob'] as const;

export const SESSIONS = ['run-1', 'alice'] as const;

/** Real actions, since the simulator knows no others. */
export const ACTIONS = [
  'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:CreateGrant', 'kms:DescribeKey', 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy',
  's3:GetObject', 's3:PutObject', 's3:DeleteObject', 'sqs:SendMessage', 'sqs:ReceiveMessage',
] as const;

export const ACTION_PATTERNS = [
  ...ACTIONS, 'kms:*', 'kms:*crypt', 'kms:Generate*', 'kms:?ncrypt', 'kms:*Key*', 'KMS:decrypt', 's3:*', 's3:*Object', 's3:Get*', 'sqs:*', '*',
] as const;

/** What an action acts on: ARNs that the simulator can tell a type of resource from. */
export const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  kms: [
    'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666',
    'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1111-2222-3333-000000000000',
    'arn:aws:kms:us-east-1:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab',
  ],
  s3: ['arn:aws:s3:::orders/2026/a.csv', 'arn:aws:s3:::orders/b.csv', 'arn:aws:s3:::pay/a.csv'],
  sqs: ['arn:aws:sqs:eu-west-1:111122223333:orders', 'arn:aws:sqs:eu-west-1:444455556666:pay'],
};

export const RESOURCE_PATTERNS = [
  ...Object.values(RESOURCES).flat(),
  'arn:aws:kms:*:111122223333:key/*', 'arn:aws:kms:eu-west-1:*:key/0a1b2c3d-*', 'arn:aws:kms:*:*:key/mrk-*', 'arn:aws:s3:::orders/*', 'arn:aws:s3:::*/a.csv',
  'arn:aws:s3:::or?ers/*.csv', 'arn:aws:sqs:*:*:orders', 'arn:aws:sqs:eu-west-1:111122223333:*',
] as const;

export type KeyType = 'string' | 'arn' | 'bool' | 'numeric' | 'date' | 'ip' | 'binary';

/** A condition key of the pools. */
export interface PoolKey {
  readonly name: string;
  readonly type: KeyType;
  readonly isMulti?: boolean;
  /** Values of requests and of policies. */
  readonly values: readonly string[];
  /** Wildcards for operators that know them; CIDRs for addresses. */
  readonly patterns?: readonly string[];
  /** Which requests may carry the key: everybody's unless it says. Keys that follow from the principal are never drawn. */
  readonly of?: 'iam' | 'service' | 'derived';
  /** Actions whose requests may carry the key; all of them unless it says. */
  readonly actions?: RegExp;
}

const WITH_ENCRYPTION_CONTEXT = /^kms:(Decrypt|Encrypt|GenerateDataKey|CreateGrant)$/;

const roleArn = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;

export const KEYS: readonly PoolKey[] = [
  {
    name: 'kms:ViaService',
    type: 'string',
    of: 'iam',
    actions: /^kms:/,
    values: ['s3.eu-west-1.amazonaws.com', 'sqs.eu-west-1.amazonaws.com', 's3.us-east-1.amazonaws.com'],
    patterns: ['s3.*.amazonaws.com', '*.eu-west-1.amazonaws.com', 's?s.*'],
  },
  { name: 'kms:CallerAccount', type: 'string', of: 'derived', values: ACCOUNTS, patterns: ['1111*', '*6666', '??????????77'] },
  { name: 'aws:PrincipalAccount', type: 'string', of: 'derived', values: ACCOUNTS, patterns: ['1111*', '*3333'] },
  {
    name: 'aws:PrincipalArn',
    type: 'arn',
    of: 'derived',
    values: [roleArn(ACCOUNTS[0], ROLES[0]), roleArn(ACCOUNTS[0], ROLES[1]), roleArn(ACCOUNTS[1], ROLES[3]), `arn:aws:iam::${ACCOUNTS[0]}:user/alice`,
      `arn:aws:iam::${ACCOUNTS[0]}:root`],
    patterns: [roleArn(ACCOUNTS[0], '*'), roleArn('*', 'gold/*'), roleArn(ACCOUNTS[0], '*Admin'), 'arn:aws:iam::*:user/*', `arn:aws:*::${ACCOUNTS[1]}:*`],
  },
  { name: 'aws:PrincipalOrgID', type: 'string', of: 'iam', values: ['o-gold123456', 'o-other98765'], patterns: ['o-*', 'o-gold*'] },
  { name: 'aws:PrincipalTag/team', type: 'string', of: 'iam', values: ['orders', 'Orders', 'pay'], patterns: ['or*', 'p?y', '*'] },
  {
    name: 'aws:SourceIp',
    type: 'ip',
    values: ['203.0.113.7', '10.1.2.3', '10.1.9.9', '2001:db8::1', '2001:db8:1234:5678::9'],
    patterns: ['203.0.113.0/24', '10.0.0.0/8', '10.1.2.0/23', '0.0.0.0/0', '2001:db8::/32', '2001:db8:1234:5678::/64'],
  },
  { name: 'aws:SourceVpce', type: 'string', values: ['vpce-1a2b3c4d', 'vpce-99887766'], patterns: ['vpce-1*', 'vpce-*'] },
  { name: 'aws:CurrentTime', type: 'date', values: ['2026-01-01T00:00:00Z', '2026-06-30T12:00:00Z', '2027-01-01T00:00:00Z'] },
  { name: 'aws:SecureTransport', type: 'bool', values: ['true', 'false'] },
  { name: 'aws:MultiFactorAuthPresent', type: 'bool', of: 'iam', values: ['true', 'false'] },
  { name: 'kms:EncryptionContext:app', type: 'string', actions: WITH_ENCRYPTION_CONTEXT, values: ['orders', 'Orders', 'pay/eu'], patterns: ['or*', 'pay/*', '??????'] },
  { name: 'kms:ScheduleKeyDeletionPendingWindowInDays', type: 'numeric', actions: /^kms:ScheduleKeyDeletion$/, values: ['7', '14', '30'] },
  {
    name: 'aws:SourceArn',
    type: 'arn',
    of: 'service',
    values: ['arn:aws:s3:::orders', 'arn:aws:sqs:eu-west-1:111122223333:orders', 'arn:aws:logs:eu-west-1:111122223333:log-group:gold'],
    patterns: ['arn:aws:s3:::*', 'arn:aws:*:eu-west-1:111122223333:*', 'arn:aws:logs:*:*:log-group:g*'],
  },
  { name: 'aws:SourceAccount', type: 'string', of: 'service', values: ACCOUNTS, patterns: ['1111*', '4*'] },
  { name: 's3:x-amz-server-side-encryption', type: 'string', actions: /^s3:PutObject$/, values: ['AES256', 'aws:kms', 'aws:kms:dsse'], patterns: ['aws:kms*', 'AES???'] },
  { name: 'aws:RequestTag/blob', type: 'binary', values: ['Z29sZA==', 'b3JkZXJz'] },
  { name: 'aws:TagKeys', type: 'string', isMulti: true, values: ['team', 'Team', 'cost'], patterns: ['t*', '*t', 'c???'] },
  {
    name: 'kms:EncryptionContextKeys',
    type: 'string',
    isMulti: true,
    actions: WITH_ENCRYPTION_CONTEXT,
    values: ['app', 'tenant', 'stage'],
    patterns: ['a*', '*a*', 't*'],
  },
  {
    name: 'kms:GrantOperations',
    type: 'string',
    isMulti: true,
    actions: /^kms:CreateGrant$/,
    values: ['Decrypt', 'Encrypt', 'CreateGrant'],
    patterns: ['*crypt', 'Create*'],
  },
];

/** Operators of a type of key, without `Null`. */
export const OPERATORS: Readonly<Record<KeyType, readonly string[]>> = {
  string: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringEquals', 'StringLike', 'StringNotLike', 'StringNotEquals'],
  bool: ['Bool'],
  numeric: ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'],
  date: ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  ip: ['IpAddress', 'NotIpAddress'],
  binary: ['BinaryEquals'],
};

/** The operators that know wildcards (CIDRs, for addresses). */
export const knowsPatterns = (operator: string): boolean => /Like|^Arn|IpAddress/.test(operator);
