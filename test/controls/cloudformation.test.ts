import {
  aws_iam as iam, aws_rds as rds, aws_sns as sns, CfnOutput, CfnParameter, SecretValue, Stack,
} from 'aws-cdk-lib';
import { testControls } from './control-case';
import { answerOf, statusOf } from './status-of';
import { Acknowledgement, GoldChecks } from '../../src/checks';
import { noPlaintext } from '../../src/controls/cloudformation/no-plaintext';
import { parameters } from '../../src/controls/cloudformation/parameters';
import { PASSWORD_PROPERTIES, SECURE_STRING_PROPERTIES } from '../../src/controls/cloudformation/password-properties';
import { passwords } from '../../src/controls/cloudformation/passwords';
import type { TemplateDocument } from '../../src/controls/template';
import { findingsOf, testApp } from '../checks/synth';

const PLAINTEXT = 'hunter2Hunter2';
const KEY_ID = 'AKIA' + 'Q3EGP7VJ2KLM4NXY';
const URI = 'postgres://orders:' + 'hunter2@db/orders';
const RESOLVED = '{{resolve:secretsmanager:orders:SecretString:password}}';

const topic = (stack: Stack, displayName?: string) => new sns.Topic(stack, 'Topic', { displayName }).node.defaultChild as sns.CfnTopic;
const user = (stack: Stack, password: SecretValue) => new iam.User(stack, 'User', { password }).node.defaultChild as iam.CfnUser;
const instance = (stack: Stack, props: Partial<rds.CfnDBInstanceProps>) => new rds.CfnDBInstance(stack, 'Instance', { engine: 'mysql', masterUsername: 'admin', ...props });
const instanceWith = (value: unknown) => ({ Instance: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword: value } } });
/** An included template needs a resource. */
const TOPIC = { Topic: { Type: 'AWS::SNS::Topic' } };

testControls(
  {
    control: noPlaintext,
    l2: { passes: (stack) => topic(stack, 'Orders'), fails: (stack) => topic(stack, KEY_ID) },
    l1: { passes: (stack) => new CfnOutput(stack, 'Url', { value: 'postgres://db/orders' }), fails: (stack) => new CfnOutput(stack, 'Url', { value: URI }) },
    override: {
      passes: (stack) => topic(stack, URI).addPropertyOverride('DisplayName', 'Orders'),
      fails: (stack) => topic(stack).addOverride('Metadata.Note', `made with ${KEY_ID}`),
    },
    template: {
      passes: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/t.json', Parameters: { DbPassword: { 'Fn::Sub': RESOLVED } } } } },
      fails: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/t.json', Parameters: { DbPassword: PLAINTEXT } } } },
    },
  },
  {
    control: passwords,
    l2: { passes: (stack) => user(stack, SecretValue.secretsManager('orders')), fails: (stack) => user(stack, SecretValue.unsafePlainText(PLAINTEXT)) },
    l1: {
      passes: (stack) => instance(stack, { manageMasterUserPassword: true }),
      fails: (stack) => instance(stack, { masterUserPassword: new CfnParameter(stack, 'Password', { noEcho: true, default: PLAINTEXT }).valueAsString }),
    },
    override: {
      passes: (stack) => instance(stack, { masterUserPassword: PLAINTEXT }).addPropertyOverride('MasterUserPassword', RESOLVED),
      fails: (stack) => user(stack, SecretValue.secretsManager('orders')).addPropertyOverride('LoginProfile.Password', PLAINTEXT),
    },
    template: { passes: instanceWith({ 'Fn::Sub': RESOLVED }), fails: instanceWith('{{resolve:ssm:/orders/password:1}}') },
  },
  {
    control: parameters,
    l2: {
      passes: (stack) => new CfnParameter(stack, 'DbPassword', { noEcho: true }),
      fails: (stack) => new CfnParameter(stack, 'DbPassword', { type: 'String' }),
    },
    l1: {
      passes: (stack) => new CfnParameter(stack, 'BootstrapVersion', { type: 'AWS::SSM::Parameter::Value<String>', default: '/cdk-bootstrap/hnb659fds/version' }),
      fails: (stack) => new CfnParameter(stack, 'Upstream', { default: URI }),
    },
    override: {
      passes: (stack) => { new CfnParameter(stack, 'Hidden', { noEcho: true, default: PLAINTEXT }).default = undefined; },
      fails: (stack) => { new CfnParameter(stack, 'Hidden', { noEcho: true }).default = PLAINTEXT; },
    },
    template: {
      passes: TOPIC,
      passingSections: { Parameters: { Stage: { Type: 'String', Default: 'prod' }, SecretArn: { Type: 'String' }, PasswordLength: { Type: 'Number', Default: 32 } } },
      fails: TOPIC,
      failingSections: { Parameters: { apiKey: { Type: 'String', NoEcho: 'true', Default: 'changeme' } } },
    },
  },
);

const answer = (document: TemplateDocument, logicalId: string) => answerOf(noPlaintext, document, logicalId);

describe('in a template', () => {
  test('a mapping with a secret is found', () => {
    expect(answer({ Mappings: { Settings: { prod: { DbPassword: PLAINTEXT, Size: 'large' } } } }, 'Settings')).toEqual(
      { status: 'violated', detail: 'prod.DbPassword is a literal, and a secret by its name' });
    expect(answer({ Mappings: { Settings: { prod: { SecretName: 'orders' } } } }, 'Settings').status).toBe('compliant');
  });

  test('a literal that an output called like a secret shows is found', () => {
    expect(answer({ Outputs: { AdminPassword: { Value: PLAINTEXT } } }, 'AdminPassword')).toEqual({ status: 'violated', detail: 'AdminPassword is a literal, and a secret by its name' });
    expect(answer({ Outputs: { SecretArn: { Value: { Ref: 'Secret' } } } }, 'SecretArn').status).toBe('compliant');
  });

  test('a property of a custom resource that is called like a secret is looked at', () => {
    expect(statusOf(noPlaintext, { C: { Type: 'Custom::User', Properties: { ServiceToken: 'arn:aws:lambda:x', Password: PLAINTEXT } } }, 'C')).toBe('violated');
  });

  test('what a control of its own looks at is not found twice', () => {
    const variables = { Environment: { Variables: { DB_PASSWORD: PLAINTEXT, URI } } };
    expect(statusOf(noPlaintext, { F: { Type: 'AWS::Lambda::Function', Properties: variables } }, 'F')).toBe('notApplicable');
    expect(statusOf(noPlaintext, { D: { Type: 'AWS::ElastiCache::User', Properties: { Passwords: [URI] } } }, 'D')).toBe('notApplicable');
  });

  test('a value that is likely a secret by its name only is not one', () => {
    expect(statusOf(noPlaintext, { P: { Type: 'AWS::Cognito::UserPoolClient', Properties: { TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'days' } } } }, 'P')).toBe('compliant');
  });
});

describe('a password', () => {
  const judged = (value: unknown, document: TemplateDocument = {}) =>
    answerOf(passwords, { ...document, Resources: { ...document.Resources, Instance: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword: value } } } }, 'Instance');

  test('of a parameter that is hidden and has no default is unknown', () => {
    expect(judged({ Ref: 'P' }, { Parameters: { P: { Type: 'String', NoEcho: true } } }).status).toBe('unknown');
    expect(judged({ Ref: 'P' }).status).toBe('unknown');
  });
  test('of a parameter that is shown, or read from Parameter Store, is violated', () => {
    expect(judged({ Ref: 'P' }, { Parameters: { P: { Type: 'String' } } }).status).toBe('violated');
    expect(judged({ Ref: 'P' }, { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', NoEcho: true } } }).status).toBe('violated');
  });
  test('of a plain parameter that the template makes, of a mapping or of an export is violated', () => {
    expect(judged({ 'Fn::GetAtt': ['Plain', 'Value'] }, { Resources: { Plain: { Type: 'AWS::SSM::Parameter' } } }).status).toBe('violated');
    expect(judged({ 'Fn::FindInMap': ['Settings', 'prod', 'Password'] }).status).toBe('violated');
    expect(judged({ 'Fn::ImportValue': 'Password' }).status).toBe('violated');
  });
  test('that another resource gives is compliant', () => {
    expect(judged({ 'Fn::GetAtt': ['Generated', 'Password'] }, { Resources: { Generated: { Type: 'Custom::Password' } } }).status).toBe('compliant');
  });
  test('in one branch of a condition is unknown', () => expect(judged({ 'Fn::If': ['IsProd', RESOLVED, PLAINTEXT] }).status).toBe('unknown'));
  test('is not in the complaint', () => expect(judged(PLAINTEXT)).toEqual({ status: 'violated', detail: 'MasterUserPassword is a literal' }));
  test('in a list is found', () => {
    expect(statusOf(passwords, { U: { Type: 'AWS::ElastiCache::User', Properties: { Passwords: [RESOLVED, PLAINTEXT] } } }, 'U')).toBe('violated');
    expect(statusOf(passwords, { B: { Type: 'AWS::AmazonMQ::Broker', Properties: { Users: [{ Username: 'a', Password: RESOLVED }] } } }, 'B')).toBe('compliant');
  });
  test('that AWS manages needs no reference', () => {
    expect(statusOf(passwords, { D: { Type: 'AWS::RDS::DBCluster', Properties: { ManageMasterUserPassword: true } } }, 'D')).toBe('notApplicable');
  });
  test('can be a secure string only in a property that takes a password', () => {
    const elsewhere = Object.entries(SECURE_STRING_PROPERTIES)
      .flatMap(([type, paths]) => paths.filter((one) => !PASSWORD_PROPERTIES[type]?.includes(one)));
    expect(elsewhere).toEqual([]);
  });
});

describe('a parameter', () => {
  const judged = (id: string, properties: Record<string, unknown>) => answerOf(parameters, { Parameters: { [id]: { Type: 'String', ...properties } } }, id);

  test.each(['', undefined, RESOLVED])('that is hidden may have the default %s', (value) => {
    expect(judged('Password', { NoEcho: true, Default: value }).status).toBe('compliant');
  });
  test('that may be a secret by its name is unknown, unless its default is not one', () => {
    expect(judged('DbSecret', {}).status).toBe('unknown');
    expect(judged('DbSecret', { Default: 'orders/db' }).status).toBe('compliant');
  });
  test('with a literal that is a secret by its name is found, without saying it', () => {
    expect(judged('Password', { Default: PLAINTEXT })).toEqual({ status: 'violated', detail: 'its default is in the template: Password is a literal, and a secret by its name' });
  });
  test('that names a resource or a number is not looked at', () => {
    expect(judged('AuthToken', { Type: 'Number', Default: 1 }).status).toBe('notApplicable');
    expect(judged('Password', { Type: 'AWS::EC2::KeyPair::KeyName' }).status).toBe('notApplicable');
  });
});

test('entries of a template that are no objects are left out', () => {
  expect(() => answerOf(noPlaintext, { Parameters: { A: 'x' }, Outputs: null } as unknown as TemplateDocument, 'A')).toThrow(/nothing is called A/);
});

test('a finding about a parameter is one of the construct, and can be accepted there', () => {
  const app = testApp();
  const open = new CfnParameter(new Stack(app, 'Open'), 'DbPassword');
  const accepted = new CfnParameter(new Stack(app, 'Accepted'), 'DbPassword');
  Acknowledgement.record(accepted, { rule: 'Gold::cloudformation.parameters', owner: 'team', reason: 'an example of what is accepted' });
  const found = findingsOf(app, new GoldChecks()).filter(({ rule }) => rule === parameters.id);
  expect(found.map(({ construct, suppressed }) => [construct, suppressed])).toEqual([[open.node.path, false], [accepted.node.path, true]]);
});
