import { aws_iam as iam, type Stack } from 'aws-cdk-lib';
import { type ControlCase, testControls } from './control-case';
import type { Control } from '../../src/controls/control';
import { noDecryptOnAllKeys } from '../../src/controls/iam/no-decrypt-on-all-keys';
import { noKmsWildcard } from '../../src/controls/iam/no-kms-wildcard';
import { Template } from '../../src/controls/template';

const KEY = 'arn:aws:kms:ap-northeast-2:111111111111:key/1234';

const documentOf = (actions: unknown, resources: unknown) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resources }] });
const roleOf = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const statement = (actions: string[], resources: string[]) => new iam.PolicyStatement({ actions, resources });
const policyOf = (stack: Stack, actions: string[], resources: string[]) =>
  new iam.ManagedPolicy(stack, 'Policy', { statements: [statement(actions, resources)] }).node.defaultChild as iam.CfnManagedPolicy;
const inlineOf = (document: unknown) => ({
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] }, Policies: [{ PolicyName: 'Use', PolicyDocument: document }] } },
});

/** A control over IAM policies, met by one pair of actions and resources and missed by another. */
function policyCase(control: Control, passing: [string[], string[]], failing: [string[], string[]], template: ControlCase['template']): ControlCase {
  return {
    control,
    l2: { passes: (stack) => roleOf(stack).addToPolicy(statement(...passing)), fails: (stack) => roleOf(stack).addToPolicy(statement(...failing)) },
    l1: {
      passes: (stack) => new iam.CfnManagedPolicy(stack, 'Policy', { policyDocument: documentOf(...passing) }),
      fails: (stack) => new iam.CfnUser(stack, 'User', { policies: [{ policyName: 'Use', policyDocument: documentOf(...failing) }] }),
    },
    override: {
      passes: (stack) => policyOf(stack, ...failing).addPropertyOverride('PolicyDocument', documentOf(...passing)),
      fails: (stack) => policyOf(stack, ...passing).addPropertyOverride('PolicyDocument', documentOf(...failing)),
    },
    template,
  };
}

testControls(
  policyCase(noDecryptOnAllKeys, [['kms:Decrypt'], [KEY]], [['kms:Decrypt'], ['*']], {
    passes: inlineOf({ Statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/1234' } } }),
    fails: inlineOf({ Statement: { Effect: 'Allow', Action: 'kms:ReEncrypt*', Resource: [KEY, { 'Fn::Sub': 'arn:${AWS::Partition}:kms:*:${AWS::AccountId}:key/*' }] } }),
  }),
  policyCase(noKmsWildcard, [['kms:Decrypt'], [KEY]], [['kms:*'], [KEY]], {
    passes: inlineOf({ Statement: { Effect: 'Allow', Action: 'kms:GenerateDataKey*', Resource: KEY } }),
    fails: inlineOf({ Statement: { Effect: 'Allow', Action: 'KMS:*', Resource: { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:111111111111:key/1234' } } }),
  }),
);

/** What a control says of a managed policy with this statement. */
const statusOf = (control: Control, one: unknown) =>
  control.check(new Template({ Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: one } } } } }).find('Policy')!).status;
const decryptOn = (resource: unknown) => statusOf(noDecryptOnAllKeys, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: resource });

describe('decryption', () => {
  test.each<[unknown]>([
    ['*'], ['arn:aws:kms:*:*:key/*'], ['arn:aws:kms:ap-northeast-2:111111111111:key/*'], ['arn:aws:kms:*'], ['arn:*'], ['arn:*:kms:*:*:*'],
    [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':key/*']] }],
  ])('is with all keys on %j', (resource) => expect(decryptOn(resource)).toBe('violated'));
  test.each<[unknown]>([
    [KEY], ['arn:aws:s3:::*'], ['arn:aws:s3:::orders/*'], [{ 'Fn::GetAtt': ['Key', 'Arn'] }], [{ 'Fn::ImportValue': 'key' }], ['arn:aws:kms:*:111111111111:key/mrk-1'],
  ])('is with named keys on %j', (resource) => expect(decryptOn(resource)).toBe('compliant'));
  test('can\'t be told from a resource chosen at deployment', () => expect(decryptOn({ 'Fn::If': ['Prod', KEY, '*'] })).toBe('unknown'));
  test('is with all keys for an administrator', () =>
    expect(statusOf(noDecryptOnAllKeys, { Effect: 'Allow', Action: '*', Resource: '*' })).toBe('violated'));
  test('is with all keys by NotAction', () =>
    expect(statusOf(noDecryptOnAllKeys, { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })).toBe('violated'));
  test('is with all keys but one by NotResource', () =>
    expect(statusOf(noDecryptOnAllKeys, { Effect: 'Allow', Action: 'kms:Decrypt', NotResource: KEY })).toBe('violated'));
  test('is with all keys on one of the resources', () => expect(decryptOn([KEY, '*'])).toBe('violated'));
  test('is with no key where NotResource leaves none', () =>
    expect(statusOf(noDecryptOnAllKeys, { Effect: 'Allow', Action: 'kms:Decrypt', NotResource: [KEY, 'arn:aws:kms:*:*:key/*'] })).toBe('compliant'));
  test('may be denied with all keys', () =>
    expect(statusOf(noDecryptOnAllKeys, { Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' })).toBe('compliant'));
  test('stays with all keys under a condition', () => expect(statusOf(noDecryptOnAllKeys,
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/domain': 'orders' } } })).toBe('violated'));
});

describe('kms:*', () => {
  test.each(['*', 'kms:*', 'kms:**', 'k*'])('is allowed by %s', (action) =>
    expect(statusOf(noKmsWildcard, { Effect: 'Allow', Action: action, Resource: KEY })).toBe('violated'));
  test('is allowed by NotAction of another service', () =>
    expect(statusOf(noKmsWildcard, { Effect: 'Allow', NotAction: 's3:*', Resource: '*' })).toBe('violated'));
  test('is not allowed by NotAction of KMS', () =>
    expect(statusOf(noKmsWildcard, { Effect: 'Allow', NotAction: 'kms:*', Resource: '*' })).toBe('compliant'));
  test('is not allowed by a Deny', () => expect(statusOf(noKmsWildcard, { Effect: 'Deny', Action: 'kms:*', Resource: '*' })).toBe('compliant'));
});

test('a role without inline policies is compliant', () =>
  expect(noKmsWildcard.check(new Template({ Resources: { Role: { Type: 'AWS::IAM::Role' } } }).find('Role')!).status).toBe('compliant'));
test('inline policies that are a parameter are unknown', () =>
  expect(noKmsWildcard.check(new Template({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { Policies: { Ref: 'Policies' } } } } }).find('Role')!).status).toBe('unknown'));
