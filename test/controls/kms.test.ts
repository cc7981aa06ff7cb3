import { aws_iam as iam, aws_kms as kms, type CfnResource, Duration, RemovalPolicy, type Stack, Tags } from 'aws-cdk-lib';
import { type ControlCase, testControls } from './control-case';
import type { Control } from '../../src/controls/control';
import { administratorsCannotUse } from '../../src/controls/kms/administrators-cannot-use';
import { aliasRetained } from '../../src/controls/kms/alias-retained';
import { deletionWindow } from '../../src/controls/kms/deletion-window';
import { existingPrincipals } from '../../src/controls/kms/existing-principals';
import { grantsForAwsResources } from '../../src/controls/kms/grants-for-aws-resources';
import { lockoutCheck } from '../../src/controls/kms/lockout-check';
import { noPublicAccess } from '../../src/controls/kms/no-public-access';
import { noWildcardActions } from '../../src/controls/kms/no-wildcard-actions';
import { retained } from '../../src/controls/kms/retained';
import { rootDelegatesNoUse } from '../../src/controls/kms/root-delegates-no-use';
import { rotation } from '../../src/controls/kms/rotation';
import { servicePrincipalsBound } from '../../src/controls/kms/service-principals-bound';
import { tagged } from '../../src/controls/kms/tagged';
import { type ResourceDeclaration, Template } from '../../src/controls/template';

type StatementJson = Record<string, unknown>;

const ACCOUNT = { Ref: 'AWS::AccountId' };
const ROOT = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', ACCOUNT, ':root']] };
const ORDERS = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/orders/*' };

const allow = (principal: unknown, actions: unknown, condition?: unknown): StatementJson =>
  ({ Sid: 'Tested', Effect: 'Allow', Principal: principal, Action: actions, Resource: '*', ...(condition === undefined ? {} : { Condition: condition }) });
const administration = allow({ AWS: ROOT }, ['kms:PutKeyPolicy', 'kms:DescribeKey', 'kms:ScheduleKeyDeletion']);

const cfn = (key: kms.Key) => key.node.defaultChild as kms.CfnKey;
const policyOf = (...statements: StatementJson[]) => ({ Version: '2012-10-17', Statement: statements });
const keyWith = (stack: Stack, ...statements: StatementJson[]) =>
  new kms.Key(stack, 'Key', { policy: iam.PolicyDocument.fromJson(policyOf(...statements)) });
const keyOf = (policy: unknown) => ({ Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy } } });

/** A control over key policies, met by one list of statements and missed by another; templates spell them in their own way. */
function policyCase(control: Control, passing: StatementJson[], failing: StatementJson[], template: ControlCase['template'], l2: Partial<ControlCase['l2']> = {}): ControlCase {
  return {
    control,
    l2: { passes: (stack) => keyWith(stack, ...passing), fails: (stack) => keyWith(stack, ...failing), ...l2 },
    l1: {
      passes: (stack) => new kms.CfnKey(stack, 'Key', { keyPolicy: policyOf(...passing) }),
      fails: (stack) => new kms.CfnKey(stack, 'Key', { keyPolicy: policyOf(...failing) }),
    },
    override: {
      passes: (stack) => cfn(keyWith(stack, ...failing)).addPropertyOverride('KeyPolicy.Statement', passing),
      fails: (stack) => cfn(keyWith(stack, ...passing)).addPropertyOverride('KeyPolicy.Statement', failing),
    },
    template,
  };
}

const useByAccount = (condition?: unknown) => allow({ AWS: ROOT }, ['kms:Decrypt', 'kms:GenerateDataKey*'], condition);
const forAwsResource = { Bool: { 'kms:GrantIsForAWSResource': true } };
const denyOtherGrants = {
  Effect: 'Deny', Principal: { AWS: '*' }, Action: 'kms:CreateGrant', Resource: '*', Condition: { Bool: { 'kms:GrantIsForAWSResource': false } },
};

testControls(
  {
    control: rotation,
    l2: {
      passes: (stack) => new kms.Key(stack, 'Key', { enableKeyRotation: true }),
      fails: (stack) => new kms.Key(stack, 'Key', { enableKeyRotation: false }),
    },
    l1: {
      passes: (stack) => new kms.CfnKey(stack, 'Key', { enableKeyRotation: true }),
      fails: (stack) => new kms.CfnKey(stack, 'Key', {}),
    },
    override: {
      passes: (stack) => cfn(new kms.Key(stack, 'Key')).addPropertyOverride('EnableKeyRotation', true),
      fails: (stack) => cfn(new kms.Key(stack, 'Key', { enableKeyRotation: true })).addPropertyOverride('EnableKeyRotation', false),
    },
    template: {
      passes: { Key: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true } } },
      fails: { Key: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: 'false' } } },
    },
  },
  {
    control: retained,
    l2: {
      passes: (stack) => new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }),
      fails: (stack) => new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY }),
    },
    l1: {
      passes: (stack) => new kms.CfnKey(stack, 'Key', {}).applyRemovalPolicy(RemovalPolicy.RETAIN),
      fails: (stack) => new kms.CfnKey(stack, 'Key', {}),
    },
    override: {
      passes: (stack) => {
        const key = cfn(new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY }));
        key.addOverride('DeletionPolicy', 'Retain');
        key.addOverride('UpdateReplacePolicy', 'Retain');
      },
      fails: (stack) => cfn(new kms.Key(stack, 'Key')).addOverride('UpdateReplacePolicy', 'Delete'),
    },
    template: {
      passes: { Key: { Type: 'AWS::KMS::Key', DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain', Properties: {} } },
      fails: { Key: { Type: 'AWS::KMS::Key', DeletionPolicy: 'Retain', Properties: {} } },
    },
  },
  {
    control: aliasRetained,
    l2: {
      passes: (stack) =>
        new kms.Alias(stack, 'Alias', { aliasName: 'alias/orders', targetKey: new kms.Key(stack, 'Key') }).applyRemovalPolicy(RemovalPolicy.RETAIN),
      fails: (stack) => new kms.Key(stack, 'Key', { alias: 'alias/orders', removalPolicy: RemovalPolicy.DESTROY }),
    },
    l1: {
      passes: (stack) => new kms.CfnAlias(stack, 'Alias', { aliasName: 'alias/orders', targetKeyId: 'k' }).applyRemovalPolicy(RemovalPolicy.RETAIN),
      fails: (stack) => new kms.CfnAlias(stack, 'Alias', { aliasName: 'alias/orders', targetKeyId: 'k' }),
    },
    override: {
      passes: (stack) => {
        const alias = new kms.Alias(stack, 'Alias', { aliasName: 'alias/orders', targetKey: new kms.Key(stack, 'Key') }).node.defaultChild as CfnResource;
        alias.addOverride('DeletionPolicy', 'RetainExceptOnCreate');
        alias.addOverride('UpdateReplacePolicy', 'Retain');
      },
      fails: (stack) => {
        const alias = new kms.CfnAlias(stack, 'Alias', { aliasName: 'alias/orders', targetKeyId: 'k' });
        alias.applyRemovalPolicy(RemovalPolicy.RETAIN);
        alias.addOverride('DeletionPolicy', 'Delete');
      },
    },
    template: {
      passes: {
        Alias: {
          Type: 'AWS::KMS::Alias', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { AliasName: 'alias/orders', TargetKeyId: 'k' },
        },
      },
      fails: { Alias: { Type: 'AWS::KMS::Alias', UpdateReplacePolicy: 'Retain', Properties: { AliasName: 'alias/orders', TargetKeyId: 'k' } } },
    },
  },
  {
    control: deletionWindow,
    l2: {
      passes: (stack) => new kms.Key(stack, 'Key', { pendingWindow: Duration.days(30) }),
      fails: (stack) => new kms.Key(stack, 'Key', { pendingWindow: Duration.days(29) }),
    },
    l1: {
      passes: (stack) => new kms.CfnKey(stack, 'Key', {}),
      fails: (stack) => new kms.CfnKey(stack, 'Key', { pendingWindowInDays: 7 }),
    },
    override: {
      passes: (stack) => cfn(new kms.Key(stack, 'Key', { pendingWindow: Duration.days(7) })).addPropertyOverride('PendingWindowInDays', 30),
      fails: (stack) => cfn(new kms.Key(stack, 'Key')).addPropertyOverride('PendingWindowInDays', '7'),
    },
    template: {
      passes: { Key: { Type: 'AWS::KMS::Key', Properties: { PendingWindowInDays: '30' } } },
      fails: { Key: { Type: 'AWS::KMS::Key', Properties: { PendingWindowInDays: '14' } } },
    },
  },
  policyCase(noPublicAccess,
    [allow('*', 'kms:Decrypt', { StringEquals: { 'kms:CallerAccount': ACCOUNT } })],
    [allow('*', 'kms:Decrypt')],
    {
      passes: keyOf({ Statement: allow({ AWS: ['*'] }, 'kms:Decrypt', { StringEquals: { 'kms:calleraccount': { 'Fn::Sub': '${AWS::AccountId}' } } }) }),
      fails: keyOf({ Statement: allow({ AWS: [ROOT, '*'] }, 'kms:Decrypt', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }) }),
    },
    { fails: (stack) => new kms.Key(stack, 'Key').grantDecrypt(new iam.AnyPrincipal()) }),
  policyCase(noWildcardActions, [administration], [allow({ AWS: ROOT }, 'kms:*')],
    { passes: keyOf({ Statement: administration }), fails: { Key: { Type: 'AWS::KMS::Key', Properties: { Description: 'without a policy' } } } },
    { fails: (stack) => new kms.Key(stack, 'Key') }),
  policyCase(rootDelegatesNoUse,
    [administration, useByAccount({ ArnLike: { 'aws:PrincipalArn': ORDERS } })],
    [administration, useByAccount()],
    {
      passes: keyOf({ Statement: allow({ AWS: { 'Fn::Sub': '${AWS::AccountId}' } }, 'kms:Decrypt', { ArnLike: { 'AWS:PrincipalArn': [ORDERS] } }) }),
      fails: keyOf({
        Statement: allow({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, 'KMS:decrypt',
          { ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/*' } } }),
      }),
    },
    { fails: (stack) => new kms.Key(stack, 'Key') }),
  policyCase(administratorsCannotUse, [administration, useByAccount()], [allow({ AWS: ROOT }, ['kms:Put*', 'kms:Decrypt'])],
    { passes: keyOf({ Statement: administration }), fails: keyOf({ Statement: allow({ AWS: ROOT }, ['kms:ScheduleKeyDeletion', 'kms:Gen*']) }) },
    { fails: (stack) => keyWith(stack, administration).grantAdmin(new iam.AccountPrincipal('222222222222')) }),
  policyCase(servicePrincipalsBound,
    [allow({ Service: 'logs.ap-northeast-2.amazonaws.com' }, 'kms:Decrypt', { StringEquals: { 'aws:SourceAccount': ACCOUNT } })],
    [allow({ Service: 'logs.ap-northeast-2.amazonaws.com' }, 'kms:Decrypt')],
    {
      passes: keyOf({
        Statement: allow({ Service: { 'Fn::Sub': 'logs.${AWS::Region}.amazonaws.com' } }, 'kms:Decrypt',
          { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': { 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*' } } }),
      }),
      fails: keyOf({ Statement: allow({ Service: ['cloudtrail.amazonaws.com'] }, 'kms:GenerateDataKey*', { StringLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:*' } }) }),
    },
    { fails: (stack) => keyWith(stack, administration).grantDecrypt(new iam.ServicePrincipal('delivery.logs.amazonaws.com')) }),
  policyCase(grantsForAwsResources,
    [allow({ AWS: ROOT }, 'kms:CreateGrant', forAwsResource), denyOtherGrants],
    [allow({ AWS: ROOT }, 'kms:CreateGrant'), denyOtherGrants],
    {
      passes: keyOf({
        Statement: [
          allow({ AWS: ROOT }, 'kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
          { ...denyOtherGrants, Principal: '*', Action: ['kms:Create*'], Condition: { BoolIfExists: { 'kms:grantisforawsresource': ['false'] } } },
        ],
      }),
      fails: keyOf({ Statement: allow({ AWS: ROOT }, 'kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': 'true' } }) }),
    },
    { fails: (stack) => keyWith(stack, administration).grantAdmin(new iam.AccountPrincipal('222222222222')) }),
  {
    control: lockoutCheck,
    l2: {
      passes: (stack) => new kms.Key(stack, 'Key'),
      fails: (stack) => { cfn(new kms.Key(stack, 'Key')).bypassPolicyLockoutSafetyCheck = true; },
    },
    l1: {
      passes: (stack) => new kms.CfnKey(stack, 'Key', { bypassPolicyLockoutSafetyCheck: false }),
      fails: (stack) => new kms.CfnKey(stack, 'Key', { bypassPolicyLockoutSafetyCheck: true }),
    },
    override: {
      passes: (stack) =>
        new kms.CfnKey(stack, 'Key', { bypassPolicyLockoutSafetyCheck: true }).addPropertyDeletionOverride('BypassPolicyLockoutSafetyCheck'),
      fails: (stack) => cfn(new kms.Key(stack, 'Key')).addPropertyOverride('BypassPolicyLockoutSafetyCheck', 'true'),
    },
    template: {
      passes: { Key: { Type: 'AWS::KMS::Key', Properties: { BypassPolicyLockoutSafetyCheck: 'false' } } },
      fails: { Key: { Type: 'AWS::KMS::Key', Properties: { BypassPolicyLockoutSafetyCheck: 'true' } } },
    },
  },
  policyCase(existingPrincipals,
    [useByAccount({ ArnLike: { 'aws:PrincipalArn': ORDERS } })],
    [allow({ AWS: 'arn:aws:iam::111111111111:role/orders' }, 'kms:Decrypt')],
    {
      passes: keyOf({ Statement: allow('*', 'kms:Decrypt', { StringEquals: { 'kms:CallerAccount': ACCOUNT } }) }),
      fails: {
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
        ...keyOf({ Statement: allow({ AWS: [ROOT, { 'Fn::Sub': '${Role.Arn}' }] }, 'kms:Decrypt') }),
      },
    },
    {
      fails: (stack) => new kms.Key(stack, 'Key').addToResourcePolicy(new iam.PolicyStatement({
        actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })],
      })),
    }),
  {
    control: tagged,
    l2: {
      passes: (stack) => {
        const key = new kms.Key(stack, 'Key');
        Tags.of(key).add('domain', 'orders');
        Tags.of(key).add('data-classification', 'confidential');
      },
      fails: (stack) => Tags.of(new kms.Key(stack, 'Key')).add('domain', 'orders'),
    },
    l1: {
      passes: (stack) =>
        new kms.CfnKey(stack, 'Key', { tags: [{ key: 'domain', value: 'orders' }, { key: 'data-classification', value: 'public' }] }),
      fails: (stack) => new kms.CfnKey(stack, 'Key', {}),
    },
    override: {
      passes: (stack) =>
        cfn(new kms.Key(stack, 'Key')).addPropertyOverride('Tags', [{ Key: 'domain', Value: 'a' }, { Key: 'data-classification', Value: 'b' }]),
      fails: (stack) => new kms.CfnKey(stack, 'Key', { tags: [{ key: 'domain', value: 'a' }, { key: 'data-classification', value: 'b' }] })
        .addPropertyDeletionOverride('Tags'),
    },
    template: {
      passes: {
        Key: {
          Type: 'AWS::KMS::Key',
          Properties: { Tags: [{ Key: 'domain', Value: { 'Fn::Sub': '${AWS::StackName}' } }, { Key: 'data-classification', Value: 'public' }] },
        },
      },
      fails: { Key: { Type: 'AWS::KMS::Key', Properties: { Tags: [{ Key: 'Domain', Value: 'orders' }, { Key: 'data-classification', Value: 'public' }] } } },
    },
  },
);

/** What a control says of a key with this policy. */
const statusOf = (control: Control, policy: unknown, others: Record<string, ResourceDeclaration> = {}) =>
  control.check(new Template({ Resources: { ...keyOf(policy), ...others } }).find('Key')!).status;

describe('an account principal', () => {
  test.each<[string, unknown]>([
    ['a number', '111111111111'],
    ['a pseudo parameter', ACCOUNT],
    ['the ARN of its root', 'arn:aws:iam::111111111111:root'],
    ['the ARN of a root in China', 'arn:aws-cn:iam::111111111111:root'],
    ['an ARN joined without separator', ROOT],
    ['an ARN joined by colons', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 'iam', '', ACCOUNT, 'root']] }],
    ['a substituted number', { 'Fn::Sub': '${AWS::AccountId}' }],
    ['a substituted ARN', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }],
    ['a substituted ARN with values of its own', { 'Fn::Sub': ['arn:aws:iam::${Other}:root', { Other: '222222222222' }] }],
    ['an ARN for another account, a parameter', { 'Fn::Sub': 'arn:aws:iam::${Other}:root' }],
  ])('is known as %s', (_, principal) => {
    expect(statusOf(rootDelegatesNoUse, policyOf(allow({ AWS: principal }, 'kms:Decrypt')))).toBe('violated');
  });

  test.each<[string, unknown]>([
    ['a parameter', { Ref: 'Principal' }], ['another stack\'s export', { 'Fn::ImportValue': 'role' }], ['a choice', { 'Fn::If': ['Prod', ROOT, ORDERS] }],
  ])('can\'t be told from %s', (_, principal) => {
    const policy = policyOf(administration, allow({ AWS: principal }, 'kms:Decrypt'));
    expect(statusOf(rootDelegatesNoUse, policy)).toBe('unknown');
    expect(statusOf(existingPrincipals, policy)).toBe('unknown');
  });
  test('is seen beside a role', () =>
    expect(statusOf(rootDelegatesNoUse, policyOf(allow({ AWS: ['arn:aws:iam::111111111111:role/orders', ROOT] }, 'kms:Decrypt')))).toBe('violated'));

  test('is not a role', () =>
    expect(statusOf(rootDelegatesNoUse, policyOf(allow({ AWS: 'arn:aws:iam::111111111111:role/root' }, 'kms:Decrypt')))).toBe('compliant'));
  test('may administer without a binding', () => expect(statusOf(rootDelegatesNoUse, policyOf(administration))).toBe('compliant'));
  test('is everybody in it, so a wildcard principal is bound likewise', () =>
    expect(statusOf(rootDelegatesNoUse, policyOf(allow('*', 'kms:Decrypt', { StringEquals: { 'kms:CallerAccount': ACCOUNT } })))).toBe('violated'));
  test('uses the key by AWS\'s default policy', () => expect(statusOf(rootDelegatesNoUse, undefined)).toBe('violated'));

  test.each([
    '*', 'arn:aws:iam::*', 'arn:aws:iam::111111111111:*', 'arn:aws:iam::111111111111:role/*', 'arn:aws:iam::*:role/**', 'arn:*:role/?*',
    'arn:aws:iam::111111111111:role/${aws:PrincipalTag/domain}',
  ])('is not bound by aws:PrincipalArn %s', (pattern) =>
    expect(statusOf(rootDelegatesNoUse, policyOf(useByAccount({ ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::111111111111:role/orders', pattern] } })))).toBe('violated'));

  test.each(['ArnLikeIfExists', 'ForAllValues:ArnLike', 'ArnNotLike'])('is not bound by %s', (operator) =>
    expect(statusOf(rootDelegatesNoUse, policyOf(useByAccount({ [operator]: { 'aws:PrincipalArn': ORDERS } })))).toBe('violated'));

  test('is not bound by a tag alone', () =>
    expect(statusOf(rootDelegatesNoUse, policyOf(useByAccount({ StringEquals: { 'aws:PrincipalTag/domain': 'orders' } })))).toBe('violated'));
});

describe('public access', () => {
  const open = (condition: unknown) => statusOf(noPublicAccess, policyOf(allow('*', 'kms:Decrypt', condition)));

  test.each(['kms:CallerAccount', 'aws:PrincipalOrgID', 'aws:PrincipalAccount', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceArn'])('is bound by %s', (key) =>
    expect(open({ StringEquals: { [key]: 'fixed' } })).toBe('compliant'));
  test.each(['StringEqualsIfExists', 'ForAllValues:StringEquals', 'StringNotEquals', 'Null'])('is not bound by %s', (operator) =>
    expect(open({ [operator]: { 'aws:PrincipalOrgID': 'o-1' } })).toBe('violated'));
  test.each<[unknown]>([['*'], ['o-?'], ['${aws:PrincipalOrgID}'], [['o-1', 'o-*']], [[]], [{ 'Fn::Join': ['', ['o-', '*']] }]])('is not bound by the value %j', (value) =>
    expect(open({ StringLike: { 'aws:PrincipalOrgID': value } })).toBe('violated'));
  test('is not bound by another key', () => expect(open({ StringEquals: { 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com' } })).toBe('violated'));
  test('is what NotPrincipal allows', () =>
    expect(statusOf(noPublicAccess, policyOf({ Effect: 'Allow', NotPrincipal: { AWS: ROOT }, Action: 'kms:Decrypt', Resource: '*' }))).toBe('violated'));
  test('is not what a Deny gives', () => expect(statusOf(noPublicAccess, policyOf(denyOtherGrants))).toBe('compliant'));
  test('can\'t be told from a condition that is chosen at deployment', () => expect(open({ 'Fn::If': ['Prod', {}, {}] })).toBe('unknown'));
  test('can\'t be told from a policy that is a parameter', () => expect(statusOf(noPublicAccess, { Ref: 'Policy' })).toBe('unknown'));
  test('is reported though another statement can\'t be read', () =>
    expect(statusOf(noPublicAccess, policyOf({ 'Fn::If': ['Prod', administration, administration] }, allow('*', 'kms:Decrypt')))).toBe('violated'));
  test('is looked for in the policies of replicas', () => expect(noPublicAccess.appliesTo).toContain('AWS::KMS::ReplicaKey'));
});

describe('a statement can\'t be read', () => {
  const choice = (value: unknown) => ({ 'Fn::If': ['Prod', value, value] });

  test.each<[string, StatementJson]>([
    ['its effect', { ...administration, Effect: choice('Allow') }],
    ['one of its actions', allow({ AWS: ROOT }, ['kms:DescribeKey', choice('kms:*')])],
    ['its principals', allow(choice({ AWS: ROOT }), 'kms:DescribeKey')],
    ['one of its principals', allow({ AWS: [ROOT, choice('*')] }, 'kms:DescribeKey')],
    ['an operator of its condition', allow({ AWS: ROOT }, 'kms:DescribeKey', { StringEquals: choice({ 'aws:PrincipalArn': 'a' }) })],
    ['a value of its condition', allow({ AWS: ROOT }, 'kms:DescribeKey', { StringEquals: { 'aws:PrincipalArn': ['a', choice('b')] } })],
  ])('where a deployment chooses %s', (_, statement) => expect(statusOf(noWildcardActions, policyOf(administration, statement))).toBe('unknown'));

  test('and a message names the one that is wrong', () => expect(noWildcardActions.check(
    new Template({ Resources: keyOf(policyOf(allow({ AWS: ROOT }, 'kms:*'))) }).find('Key')!)).toMatchObject({ detail: expect.stringContaining('statement \'Tested\'') as string }));
});

describe('actions', () => {
  test.each(['*', 'kms:*', 'KMS:**', 'kms:?*', 'k*'])('are wildcards as %s', (action) =>
    expect(statusOf(noWildcardActions, policyOf(allow({ AWS: ROOT }, ['kms:DescribeKey', action])))).toBe('violated'));
  test('are wildcards as NotAction', () =>
    expect(statusOf(noWildcardActions, policyOf({ Effect: 'Allow', Principal: { AWS: ROOT }, NotAction: 'kms:Decrypt', Resource: '*' }))).toBe('violated'));
  test('may be families', () => expect(statusOf(noWildcardActions, policyOf(allow({ AWS: ROOT }, 'kms:GenerateDataKey*')))).toBe('compliant'));
  test('may be denied by wildcard', () =>
    expect(statusOf(noWildcardActions, policyOf({ ...allow('*', 'kms:*'), Effect: 'Deny' }))).toBe('compliant'));
  test('mix administration and use as kms:*', () =>
    expect(statusOf(administratorsCannotUse, policyOf(allow({ AWS: ROOT }, 'kms:*')))).toBe('violated'));
  test('mix administration and use where an administrator creates grants', () =>
    expect(statusOf(administratorsCannotUse, policyOf(allow({ AWS: ROOT }, ['kms:Create*', 'kms:Put*'])))).toBe('violated'));
  test('mix administration and use by NotAction', () =>
    expect(statusOf(administratorsCannotUse, policyOf({ Effect: 'Allow', Principal: { AWS: ROOT }, NotAction: 'kms:Decrypt', Resource: '*' }))).toBe('violated'));
  test('may be denied together', () =>
    expect(statusOf(administratorsCannotUse, policyOf({ ...allow('*', 'kms:*'), Effect: 'Deny' }))).toBe('compliant'));
});

describe('a service principal', () => {
  const service = (principal: string, actions: unknown, condition?: unknown) =>
    statusOf(servicePrincipalsBound, policyOf(allow({ Service: principal }, actions, condition)));

  test('EventBridge publishes without a source', () =>
    expect(service('events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'])).toBe('compliant'));
  test('EventBridge gets no other action without a source', () =>
    expect(service('events.amazonaws.com', ['kms:Decrypt', 'kms:Encrypt'])).toBe('violated'));
  test('EventBridge gets no wider action without a source', () =>
    expect(service('events.amazonaws.com', ['kms:Decrypt', 'kms:Generate*'])).toBe('violated'));
  test.each<[unknown]>([
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::orders' } }],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111111111111:*' } }],
    [{ StringEquals: { 'aws:SourceOrgID': 'o-1' } }],
    [{ StringEquals: { 'kms:EncryptionContext:SecretARN': { Ref: 'Secret' } } }],
    [{ StringEquals: { 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com', 'kms:CallerAccount': ACCOUNT } }],
  ])('is bound by %j', (condition) => expect(service('a.amazonaws.com', 'kms:Decrypt', condition)).toBe('compliant'));
  test.each<[unknown]>([
    [{ StringEqualsIfExists: { 'aws:SourceAccount': ACCOUNT } }],
    [{ StringLike: { 'aws:SourceAccount': '*' } }],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:orders' } }],
    [{ StringEquals: { 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com' } }],
  ])('is not bound by %j', (condition) => expect(service('a.amazonaws.com', 'kms:Decrypt', condition)).toBe('violated'));
});

describe('grants', () => {
  const bounds = (operations: unknown, grantee: unknown = 'arn:aws:iam::111111111111:role/orders') =>
    ({ 'StringEquals': { 'kms:GranteePrincipal': grantee }, 'ForAllValues:StringEquals': { 'kms:GrantOperations': operations } });
  const grants = (condition: unknown, ...others: StatementJson[]) =>
    statusOf(grantsForAwsResources, policyOf(allow({ AWS: ROOT }, 'kms:CreateGrant', condition), ...others));

  test('may be bounded by grantee and operations', () => expect(grants(bounds(['Decrypt']), denyOtherGrants)).toBe('compliant'));
  test('are not bounded by operations that pass them on', () => expect(grants(bounds(['Decrypt', 'CreateGrant']), denyOtherGrants)).toBe('violated'));
  test('are not bounded by any grantee', () => expect(grants(bounds(['Decrypt'], '*'), denyOtherGrants)).toBe('violated'));
  test('are not bounded by one of the operations', () => expect(grants({
    'StringEquals': { 'kms:GranteePrincipal': 'a' }, 'ForAnyValue:StringEquals': { 'kms:GrantOperations': 'Decrypt' },
  }, denyOtherGrants)).toBe('violated'));
  test('are not bounded by BoolIfExists', () =>
    expect(grants({ BoolIfExists: { 'kms:GrantIsForAWSResource': true } }, denyOtherGrants)).toBe('violated'));
  test('may be denied with declared roles spared', () => expect(grants(forAwsResource, {
    ...denyOtherGrants, Condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' }, ArnNotLike: { 'aws:PrincipalArn': ORDERS } },
  })).toBe('compliant'));
  test('are not denied where only some are', () => expect(grants(forAwsResource, {
    ...denyOtherGrants, Condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' }, StringEquals: { 'aws:PrincipalAccount': '222222222222' } },
  })).toBe('violated'));
  test('are not denied by a Deny with no word of AWS resources', () => expect(grants(forAwsResource, {
    ...denyOtherGrants, Condition: { ArnNotLike: { 'aws:PrincipalArn': ORDERS } },
  })).toBe('violated'));
  test('are not bounded by a grantee alone', () =>
    expect(grants({ StringEquals: { 'kms:GranteePrincipal': 'a' } }, denyOtherGrants)).toBe('violated'));
  test('are not bounded by true or false', () =>
    expect(grants({ Bool: { 'kms:GrantIsForAWSResource': ['true', 'false'] } }, denyOtherGrants)).toBe('violated'));
  test('may be denied in a statement that can\'t be read', () =>
    expect(grants(forAwsResource, { 'Fn::If': ['Prod', denyOtherGrants, denyOtherGrants] })).toBe('unknown'));
  test('need no Deny where nobody creates any', () => expect(statusOf(grantsForAwsResources, policyOf(administration))).toBe('compliant'));
});

test('a role\'s unique id, left by a deleted role, is a role', () =>
  expect(statusOf(existingPrincipals, policyOf(allow({ AWS: 'AROAEXAMPLEEXAMPLE123' }, 'kms:Decrypt')))).toBe('violated'));
test('a user of the template is a user', () =>
  expect(statusOf(existingPrincipals, policyOf(allow({ AWS: { 'Fn::GetAtt': 'User.Arn' } }, 'kms:Decrypt')), { User: { Type: 'AWS::IAM::User' } })).toBe('violated'));
/** What a control says of a key declared like this. */
const statusOfKey = (control: Control, declaration: Record<string, unknown>) =>
  control.check(new Template({ Resources: { Key: { Type: 'AWS::KMS::Key', ...declaration } } }).find('Key')!).status;

test('an ephemeral key is not retained either', () => expect(statusOfKey(retained, {
  DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete', Metadata: { 'cdk-gold:lifetime': 'ephemeral' },
})).toBe('violated'));
test('retention that is chosen at deployment is unknown', () => expect(statusOfKey(retained, {
  DeletionPolicy: { 'Fn::If': ['Prod', 'Retain', 'Delete'] }, UpdateReplacePolicy: 'Retain',
})).toBe('unknown'));
test.each<[string, Control]>([
  ['PendingWindowInDays', deletionWindow], ['BypassPolicyLockoutSafetyCheck', lockoutCheck],
])('%s is unknown where it is a parameter', (name, control) =>
  expect(statusOfKey(control, { Properties: { [name]: { Ref: 'Parameter' } } })).toBe('unknown'));
test.each([{ Key: { Ref: 'Name' }, Value: 'orders' }, { 'Fn::If': ['Prod', { Key: 'domain', Value: 'orders' }, { Ref: 'AWS::NoValue' }] }])('a tag %j is unknown', (tag) =>
  expect(statusOfKey(tagged, { Properties: { Tags: [tag] } })).toBe('unknown'));
