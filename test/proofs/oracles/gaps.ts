import type { PolicyDocument, PolicyStatement } from './random-policy';
import { derivedContext } from './random-request';
import type { Principal, Request } from '../../../src/proofs/engine/request';

type Answer = 'allow' | 'deny' | 'none';

/** Something that the simulator does otherwise than AWS, with an example. */
export interface Gap {
  readonly id: string;
  /** What AWS does. */
  readonly rule: string;
  /** AWS's page that says so. */
  readonly source: string;
  /**
   * `policy`: the simulator misreads the resource policy, so the point is skipped (unless `isBypassed`);
   * `call`: it reads the policy as AWS does, but whether the whole call is allowed is more than that.
   */
  readonly level: 'policy' | 'call';
  /** Whether `simulate` finds a way around it, so that nothing need be skipped. */
  readonly isBypassed?: boolean;
  readonly example: GapExample;
  /** Whether it can change the answer about a policy and a request. */
  applies(policy: PolicyDocument, request: Request): boolean;
}

export interface GapExample {
  readonly policy: PolicyDocument;
  readonly request: Request;
  /** No identity policy allows anything. */
  readonly isWithoutIdentityPolicies?: boolean;
  /** Of the policy at level `policy`, of the call (`none` where it is refused) at level `call`. */
  readonly simulated: Answer;
  readonly aws: Answer;
}

const ACCOUNT = '111122223333';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0a1b2c3d-1111-2222-3333-444455556666`;
const DOCS = 'https://docs.aws.amazon.com';
const ADMIN: Principal = { type: 'role', account: ACCOUNT, name: 'Admin', session: 'run-1' };

/** Operations that another account's principals may be allowed, beside cryptographic ones. */
const ACROSS_ACCOUNTS = ['CreateGrant', 'DescribeKey', 'GetKeyRotationStatus', 'GetPublicKey', 'ListGrants', 'RetireGrant', 'RevokeGrant'];
const CRYPTOGRAPHIC = /^kms:(Decrypt|DeriveSharedSecret|Encrypt|GenerateDataKey|GenerateMac|ReEncrypt|Sign|Verify)/;

const allow = (Principal: PolicyStatement['Principal'], more: Partial<PolicyStatement> = {}): PolicyDocument =>
  ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*', ...more }] });

const request = (principal: Principal, action: string, context: Request['context'] = {}): Request =>
  ({ principal, partition: 'aws', action, resource: KEY, context: { ...derivedContext(principal), ...context } });

const textOf = (policy: PolicyDocument): string => JSON.stringify(policy);

/** Whether a policy names a role of the caller's name with another path. */
const namesOtherPath = (policy: PolicyDocument, { account, name = '' }: Principal): boolean => {
  const roles = [...textOf(policy).matchAll(/arn:aws:iam::(\d{12}):role\/([^"*?]+)"/g)].filter(([, owner]) => owner === account).map(([, , role = '']) => role);
  return roles.some((role) => role !== name && role.split('/').at(-1) === name.split('/').at(-1));
};

export const GAPS: readonly Gap[] = [
  {
    id: 'encryption-context',
    rule: 'kms:EncryptionContext:<name> is a condition key of cryptographic operations; the simulator does not know names of one\'s own and leaves it out',
    source: `${DOCS}/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context`,
    level: 'policy',
    isBypassed: true,
    applies: (policy) => /kms:EncryptionContext:/i.test(textOf(policy)),
    example: {
      policy: allow('*', { Condition: { StringEquals: { 'kms:EncryptionContext:app': 'orders' } } }),
      request: request(ADMIN, 'kms:Decrypt', { 'kms:encryptioncontext:app': ['orders'], 'kms:encryptioncontextkeys': ['app'] }),
      simulated: 'none',
      aws: 'allow',
    },
  },
  {
    id: 'unknown-keys',
    rule: 'What a request has for a condition key counts; the simulator leaves out keys that its data does not list for the action, such as those to come',
    source: `${DOCS}/IAM/latest/UserGuide/reference_policies_elements_condition.html`,
    level: 'policy',
    isBypassed: true, // `simulate` skips a point where a key that the policy names was left out
    applies: (policy) => textOf(policy).includes('kms:NewKey'),
    example: {
      policy: allow('*', { Condition: { StringEquals: { 'kms:NewKey': 'x' } } }),
      request: request(ADMIN, 'kms:Decrypt', { 'kms:newkey': ['x'] }),
      simulated: 'none',
      aws: 'allow',
    },
  },
  {
    id: 'version-2008',
    rule: 'In a policy of version 2008-10-17, variables such as ${aws:PrincipalAccount} are plain text; the simulator fills them in',
    source: `${DOCS}/IAM/latest/UserGuide/reference_policies_elements_version.html`,
    level: 'policy',
    applies: (policy) => policy.Version === '2008-10-17' && textOf(policy).includes('${'),
    example: {
      policy: { ...allow('*', { Condition: { StringEquals: { 'kms:CallerAccount': '${aws:PrincipalAccount}' } } }), Version: '2008-10-17' },
      request: request(ADMIN, 'kms:Decrypt'),
      simulated: 'allow',
      aws: 'none',
    },
  },
  {
    id: 'role-path',
    rule: 'A role\'s ARN in Principal has its path; a session\'s ARN has none, so that the simulator, which is given that, takes roles of one name for one role',
    source: `${DOCS}/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns`,
    level: 'policy',
    applies: (policy, { principal }) => principal.type === 'role' && textOf(policy).includes(':assumed-role/') && namesOtherPath(policy, principal),
    example: {
      policy: allow({ AWS: [`arn:aws:iam::${ACCOUNT}:role/gold/Admin`, `arn:aws:sts::${ACCOUNT}:assumed-role/Settle/run-1`] }),
      request: request(ADMIN, 'kms:Decrypt'),
      simulated: 'allow',
      aws: 'none',
    },
  },
  {
    id: 'grants',
    rule: 'A grant allows its grantee what the key policy does not; the simulator has no grants',
    source: `${DOCS}/kms/latest/developerguide/grants.html`,
    level: 'call',
    applies: (_policy, { action }) => CRYPTOGRAPHIC.test(action) || ['kms:CreateGrant', 'kms:DescribeKey', 'kms:GetPublicKey', 'kms:RetireGrant'].includes(action),
    example: {
      policy: allow({ AWS: `arn:aws:iam::${ACCOUNT}:user/alice` }), // beside a grant that lets Admin decrypt: there is nowhere to say so
      request: request(ADMIN, 'kms:Decrypt'),
      simulated: 'none',
      aws: 'allow',
    },
  },
  {
    id: 'across-accounts',
    rule: 'A permission of another account\'s principal has an effect for cryptographic operations and a few more only; the simulator allows kms:PutKeyPolicy',
    source: `${DOCS}/kms/latest/developerguide/key-policy-modifying-external-accounts.html`,
    level: 'call',
    applies: (_policy, { principal, action, resource }) => action.startsWith('kms:') && principal.account !== undefined && principal.account !== resource.split(':')[4]
      && !CRYPTOGRAPHIC.test(action) && !ACROSS_ACCOUNTS.includes(action.slice('kms:'.length)),
    example: {
      policy: allow({ AWS: '444455556666' }),
      request: request({ ...ADMIN, account: '444455556666' }, 'kms:PutKeyPolicy'),
      simulated: 'allow',
      aws: 'none',
    },
  },
  {
    id: 'root-user',
    rule: 'The statement for the account gives the account\'s root user access to the key, without any identity policy; the simulator wants one',
    source: `${DOCS}/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam`,
    level: 'call',
    applies: (_policy, { principal }) => principal.type === 'root',
    example: {
      policy: allow({ AWS: `arn:aws:iam::${ACCOUNT}:root` }),
      request: request({ type: 'root', account: ACCOUNT }, 'kms:PutKeyPolicy'),
      isWithoutIdentityPolicies: true,
      simulated: 'none',
      aws: 'allow',
    },
  },
];
