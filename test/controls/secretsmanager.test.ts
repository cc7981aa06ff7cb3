import { aws_iam as iam, aws_kms as kms, aws_secretsmanager as secretsmanager, Duration, SecretValue, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { blocksPublicPolicy } from '../../src/controls/secretsmanager/blocks-public-policy';
import { customerKey } from '../../src/controls/secretsmanager/customer-key';
import { noPlaintext } from '../../src/controls/secretsmanager/no-plaintext';
import { resourcePolicy } from '../../src/controls/secretsmanager/resource-policy';
import { rotation } from '../../src/controls/secretsmanager/rotation';
import { type ResourceDeclaration, Template } from '../../src/controls/template';

const PLAINTEXT = 'correct horse battery staple';
const OWN = { Ref: 'AWS::AccountId' };

const secretOf = (stack: Stack) => new secretsmanager.Secret(stack, 'Secret');
const cfnOf = (stack: Stack) => secretOf(stack).node.defaultChild as secretsmanager.CfnSecret;
const rotate = (stack: Stack, days: number) => secretOf(stack).addRotationSchedule('Rotation', {
  hostedRotation: secretsmanager.HostedRotation.mysqlSingleUser(), automaticallyAfter: Duration.days(days),
});
const rotateCfn = (stack: Stack, rules: secretsmanager.CfnRotationSchedule.RotationRulesProperty) => new secretsmanager.CfnRotationSchedule(stack, 'Rotation', {
  secretId: new secretsmanager.CfnSecret(stack, 'Secret', {}).ref, rotationRules: rules,
});
const denial = (condition: unknown) => ({ Effect: 'Deny', Principal: '*', Action: 'secretsmanager:*', Resource: '*', Condition: condition });
const policyOf = (statement: unknown) => ({ Version: '2012-10-17', Statement: statement });
const outside = denial({ StringNotEquals: { 'aws:PrincipalAccount': OWN } });
const attach = (stack: Stack, statement: unknown, blockPublicPolicy?: boolean) => new secretsmanager.CfnResourcePolicy(stack, 'Policy', {
  secretId: new secretsmanager.CfnSecret(stack, 'Secret', {}).ref, resourcePolicy: policyOf([statement]), blockPublicPolicy,
});
const l2Policy = (stack: Stack) => {
  const secret = secretOf(stack);
  secret.denyAccountRootDelete();
  return secret.node.findChild('Policy').node.defaultChild as secretsmanager.CfnResourcePolicy;
};
const SECRET: ResourceDeclaration = { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'orders' } };
const schedule = (properties: Record<string, unknown>): ResourceDeclaration => ({ Type: 'AWS::SecretsManager::RotationSchedule', Properties: { SecretId: { Ref: 'Secret' }, ...properties } });
const attached = (properties: Record<string, unknown>): ResourceDeclaration => ({ Type: 'AWS::SecretsManager::ResourcePolicy', Properties: { SecretId: { Ref: 'Secret' }, ...properties } });
const withString = (value: unknown): ResourceDeclaration => ({ Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: value } });

testControls(
  {
    control: customerKey,
    l2: {
      passes: (stack) => new secretsmanager.Secret(stack, 'Secret', { encryptionKey: new kms.Key(stack, 'Key') }),
      fails: (stack) => secretOf(stack),
    },
    l1: {
      passes: (stack) => new secretsmanager.CfnSecret(stack, 'Secret', { kmsKeyId: 'alias/orders' }),
      fails: (stack) => new secretsmanager.CfnSecret(stack, 'Secret', { kmsKeyId: 'alias/aws/secretsmanager' }),
    },
    override: {
      passes: (stack) => cfnOf(stack).addPropertyOverride('KmsKeyId', 'alias/orders'),
      fails: (stack) =>
        (new secretsmanager.Secret(stack, 'Secret', { encryptionKey: new kms.Key(stack, 'Key') }).node.defaultChild as secretsmanager.CfnSecret)
          .addPropertyDeletionOverride('KmsKeyId'),
    },
    template: {
      passes: { Secret: { ...SECRET, Properties: { KmsKeyId: { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/orders' } } } },
      fails: { Secret: { ...SECRET, Properties: { KmsKeyId: { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/secretsmanager' } } } },
    },
  },
  {
    control: rotation,
    l2: { passes: (stack) => rotate(stack, 90), fails: (stack) => rotate(stack, 91) },
    l1: {
      passes: (stack) => rotateCfn(stack, { automaticallyAfterDays: 30 }),
      fails: (stack) => new secretsmanager.CfnSecret(stack, 'Secret', {}),
    },
    override: {
      passes: (stack) => rotateCfn(stack, { automaticallyAfterDays: 365 }).addPropertyOverride('RotationRules.AutomaticallyAfterDays', 30),
      fails: (stack) => rotateCfn(stack, { automaticallyAfterDays: 30 }).addPropertyOverride('RotationRules.AutomaticallyAfterDays', '365'),
    },
    template: {
      passes: { Secret: SECRET, Rotation: schedule({ SecretId: { 'Fn::Sub': '${Secret}' }, RotationRules: { AutomaticallyAfterDays: '30' } }) },
      fails: { Secret: SECRET, Rotation: schedule({ RotationRules: { ScheduleExpression: 'rate(120 days)' } }) },
    },
  },
  {
    control: resourcePolicy,
    l2: {
      passes: (stack) => secretOf(stack).addToResourcePolicy(new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['secretsmanager:*'],
        resources: ['*'],
        conditions: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      })),
      fails: (stack) => l2Policy(stack),
    },
    l1: {
      passes: (stack) => attach(stack, outside),
      fails: (stack) => attach(stack, denial({ StringEquals: { 'aws:PrincipalAccount': '222222222222' } })),
    },
    override: {
      passes: (stack) => l2Policy(stack).addPropertyOverride('ResourcePolicy', policyOf([outside])),
      fails: (stack) => attach(stack, outside).addPropertyOverride('ResourcePolicy.Statement.0.Effect', 'Allow'),
    },
    template: {
      passes: { Secret: SECRET, Policy: attached({ SecretId: 'orders', ResourcePolicy: policyOf({ ...outside, Principal: { AWS: ['*'] } }) }) },
      fails: { Secret: SECRET, Policy: attached({ ResourcePolicy: policyOf({ ...outside, Action: 'secretsmanager:DeleteSecret' }) }) },
    },
  },
  {
    control: blocksPublicPolicy,
    l2: {
      passes: (stack) => { l2Policy(stack).blockPublicPolicy = true; },
      fails: (stack) => l2Policy(stack),
    },
    l1: { passes: (stack) => attach(stack, outside, true), fails: (stack) => attach(stack, outside) },
    override: {
      passes: (stack) => l2Policy(stack).addPropertyOverride('BlockPublicPolicy', true),
      fails: (stack) => attach(stack, outside, true).addPropertyOverride('BlockPublicPolicy', 'false'),
    },
    template: {
      passes: { Secret: SECRET, Policy: attached({ BlockPublicPolicy: 'true', ResourcePolicy: policyOf(outside) }) },
      fails: { Secret: SECRET, Policy: attached({ BlockPublicPolicy: 'false', ResourcePolicy: policyOf(outside) }) },
    },
  },
  {
    control: noPlaintext,
    l2: {
      passes: (stack) => secretOf(stack),
      fails: (stack) => new secretsmanager.Secret(stack, 'Secret', { secretStringValue: SecretValue.unsafePlainText(PLAINTEXT) }),
    },
    l1: {
      passes: (stack) => new secretsmanager.CfnSecret(stack, 'Secret', { secretString: '{{resolve:secretsmanager:other:SecretString:password}}' }),
      fails: (stack) => new secretsmanager.CfnSecret(stack, 'Secret', { secretString: PLAINTEXT }),
    },
    override: {
      passes: (stack) => new secretsmanager.CfnSecret(stack, 'Secret', { secretString: PLAINTEXT }).addPropertyDeletionOverride('SecretString'),
      fails: (stack) => cfnOf(stack).addPropertyOverride('SecretString', PLAINTEXT),
    },
    template: {
      passes: {
        Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'orders' } },
        Secret: withString({ 'Fn::Sub': '{"user":"orders","secretAccessKey":"${Key.SecretAccessKey}"}' }),
      },
      fails: { Secret: withString({ 'Fn::Sub': ['${Word}!${AWS::Region}', { Word: PLAINTEXT }] }) },
    },
  },
);

const secretIn = (resources: Record<string, ResourceDeclaration>) => new Template({ Resources: { Secret: SECRET, ...resources } }).find('Secret')!;

describe('rotation', () => {
  const every = (rules: unknown) => rotation.check(secretIn({ Rotation: schedule({ RotationRules: rules }) })).status;

  test.each(['rate(90 days)', 'rate(1 day)', 'rate(12 hours)', 'cron(0 8 1 * ? *)'])('of %s is often enough', (expression) =>
    expect(every({ ScheduleExpression: expression })).toBe('compliant'));
  test.each(['rate(91 days)', 'rate(2400 hours)'])('of %s is too seldom', (expression) =>
    expect(every({ ScheduleExpression: expression })).toBe('violated'));
  test('by a cron expression for some months is unknown', () => expect(every({ ScheduleExpression: 'cron(0 8 1 1,7 ? *)' })).toBe('unknown'));
  test('by a parameter is unknown', () => expect(every({ AutomaticallyAfterDays: { Ref: 'Days' } })).toBe('unknown'));
  test('without an interval never happens', () => expect(every(undefined)).toBe('violated'));
  test('of another secret does not count', () =>
    expect(rotation.check(secretIn({ Rotation: schedule({ SecretId: 'other', RotationRules: { AutomaticallyAfterDays: 30 } }) })).status).toBe('violated'));
  test('counts through the attachment to a database', () => expect(rotation.check(secretIn({
    Attachment: { Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: { Ref: 'Secret' } } },
    Rotation: schedule({ SecretId: { Ref: 'Attachment' }, RotationRules: { AutomaticallyAfterDays: 30 } }),
  })).status).toBe('compliant'));
});

describe('a resource policy', () => {
  const says = (statement: unknown) => resourcePolicy.check(secretIn({ Policy: attached({ ResourcePolicy: policyOf(statement) }) })).status;

  test.each(['StringNotEqualsIfExists', 'StringNotLike', 'ArnNotLike'])('denies outsiders by %s', (operator) =>
    expect(says(denial({ [operator]: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/orders/*' } }))).toBe('compliant'));
  test('denies nobody where everybody is spared', () => expect(says(denial({ ArnNotLike: { 'aws:PrincipalArn': '*' } }))).toBe('violated'));
  test('denies one principal only where it names one', () => expect(says({ ...outside, Principal: { AWS: '222222222222' } })).toBe('violated'));
  test('is unknown where a statement is chosen at deployment', () => expect(says({ 'Fn::If': ['Prod', outside, outside] })).toBe('unknown'));
  test('is missing where none is attached', () => expect(resourcePolicy.check(secretIn({})).status).toBe('violated'));
});

describe('the value of a secret', () => {
  const check = (value: unknown) => noPlaintext.check(secretIn({ Secret: withString(value), Key: { Type: 'AWS::IAM::AccessKey' } }));
  const literals: [string, unknown][] = [
    ['a literal', PLAINTEXT],
    ['a joined literal', { 'Fn::Join': ['', [PLAINTEXT, { Ref: 'AWS::Region' }]] }],
    ['a literal password beside a reference', { 'Fn::Sub': `{"password":"${PLAINTEXT}","id":"\${Key}"}` }],
  ];

  test.each(literals)('may not be %s', (_, value) => expect(check(value).status).toBe('violated'));
  test.each(literals)('is not printed where it is %s', (_, value) => expect(JSON.stringify(check(value))).not.toMatch(/correct|staple/));
  test('may be an attribute of a resource', () => expect(check({ 'Fn::GetAtt': ['Key', 'SecretAccessKey'] }).status).toBe('compliant'));
  test('may be joined from an attribute', () =>
    expect(check({ 'Fn::Join': ['', ['{"user":"orders","password":"', { 'Fn::GetAtt': ['Key', 'SecretAccessKey'] }, '"}']] }).status).toBe('compliant'));
  test('may be another stack\'s export', () => expect(check({ 'Fn::ImportValue': 'password' }).status).toBe('compliant'));
  test('is unknown where it is a parameter', () => expect(check({ Ref: 'Password' }).status).toBe('unknown'));
  test('may not be a mapping\'s value', () => expect(check({ 'Fn::FindInMap': ['Passwords', 'prod', 'orders'] }).status).toBe('violated'));
  test('is unknown where it is chosen at deployment', () => expect(check({ 'Fn::If': ['Prod', PLAINTEXT, PLAINTEXT] }).status).toBe('unknown'));
  test('can\'t be acknowledged', () => expect(noPlaintext.mandatory).toBe(true));
});

describe('a rotation whose interval is chosen at deployment', () => {
  const chosen = (parameter: Record<string, unknown>, unit = 'days') => rotation.check(new Template({
    Parameters: { Often: parameter },
    Resources: { Secret: SECRET, Rotation: schedule({ RotationRules: { ScheduleExpression: { 'Fn::Join': ['', ['rate(', { Ref: 'Often' }, ` ${unit})`]] } } }) },
  }).find('Secret')!).status;

  test('is often enough where every value is', () => { expect(chosen({ Type: 'Number', AllowedValues: ['30', '90'] })).toBe('compliant'); });
  test('is too seldom where one value is', () => { expect(chosen({ Type: 'Number', AllowedValues: ['30', '91'] })).toBe('violated'); });
  test('is counted in hours where it says so', () => { expect(chosen({ Type: 'Number', AllowedValues: ['24', '2160'] }, 'hours')).toBe('compliant'); });
  test('is not known where any value can be given', () => { expect(chosen({ Type: 'Number' })).toBe('unknown'); });
});
