import { Aws, Fn, Stack, aws_ec2 as ec2, aws_iam as iam } from 'aws-cdk-lib';
import { Domain, DomainRole } from '../../src/core';
import { DomainSecret, type DomainSecretProps } from '../../src/secrets';
import { passes } from '../checks/judge';
import { testApp } from '../checks/synth';
import { ACCOUNT, REGION, deployed, resourceOf, resourcesOf, statementsOf, testStack } from '../checks/template';

const ARN = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:provider-a1b2c3`;
const ENDPOINT = 'vpce-0123456789abcdef0';
const ORGANIZATION = 'o-a1b2c3d4e5';
const role = (pathAndName: string, account = ACCOUNT): string => `arn:aws:iam::${account}:role/${pathAndName}`;
const DEPLOYER = role(`cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`);
const lambdaService = new iam.ServicePrincipal('lambda.amazonaws.com');

const secretIn = (props: DomainSecretProps = {}, organizationId?: string): DomainSecret =>
  new DomainSecret(new Domain(testStack(), 'Payments', { organizationId }), 'ProviderKey', props);

/** Whether the secret's policy lets a request pass, of a caller whom IAM allows everything. */
function judge(secret: DomainSecret, by: string, action = 'secretsmanager:GetSecretValue', context: Record<string, string> = {}): Promise<boolean> {
  const stack = Stack.of(secret);
  const policy = deployed(resourceOf(stack, 'AWS::SecretsManager::ResourcePolicy').Properties.ResourcePolicy);
  return passes({ by, action, resource: ARN, context }, policy);
}

describe('a secret of a domain', () => {
  let secret: DomainSecret;
  beforeAll(() => { secret = secretIn({ description: 'API key' }); });

  test('is made up by Secrets Manager and encrypted with the domain\'s key', () => {
    const stack = Stack.of(secret);
    const [keyId] = Object.keys(resourcesOf(stack, 'AWS::KMS::Key'));
    const { Properties } = resourceOf(stack, 'AWS::SecretsManager::Secret');
    expect(Properties).toEqual({
      Description: 'API key',
      GenerateSecretString: { PasswordLength: 32 },
      KmsKeyId: { 'Fn::GetAtt': [keyId, 'Arn'] },
      Tags: [{ Key: 'data-classification', Value: 'confidential' }, { Key: 'domain', Value: 'payments' }],
    });
  });

  test('outlives its stack, but not a failed creation', () => {
    const { DeletionPolicy, UpdateReplacePolicy } = resourceOf(Stack.of(secret), 'AWS::SecretsManager::Secret');
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  });

  test('has one resource policy, which AWS checks for public access', () => {
    expect(resourceOf(Stack.of(secret), 'AWS::SecretsManager::ResourcePolicy').Properties.BlockPublicPolicy).toBe(true);
  });

  test('opens its key to no whole account through Secrets Manager', () => {
    const statements = statementsOf(resourceOf(Stack.of(secret), 'AWS::KMS::Key'), 'KeyPolicy');
    const unbound = statements.filter(({ Effect, Action, Condition }) =>
      Effect === 'Allow' && /Decrypt|GenerateDataKey|CreateGrant/.test(String(Action)) && !JSON.stringify(Condition ?? {}).includes('aws:PrincipalArn'));
    expect(unbound).toEqual([]);
  });

  test.each([
    ['a role of the domain', role('gold/payments/reader'), true],
    ['the role that deploys', DEPLOYER, true],
    ['a role of another domain', role('gold/orders/reader'), false],
    ['a role of a domain whose name begins alike', role('gold/payments-eu/reader'), false],
    ['a role outside every domain', role('operations'), false],
    ['a user', `arn:aws:iam::${ACCOUNT}:user/gold/payments/somebody`, false],
    ['a role of the domain in another account', role('gold/payments/reader', '222222222222'), false],
  ])('judges reading by %s', async (_name, by, allowed) => {
    expect(await judge(secret, by)).toBe(allowed);
  });

  test('denies reading many secrets at once to the same callers', () => {
    const statements = statementsOf(resourceOf(Stack.of(secret), 'AWS::SecretsManager::ResourcePolicy'), 'ResourcePolicy');
    expect(statements.map(({ Sid, Action }) => [Sid, Action])).toEqual([
      ['DenyOutsiders', 'secretsmanager:*'], ['DenyReadingByOthers', ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue']],
    ]);
  });

  test('leaves looking at it to IAM, inside the account only', async () => {
    expect(await judge(secret, role('operations'), 'secretsmanager:DescribeSecret')).toBe(true);
    expect(await judge(secret, role('operations', '222222222222'), 'secretsmanager:DescribeSecret')).toBe(false);
  });
});

describe('a reader that is named', () => {
  test('from the same stack passes, its neighbours do not', async () => {
    const secret = secretIn();
    const reader = new iam.Role(Stack.of(secret), 'Reader', { assumedBy: lambdaService, roleName: 'settlement' });
    secret.grantRead(reader);
    expect([await judge(secret, role('settlement')), await judge(secret, role('settlement2'))]).toEqual([true, false]);
  });

  test('without a name, in the same stack, is referred to without a cycle', () => {
    const secret = secretIn();
    const reader = new iam.Role(Stack.of(secret), 'Reader', { assumedBy: lambdaService });
    secret.grantRead(reader);
    const [, deny] = statementsOf(resourceOf(Stack.of(secret), 'AWS::SecretsManager::ResourcePolicy'), 'ResourcePolicy');
    expect(deny.Condition?.ArnNotLike['aws:PrincipalArn']).toContainEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Reader/), 'Arn'] });
  });

  test.each([
    ['a role of the domain', true],
    ['a role without a domain', false],
  ])('from another stack, %s, passes without a cycle', async (_name, isDomainRole) => {
    const app = testApp();
    const stack = testStack(app, 'Secrets');
    const payments = new Domain(stack, 'Payments');
    const secret = new DomainSecret(payments, 'ProviderKey');
    const far = testStack(app, 'Far');
    const reader = isDomainRole ? new DomainRole(far, 'Reader', { domain: payments, assumedBy: lambdaService }) : new iam.Role(far, 'Reader', { assumedBy: lambdaService });
    secret.grantRead(reader);
    expect(await judge(secret, role(`${isDomainRole ? 'gold/payments/' : ''}Far-Reader0123-ABCDEF`))).toBe(true);
    expect(await judge(secret, role('Fair-Reader0123-ABCDEF'))).toBe(false);
    const policies = JSON.stringify([resourcesOf(far, 'AWS::IAM::ManagedPolicy'), resourcesOf(far, 'AWS::IAM::Policy')]);
    expect(policies).toContain('secretsmanager:GetSecretValue');
    expect(policies).toContain('"kms:ViaService":"secretsmanager.ap-northeast-2.amazonaws.com"');
  });

  test('in an account that the key was declared to be shared with is let in by the secret too', async () => {
    const stack = new Stack(testApp(), 'Test', { env: { region: REGION, account: ACCOUNT } });
    const payments = new Domain(stack, 'Payments');
    const secret = new DomainSecret(payments, 'ProviderKey');
    payments.shareWithAccount('222222222222', 'secrets' as Parameters<Domain['shareWithAccount']>[1], 'their settlement reads it once a day');
    secret.grantRead(iam.Role.fromRoleArn(stack, 'Theirs', role('settlement', '222222222222')));
    expect(await judge(secret, role('settlement', '222222222222'))).toBe(true);
  });
});

describe('a secret of a domain in an organization', () => {
  let secret: DomainSecret;
  beforeAll(() => { secret = secretIn({}, ORGANIZATION); });

  test.each([
    ['of the organization', ORGANIZATION, true], ['of another one', 'o-z9y8x7w6v5', false],
  ])('lets callers %s look at it: %s %s', async (_name, organization, allowed) => {
    expect(await judge(secret, role('operations'), 'secretsmanager:DescribeSecret', { 'aws:PrincipalOrgID': organization })).toBe(allowed);
  });

  test('refuses an account without an organization', async () => {
    expect(await judge(secret, role('gold/payments/reader'))).toBe(false);
  });
});

describe('a secret that is read through endpoints only', () => {
  test('is not read from anywhere else, but by the roles that deploy', async () => {
    const secret = secretIn({ readableFromEndpoints: [ENDPOINT] });
    const reader = role('gold/payments/reader');
    expect([
      await judge(secret, reader, undefined, { 'aws:SourceVpce': ENDPOINT }),
      await judge(secret, reader),
      await judge(secret, reader, undefined, { 'aws:SourceVpce': 'vpce-0000000000000000f' }),
      await judge(secret, DEPLOYER),
      await judge(secret, reader, 'secretsmanager:DescribeSecret'),
    ]).toEqual([true, false, false, true, true]);
  });

  test('lets an AWS service and what it calls for a reader through, which come by no endpoint', () => {
    const stack = testStack();
    new DomainSecret(new Domain(stack, 'Payments'), 'ProviderKey', { readableFromEndpoints: ['vpce-0123456789abcdef0'] });
    const elsewhere = statementsOf(resourceOf(stack, 'AWS::SecretsManager::ResourcePolicy'), 'ResourcePolicy')[2];
    expect(elsewhere.Condition?.Bool).toEqual({ 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' });
  });

  test('takes the id of an endpoint of the app', () => {
    const stack = testStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'I', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    const endpoint = vpc.addInterfaceEndpoint('SecretsManager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER });
    new DomainSecret(new Domain(stack, 'Payments'), 'ProviderKey', { readableFromEndpoints: [endpoint.vpcEndpointId] });
    const statements = statementsOf(resourceOf(stack, 'AWS::SecretsManager::ResourcePolicy'), 'ResourcePolicy');
    expect(statements.map(({ Sid }) => Sid)).toEqual(['DenyOutsiders', 'DenyReadingByOthers', 'DenyReadingFromElsewhere']);
    expect(statements[2].Condition?.StringNotEquals).toEqual({ 'aws:SourceVpce': [{ Ref: expect.stringMatching(/^VpcSecretsManager/) }] });
  });

  test('takes a list of ids that only the deployment knows', () => {
    expect(() => secretIn({ readableFromEndpoints: Fn.split(',', Fn.importValue('Endpoints')) })).not.toThrow();
  });

  test('with an empty list is refused rather than readable from anywhere', () => {
    expect(() => secretIn({ readableFromEndpoints: [] })).toThrow(/readableFromEndpoints/);
  });

  test.each(['', 'vpc-0123456789abcdef0', 'vpce-xyz', ' vpce-0123456789abcdef0', '*'])('refuses the id \'%s\'', (id) => {
    expect(() => secretIn({ readableFromEndpoints: [id] })).toThrow(/readableFromEndpoints is not valid: got .*; allowed: ids of VPC endpoints/);
  });

  test('lets a token pass for one of the ids', () => {
    expect(() => secretIn({ readableFromEndpoints: [ENDPOINT, Aws.NO_VALUE] })).not.toThrow();
  });
});
