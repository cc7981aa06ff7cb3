import { NestedStack, Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { Classification, Domain, DomainRole } from '../../src/core';
import { KeyPurpose, KeyService } from '../../src/keys';
import { DomainSecret } from '../../src/secrets';
import { testApp } from '../checks/synth';

interface Statement { readonly Action: string | string[]; readonly Resource: string | string[] }

const ENV = { account: '111111111111', region: 'ap-northeast-2' };
const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');

function setting(context: Record<string, unknown> = {}) {
  const stack = new Stack(testApp({ context }), 'Stack', { env: ENV });
  const domain = new Domain(stack, 'Orders', { classification: Classification.RESTRICTED });
  return { stack, domain, role: new DomainRole(domain, 'Worker', { assumedBy: LAMBDA }) };
}

const policiesOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
const statementsOf = (stack: Stack): Statement[] => policiesOf(stack).flatMap((policy) => policy.Properties.PolicyDocument.Statement as Statement[]);

test('a domain\'s role has the domain\'s path and tags', () => {
  const { stack } = setting();
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Path: '/gold/orders/', Tags: [{ Key: 'data-classification', Value: 'restricted' }, { Key: 'domain', Value: 'orders' }],
  });
});

test('a domain\'s role may be built elsewhere', () => {
  const { domain } = setting();
  const far = new Stack(testApp(), 'Far');
  new DomainRole(far, 'Worker', { assumedBy: LAMBDA, domain, description: 'works' });
  Template.fromStack(far).hasResourceProperties('AWS::IAM::Role', {
    Path: '/gold/orders/', Description: 'works', Tags: [{ Key: 'data-classification', Value: 'restricted' }, { Key: 'domain', Value: 'orders' }],
  });
});

test('a role outside of every domain is refused', () => {
  expect(() => new DomainRole(new Stack(), 'Worker', { assumedBy: LAMBDA })).toThrow(/no domain around it/);
});

describe.each([['no flags', {}], ['all recommended flags', recommendedFlags]])('grants, with %s,', (_name, flags) => {
  const { stack, domain, role } = setting({ ...flags });
  const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey: domain.keyFor(stack, KeyPurpose.DATA, KeyService.S3) });
  bucket.grantReadWrite(role);
  bucket.grantDelete(role);
  role.addToPolicy(new iam.PolicyStatement({ actions: ['xray:PutTraceSegments'], resources: ['*'] }));
  const template = Template.fromStack(stack);

  test('go into one managed policy of the domain\'s path, and none inline', () => {
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Path: '/gold/orders/', Roles: [{ Ref: stack.getLogicalId(role.node.defaultChild as iam.CfnRole) }] });
    expect(Object.values(template.findResources('AWS::IAM::Role')).filter((resource) => 'Policies' in resource.Properties)).toEqual([]);
  });

  test('have their wildcards written out', () => {
    const actions = statementsOf(stack).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(actions).toEqual(expect.arrayContaining(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 'kms:GenerateDataKey', 'kms:ReEncryptFrom']));
  });

  test('destroy no versions and change no permissions', () => {
    expect(statementsOf(stack).flatMap(({ Action }) => Action).filter((action) => /DeleteObjectVersion|Put.*Acl|PutBucketPolicy|ObjectOwner|Bypass/.test(action))).toEqual([]);
  });

  test('keep other statements as they are', () => {
    expect(statementsOf(stack)).toContainEqual(expect.objectContaining({ Action: 'xray:PutTraceSegments', Resource: '*' }));
  });
});

describe('many grants', () => {
  const { stack, role } = setting();
  for (let table = 0; table < 150; table++) {
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [`arn:aws:dynamodb:ap-northeast-2:111111111111:table/${'t'.repeat(20)}${table}`], sid: `T${table}` }));
  }

  test('overflow into further managed policies, each within IAM\'s 6,144 characters', () => {
    const sizes = policiesOf(stack).map((policy) => JSON.stringify(policy.Properties.PolicyDocument).replace(/\s/g, '').length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.max(...sizes)).toBeLessThan(6_144);
  });

  test('are all there', () => {
    expect(statementsOf(stack)).toHaveLength(150);
  });

  test('have policies whose ids stay as more are added', () => {
    expect(role.node.children.map(({ node }) => node.id)).toEqual(expect.arrayContaining(['Resource', 'Grants', 'Grants2', 'Grants3']));
  });
});

test('a denial and a statement with NotAction stay as they are', () => {
  const { stack, role } = setting();
  role.addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:List*'], resources: ['*'] }));
  role.addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, notActions: ['s3:Get*'], resources: ['*'] }));
  expect(statementsOf(stack)).toEqual([expect.objectContaining({ Action: 's3:List*' }), expect.objectContaining({ NotAction: 's3:Get*' })]);
});

test('a condition that a grant adds after its statement holds', () => {
  const { stack, domain, role } = setting();
  new DomainSecret(domain, 'ApiKey').grantRead(role, ['AWSCURRENT']);
  const reading = statementsOf(stack).find(({ Action }) => Action.includes('secretsmanager:GetSecretValue'));
  expect(reading).toMatchObject({ Condition: { 'ForAnyValue:StringEquals': { 'secretsmanager:VersionStage': ['AWSCURRENT'] } } });
});

test('a grant can be depended on', () => {
  const { role } = setting();
  const { statementAdded, policyDependable } = role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
  expect([statementAdded, policyDependable]).toEqual([true, role.node.findChild('Grants')]);
});

test('a permissions boundary is set', () => {
  const stack = new Stack(testApp(), 'Stack');
  const permissionsBoundary = iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess');
  new DomainRole(new Domain(stack, 'Orders'), 'Worker', { assumedBy: LAMBDA, permissionsBoundary });
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Role'))).toContain(':iam::aws:policy/PowerUserAccess');
});

test('a domain\'s role in a nested stack uses a key of the stack around it', () => {
  const { stack, domain } = setting();
  const nested = new NestedStack(stack, 'Nested');
  const role = new DomainRole(nested, 'Inner', { assumedBy: LAMBDA, domain });
  expect(() => domain.keyFor(stack, KeyPurpose.DATA, KeyService.S3).grantDecrypt(role)).not.toThrow();
  expect(() => Template.fromStack(stack)).not.toThrow();
});
