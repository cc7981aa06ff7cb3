import { ACCOUNT, allow, deny, differenceOf, policy, type Resources, words } from './templates';

const NOTHING = { gained: [], lost: [], undecided: [] };
const BUCKET = { Bucket: { Type: 'AWS::S3::Bucket', Properties: {} } };
const OBJECTS = { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] };
const TLS = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

const bucketPolicy = (...statements: readonly object[]): Resources =>
  ({ Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy(...statements) } } });

const between = (older: Resources, newer: Resources) => words(differenceOf(older, newer));

describe('bucket policies', () => {
  test('who is let in from outside', () => {
    const { gained } = differenceOf({ ...BUCKET, ...bucketPolicy() }, { ...BUCKET, ...bucketPolicy(allow('*', 's3:GetObject', { Resource: OBJECTS })) });
    expect(gained).toMatchObject([{ principal: `anybody at all outside account ${ACCOUNT}, even without credentials`, actions: ['s3:GetObject'] }]);
    expect(gained[0]!.example.resource).toBe('arn:aws:s3:::<Shop/Bucket>/');
  });

  test('an allowance for the account changes nothing, since its own policies are enough', () => {
    const own = allow({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, 's3:*');
    expect(between({ ...BUCKET, ...bucketPolicy() }, { ...BUCKET, ...bucketPolicy(own) })).toEqual(NOTHING);
  });

  test('a denial takes from the account too', () => {
    const { lost } = differenceOf(BUCKET, { ...BUCKET, ...bucketPolicy(deny('*', 's3:*', TLS)) });
    expect(lost).toMatchObject([{ principal: `everybody in account ${ACCOUNT}`, actions: ['s3:*'], example: { context: { 'aws:securetransport': ['false'] } } }]);
  });

  test('a new bucket takes nothing from anybody', () => {
    expect(between({}, { ...BUCKET, ...bucketPolicy(deny('*', 's3:*', TLS)) })).toEqual(NOTHING);
    expect(between({}, { ...BUCKET, ...bucketPolicy(allow({ AWS: '444455556666' }, 's3:GetObject')) }).gained).toEqual(['everybody in account 444455556666: s3:GetObject']);
    expect(between({ ...BUCKET, ...bucketPolicy(allow({ AWS: '444455556666' }, 's3:GetObject'), deny('*', 's3:*', TLS)) }, {}).gained).toEqual([]);
  });
});

test('a queue', () => {
  const queue = (...statements: readonly object[]): Resources => ({
    Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
    Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: policy(...statements) } },
  });
  const topic = { Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${ACCOUNT}:orders` } } };
  const sns = { Service: 'sns.amazonaws.com' };
  expect(between(queue(allow(sns, 'sqs:SendMessage', topic)), queue(allow(sns, 'sqs:SendMessage')))).toEqual({ ...NOTHING, gained: ['the service sns.amazonaws.com: sqs:SendMessage'] });
});

test('a secret', () => {
  const secret = (...statements: readonly object[]): Resources => ({
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
    Policy: { Type: 'AWS::SecretsManager::ResourcePolicy', Properties: { SecretId: { Ref: 'Secret' }, ResourcePolicy: policy(...statements) } },
  });
  const reader = { AWS: 'arn:aws:iam::444455556666:role/Reader' };
  expect(between(secret(allow(reader, 'secretsmanager:GetSecretValue')), secret())).toEqual({
    ...NOTHING, lost: ['arn:aws:iam::444455556666:role/Reader: secretsmanager:GetSecretValue'],
  });
});

test('who may take a role', () => {
  const role = (...statements: readonly object[]): Resources => ({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy(...statements) } } });
  const trust = (Principal: unknown, more: object = {}) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more });
  const lambda = trust({ Service: 'lambda.amazonaws.com' });
  const github = { Effect: 'Allow', Principal: { Federated: 'token.actions.githubusercontent.com' }, Action: 'sts:AssumeRoleWithWebIdentity' };
  expect(between(role(lambda), role(lambda, trust({ AWS: '444455556666' }), github)).gained.sort()).toEqual([
    'everybody in account 444455556666: sts:AssumeRole', 'users of the identity provider token.actions.githubusercontent.com: sts:AssumeRoleWithWebIdentity',
  ]);
});

test('a policy of an endpoint only takes: without one, AWS lets everything through', () => {
  const endpoint = (Properties: object): Resources => ({ Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { ServiceName: 's3', ...Properties } } });
  const own = endpoint({ PolicyDocument: policy(allow({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, '*')) });
  expect(between(endpoint({}), own)).toEqual({
    ...NOTHING,
    lost: [
      `everybody in any account other than account ${ACCOUNT}: every action`, 'any service of AWS: every action',
      `anybody at all outside account ${ACCOUNT}, even without credentials: every action except kms:*`,
    ],
  });
  expect(between({}, endpoint({}))).toEqual(NOTHING);
});

test('a table', () => {
  const table = (...statements: readonly object[]): Resources =>
    ({ Table: { Type: 'AWS::DynamoDB::Table', Properties: { ResourcePolicy: { PolicyDocument: policy(...statements) } } } });
  const reader = allow({ AWS: 'arn:aws:iam::444455556666:role/Reader' }, 'dynamodb:GetItem');
  expect(between(table(), table())).toEqual(NOTHING);
  expect(between(table(), table(reader))).toEqual({ ...NOTHING, gained: ['arn:aws:iam::444455556666:role/Reader: dynamodb:GetItem'] });
});
