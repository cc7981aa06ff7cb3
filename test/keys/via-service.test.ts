import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DomainKey, KeyService } from '../../src/keys';
import { testApp } from '../checks/synth';

type Condition = Record<string, Record<string, unknown>>;

/** Conditions of a role's grant through a service: in the key policy and in the role's policy. */
function grantIn(region: string | undefined, service: KeyService): { key: Condition; identity: Condition } {
  const stack = new Stack(testApp(), 'Stack', { env: region === undefined ? undefined : { account: '111111111111', region } });
  const key = new DomainKey(stack, 'Key', { domainName: 'orders' });
  key.forService(service).grantDecrypt(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
  const template = Template.fromStack(stack);
  const [resource] = Object.values(template.findResources('AWS::KMS::Key'));
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  const statements = resource.Properties.KeyPolicy.Statement as { Sid: string; Condition: Condition }[];
  const named = statements.find(({ Sid }) => Sid.startsWith('NamedUsers'));
  return { key: named?.Condition ?? {}, identity: policy.Properties.PolicyDocument.Statement[0].Condition };
}

test.each([
  ['us-east-1', 's3.us-east-1.amazonaws.com'],
  ['ap-northeast-2', 's3.ap-northeast-2.amazonaws.com'],
  ['us-gov-west-1', 's3.us-gov-west-1.amazonaws.com'],
  ['cn-north-1', 's3.cn-north-1.amazonaws.com.cn'],
  ['cn-northwest-1', 's3.cn-northwest-1.amazonaws.com.cn'],
])('in %s the service is %s, on both sides', (region, expected) => {
  const { key, identity } = grantIn(region, KeyService.S3);
  expect(key.StringEquals['kms:ViaService']).toBe(expected);
  expect(identity.StringEquals['kms:ViaService']).toBe(expected);
});

test('without a Region the service is made of the deployment\'s own, on both sides', () => {
  const { key, identity } = grantIn(undefined, KeyService.S3);
  const expected = { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] };
  expect(key.StringEquals['kms:ViaService']).toEqual(expected);
  expect(identity.StringEquals['kms:ViaService']).toEqual(expected);
});

test('a service with two names gets both', () => {
  expect(grantIn('us-east-1', KeyService.ELASTICACHE).key.StringEquals['kms:ViaService'])
    .toEqual(['elasticache.us-east-1.amazonaws.com', 'dax.us-east-1.amazonaws.com']);
});

test.each([KeyService.CLOUDTRAIL, KeyService.CLOUDFRONT])('a role is refused use through $id, which calls for nobody but itself', (service) => {
  expect(() => grantIn('us-east-1', service)).toThrow(/is not valid: got/);
});

test('an unknown service is refused with those that are known', () => {
  expect(() => KeyService.of('sagemaker')).toThrow(/service is not valid: got 'sagemaker'; allowed: s3, dynamodb, .*; choose one of them/);
});

test('a service is found by its id', () => {
  expect(KeyService.of('elasticfilesystem').title).toBe(KeyService.EFS.title);
});

test('a key has one view for a service', () => {
  const key = new DomainKey(new Stack(), 'Key', { domainName: 'orders' });
  expect(key.forService(KeyService.of('s3'))).toBe(key.forService(KeyService.S3));
});
