import type { ProofRun } from '../../src/proofs/record/proof-run';
import { ACCOUNT, folder, policy, prove, written } from '../cli/claims-fixture';

type Resources = Readonly<Record<string, object>>;

const att = (logicalId: string, attribute: string) => ({ 'Fn::GetAtt': [logicalId, attribute] });

const of = (Type: string, Properties: object) => ({ Type, Properties });

/** A resource with its policy, and an action that the policy decides. */
const CASES: readonly (readonly [type: string, action: string, resources: (document: object) => Resources])[] = [
  ['AWS::SQS::QueueInlinePolicy', 'sqs:SendMessage', (document) => ({
    Queue: of('AWS::SQS::Queue', {}), Policy: of('AWS::SQS::QueueInlinePolicy', { Queue: { Ref: 'Queue' }, PolicyDocument: document }),
  })],
  ['AWS::SNS::TopicInlinePolicy', 'sns:Publish', (document) => ({
    Topic: of('AWS::SNS::Topic', {}), Policy: of('AWS::SNS::TopicInlinePolicy', { TopicArn: { Ref: 'Topic' }, PolicyDocument: document }),
  })],
  ['AWS::DynamoDB::Table', 'dynamodb:GetItem', (document) => ({ Table: of('AWS::DynamoDB::Table', { ResourcePolicy: { PolicyDocument: document } }) })],
  ['AWS::ECR::RegistryPolicy', 'ecr:ReplicateImage', (document) => ({ Registry: of('AWS::ECR::RegistryPolicy', { PolicyText: document }) })],
  ['AWS::Backup::BackupVault', 'backup:CopyIntoBackupVault', (document) => ({
    Vault: of('AWS::Backup::BackupVault', { BackupVaultName: 'vault', AccessPolicy: document }),
  })],
  ['AWS::Backup::LogicallyAirGappedBackupVault', 'backup:CopyIntoBackupVault', (document) => ({
    Vault: of('AWS::Backup::LogicallyAirGappedBackupVault', { BackupVaultName: 'vault', AccessPolicy: document }),
  })],
  ['AWS::S3Express::BucketPolicy', 's3express:CreateSession', (document) => ({
    Bucket: of('AWS::S3Express::DirectoryBucket', {}), Policy: of('AWS::S3Express::BucketPolicy', { Bucket: { Ref: 'Bucket' }, PolicyDocument: document }),
  })],
  ['AWS::S3Tables::TableBucketPolicy', 's3tables:GetTableData', (document) => ({
    Tables: of('AWS::S3Tables::TableBucket', { TableBucketName: 'tables' }),
    Policy: of('AWS::S3Tables::TableBucketPolicy', { TableBucketARN: att('Tables', 'TableBucketARN'), ResourcePolicy: document }),
  })],
  ['AWS::S3Tables::TablePolicy', 's3tables:GetTableData', (document) => ({
    Table: of('AWS::S3Tables::Table', {}), Policy: of('AWS::S3Tables::TablePolicy', { TableARN: att('Table', 'TableARN'), ResourcePolicy: document }),
  })],
  ['AWS::ApiGateway::RestApi', 'execute-api:Invoke', (document) => ({
    Api: of('AWS::ApiGateway::RestApi', { Policy: document }),
    Method: of('AWS::ApiGateway::Method', { RestApiId: { Ref: 'Api' }, ResourceId: att('Api', 'RootResourceId'), HttpMethod: 'GET', AuthorizationType: 'AWS_IAM' }),
  })],
  ['AWS::CodeArtifact::Domain', 'codeartifact:GetAuthorizationToken', (document) => ({
    Domain: of('AWS::CodeArtifact::Domain', { DomainName: 'domain', PermissionsPolicyDocument: document }),
  })],
  ['AWS::CodeArtifact::Repository', 'codeartifact:ReadFromRepository', (document) => ({
    Repository: of('AWS::CodeArtifact::Repository', { DomainName: 'domain', RepositoryName: 'repository', PermissionsPolicyDocument: document }),
  })],
];

/** What becomes of the claim that nobody from outside gets in. */
function verdictOf(resources: Resources, more: object = {}): string[] {
  const { out } = prove(written(folder(), 'Shop.template.json', { ...more, Resources: resources }), '--account', ACCOUNT, '--json');
  return (JSON.parse(out) as ProofRun).records.filter(({ claim }) => claim === 'noAccessOutside').map(({ verdict }) => verdict);
}

const statement = (action: string, principal: unknown, more: object = {}) => policy({ Effect: 'Allow', Principal: principal, Action: action, Resource: '*', ...more });

describe.each(CASES)('%s', (_type, action, resources) => {
  test('that lets everybody in is refuted', () => {
    expect(verdictOf(resources(statement(action, '*')))).toEqual(['refuted']);
  });

  test('that lets one other account in is refuted', () => {
    expect(verdictOf(resources(statement(action, { AWS: 'arn:aws:iam::999988887777:root' })))).toEqual(['refuted']);
  });

  test('that is bound to the account is proved', () => {
    expect(verdictOf(resources(statement(action, '*', { Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } })))).toEqual(['proved']);
    expect(verdictOf(resources(statement(action, { AWS: `arn:aws:iam::${ACCOUNT}:root` })))).toEqual(['proved']);
  });

  test('is not asked about the actions of another service', () => {
    expect(verdictOf(resources(statement('other:Action', '*')))).toEqual(['proved']);
  });
});

const PUBLIC = statement('dynamodb:*', '*');

test('a table\'s policy that is there in one case is decided in that case', () => {
  const chosen = { 'Fn::If': ['IsShared', { PolicyDocument: PUBLIC }, { PolicyDocument: policy() }] };
  expect(verdictOf({ Table: of('AWS::DynamoDB::Table', { ResourcePolicy: chosen }) }, {
    Parameters: { Shared: { Type: 'String', AllowedValues: ['yes', 'no'] } }, Conditions: { IsShared: { 'Fn::Equals': [{ Ref: 'Shared' }, 'yes'] } },
  })).toEqual(['refuted']);
});

test('a table\'s policy that only the deployment knows is undecided', () => {
  expect(verdictOf({ Table: of('AWS::DynamoDB::Table', { ResourcePolicy: { 'Fn::ImportValue': 'Elsewhere' } }) })).toEqual(['undecided']);
});

test('a table\'s policy is asked about the table, its indexes and nothing else', () => {
  const to = (Resource: unknown) => verdictOf({ Table: of('AWS::DynamoDB::Table', { TableName: 'T', ResourcePolicy: { PolicyDocument: statement('dynamodb:Query', '*', { Resource }) } }) });
  const arn = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/${name}` });
  expect([to(arn('T/index/ByName')), to(arn('T')), to(arn('Other'))]).toEqual([['refuted'], ['refuted'], ['proved']]);
});

test('a table without a policy is not claimed of', () => {
  expect(verdictOf({ Table: of('AWS::DynamoDB::Table', {}) })).toEqual([]);
});
