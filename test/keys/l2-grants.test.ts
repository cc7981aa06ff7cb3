import {
  Stack, aws_dynamodb as dynamodb, aws_iam as iam, aws_kinesis as kinesis, type aws_kms as kms, aws_logs as logs, aws_s3 as s3,
  aws_secretsmanager as secretsmanager, aws_sns as sns, aws_sqs as sqs, aws_ssm as ssm,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DomainKey, KeyService } from '../../src/keys';
import { testApp } from '../checks/synth';

interface Statement {
  readonly Effect: string;
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Principal: Record<string, unknown>;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

const stack = new Stack(testApp(), 'Stack', { env: { account: '111111111111', region: 'ap-northeast-2' } });
const key = new DomainKey(stack, 'Key', { domainName: 'orders' });
const role = (id: string) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey: key.forService(KeyService.S3) });
bucket.grantRead(role('BucketReader'));
bucket.grantWrite(role('BucketWriter'));
const table = new dynamodb.TableV2(stack, 'Table', {
  partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
  encryption: dynamodb.TableEncryptionV2.customerManagedKey(key.forService(KeyService.DYNAMODB)),
});
table.grantReadData(role('TableReader'));
const secret = new secretsmanager.Secret(stack, 'Secret', { encryptionKey: key.forService(KeyService.SECRETS_MANAGER) });
secret.grantRead(role('SecretReader'));
secret.grantWrite(role('SecretWriter'));
const queue = new sqs.Queue(stack, 'Queue', { encryptionMasterKey: key.forService(KeyService.SQS) });
queue.grantSendMessages(role('QueueWriter'));
queue.grantConsumeMessages(role('QueueReader'));
const topic = new sns.Topic(stack, 'Topic', { masterKey: key.forService(KeyService.SNS) });
topic.grantPublish(role('TopicWriter'));
const stream = new kinesis.Stream(stack, 'Stream', { encryption: kinesis.StreamEncryption.KMS, encryptionKey: key.forService(KeyService.KINESIS) });
stream.grantRead(role('StreamReader'));
stream.grantWrite(role('StreamWriter'));
const parameter = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', {
  parameterName: '/orders/token', encryptionKey: key.forService(KeyService.SSM),
});
parameter.grantRead(role('ParameterReader'));
new logs.LogGroup(stack, 'Logs', { encryptionKey: key.forService(KeyService.LOGS) });

const template = Template.fromStack(stack);
const [resource] = Object.values(template.findResources('AWS::KMS::Key'));
const keyPolicy = resource.Properties.KeyPolicy.Statement as Statement[];
const identityStatements = (name: string): Statement[] => Object.entries(template.findResources('AWS::IAM::Policy'))
  .filter(([id]) => id.startsWith(`${name}DefaultPolicy`)).flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement as Statement[]);
const ofKms = ({ Action }: Statement) => [Action].flat().some((action) => action.startsWith('kms:'));

describe.each([
  ['BucketReader', 's3', ['kms:Decrypt']],
  ['BucketWriter', 's3', ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']],
  ['TableReader', 'dynamodb', ['kms:Decrypt']],
  ['SecretReader', 'secretsmanager', ['kms:Decrypt']],
  ['SecretWriter', 'secretsmanager', ['kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']],
  ['QueueWriter', 'sqs', ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']],
  ['QueueReader', 'sqs', ['kms:Decrypt']],
  ['TopicWriter', 'sns', ['kms:Decrypt', 'kms:GenerateDataKey*']],
  ['StreamReader', 'kinesis', ['kms:Decrypt']],
  ['StreamWriter', 'kinesis', ['kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']],
  ['ParameterReader', 'ssm', ['kms:Decrypt']],
])('%s, through %s', (name, service, actions) => {
  const via = `${service}.ap-northeast-2.amazonaws.com`;
  const inKeyPolicy = keyPolicy.filter(({ Effect, Condition }) => Effect === 'Allow' && JSON.stringify(Condition?.ArnLike ?? {}).includes(`"${name}`));

  test('may do what the construct granted, by the key policy', () => {
    expect([...new Set(inKeyPolicy.flatMap(({ Action }) => Action))].sort()).toEqual(actions);
  });

  test('is bound to the service and the account by the key policy', () => {
    for (const { Condition } of inKeyPolicy) {
      expect(Condition?.StringEquals).toMatchObject({ 'kms:ViaService': via, 'kms:CallerAccount': '111111111111' });
    }
  });

  test('has the same by its own policy', () => {
    const own = identityStatements(name).filter(ofKms);
    expect([...new Set(own.flatMap(({ Action }) => Action))].filter((action) => action !== 'kms:DescribeKey').sort()).toEqual(actions);
    for (const { Condition } of own) { expect(Condition?.StringEquals).toMatchObject({ 'kms:ViaService': via, 'kms:CallerAccount': '111111111111' }); }
  });
});

test('a secret opens the key to nobody but the deployers, the domain and those it is granted to', () => {
  const through = keyPolicy.filter(({ Condition }) => JSON.stringify(Condition?.StringEquals ?? {}).includes('secretsmanager.'));
  expect(through.map(({ Sid }) => Sid).sort()).toEqual([
    'NamedUsersThroughSecretsmanagerSet4', 'NamedUsersThroughSecretsmanagerSet5', 'ProvisionThroughSecretsmanager', 'UseThroughSecretsmanager',
  ]);
});

test('CloudWatch Logs uses the key as itself, for log groups of the account alone', () => {
  expect(keyPolicy.find(({ Sid }) => Sid === 'LogsService')).toMatchObject({
    Principal: { Service: 'logs.ap-northeast-2.amazonaws.com' },
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': { 'Fn::Join': ['', [expect.anything(), { Ref: 'AWS::Partition' }, ':logs:ap-northeast-2:111111111111:*']] } } },
  });
});

test('the key is what encrypts each of them', () => {
  const arn = { 'Fn::GetAtt': [stack.getLogicalId(key.node.defaultChild as kms.CfnKey), 'Arn'] };
  template.hasResourceProperties('AWS::SQS::Queue', { KmsMasterKeyId: arn });
  template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: arn });
  template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: arn });
});
