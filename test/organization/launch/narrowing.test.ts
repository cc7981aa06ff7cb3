import { launchPolicy } from '../../../src/organization/private/launch/launch-policy';
import type { LaunchTemplate } from '../../../src/organization/private/launch/template';

type Resources = NonNullable<LaunchTemplate['Resources']>;

const TAGS = [{ Key: 'gold-product', Value: 'kit' }];
const policyOf = (Resources: Resources, Parameters = {}) => launchPolicy({ productName: 'kit', template: { Parameters, Resources } });
const of = (resources: Resources, action: string, parameters = {}) =>
  policyOf(resources, parameters).statements.filter(({ Action }) => Action.includes(action));
const secret = { Type: 'AWS::SecretsManager::Secret', Properties: { Tags: TAGS } };

test('a name of the template\'s binds more than the stack\'s', () => {
  const Properties = { QueueName: { 'Fn::Join': ['-', ['orders', { Ref: 'Stage' }, { Ref: 'AWS::Region' }]] }, Tags: TAGS };
  expect(of({ Queue: { Type: 'AWS::SQS::Queue', Properties } }, 'sqs:DeleteQueue')[0].Resource)
    .toEqual(['arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders-*-${AWS::Region}']);
});

test('a resource without the product\'s tag is bound by its name alone', () => {
  expect(of({ Queue: { Type: 'AWS::SQS::Queue', Properties: { Tags: [{ Key: 'gold-product', Value: { Ref: 'Any' } }] } } }, 'sqs:CreateQueue')[0].Condition).toBeUndefined();
});

describe('what a load balancer needs', () => {
  const balanced = (type: string) => ({ Type: `AWS::ElasticLoadBalancingV2::${type}`, Properties: { Tags: TAGS } });
  const resources = { Balancer: balanced('LoadBalancer'), Group: balanced('TargetGroup'), Listener: { ...balanced('Listener'), Properties: { Tags: TAGS, LoadBalancerArn: { Ref: 'Balancer' } } } };
  const tagged = of(resources, 'elasticloadbalancing:AddTags');

  test.each(['loadbalancer/app/*/*', 'listener/app/*/*/*', 'targetgroup/*/*'])('tags what it creates: %s', (made) => {
    const creation = tagged.find(({ Resource, Condition }) => Resource[0].endsWith(`:${made}`) && Condition?.StringEquals['elasticloadbalancing:CreateAction'] !== undefined);
    expect(creation?.Condition?.StringEquals).toMatchObject({ 'aws:RequestTag/gold-product': 'kit' });
  });

  test('deletes the product\'s own', () => {
    const deleted = of(resources, 'elasticloadbalancing:DeleteLoadBalancer');
    expect(deleted.flatMap(({ Resource }) => Resource).filter((arn) => arn.endsWith('loadbalancer/*'))).toEqual([]);
    for (const { Condition } of deleted) { expect(Condition).toEqual({ StringEquals: { 'aws:ResourceTag/gold-product': 'kit' } }); }
  });
});

describe('a database whose password RDS keeps, beside a secret', () => {
  const resources = {
    Secret: secret,
    Database: { Type: 'AWS::RDS::DBInstance', Properties: { Tags: TAGS, ManageMasterUserPassword: true, MasterUserSecret: { KmsKeyId: { Ref: 'KeyArn' } } } },
    Attachment: { Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: { Ref: 'Secret' }, TargetId: { Ref: 'Database' } } },
    Schedule: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { SecretId: { Ref: 'Attachment' } } },
  };
  const SECRETS = 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:';

  test('has both secrets tagged', () => {
    expect(of(resources, 'secretsmanager:TagResource').flatMap(({ Resource }) => Resource).sort()).toEqual([`${SECRETS}Secret-*`, `${SECRETS}rds!*`]);
  });

  test('has the secret rotated that the attachment is of, and no other', () => {
    expect(of(resources, 'secretsmanager:CancelRotateSecret').flatMap(({ Resource }) => Resource)).not.toContain(`${SECRETS}*`);
    expect(of(resources, 'secretsmanager:RotateSecret').flatMap(({ Resource }) => Resource).sort()).toEqual([`${SECRETS}Secret-*`, `${SECRETS}rds!*`]);
  });

  test('has the password encrypted under its key by Secrets Manager', () => {
    const { Secret: _left, ...alone } = resources;
    const grants = of(alone, 'kms:CreateGrant').flatMap(({ Condition }) => Condition?.StringEquals['kms:ViaService']);
    expect(grants).toContain('secretsmanager.${AWS::Region}.${AWS::URLSuffix}');
  });
});

describe('what handlers list and do not call', () => {
  const group = { Type: 'AWS::Logs::LogGroup', Properties: { Tags: TAGS } };
  const to = (Ref: string) => ({ Type: 'AWS::WAFv2::LoggingConfiguration', Properties: { LogDestinationConfigs: [{ 'Fn::GetAtt': [Ref, 'Arn'] }] } });
  const guards = (ResourceArn: object) => ({ Type: 'AWS::WAFv2::WebACLAssociation', Properties: { ResourceArn } });

  test('a flow log to a log group changes no bucket\'s policy', () => {
    const log = (more = {}) => ({ Type: 'AWS::EC2::FlowLog', Properties: { LogGroupName: 'logs', Tags: TAGS, ...more } });
    expect(of({ Log: log() }, 's3:PutBucketPolicy')).toEqual([]);
    expect(of({ Log: log({ LogDestinationType: 's3', LogDestination: 'arn' }) }, 's3:PutBucketPolicy')).toHaveLength(1);
  });

  test('nor do logs of a web ACL, unless they go to a bucket', () => {
    expect(of({ Group: group, Logs: to('Group') }, 's3:PutBucketPolicy')).toEqual([]);
    expect(of({ Logs: to('BucketName') }, 's3:PutBucketPolicy')).toHaveLength(1);
    const bucket = { Type: 'AWS::S3::Bucket', Properties: { Tags: TAGS } };
    expect(of({ Bucket: bucket, Logs: to('Bucket') }, 's3:PutBucketPolicy')).not.toEqual([]);
  });

  test('a web ACL is put in front of what the template names, and of whatever a parameter may name', () => {
    const balancer = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Tags: TAGS } };
    expect(of({ Balancer: balancer, Guard: guards({ Ref: 'Balancer' }) }, 'cognito-idp:AssociateWebACL')).toEqual([]);
    expect(of({ Balancer: balancer, Guard: guards({ Ref: 'Balancer' }) }, 'elasticloadbalancing:CreateWebACLAssociation')).not.toEqual([]);
    expect(of({ Guard: guards({ Ref: 'Arn' }) }, 'cognito-idp:AssociateWebACL')).not.toEqual([]);
  });

  test('a public certificate is issued by no authority of one\'s own', () => {
    const certificate = (more = {}) => ({ Type: 'AWS::CertificateManager::Certificate', Properties: { DomainName: 'example.com', Tags: TAGS, ...more } });
    expect(of({ Certificate: certificate() }, 'acm-pca:IssueCertificate')).toEqual([]);
    expect(of({ Certificate: certificate({ CertificateAuthorityArn: { Ref: 'Authority' } }) }, 'acm-pca:IssueCertificate')).not.toEqual([]);
  });
});

test('one resource without the tag leaves all of its type without the condition', () => {
  const untagged = { Type: 'AWS::SQS::Queue' };
  expect(of({ A: { Type: 'AWS::SQS::Queue', Properties: { Tags: TAGS } }, B: untagged }, 'sqs:CreateQueue')[0].Condition).toBeUndefined();
});

test('tags of buckets bind nothing, and those of tables where they count: AWS may not honour them', () => {
  const resources = { Bucket: { Type: 'AWS::S3::Bucket', Properties: { Tags: TAGS } }, Table: { Type: 'AWS::DynamoDB::Table', Properties: { Tags: TAGS } } };
  expect([...of(resources, 's3:PutBucketPolicy'), ...of(resources, 's3:CreateBucket')].map(({ Condition }) => Condition)).toEqual([undefined]);
  expect(of(resources, 'dynamodb:UpdateTable').map(({ Condition }) => Condition)).toEqual([{ StringEqualsIfExists: { 'aws:ResourceTag/gold-product': 'kit' } }]);
});

test('what a parameter may name is not bound to the template\'s names', () => {
  const queue = { Type: 'AWS::SQS::Queue', Properties: { Tags: TAGS } };
  const policy = (Ref: string) => ({ Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref }], PolicyDocument: {} } });
  const others = of({ Policy: policy('QueueUrl') }, 'sqs:SetQueueAttributes');
  expect(others[0].Resource).toEqual(['arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:*']);
  expect(of({ Queue: queue, Policy: policy('Queue') }, 'sqs:SetQueueAttributes')[0].Resource).toEqual(['arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:SC-${AWS::AccountId}-pp-*']);
});

test('a key is used through the service of the type that names it, and not without one', () => {
  const table = (SSESpecification?: object) => ({ Table: { Type: 'AWS::DynamoDB::Table', Properties: { Tags: TAGS, SSESpecification } } });
  expect(of(table({ KMSMasterKeyId: 'x' }), 'kms:Decrypt')[0].Condition?.StringEquals)
    .toEqual({ 'kms:ViaService': ['dynamodb.${AWS::Region}.${AWS::URLSuffix}'], 'kms:CallerAccount': '${AWS::AccountId}' });
  expect(of(table(), 'kms:Decrypt')).toEqual([]);
});

test('a table that stands in several Regions uses keys in each', () => {
  const Properties = { Replicas: [{ Region: 'eu-west-1', SSESpecification: { KMSMasterKeyId: 'x' } }] };
  const [{ Resource, Condition }] = of({ Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties } }, 'kms:Decrypt');
  expect([Resource, Condition?.StringLike]).toEqual([['arn:${AWS::Partition}:kms:*:${AWS::AccountId}:key/*'], { 'kms:ViaService': ['dynamodb.*.${AWS::URLSuffix}'] }]);
});

test('a role whose name a parameter gives is refused: it could be the launch role', () => {
  expect(() => policyOf({ Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'Name' } } } })).toThrow(/name of the role 'Role' of a product is not valid: got '\*'/);
});

test('a group is not given policies: it has no boundary', () => {
  const { statements, leftOut } = policyOf({ Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Path: '/gold/orders/' } } });
  expect(statements.flatMap(({ Action }) => Action)).not.toContain('iam:AttachGroupPolicy');
  expect(leftOut).toContainEqual({ action: 'iam:AttachGroupPolicy', type: 'AWS::IAM::ManagedPolicy', reason: 'a group has no boundary: its members could do anything' });
});

test('a role of a parameter is not passed', () => {
  const { leftOut } = policyOf({ Function: { Type: 'AWS::Lambda::Function', Properties: { Role: { Ref: 'RoleArn' } } } });
  expect(leftOut).toContainEqual({ action: 'iam:PassRole', type: 'AWS::Lambda::Function', reason: 'the template hands no role that it makes or names to a service' });
});

test('the roles of services are created for the services that AWS says need them', () => {
  const balancer = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' };
  expect(of({ Balancer: balancer }, 'iam:CreateServiceLinkedRole').map(({ Resource, Condition }) => [Resource, Condition])).toEqual([[
    ['arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/elasticloadbalancing.amazonaws.com/*'],
    { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } },
  ]]);
});

test('a custom resource calls its own function, and none that a parameter names', () => {
  const custom = (ServiceToken: unknown) => ({ Type: 'Custom::Thing', Properties: { ServiceToken } });
  const handler = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'handler' } };
  expect(of({ Handler: handler, Thing: custom({ 'Fn::GetAtt': ['Handler', 'Arn'] }) }, 'lambda:InvokeFunction')[0].Resource)
    .toEqual(['arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:handler']);
  expect(of({ Handler: handler, Thing: custom({ Ref: 'Token' }) }, 'lambda:InvokeFunction')).toEqual([]);
});

test('the value of a foreign secret is read only for a dynamic reference', () => {
  const instance = (MasterUserPassword: unknown) => ({ Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword } });
  const reference = (Ref: string) => ({ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref }, ':SecretString:password::}}']] });
  const READ = 'secretsmanager:GetSecretValue';
  expect(of({ Database: instance('x') }, READ)).toEqual([]);
  expect(of({ Database: instance(reference('SecretArn')) }, READ)[0].Resource).toEqual(['arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:*']);
  expect(of({ Login: secret, Database: instance(reference('Login')) }, READ)[0].Resource)
    .toEqual(['arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:Login-*']);
  expect(of({ Database: instance(reference('SecretArn')) }, 'kms:Decrypt')).toHaveLength(1);
});

test('a type whose handlers read secrets reads none where the template makes none', () => {
  const connection = { Connection: { Type: 'AWS::Events::Connection', Properties: { Name: 'partner' } } };
  expect(of(connection, 'secretsmanager:GetSecretValue')).toEqual([]);
  expect(of({ ...connection, Login: secret }, 'secretsmanager:GetSecretValue').flatMap(({ Resource }) => Resource))
    .toEqual(['arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:Login-*']);
});

test('a parameter whose value lies in Parameter Store is read from there', () => {
  const Image = { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/service/ami' };
  expect(of({ Login: secret }, 'ssm:GetParameters', { Image })[0].Resource).toEqual(['arn:${AWS::Partition}:ssm:${AWS::Region}::parameter/aws/service/ami']);
});

test('the secret that a database makes is not asked for a tag', () => {
  const database = { Type: 'AWS::RDS::DBInstance', Properties: { ManageMasterUserPassword: true, Tags: TAGS } };
  const creating = of({ Login: secret, Database: database }, 'secretsmanager:CreateSecret');
  expect(creating.find(({ Resource }) => Resource.some((arn) => arn.endsWith(':rds!*')))?.Condition).toBeUndefined();
  expect(creating.find(({ Resource }) => Resource.some((arn) => arn.endsWith(':Login-*')))?.Condition).toEqual({ StringEquals: { 'aws:RequestTag/gold-product': 'kit' } });
});

test('a type without a schema is named, since what it needs is not known', () => {
  expect(policyOf({ Thing: { Type: 'Vendor::Some::Thing' } }).leftOut).toEqual([
    { action: '*', type: 'Vendor::Some::Thing', reason: 'no schema of this type is known: what it needs is not either', isUnknown: true },
  ]);
});

test('a wildcard of a handler stands for what reads', () => {
  const { statements, leftOut } = policyOf({ Lake: { Type: 'AWS::SecurityLake::DataLake' } });
  expect(statements.flatMap(({ Action }) => Action)).toContain('sqs:GetQueueAttributes');
  expect(leftOut).toContainEqual({ action: 'sqs:*', type: 'AWS::SecurityLake::DataLake', reason: 'a wildcard is narrowed to what reads' });
});

test('log groups are created without a condition on tags, which AWS does not decide by', () => {
  const logs = { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { Tags: TAGS } } };
  expect([of(logs, 'logs:CreateLogGroup')[0].Condition, of(logs, 'logs:DeleteLogGroup')[0].Condition])
    .toEqual([undefined, { StringEqualsIfExists: { 'aws:ResourceTag/gold-product': 'kit' } }]);
});
