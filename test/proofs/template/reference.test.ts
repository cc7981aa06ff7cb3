import { RegionInfo } from 'aws-cdk-lib/region-info';
import { holeIn, symbol } from '../../../src/proofs/engine';
import { eachCase } from '../../../src/proofs/template/case';
import { Deployment } from '../../../src/proofs/template/deployment';
import { NO_VALUE } from '../../../src/proofs/template/resolver';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';

type Template = Readonly<Record<string, unknown>>;

const stackOf = (template: Template, more: Partial<StackTemplate> = {}): StackTemplate => ({ stack: 'App', file: 'App.template.json', template, ...more });

/** The value in the only case that there is. */
function read(value: unknown, template: Template = {}, more: Partial<StackTemplate> = {}): unknown {
  const stack = stackOf(template, more);
  const outcomes = eachCase((choices) => new Deployment([stack]).resolver(stack, choices).resolve(value));
  expect(outcomes).toHaveLength(1);
  return outcomes[0].result;
}

const reasonOf = (value: unknown): string | undefined => (typeof value === 'string' ? holeIn(value) : undefined);

const ACCOUNT = { account: '111122223333', region: 'eu-west-1' };
const ref = (name: string) => ({ Ref: name });
const attribute = (...path: string[]) => ({ 'Fn::GetAtt': path });
const only = (type: string, properties: Template = {}) => ({ Resources: { Thing: { Type: type, Properties: properties } } });

const MADE_UP = symbol('App/Thing');

describe('pseudo parameters', () => {
  test('the account and the Region are the stack\'s where it names them', () => {
    expect(read([ref('AWS::AccountId'), ref('AWS::Region')], {}, ACCOUNT)).toEqual(['111122223333', 'eu-west-1']);
  });

  test('the account and the Region are symbols where the stack does not name them', () => {
    expect(read([ref('AWS::AccountId'), ref('AWS::Region')])).toEqual([symbol('AWS::AccountId'), symbol('AWS::Region')]);
  });

  const REGIONS = RegionInfo.regions.map(({ name, partition, domainSuffix }) => [name, partition, domainSuffix]);

  test.each(REGIONS)('%s is in the partition %s, whose hosts end with %s', (region, partition, suffix) => {
    expect(read([ref('AWS::Partition'), ref('AWS::URLSuffix')], {}, { region })).toEqual([partition, suffix]);
  });

  test('the partition is aws where no Region is known', () => {
    expect(read(ref('AWS::Partition'))).toBe('aws');
  });

  test('a stack without a Region is in the partition of the others', () => {
    const stack = stackOf({});
    const china = stackOf({}, { stack: 'China', region: 'cn-north-1' });
    const [{ result }] = eachCase((choices) => new Deployment([stack, china]).resolver(stack, choices).resolve([ref('AWS::Partition'), ref('AWS::URLSuffix')]));
    expect(result).toEqual(['aws-cn', 'amazonaws.com.cn']);
  });

  test('stacks in two partitions keep their own', () => {
    const stacks = [stackOf({}, { region: 'cn-north-1' }), stackOf({}, { stack: 'Other', region: 'us-gov-west-1' })];
    const deployment = new Deployment(stacks);
    const [{ result }] = eachCase((choices) => stacks.map((stack) => deployment.resolver(stack, choices).resolve(ref('AWS::Partition'))));
    expect(result).toEqual(['aws-cn', 'aws-us-gov']);
  });

  test('the name of the stack is a symbol where it is not known', () => {
    expect(read(ref('AWS::StackName'), {}, { stackName: 'prod' })).toBe('prod');
    expect(read(ref('AWS::StackName'))).toBe(symbol('App name'));
  });

  test('the id of the stack is an ARN whose parts are known', () => {
    expect(read(ref('AWS::StackId'), {}, { ...ACCOUNT, stackName: 'prod' })).toBe(`arn:aws:cloudformation:eu-west-1:111122223333:stack/prod/${symbol('App id')}`);
  });

  test('other pseudo parameters are holes', () => {
    expect(reasonOf(read(ref('AWS::NotificationARNs')))).toMatch(/AWS::NotificationARNs/);
  });

  test('NoValue is dropped from lists and objects, and nothing else is', () => {
    expect(read([1, ref('AWS::NoValue'), { a: ref('AWS::NoValue'), b: null, c: [ref('AWS::NoValue')] }])).toEqual([1, { b: null, c: [] }]);
    expect(read(ref('AWS::NoValue'))).toBe(NO_VALUE);
  });

  test('NoValue in a text is a hole', () => {
    expect(reasonOf(read({ 'Fn::Sub': 'a${AWS::NoValue}' }))).toBe('a value is no text');
  });

  test('two stacks with different accounts keep their own account in the texts that they share', () => {
    const one = stackOf({ ...only('AWS::IAM::Role'), Outputs: { Arn: { Value: attribute('Thing', 'Arn'), Export: { Name: 'arn' } } } }, ACCOUNT);
    const other = stackOf(only('AWS::IAM::Role'), { stack: 'Other', account: '444455556666' });
    const deployment = new Deployment([one, other]);
    const [{ result }] = eachCase((choices) => [one, other].map((stack) => deployment.resolver(stack, choices).text(attribute('Thing', 'Arn'))));
    expect(result).toEqual([`arn:aws:iam::111122223333:role/${MADE_UP}`, `arn:aws:iam::444455556666:role/${symbol('Other/Thing')}`]);
  });
});

describe('roles', () => {
  test('a role has its path and its given name', () => {
    const template = only('AWS::IAM::Role', { RoleName: 'reader', Path: '/app/' });
    expect(read([ref('Thing'), attribute('Thing', 'Arn')], template, ACCOUNT)).toEqual(['reader', 'arn:aws:iam::111122223333:role/app/reader']);
  });

  test('a role without a name has one that begins with the stack\'s', () => {
    expect(read(attribute('Thing', 'Arn'), only('AWS::IAM::Role'), { ...ACCOUNT, stackName: 'prod' })).toBe(`arn:aws:iam::111122223333:role/prod-${MADE_UP}`);
  });

  test('a role of a stack whose name is not known has a symbol for its name', () => {
    expect(read(ref('Thing'), only('AWS::IAM::Role'))).toBe(MADE_UP);
  });

  test('a long name of a stack is cut in a role\'s name', () => {
    const nameIn = (stackName: string) => read(ref('Thing'), only('AWS::IAM::Role'), { stackName });
    expect(nameIn('a'.repeat(20))).toBe(`${'a'.repeat(20)}-${MADE_UP}`);
    expect(nameIn('a'.repeat(21))).toBe(`${'a'.repeat(20)}${MADE_UP}`);
    expect(nameIn('a'.repeat(128))).toBe(`${'a'.repeat(20)}${MADE_UP}`);
  });

  test('a name that is NoValue is made up', () => {
    expect(read(ref('Thing'), only('AWS::IAM::Role', { RoleName: ref('AWS::NoValue') }))).toBe(MADE_UP);
  });

  test.each([[['a', 'b']], [{ a: 1 }], [null], [{ Ref: 'Missing' }]])('a name that is no known text (%j) makes a hole', (RoleName) => {
    expect(reasonOf(read(attribute('Thing', 'Arn'), only('AWS::IAM::Role', { RoleName })))).toBeDefined();
  });

  test('a number as a name is its text', () => {
    expect(read(ref('Thing'), only('AWS::IAM::Role', { RoleName: 12 }))).toBe('12');
  });

  test('properties that a macro may add to give no name', () => {
    expect(reasonOf(read(ref('Thing'), only('AWS::IAM::Role', { 'Fn::Transform': { Name: 'AWS::Include' } })))).toBeDefined();
  });
});

describe('other resources', () => {
  test.each([
    ['AWS::KMS::Key', 'Arn', {}, `arn:aws:kms:eu-west-1:111122223333:key/${MADE_UP}`],
    ['AWS::KMS::Key', 'Ref', {}, MADE_UP],
    ['AWS::KMS::Alias', 'Ref', { AliasName: 'alias/orders' }, 'alias/orders'],
    ['AWS::S3::Bucket', 'Arn', { BucketName: 'orders' }, 'arn:aws:s3:::orders'],
    ['AWS::S3::Bucket', 'Arn', {}, `arn:aws:s3:::${MADE_UP}`],
    ['AWS::SQS::Queue', 'Arn', { QueueName: 'orders' }, 'arn:aws:sqs:eu-west-1:111122223333:orders'],
    ['AWS::SQS::Queue', 'Ref', { QueueName: 'orders' }, 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders'],
    ['AWS::SNS::Topic', 'Ref', { TopicName: 'orders' }, 'arn:aws:sns:eu-west-1:111122223333:orders'],
    ['AWS::SecretsManager::Secret', 'Ref', { Name: 'db' }, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-${symbol('App/Thing random')}`],
    ['AWS::DynamoDB::Table', 'Arn', { TableName: 'orders' }, 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'],
    ['AWS::Lambda::Function', 'Arn', { FunctionName: 'pay' }, 'arn:aws:lambda:eu-west-1:111122223333:function:pay'],
    ['AWS::Logs::LogGroup', 'Arn', { LogGroupName: '/app' }, 'arn:aws:logs:eu-west-1:111122223333:log-group:/app:*'],
    ['AWS::SSM::Parameter', 'Ref', { Name: '/db/host' }, '/db/host'],
    ['AWS::SSM::Parameter', 'Arn', { Name: '/db/host' }, 'arn:aws:ssm:eu-west-1:111122223333:parameter/db/host'],
    ['AWS::RDS::DBInstance', 'Ref', { DBInstanceIdentifier: 'Main' }, 'main'],
    ['aws::s3::bucket', 'Ref', { BucketName: 'orders' }, 'orders'],
  ])('%s gives %s', (type, name, properties, expected) => {
    expect(read(name === 'Ref' ? ref('Thing') : attribute('Thing', name), only(type, properties), ACCOUNT)).toBe(expected);
  });

  test('the time in the ARN of a stream is a hole', () => {
    expect(reasonOf(read(attribute('Thing', 'StreamArn'), only('AWS::DynamoDB::Table')))).toMatch(/Time/);
  });

  test('a name in lower case that nobody knows is a hole, since its letters can\'t be told', () => {
    expect(reasonOf(read(ref('Thing'), only('AWS::RDS::DBInstance', { DBInstanceIdentifier: { 'Fn::Sub': '${AWS::StackName}-db' } })))).toMatch(/lower case/);
  });

  test('a type that is not known has a symbol for its id and holes for its attributes', () => {
    const template = only('AWS::New::Thing');
    expect(read(ref('Thing'), template)).toBe(MADE_UP);
    expect(reasonOf(read(attribute('Thing', 'Arn'), template))).toBe('Arn of Thing is known only at deployment');
  });

  test.each([
    'AWS::CloudFormation::CustomResource', 'AWS::CloudFormation::Stack', 'AWS::CloudFormation::WaitConditionHandle', 'Custom::Thing', 'Company::Made::Thing',
    'AWS::Serverless::Function',
  ])('%s gives holes only', (type) => {
    const template = only(type);
    expect(reasonOf(read(ref('Thing'), template))).toBeDefined();
    expect(reasonOf(read(attribute('Thing', 'Outputs.Arn'), template))).toBeDefined();
  });

  test('a type that is known but whose Ref is not gives a hole', () => {
    expect(reasonOf(read(ref('Thing'), only('AWS::ECS::Service')))).toBeDefined();
    expect(reasonOf(read(ref('Thing'), only('AWS::EC2::SecurityGroup', { GroupName: 'web' })))).toBeDefined();
    expect(read(ref('Thing'), only('AWS::EC2::SecurityGroup', { VpcId: 'vpc-1' }))).toBe(MADE_UP);
  });

  test('a type that is not known has an id that AWS makes up, unless a name of its own is given', () => {
    expect(read(ref('Thing'), only('AWS::Any::Thing', { VpcId: 'vpc-1' }))).toBe(MADE_UP);
    for (const name of ['Name', 'ThingName', 'ThingId', 'ThingIdentifier']) {
      expect(reasonOf(read(ref('Thing'), only('AWS::Any::Thing', { [name]: 'admin' })))).toBeDefined();
    }
  });

  test('a property that is NoValue is not there where a format requires or forbids it', () => {
    expect(reasonOf(read(ref('Thing'), only('AWS::EC2::SecurityGroup', { VpcId: ref('AWS::NoValue') })))).toBeDefined();
    expect(read(ref('Thing'), only('AWS::Events::Rule', { Name: 'daily', EventBusName: ref('AWS::NoValue') }))).toBe('daily');
    expect(reasonOf(read(ref('Thing'), only('AWS::Events::Rule', { Name: 'daily', EventBusName: 'other' })))).toBeDefined();
  });

  test('a version of a function has the function\'s name in its ARN, but not its ARN', () => {
    const versionOf = (FunctionName: unknown) => ({
      Resources: { F: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'pay' } }, Thing: { Type: 'AWS::Lambda::Version', Properties: { FunctionName } } },
    });
    expect(read(ref('Thing'), versionOf(ref('F')), ACCOUNT)).toBe(`arn:aws:lambda:eu-west-1:111122223333:function:pay:${symbol('App/Thing random')}`);
    expect(reasonOf(read(ref('Thing'), versionOf(attribute('F', 'Arn'))))).toBe('FunctionName of Thing is no name');
  });

  test('an attached secret is the secret by its ARN, and a hole by its name', () => {
    expect(reasonOf(read(ref('Thing'), only('AWS::SecretsManager::SecretTargetAttachment', { SecretId: 'db' })))).toBe('SecretId of Thing is no ARN');
    const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';
    expect(read(ref('Thing'), only('AWS::SecretsManager::SecretTargetAttachment', { SecretId: arn }))).toBe(arn);
  });

  test('an attribute by a text is the same as by a list', () => {
    expect(read({ 'Fn::GetAtt': 'Thing.Arn' }, only('AWS::S3::Bucket'))).toBe(`arn:aws:s3:::${MADE_UP}`);
  });

  test('Ref is no attribute', () => {
    expect(reasonOf(read(attribute('Thing', 'Ref'), only('AWS::S3::Bucket', { BucketName: 'a' })))).toBeDefined();
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s is no attribute, no resource and no parameter', (name) => {
    expect(reasonOf(read(attribute('Thing', name), only('AWS::S3::Bucket')))).toBeDefined();
    expect(reasonOf(read(attribute('Thing', name), only('AWS::New::Thing')))).toBeDefined();
    expect(reasonOf(read(ref(name), only('AWS::S3::Bucket')))).toBeDefined();
    expect(reasonOf(read({ 'Fn::Sub': [`\${${name}}`, {}] }))).toBeDefined();
    expect(reasonOf(read({ 'Fn::FindInMap': [name, name, name] }, { Mappings: { M: {} } }))).toBeDefined();
  });

  test('symbols of resources, of random parts and of the stack\'s name never meet', () => {
    const one = stackOf(only('AWS::New::Thing'), { stack: 'name of App' });
    const other = stackOf({}, { stack: 'App/Thing' });
    const deployment = new Deployment([one, other]);
    const [{ result }] = eachCase((choices) => [deployment.resolver(one, choices).text(ref('Thing')), deployment.resolver(other, choices).text(ref('AWS::StackName'))]);
    expect(new Set(result).size).toBe(2);
  });
});

describe('circles', () => {
  const bucket = (BucketName: unknown) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName } });

  test.each([
    ['Ref', ref('Thing')],
    ['Fn::GetAtt', attribute('Thing', 'Arn')],
    ['Fn::Sub', { 'Fn::Sub': '${Thing}-x' }],
    ['Fn::Sub of an attribute', { 'Fn::Sub': '${Thing.Arn}' }],
    ['Fn::Join', { 'Fn::Join': ['', ['a', ref('Thing')]] }],
    ['Fn::Select', { 'Fn::Select': [0, [ref('Thing')]] }],
  ])('a resource whose name refers to itself by %s is a hole', (_, name) => {
    const template = { Resources: { Thing: bucket(name) } };
    expect(reasonOf(read(ref('Thing'), template))).toBeDefined();
    expect(reasonOf(read(attribute('Thing', 'Arn'), template))).toBeDefined();
  });

  test('a circle through many resources is a hole', () => {
    const Resources = Object.fromEntries([...Array(500).keys()].map((index) => [`B${index}`, bucket(ref(`B${(index + 1) % 500}`))]));
    expect(reasonOf(read(ref('B0'), { Resources }))).toMatch(/refers to itself/);
  });

  test('a resource that is asked for twice is no circle', () => {
    expect(read({ 'Fn::Sub': '${Thing}${Thing}' }, only('AWS::S3::Bucket', { BucketName: 'a' }))).toBe('aa');
  });

  test('a property that a required property refers to is found to be in a circle', () => {
    expect(reasonOf(read(ref('Thing'), only('AWS::EC2::SecurityGroup', { VpcId: ref('Thing') })))).toBeUndefined();
    expect(read(ref('Thing'), only('AWS::EC2::SecurityGroup', { VpcId: ref('Thing') }))).toBe(MADE_UP);
  });
});
