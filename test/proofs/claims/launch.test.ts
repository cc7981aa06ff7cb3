import { ACCOUNT, policy, proveAbout, stackOf } from './template';
import type { ProofRecord } from '../../../src/proofs/record/proof-run';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';

const KEY = `arn:aws:kms:ap-northeast-2:${ACCOUNT}:key/*`;
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/gold-launch-boundary`;
const ROLES = [`arn:aws:iam::${ACCOUNT}:role/gold/*`, `arn:aws:iam::${ACCOUNT}:role/SC-${ACCOUNT}-pp-*`];
const SECRET = `arn:aws:secretsmanager:ap-northeast-2:${ACCOUNT}:secret`;
const PARAMETER = `arn:aws:ssm:ap-northeast-2:${ACCOUNT}:parameter`;
const OF_ORGANIZATION = { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' };
const VIA_S3 = { 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com' };
const VIA_SNS = { 'kms:ViaService': 'sns.ap-northeast-2.amazonaws.com' };
const FOR_TOPIC = { ...VIA_SNS, 'kms:EncryptionContext:aws:sns:topicArn': 'arn:aws:sns:ap-northeast-2:444455556666:launches' };
const TOPIC_KEY = 'arn:aws:kms:ap-northeast-2:444455556666:key/*';
const OF_DOMAIN = { Null: { 'aws:ResourceTag/domain': 'false' } };
const OWN = { StringEquals: { 'aws:ResourceTag/gold-product': 'shop' } };
const MADE = { StringEquals: { 'aws:RequestTag/gold-product': 'shop' } };
const BOUNDED = { ArnEquals: { 'iam:PermissionsBoundary': BOUNDARY } };

const allow = (Action: string | string[], Resource: string | string[], Condition?: object): object =>
  ({ Effect: 'Allow', Action, Resource, ...Condition ? { Condition } : {} });

const TO_AUTOMATION = { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } };

/** What a launch role has for a product with a bucket, a key, a function with a role, and secrets. */
const GOOD = [
  allow(['kms:Decrypt', 'kms:GenerateDataKey', 'kms:CreateGrant'], KEY, { StringEquals: VIA_S3, ...OF_DOMAIN }),
  allow('kms:Decrypt', 'arn:aws:kms:ap-northeast-2:*:key/*', { StringEquals: { ...VIA_S3, ...OF_ORGANIZATION } }),
  allow(['kms:Decrypt', 'kms:GenerateDataKey'], TOPIC_KEY, { StringEquals: { ...FOR_TOPIC, ...OF_ORGANIZATION } }),
  allow(['kms:Decrypt', 'kms:GenerateDataKey'], KEY, { StringEquals: FOR_TOPIC }),
  allow('sns:Publish', 'arn:aws:sns:ap-northeast-2:444455556666:launches'),
  allow('kms:CreateKey', '*', MADE),
  allow(['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:ListResourceTags'], '*'),
  allow(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:CreateAlias'], KEY, OWN),
  allow('kms:CreateAlias', `arn:aws:kms:ap-northeast-2:${ACCOUNT}:alias/*`),
  allow('kms:TagResource', KEY, { ...MADE, Null: { 'aws:ResourceTag/gold-product': 'true', 'aws:ResourceTag/domain': 'true' } }),
  allow('secretsmanager:GetSecretValue', [`${SECRET}:Password-*`, `${SECRET}:*/api-??????`, `${SECRET}:shared-??????`]),
  allow('ssm:GetParameters', [`${PARAMETER}/shop/url`, 'arn:aws:ssm:ap-northeast-2::parameter/aws/service/ami']),
  allow(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'], ROLES, BOUNDED),
  allow(['iam:DeleteRole', 'iam:PassRole', 'iam:UpdateAssumeRolePolicy', 'iam:TagRole'], ROLES),
  allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/gold-action-shop.rotate-secret`, TO_AUTOMATION),
  allow('iam:CreatePolicyVersion', `arn:aws:iam::${ACCOUNT}:policy/gold/*`),
  allow('iam:CreateServiceLinkedRole', `arn:aws:iam::${ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/*`),
  allow(['iam:GetRole', 'iam:ListRolePolicies'], '*'),
  allow('lambda:CreateFunction', '*'),
];

const PRODUCT: StackTemplate = {
  stack: 'Hub/Shop',
  file: 'HubShop.template.json',
  template: {
    Parameters: { Ami: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/aws/service/ami' }, DomainName: { Type: 'String', AllowedPattern: '^[a-z]+$' } },
    Resources: {
      Bucket: { Type: 'AWS::S3::Bucket' },
      Key: { Type: 'AWS::KMS::Key' },
      Password: { Type: 'AWS::SecretsManager::Secret' },
      Api: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: { 'Fn::Join': ['', [{ Ref: 'DomainName' }, '/api']] } } },
      Url: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/shop/url' } },
      Function: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { A: '{{resolve:secretsmanager:shared:SecretString:a}}' } } } },
    },
  },
  region: 'ap-northeast-2',
  deploymentRole: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/gold-launch-shop' },
};

interface Around {
  readonly others?: readonly StackTemplate[];
  /** Properties of the role. */
  readonly role?: object;
  /** Where its stack goes. */
  readonly place?: Partial<StackTemplate>;
}

/** What becomes of the claims about a launch role. */
function launched(statements: readonly object[], { others = [PRODUCT], role = {}, place = {} }: Around = {}): ProofRecord[] {
  const trust = policy({ Effect: 'Allow', Principal: { Service: 'servicecatalog.amazonaws.com' }, Action: 'sts:AssumeRole' });
  const half = Math.ceil(statements.length / 2);
  const Policies = [{ PolicyName: 'p', PolicyDocument: policy(...statements.slice(half)) }];
  const stack = stackOf({
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'gold-launch-shop', AssumeRolePolicyDocument: trust, Policies, ...role } },
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: policy(...statements.slice(0, half)), Roles: [{ Ref: 'Role' }], ManagedPolicyName: 'Launch' },
    },
  });
  return proveAbout({ ...stack, ...place }, 'Role', undefined, others);
}

const verdicts = (records: readonly ProofRecord[]): Record<string, string> =>
  Object.fromEntries(records.map(({ claim, verdict }) => [claim, verdict]));
const [KEYS, SECRETS, ITSELF] = ['launchRoleUsesOnlyItsKeys', 'launchRoleReadsOnlyItsSecrets', 'launchRoleCannotWidenItself'];
const PROVED = { noAccessOutside: 'proved', [KEYS]: 'proved', [SECRETS]: 'proved', [ITSELF]: 'proved' };

test('a launch role that is bound as it should be has all claims proved', () => {
  const records = launched(GOOD);
  expect(records.filter(({ verdict }) => verdict !== 'proved').map(({ claim, detail }) => [claim, detail])).toEqual([]);
  expect(verdicts(records)).toEqual(PROVED);
});

test('so it has where a StackSet makes it, in whatever account', () => {
  const subbed = (found: string) => `{"Fn::Sub":${found.replaceAll(ACCOUNT, '${AWS::AccountId}')}}`;
  const text = JSON.stringify(GOOD).replaceAll(/"[^"]*111122223333[^"]*"/g, subbed);
  expect(text).not.toContain(ACCOUNT);
  expect(verdicts(launched(JSON.parse(text) as object[], { place: { account: undefined } }))).toEqual(PROVED);
});

test('a role of another name is no launch role', () => {
  expect(verdicts(launched(GOOD, { role: { RoleName: 'shop' } }))).toEqual({ noAccessOutside: 'proved' });
});

describe('a launch role with one statement more is refuted, with what it could do', () => {
  test.each<[string, string, object, string]>([
    ['use of keys directly', KEYS, allow('kms:Decrypt', KEY, OF_DOMAIN), 'kms:Decrypt'],
    ['use of keys through a service that the product has not', KEYS, allow('kms:Decrypt', KEY, { StringEquals: { 'kms:ViaService': 'rds.ap-northeast-2.amazonaws.com' }, ...OF_DOMAIN }), 'kms:Decrypt'],
    ['grants on keys directly', KEYS, allow('kms:CreateGrant', KEY, OF_DOMAIN), 'kms:CreateGrant'],
    ['use of keys of other accounts', KEYS, allow('kms:Encrypt', 'arn:aws:kms:ap-northeast-2:999999999999:key/*', { StringEquals: VIA_S3, ...OF_DOMAIN }), 'kms:Encrypt'],
    ['use of keys of no domain', KEYS, allow('kms:Decrypt', KEY, { StringEquals: VIA_S3 }), 'kms:Decrypt'],
    ['code that is not of the organization', KEYS, allow('kms:Decrypt', 'arn:aws:kms:ap-northeast-2:*:key/*', { StringEquals: VIA_S3 }), 'kms:Decrypt'],
    ['encryption beside the code of functions', KEYS, allow('kms:Encrypt', 'arn:aws:kms:ap-northeast-2:*:key/*', { StringEquals: { ...VIA_S3, ...OF_ORGANIZATION } }), 'kms:Encrypt'],
    ['a topic\'s key that is not of the organization', KEYS, allow('kms:GenerateDataKey', TOPIC_KEY, { StringEquals: FOR_TOPIC }), 'kms:GenerateDataKey'],
    ['use of a key through Amazon SNS for no topic', KEYS, allow('kms:GenerateDataKey', TOPIC_KEY, { StringEquals: { ...VIA_SNS, ...OF_ORGANIZATION } }), 'kms:GenerateDataKey'],
    ['the key of a topic that it does not publish to', KEYS, allow('kms:Decrypt', KEY, { StringEquals: { ...VIA_SNS, 'kms:EncryptionContext:aws:sns:topicArn': 'arn:aws:sns:ap-northeast-2:444455556666:payments' } }), 'kms:Decrypt'],
    ['grants on a topic\'s key', KEYS, allow('kms:CreateGrant', TOPIC_KEY, { StringEquals: { ...FOR_TOPIC, ...OF_ORGANIZATION } }), 'kms:CreateGrant'],
    ['changes of any key', KEYS, allow('kms:PutKeyPolicy', KEY), 'kms:PutKeyPolicy'],
    ['changes of another product\'s keys', KEYS, allow('kms:PutKeyPolicy', KEY, { StringEquals: { 'aws:ResourceTag/gold-product': 'other' } }), 'kms:PutKeyPolicy'],
    ['keys without the tag', KEYS, allow('kms:CreateKey', '*'), 'kms:CreateKey'],
    ['tags of another product\'s keys', KEYS, allow('kms:TagResource', KEY, MADE), 'kms:TagResource'],
    ['other tags of untagged keys', KEYS, allow('kms:TagResource', KEY, { Null: { 'aws:ResourceTag/gold-product': 'true' } }), 'kms:TagResource'],
    ['tags that make a domain\'s key the product\'s', KEYS, allow('kms:TagResource', KEY, { ...MADE, Null: { 'aws:ResourceTag/gold-product': 'true' } }), 'kms:TagResource'],
    ['any secret', SECRETS, allow('secretsmanager:GetSecretValue', '*'), 'secretsmanager:GetSecretValue'],
    ['a secret whose name begins alike', SECRETS, allow('secretsmanager:GetSecretValue', `${SECRET}:shared-*`), 'secretsmanager:GetSecretValue'],
    ['many secrets at once', SECRETS, allow('secretsmanager:BatchGetSecretValue', '*'), 'secretsmanager:BatchGetSecretValue'],
    ['all parameters below a path', SECRETS, allow('ssm:GetParametersByPath', `${PARAMETER}/*`), 'ssm:GetParametersByPath'],
    ['a parameter of others', SECRETS, allow('ssm:GetParameter', `${PARAMETER}/other`), 'ssm:GetParameter'],
    ['policies of launch roles', ITSELF, allow('iam:PutRolePolicy', `arn:aws:iam::${ACCOUNT}:role/gold-launch-*`, BOUNDED), 'iam:PutRolePolicy'],
    ['trust of launch roles', ITSELF, allow('iam:UpdateAssumeRolePolicy', `arn:aws:iam::${ACCOUNT}:role/*`), 'iam:UpdateAssumeRolePolicy'],
    ['the boundary', ITSELF, allow('iam:CreatePolicyVersion', BOUNDARY), 'iam:CreatePolicyVersion'],
    ['policies of others', ITSELF, allow('iam:SetDefaultPolicyVersion', `arn:aws:iam::${ACCOUNT}:policy/*`), 'iam:SetDefaultPolicyVersion'],
    ['roles without a boundary', ITSELF, allow('iam:CreateRole', ROLES), 'iam:CreateRole'],
    ['roles with another boundary', ITSELF, allow('iam:CreateRole', ROLES, { ArnLike: { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/*` } }), 'iam:CreateRole'],
    ['roles of any name', ITSELF, allow('iam:CreateRole', '*', BOUNDED), 'iam:CreateRole'],
    ['passing of any role', ITSELF, allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }), 'iam:PassRole'],
    ['passing of an action\'s role to another service', ITSELF, allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/gold-action-shop.rotate-secret`), 'iam:PassRole'],
    ['passing of another product\'s action', ITSELF, allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/gold-action-shopping.rotate-secret`, TO_AUTOMATION), 'iam:PassRole'],
    ['changes of an action\'s role', ITSELF, allow('iam:UpdateAssumeRolePolicy', `arn:aws:iam::${ACCOUNT}:role/gold-action-shop.rotate-secret`, TO_AUTOMATION), 'iam:UpdateAssumeRolePolicy'],
    ['roles without their boundary', ITSELF, allow('iam:DeleteRolePermissionsBoundary', ROLES), 'iam:DeleteRolePermissionsBoundary'],
    ['users', ITSELF, allow('iam:CreateUser', '*', BOUNDED), 'iam:CreateUser'],
    ['access keys', ITSELF, allow('iam:CreateAccessKey', '*'), 'iam:CreateAccessKey'],
    ['passwords', ITSELF, allow('iam:UpdateLoginProfile', '*'), 'iam:UpdateLoginProfile'],
    ['identity providers', ITSELF, allow('iam:CreateOpenIDConnectProvider', '*'), 'iam:CreateOpenIDConnectProvider'],
    ['another role', ITSELF, allow('sts:AssumeRole', ROLES), 'sts:AssumeRole'],
    ['the organization', ITSELF, allow('organizations:LeaveOrganization', '*'), 'organizations:LeaveOrganization'],
  ])('%s', (_what, claim, statement, action) => {
    const records = launched([...GOOD, { Sid: 'More', ...statement }]);
    expect(verdicts(records)).toEqual({ ...PROVED, [claim]: 'refuted' });
    expect(records.find((record) => record.claim === claim)).toMatchObject({
      statements: ['More'], request: { action, principal: `arn:aws:iam::${ACCOUNT}:role/gold-launch-shop` }, detail: expect.stringContaining('by statement More, because it has '),
    });
  });
});

describe('what a launch role may do is undecided', () => {
  test('in keys and secrets where the template of its product is not here, and nothing else', () => {
    expect(verdicts(launched(GOOD, { others: [] }))).toEqual({ ...PROVED, [KEYS]: 'undecided', [SECRETS]: 'undecided' });
  });

  test('where not all of its policies are in the templates', () => {
    const records = launched(GOOD, { role: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] } });
    expect(verdicts(records)).toEqual({ noAccessOutside: 'proved', [KEYS]: 'undecided', [SECRETS]: 'undecided', [ITSELF]: 'undecided' });
  });
});

test('the template of a product is known by its tags where nobody says who deploys it', () => {
  const { Resources: resources, ...more } = PRODUCT.template as { readonly Resources: object };
  const Tagged = { Type: 'AWS::S3::Bucket', Properties: { Tags: [{ Key: 'gold-product', Value: 'shop' }] } };
  const others = [{ ...PRODUCT, template: { ...more, Resources: { ...resources, Tagged } }, deploymentRole: undefined }];
  expect(verdicts(launched(GOOD, { others }))).toEqual(PROVED);
});

test('keys are used through the services of versions before too, which the same role launches', () => {
  const throughQueues = allow('kms:GenerateDataKey', KEY, { StringEquals: { 'kms:ViaService': 'sqs.ap-northeast-2.amazonaws.com' }, ...OF_DOMAIN });
  const earlier = [{ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } }];
  expect(verdicts(launched([...GOOD, throughQueues], { others: [{ ...PRODUCT, earlier }] }))).toEqual(PROVED);
  expect(verdicts(launched([...GOOD, throughQueues]))).toEqual({ ...PROVED, [KEYS]: 'refuted' });
});

/** A stack with a managed policy of the account. */
const managedPolicy = (name: string, statements: readonly object[], properties: object): StackTemplate => ({
  ...PRODUCT,
  stack: name,
  file: name,
  account: ACCOUNT,
  deploymentRole: undefined,
  template: { Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: name, PolicyDocument: policy(...statements), ...properties } } } },
});

test('a permissions boundary of the role takes away', () => {
  const others = [PRODUCT, managedPolicy('Bound', GOOD, {})];
  const role = { PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/Bound` };
  expect(verdicts(launched([...GOOD, allow('sts:AssumeRole', '*')], { others, role }))).toEqual(PROVED);
});

test('a managed policy of the role itself can\'t be one that it changes', () => {
  const others = [PRODUCT, managedPolicy('Own', [allow('s3:ListAllMyBuckets', '*')], { Path: '/gold/', Roles: ['gold-launch-shop'] })];
  expect(verdicts(launched(GOOD, { others }))).toEqual({ ...PROVED, [ITSELF]: 'refuted' });
});
