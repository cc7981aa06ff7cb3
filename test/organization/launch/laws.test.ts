import * as fc from 'fast-check';
import { actionFacts } from '../../../src/organization/private/facts';
import { launchPolicy } from '../../../src/organization/private/launch/launch-policy';
import { policyDocuments } from '../../../src/organization/private/launch/policy-documents';
import type { LaunchTemplate } from '../../../src/organization/private/launch/template';
import { widerThan } from '../../../src/organization/private/launch/wider-than';
import { IAM_POLICY_LIMITS } from '../../../src/private/iam-limits';

const tags = { Tags: [{ Key: 'gold-product', Value: 'kit' }] };
const TYPES: Readonly<Record<string, object>> = {
  'AWS::S3::Bucket': tags,
  'AWS::SQS::Queue': { ...tags, KmsMasterKeyId: 'x' },
  'AWS::SNS::Topic': tags,
  'AWS::DynamoDB::Table': { ...tags, SSESpecification: { KMSMasterKeyId: 'x' } },
  'AWS::Lambda::Function': { ...tags, KmsKeyArn: 'x', Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, VpcConfig: {} },
  'AWS::IAM::Role': { ...tags, Path: '/gold/orders/' },
  'AWS::IAM::ManagedPolicy': { Path: '/gold/orders/' },
  'AWS::KMS::Key': tags,
  'AWS::KMS::Alias': { AliasName: 'alias/orders/data' },
  'AWS::Logs::LogGroup': tags,
  'AWS::SecretsManager::Secret': { ...tags, KmsKeyId: 'x' },
  'AWS::RDS::DBCluster': { ...tags, KmsKeyId: 'x' },
  'AWS::RDS::DBInstance': tags,
  'AWS::EC2::SecurityGroup': tags,
  'AWS::EC2::VPC': tags,
  'AWS::EC2::Subnet': tags,
  'AWS::ECS::Cluster': tags,
  'AWS::ECS::Service': tags,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': tags,
  'AWS::Events::Rule': {},
  'AWS::CloudWatch::Alarm': {},
  'AWS::EFS::FileSystem': { KmsKeyId: 'x' },
  'AWS::Backup::BackupVault': { BackupVaultName: 'x' },
  'Custom::Thing': { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] } },
};

const template = (types: readonly string[]): LaunchTemplate => ({
  Resources: Object.fromEntries(types.map((type) => [String(type.split('::').pop()), { Type: type, Properties: TYPES[type] as Readonly<Record<string, unknown>> }])),
});
const subsets = fc.subarray(Object.keys(TYPES));
const policyOf = (types: readonly string[]) => launchPolicy({ productName: 'kit', template: template(types), code: { prefix: 'code' } });

test('every action that is needed is allowed, and every action that is allowed is needed', () => {
  fc.assert(fc.property(subsets, (types) => {
    const { statements, needed } = policyOf(types);
    expect([...new Set(statements.flatMap(({ Action }) => Action))].sort()).toEqual([...new Set(needed.map(({ action }) => action))].sort());
  }), { numRuns: 60 });
});

test('every action that handlers list is allowed or left out with a reason', () => {
  const { needed, leftOut } = policyOf(Object.keys(TYPES));
  const reasons = [...needed, ...leftOut].map(({ action, type }) => `${type} ${action}`);
  expect(reasons).toContain('AWS::SQS::Queue sqs:CreateQueue');
  expect(reasons).toContain('AWS::IAM::Role iam:DeleteRolePermissionsBoundary');
  expect(leftOut.filter(({ reason }) => reason === '')).toEqual([]);
});

test('every action is one that AWS knows', () => {
  expect(policyOf(Object.keys(TYPES)).needed.filter(({ action }) => actionFacts(action) === undefined)).toEqual([]);
});

test('what changes anything is bound to resources or a condition, unless AWS knows no resource for it', () => {
  const free = policyOf(Object.keys(TYPES)).statements.filter(({ Resource, Condition }) => Resource.includes('*') && Condition === undefined)
    .flatMap(({ Action }) => Action).filter((action) => actionFacts(action)?.on !== undefined && !['Read', 'List'].includes(actionFacts(action)?.level ?? ''));
  expect(free).toEqual([]);
});

test('no tag of another product is taken or given, whatever is tagged', () => {
  const tagging = policyOf(Object.keys(TYPES)).statements.filter(({ Action }) => Action.some((action) => actionFacts(action)?.level === 'Tagging'))
    .filter(({ Action }) => Action.every((action) => !/^(s3|iam|cloudformation):/.test(action)));
  expect(tagging.length).toBeGreaterThan(5);
  expect(tagging.filter(({ Condition }) => !/ResourceTag\/gold-product|CreateAction/.test(JSON.stringify(Condition ?? {})))).toEqual([]);
});

test('Sids are distinct, of letters and digits', () => {
  const sids = policyOf(Object.keys(TYPES)).statements.map(({ Sid }) => Sid);
  expect(new Set(sids).size).toBe(sids.length);
  expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
});

test('documents hold every statement once, and none is longer than IAM takes', () => {
  fc.assert(fc.property(subsets, (types) => {
    const { statements } = policyOf(types);
    const documents = policyDocuments(statements);
    expect(documents.flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid)).sort()).toEqual(statements.map(({ Sid }) => Sid).sort());
    expect(documents.filter((document) => JSON.stringify(document).length > IAM_POLICY_LIMITS.characters)).toEqual([]);
  }), { numRuns: 20 });
});

test('a policy without one of its statements is exceeded by it', () => {
  const { statements } = policyOf(['AWS::SQS::Queue', 'AWS::KMS::Key', 'AWS::IAM::Role']);
  const without = (left: number) => widerThan({ statements: statements.filter((_one, at) => at !== left) }, statements);
  expect(statements.flatMap(({ Sid }, at) => (without(at).length === 0 ? [Sid] : []))).toEqual([]);
});

test('a policy is never wider than itself', () => {
  fc.assert(fc.property(subsets, (types) => {
    const policy = policyOf(types);
    expect(widerThan(policy, policy.statements)).toEqual([]);
  }), { numRuns: 20 });
});
