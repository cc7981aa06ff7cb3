import { type App, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Domain, DomainRole } from '../../src/core';
import { KeyAccess, KeyPurpose, KeyService, KeyUser } from '../../src/keys';
import { testApp } from '../checks/synth';

interface Statement { readonly Sid: string; readonly Action: string | string[]; readonly Condition: Record<string, Record<string, unknown>> }

const ENV = { account: '111111111111', region: 'ap-northeast-2' };
const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');
const PARTITION = { Ref: 'AWS::Partition' };
const roleArn = (pathAndName: string) => ({ 'Fn::Join': ['', ['arn:', PARTITION, `:iam::111111111111:role/${pathAndName}`]] });

/** A domain in its stack, with another stack beside it. */
function setting(farName = 'Far'): { app: App; home: Stack; far: Stack; domain: Domain; bucket: s3.Bucket } {
  const app = testApp();
  const home = new Stack(app, 'Home', { env: ENV });
  const far = new Stack(app, farName, { env: ENV });
  const domain = new Domain(home, 'Orders');
  const bucket = new s3.Bucket(home, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey: domain.keyFor(home, KeyPurpose.DATA, KeyService.S3) });
  return { app, home, far, domain, bucket };
}

function statements(stack: Stack, prefix: string): Statement[] {
  const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  return (key.Properties.KeyPolicy.Statement as Statement[]).filter(({ Sid }) => Sid?.startsWith(prefix));
}

const namedUsers = (stack: Stack) => statements(stack, 'NamedUsers');

describe('a role of another stack without a name', () => {
  const { home, far, bucket } = setting();
  bucket.grantRead(new iam.Role(far, 'Reader', { assumedBy: LAMBDA }));

  test('is matched by the beginning of its name, beside its tag', () => {
    expect(namedUsers(home)[0].Condition).toMatchObject({
      ArnLike: { 'aws:PrincipalArn': [roleArn('Far-*')] }, StringEquals: { 'aws:PrincipalTag/uses-keys-of:orders': 'yes' },
    });
  });

  test('gets the tag', () => {
    Template.fromStack(far).hasResourceProperties('AWS::IAM::Role', { Tags: [{ Key: 'uses-keys-of:orders', Value: 'yes' }] });
  });

  test('makes its stack depend on the key\'s, and not the other way round', () => {
    expect([home.dependencies, far.dependencies]).toEqual([[], [home]]);
  });
});

test('the name that CloudFormation makes up in a stack of 20 characters begins with all of it', () => {
  const { home, far, bucket } = setting('A2345678901234567890');
  bucket.grantRead(new iam.Role(far, 'Reader', { assumedBy: LAMBDA }));
  expect(namedUsers(home)[0].Condition.ArnLike['aws:PrincipalArn']).toEqual([roleArn('A2345678901234567890-*')]);
});

test('the name that CloudFormation makes up in a longer stack goes on after its first characters', () => {
  const { home, far, bucket } = setting('ProductionOrdersServiceStack');
  bucket.grantRead(new iam.Role(far, 'Reader', { assumedBy: LAMBDA }));
  const [{ 'Fn::Join': [, parts] }] = namedUsers(home)[0].Condition.ArnLike['aws:PrincipalArn'] as { 'Fn::Join': [string, string[]] }[];
  const [pattern] = /[^/]*$/.exec(parts[2]) ?? [];
  expect('ProductionOrdersServiceStack-Reader1234-AbCdEfGhIjKl').toMatch(new RegExp(`^${pattern?.replaceAll('*', '.*') ?? ''}$`));
});

test('a role with a name in another stack is named exactly, with its path', () => {
  const { home, far, bucket } = setting();
  bucket.grantRead(new iam.Role(far, 'Reader', { assumedBy: LAMBDA, roleName: 'reader', path: '/team/' }));
  expect(namedUsers(home)[0].Condition).toMatchObject({ ArnLike: { 'aws:PrincipalArn': [roleArn('team/reader')] } });
  expect(namedUsers(home)[0].Condition.StringEquals).not.toHaveProperty('aws:PrincipalTag/domain');
});

test('a role of the same stack is referred to', () => {
  const { home, bucket } = setting();
  bucket.grantRead(new iam.Role(home, 'Reader', { assumedBy: LAMBDA }));
  expect(namedUsers(home)[0].Condition).toMatchObject({ ArnLike: { 'aws:PrincipalArn': [{ 'Fn::GetAtt': [expect.stringMatching(/^Reader/), 'Arn'] }] } });
});

test('several roles that may do the same share a statement', () => {
  const { home, bucket } = setting();
  for (const id of ['A', 'B', 'C']) { bucket.grantRead(new iam.Role(home, id, { assumedBy: LAMBDA })); }
  expect(namedUsers(home).map(({ Condition }) => (Condition.ArnLike['aws:PrincipalArn'] as unknown[]).length)).toEqual([3]);
});

describe.each(['home', 'far'] as const)('a domain\'s own role in the stack %s', (where) => {
  const set = setting();
  set.bucket.grantReadWrite(new DomainRole(set[where], 'Worker', { assumedBy: LAMBDA, domain: set.domain }));

  test('needs no statement of its own: its path and tag are known', () => {
    expect(namedUsers(set.home)).toEqual([]);
  });

  test('may do what was granted', () => {
    const [use] = statements(set.home, 'UseThroughS3');
    expect(use.Action).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']));
    expect(use.Condition).toMatchObject({ ArnLike: { 'aws:PrincipalArn': roleArn('gold/orders/*') }, StringEquals: { 'aws:PrincipalTag/domain': 'orders' } });
  });
});

test('an imported role is named by its ARN', () => {
  const { home, bucket } = setting();
  bucket.grantRead(iam.Role.fromRoleArn(home, 'Imported', 'arn:aws:iam::111111111111:role/team/Reader'));
  expect(namedUsers(home)[0].Condition).toMatchObject({ ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::111111111111:role/team/Reader'] } });
});

test('a role imported by its name is named by its ARN', () => {
  const { home, bucket } = setting();
  bucket.grantRead(iam.Role.fromRoleName(home, 'Imported', 'Reader'));
  expect(namedUsers(home)[0].Condition).toMatchObject({ ArnLike: { 'aws:PrincipalArn': [roleArn('Reader')] } });
});

test('a role that may not be changed is still let in by the key', () => {
  const { home, bucket } = setting();
  bucket.grantRead(new iam.Role(home, 'Reader', { assumedBy: LAMBDA }).withoutPolicyUpdates());
  expect(namedUsers(home)).toHaveLength(1);
});

test('a role behind ViaServicePrincipal is let in as itself, on both sides, from another stack too', () => {
  const { home, far, domain } = setting();
  const role = new iam.Role(far, 'Reader', { assumedBy: LAMBDA });
  domain.keyFor(home, KeyPurpose.SECRETS, KeyService.SECRETS_MANAGER)
    .grantDecrypt(new kms.ViaServicePrincipal('secretsmanager.ap-northeast-2.amazonaws.com', role));
  Template.fromStack(far).resourceCountIs('AWS::IAM::Policy', 1);
  const keys = Template.fromStack(home).findResources('AWS::KMS::Key', { Properties: { Description: 'secrets of the domain orders' } });
  expect(JSON.stringify(keys)).toContain('role/Far-*');
});

test('a role that uses keys of two domains from another stack keeps both: one tag can\'t say two domains', () => {
  const { home, far, bucket } = setting();
  const second = new Stack(home.node.root as App, 'Second', { env: ENV });
  const other = new Domain(second, 'Billing');
  const role = new iam.Role(far, 'Reader', { assumedBy: LAMBDA });
  bucket.grantRead(role);
  other.keyFor(second, KeyPurpose.DATA, KeyService.S3).grantDecrypt(role);
  const [{ Properties: { Tags } }] = Object.values(Template.fromStack(far).findResources('AWS::IAM::Role'));
  const asked = [home, second].map((stack) => namedUsers(stack)[0].Condition.StringEquals['aws:PrincipalTag/domain']).filter((tag) => tag !== undefined);
  for (const value of asked) { expect(Tags).toContainEqual({ Key: 'domain', Value: value }); }
});

test('a role of another stack that calls KMS directly carries the tag that the key asks for', () => {
  const { home, far, domain } = setting();
  domain.key(KeyPurpose.DATA).allowDirectUse(KeyUser.of(new iam.Role(far, 'Client', { assumedBy: LAMBDA })), KeyAccess.DECRYPT);
  expect(namedUsers(home)[0].Condition.StringEquals).toMatchObject({ 'aws:PrincipalTag/uses-keys-of:orders': 'yes' });
  Template.fromStack(far).hasResourceProperties('AWS::IAM::Role', { Tags: [{ Key: 'uses-keys-of:orders', Value: 'yes' }] });
});

describe('an IAM user', () => {
  test('of the same stack is referred to', () => {
    const { home, bucket } = setting();
    bucket.grantRead(new iam.User(home, 'Jane'));
    expect(namedUsers(home)[0].Condition).toMatchObject({ ArnLike: { 'aws:PrincipalArn': [{ 'Fn::GetAtt': [expect.stringMatching(/^Jane/), 'Arn'] }] } });
  });

  test('of another stack with a name makes no cycle', () => {
    const { app, home, far, bucket } = setting();
    bucket.grantRead(new iam.User(far, 'Jane', { userName: 'jane' }));
    expect(() => app.synth()).not.toThrow();
    expect(home.dependencies).toEqual([]);
  });

  test('of another stack without a name is refused with what to do, or makes no cycle', () => {
    const { app, far, bucket } = setting();
    const attempt = () => {
      bucket.grantRead(new iam.User(far, 'Jane'));
      app.synth();
    };
    try { attempt(); } catch (error) { expect(String(error)).toContain('key user'); }
  });
});
