import {
  aws_iam as iam, aws_lambda as lambda, aws_rds as rds, aws_secretsmanager as secretsmanager, aws_sns as sns,
  CfnOutput, CfnParameter, CfnResource, Duration, SecretValue, type Stack,
} from 'aws-cdk-lib';
import { testControls } from './control-case';
import { answerOf, statusOf } from './status-of';
import { dynamicReferences } from '../../src/controls/cloudformation/dynamic-references';
import { pinnedReferences } from '../../src/controls/cloudformation/pinned-references';
import { readableSecrets } from '../../src/controls/cloudformation/readable-secrets';
import { dynamicReferencesIn, givesSecret, resolvedIn } from '../../src/controls/dynamic-reference';
import type { TemplateDocument } from '../../src/controls/template';

const ARN = 'arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:orders-AbCdEf';
const secret = (key = 'password') => `{{resolve:secretsmanager:orders:SecretString:${key}}}`;
const secure = (name = '/orders/password') => `{{resolve:ssm-secure:${name}:1}}`;

const topic = (stack: Stack, displayName?: string) => new sns.Topic(stack, 'Topic', { displayName }).node.defaultChild as sns.CfnTopic;
const instance = (stack: Stack, masterUserPassword: string) => new rds.CfnDBInstance(stack, 'Instance', { engine: 'mysql', masterUsername: 'admin', masterUserPassword });
const user = (stack: Stack, password: SecretValue) => new iam.User(stack, 'User', { password }).node.defaultChild as iam.CfnUser;
const fn = (stack: Stack, variables: Record<string, string>) => new lambda.Function(stack, 'Function', {
  runtime: lambda.Runtime.NODEJS_LATEST, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};'), environment: variables,
}).node.defaultChild as lambda.CfnFunction;
const rotating = (stack: Stack, stage?: string) => {
  const one = new secretsmanager.Secret(stack, 'Secret');
  one.addRotationSchedule('Rotation', { hostedRotation: secretsmanager.HostedRotation.mysqlSingleUser(), automaticallyAfter: Duration.days(30) });
  return instance(stack, SecretValue.secretsManager(one.secretArn, { jsonField: 'password', versionStage: stage }).unsafeUnwrap());
};
const topicWith = (name: unknown) => ({ Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: name } } });
const instanceWith = (value: unknown) => ({ Instance: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword: value } } });

testControls(
  {
    control: dynamicReferences,
    l2: { passes: (stack) => user(stack, SecretValue.ssmSecure('/orders/password', '1')), fails: (stack) => topic(stack, secure()) },
    l1: {
      passes: (stack) => new CfnParameter(stack, 'Size', { default: '{{resolve:ssm:/orders/size:3}}' }),
      fails: (stack) => new CfnParameter(stack, 'Size', { default: '{{resolve:ssm:/orders/size}}' }),
    },
    override: {
      passes: (stack) => instance(stack, '{{resolve:ssm-secure:/orders/password:latest}}').addPropertyOverride('MasterUserPassword', secure()),
      fails: (stack) => topic(stack).addOverride('Metadata.Note', secret()),
    },
    template: {
      passes: instanceWith({ 'Fn::Sub': '{{resolve:secretsmanager:arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:orders-AbCdEf:SecretString:password}}' }),
      fails: instanceWith('{{ resolve:secretsmanager:orders }}'),
    },
  },
  {
    control: readableSecrets,
    l2: {
      passes: (stack) => fn(stack, { SECRET_ARN: new secretsmanager.Secret(stack, 'Secret').secretArn }),
      fails: (stack) => fn(stack, { DB_PASSWORD: new secretsmanager.Secret(stack, 'Secret').secretValue.unsafeUnwrap() }),
    },
    l1: {
      passes: (stack) => new CfnOutput(stack, 'Output', { value: new CfnParameter(stack, 'Stage').valueAsString }),
      fails: (stack) => new CfnOutput(stack, 'Output', { value: new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString }),
    },
    override: {
      passes: (stack) => topic(stack, secret()).addPropertyOverride('DisplayName', secret('host')),
      fails: (stack) => topic(stack).addPropertyOverride('Tags', [{ Key: 'owner', Value: secret() }]),
    },
    template: {
      passes: { User: { Type: 'AWS::IAM::User' }, Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { Ref: 'User' } } } },
      passingSections: { Outputs: { KeyId: { Value: { Ref: 'Key' } } } },
      fails: { User: { Type: 'AWS::IAM::User' }, Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { Ref: 'User' } } } },
      failingSections: { Outputs: { Key: { Value: { 'Fn::GetAtt': ['Key', 'SecretAccessKey'] } } } },
    },
  },
  {
    control: pinnedReferences,
    l2: { passes: (stack) => rotating(stack), fails: (stack) => rotating(stack, 'AWSPREVIOUS') },
    l1: {
      passes: (stack) => new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic', properties: { DisplayName: '{{resolve:ssm:/orders/name:2}}' } }),
      fails: (stack) => new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic', properties: { DisplayName: '{{resolve:ssm:/orders/name}}' } }),
    },
    override: {
      passes: (stack) => topic(stack, '{{resolve:ssm:/orders/name}}').addPropertyOverride('DisplayName', 'Orders'),
      fails: (stack) => user(stack, SecretValue.ssmSecure('/orders/password', '1')).addPropertyOverride('LoginProfile.Password', '{{resolve:ssm-secure:/orders/password}}'),
    },
    template: { passes: topicWith('{{resolve:ssm:/aws/service/global-infrastructure/version}}'), fails: topicWith({ 'Fn::Sub': '{{resolve:ssm:/${AWS::StackName}/name}}' }) },
  },
);

describe('a dynamic reference', () => {
  test.each([
    ['{{resolve:ssm:/a/b-c_d.e:12}}', { service: 'ssm', id: '/a/b-c_d.e', version: '12' }],
    ['{{resolve:ssm:name}}', { service: 'ssm', id: 'name' }],
    ['{{resolve:ssm-secure:<Name>:<Version>}}', { service: 'ssm-secure', id: '<Name>', version: '<Version>' }],
    ['{{resolve:secretsmanager:orders}}', { service: 'secretsmanager', id: 'orders' }],
    ['{{resolve:secretsmanager:orders:SecretString:password::}}', { service: 'secretsmanager', id: 'orders', jsonKey: 'password' }],
    ['{{resolve:secretsmanager:orders::password}}', { service: 'secretsmanager', id: 'orders', jsonKey: 'password' }],
    [`{{resolve:secretsmanager:${ARN}:SecretString:password:AWSPREVIOUS}}`, { service: 'secretsmanager', id: ARN, jsonKey: 'password', versionStage: 'AWSPREVIOUS' }],
    ['{{resolve:secretsmanager:<Secret>:SecretString:::v1}}', { service: 'secretsmanager', id: '<Secret>', versionId: 'v1' }],
  ])('%s is read', (text, reference) => expect(dynamicReferencesIn(text)).toEqual([{ reference: expect.objectContaining(reference) as unknown }]));

  test.each([
    '{{resolve:ssm:name:label}}', '{{resolve:ssm:name:1:2}}', '{{resolve:ssm:}}', '{{resolve:ssm:na me}}', '{{resolve:secretsmanager:}}', '{{resolve:secretsmanager:orders:password}}',
    '{{resolve:secretsmanager:orders:SecretString:password:AWSCURRENT:v1}}', '{{resolve:secretsmanager:orders:SecretString:a:b::c}}', '{{resolve:secretsmanager:arn:aws:secretsmanager}}',
    '{{resolve:vault:orders}}', '{{resolve:secretsmanager:orders\\}}', '{{ resolve:ssm:name}}', '{{resolve :ssm:name}}',
  ])('%s has a fault', (text) => expect(dynamicReferencesIn(text)).toEqual([{ fault: expect.any(String) as unknown }]));

  test('that is still open is left out', () => expect(dynamicReferencesIn('{{resolve:secretsmanager:')).toEqual([]));
  test('is found among others', () => expect(resolvedIn('a{{resolve:ssm:a}}b{{resolve:secretsmanager:c}}{{other}}').map(({ id }) => id)).toEqual(['a', 'c']));
  test('gives a secret, unless it is of a plain parameter or says where a database is', () => {
    expect(resolvedIn(`${secret()}${secret('apiKey')}${secure()}{{resolve:secretsmanager:a}}`).every(givesSecret)).toBe(true);
    expect(resolvedIn(`${secret('host')}${secret('username')}{{resolve:ssm:a}}`).some(givesSecret)).toBe(false);
  });
});

const answer = (control: Parameters<typeof answerOf>[0], document: TemplateDocument, logicalId: string) => answerOf(control, document, logicalId);
type Properties = Record<string, unknown>;
const resource = (type: string, properties: Properties, metadata?: Properties) => ({ R: { Type: type, Properties: properties, Metadata: metadata } });

describe('CloudFormation does not resolve', () => {
  const judged = (...[type, properties, metadata]: Parameters<typeof resource>) => statusOf(dynamicReferences, resource(type, properties, metadata), 'R');

  test('a secret in user data, metadata and custom resources', () => {
    expect(judged('AWS::EC2::Instance', { UserData: { 'Fn::Base64': { 'Fn::Sub': `PASSWORD=${secret()}` } } })).toBe('violated');
    expect(judged('AWS::EC2::Instance', {}, { 'AWS::CloudFormation::Init': { config: { files: { '/a': { content: secret() } } } } })).toBe('violated');
    expect(judged('Custom::User', { Password: secret() })).toBe('violated');
    expect(judged('AWS::CloudFormation::CustomResource', { Password: secure() })).toBe('violated');
    expect(judged('Custom::User', { Name: '{{resolve:ssm:/orders/name:1}}' })).toBe('compliant');
  });

  test('a secure string anywhere but in the listed properties', () => {
    expect(judged('AWS::RDS::DBInstance', { MasterUserPassword: secure() })).toBe('compliant');
    expect(judged('AWS::OpsWorks::Stack', { RdsDbInstances: [{ DbPassword: secure() }] })).toBe('compliant');
    expect(judged('AWS::RDS::DBInstance', { MasterUsername: secure() })).toBe('violated');
    expect(judged('AWS::DocDB::DBCluster', { MasterUserPassword: secure() })).toBe('violated');
  });

  test('a secret in an output', () => {
    expect(answer(dynamicReferences, { Outputs: { O: { Value: secret() } } }, 'O').status).toBe('violated');
    expect(answer(dynamicReferences, { Outputs: { O: { Value: '{{resolve:ssm:/orders/name:1}}' } } }, 'O').status).toBe('compliant');
  });

  test('a secret in a property is resolved, one in a parameter where the parameter is', () => {
    expect(judged('AWS::DocDB::DBCluster', { MasterUserPassword: secret() })).toBe('compliant');
    expect(answer(dynamicReferences, { Parameters: { P: { Type: 'String', Default: secret() } } }, 'P').status).toBe('compliant');
    expect(answer(dynamicReferences, { Parameters: { P: { Type: 'String', Default: secure() } } }, 'P').status).toBe('violated');
  });

  test('what is no reference at all', () => expect(judged('AWS::SNS::Topic', { DisplayName: '{{name}}' })).toBe('notApplicable'));
});

describe('whoever lists resources reads', () => {
  const judged = (...[type, properties, metadata]: Parameters<typeof resource>) => statusOf(readableSecrets, resource(type, properties, metadata), 'R');

  test.each([
    ['AWS::SNS::Topic', { TopicName: secret() }], ['AWS::EC2::SecurityGroup', { GroupDescription: secret() }], ['AWS::SSM::Parameter', { Value: secret() }],
    ['AWS::RDS::DBInstance', { DBInstanceIdentifier: secret() }], ['AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Environment: [{ Name: 'A', Value: secret() }] }] }],
    ['AWS::CodeBuild::Project', { Environment: { EnvironmentVariables: [{ Name: 'A', Value: { 'Fn::Sub': `x-${secret()}` } }] } }],
  ])('a secret in %s', (type, properties) => expect(judged(type, properties)).toBe('violated'));

  test('no secret in a password, nor in the name of a user or database', () => {
    expect(statusOf(readableSecrets, instanceWith(secret()), 'Instance')).toBe('notApplicable');
    expect(judged('AWS::RDS::DBInstance', { MasterUsername: '{{resolve:secretsmanager:orders}}', DBName: '{{resolve:secretsmanager:orders}}' })).toBe('notApplicable');
  });

  test('a hidden parameter in metadata', () => {
    const document = { Resources: resource('AWS::SNS::Topic', {}, { Note: { 'Fn::Sub': 'with ${Password}' } }), Parameters: { Password: { Type: 'String', NoEcho: true } } };
    expect(answer(readableSecrets, document, 'R')).toEqual({ status: 'violated', detail: 'Metadata.Note shows parameter Password, which has NoEcho' });
  });

  test('the secret of a client of Cognito in an output', () => {
    const document = { Resources: { Client: { Type: 'AWS::Cognito::UserPoolClient' } }, Outputs: { O: { Value: { 'Fn::GetAtt': 'Client.ClientSecret' } }, Id: { Value: { Ref: 'Client' } } } };
    expect(answer(readableSecrets, document, 'O').status).toBe('violated');
    expect(answer(readableSecrets, document, 'Id').status).toBe('compliant');
  });
});

describe('a reference to a secret', () => {
  const schedule = { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { SecretId: { Ref: 'Secret' } } };
  const judged = (reference: unknown, resources: TemplateDocument['Resources']) =>
    answer(pinnedReferences, { Resources: { ...instanceWith(reference), Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'orders' } }, ...resources } }, 'Instance').status;

  test('that rotates is stale when it is pinned, by whatever name it is referred to', () => {
    expect(judged('{{resolve:secretsmanager:orders:SecretString:password::v1}}', { schedule })).toBe('violated');
    expect(judged({ 'Fn::Sub': '{{resolve:secretsmanager:${Secret}:SecretString:password:AWSPENDING}}' }, { schedule })).toBe('violated');
    expect(judged({ 'Fn::Sub': '{{resolve:secretsmanager:${Attachment}:SecretString:password::v1}}' }, {
      schedule, Attachment: { Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: { Ref: 'Secret' } } },
    })).toBe('violated');
  });
  test('that rotates follows the rotation without a version, or with AWSCURRENT', () => {
    expect(judged('{{resolve:secretsmanager:orders:SecretString:password}}', { schedule })).toBe('compliant');
    expect(judged('{{resolve:secretsmanager:orders:SecretString:password:AWSCURRENT}}', { schedule })).toBe('compliant');
  });
  test('that does not rotate may be pinned', () => expect(judged('{{resolve:secretsmanager:orders:SecretString:password::v1}}', {})).toBe('compliant'));
});
