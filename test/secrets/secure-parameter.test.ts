import { type App, Aws, CfnParameter, Duration, Fn, RemovalPolicy, Stack, Token, type aws_events as events, aws_iam as iam, aws_sqs as sqs } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { GoldChecks } from '../../src/checks';
import { Domain, DomainRole } from '../../src/core';
import { GoldProofs } from '../../src/proofs';
import { DomainSecret } from '../../src/secrets';
import { ParameterPolicy } from '../../src/secrets/parameter-policy';
import { ParameterValue } from '../../src/secrets/parameter-value';
import { SecureParameter, type SecureParameterProps } from '../../src/secrets/secure-parameter';
import { findingsOf, testApp } from '../checks/synth';
import { ACCOUNT, REGION, type Resource, type Statement, deployed, resourceOf, resourcesOf, statementsOf, testStack } from '../checks/template';

const TYPE = 'Custom::SecureParameter';
const value = ParameterValue.generated();
const lambdaService = new iam.ServicePrincipal('lambda.amazonaws.com');
const ARN = `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter`;

function parameterIn(props: Partial<SecureParameterProps> = {}, id = 'ApiToken', domainName?: string): SecureParameter {
  return new SecureParameter(new Domain(testStack(), 'Orders', { name: domainName }), id, { value, ...props });
}

const resourceFor = (parameter: SecureParameter): Resource => resourceOf(Stack.of(parameter), TYPE);
const propertiesOf = (parameter: SecureParameter): Resource['Properties'] => deployed(resourceFor(parameter).Properties);
const sourceOf = (source: ParameterValue): unknown => propertiesOf(parameterIn({ value: source })).Value;

/** What a role may do, as deployed: of all policies whose logical id begins as given. */
function allowed(stack: Stack, beginning: string): readonly Statement[] {
  return deployed(Object.entries(resourcesOf(stack, 'AWS::IAM::ManagedPolicy')).filter(([id]) => id.startsWith(beginning)).flatMap(([, policy]) => [...statementsOf(policy)]));
}
const ofProvider = (stack: Stack): readonly Statement[] => allowed(stack, 'orderssecureparametersRole');

describe('a parameter', () => {
  test('stands below the path of its domain, encrypted with the domain\'s key for secrets', () => {
    const parameter = parameterIn({ name: 'api/token', description: 'token of the provider' });
    const [keyId] = Object.keys(resourcesOf(Stack.of(parameter), 'AWS::KMS::Key'));
    expect([parameter.parameterName, deployed(Stack.of(parameter).resolve(parameter.parameterArn))]).toEqual(['/orders/api/token', `${ARN}/orders/api/token`]);
    expect(propertiesOf(parameter)).toMatchObject({ Name: '/orders/api/token', Description: 'token of the provider', KeyId: `${keyId}.Arn` });
    expect(resourcesOf(Stack.of(parameter), 'AWS::KMS::Key')[keyId].Properties.Description).toBe('secrets of the domain orders');
  });

  test('is named after its id where it has no name', () => {
    expect(parameterIn().parameterName).toBe('/orders/api-token');
  });

  test('carries the domain\'s tags', () => {
    expect(propertiesOf(parameterIn()).Tags).toEqual({ 'domain': 'orders', 'data-classification': 'confidential' });
  });

  test('outlives its stack, but not a failed creation, unless asked otherwise', () => {
    const policies = ({ DeletionPolicy, UpdateReplacePolicy }: Resource): unknown => [DeletionPolicy, UpdateReplacePolicy];
    expect(policies(resourceFor(parameterIn()))).toEqual(['RetainExceptOnCreate', 'Retain']);
    expect(policies(resourceFor(parameterIn({ removalPolicy: RemovalPolicy.DESTROY })))).toEqual(['Delete', 'Delete']);
  });

  test('of another name is another resource, of the same name the same', () => {
    const idOf = (parameter: SecureParameter): string => Object.keys(resourcesOf(Stack.of(parameter), TYPE))[0];
    expect(idOf(parameterIn({ name: 'one' }))).toBe(idOf(parameterIn({ name: 'one', description: 'of another description' })));
    expect(idOf(parameterIn({ name: 'one' }))).not.toBe(idOf(parameterIn({ name: 'two' })));
  });

  test('tells the version that a deployment left behind', () => {
    const parameter = parameterIn();
    const [id] = Object.keys(resourcesOf(Stack.of(parameter), TYPE));
    expect(Stack.of(parameter).resolve(parameter.version)).toEqual({ 'Fn::GetAtt': [id, 'Version'] });
  });

  test('is made after its function has all of its rights', () => {
    const stack = testStack();
    const orders = new Domain(stack, 'Orders');
    for (let index = 0; index < 12; index += 1) { new SecureParameter(orders, `Token${index}`, { value }); } // more than one policy holds
    const policies = Object.keys(resourcesOf(stack, 'AWS::IAM::ManagedPolicy')).filter((id) => id.startsWith('orderssecureparametersRole'));
    expect(policies.length).toBeGreaterThan(1);
    const [first] = Object.values(resourcesOf(stack, TYPE)) as (Resource & { readonly DependsOn: string[] })[];
    expect(first.DependsOn).toEqual(expect.arrayContaining(policies));
  });

  test('can belong to a domain of another stack', () => {
    const app = testApp();
    const orders = new Domain(testStack(app, 'Home'), 'Orders');
    const far = testStack(app, 'Far');
    new SecureParameter(far, 'ApiToken', { domain: orders, value });
    expect(resourceOf(far, TYPE).Properties).toMatchObject({ Name: '/orders/api-token', KeyId: { 'Fn::ImportValue': expect.stringMatching(/^Home:/) as string } });
  });

  test.each([
    ['empty', '', /parameter name/],
    ['that begins with a slash', '/api', /leave the domain out/],
    ['that ends with a slash', 'api/', /parameter name/],
    ['with an empty level', 'api//token', /parameter name/],
    ['with a space', 'api token', /parameter name/],
    ['with a character that is no letter', 'schlüssel', /parameter name/],
    ['of 15 levels below the domain', Array.from({ length: 15 }, () => 'x').join('/'), /16 levels/],
    ['that is too long', 'x'.repeat(950), /954 characters/],
  ])('with a name %s is refused', (_name, name, message) => {
    expect(() => parameterIn({ name })).toThrow(message);
  });

  test('with a name as deep and as long as Parameter Store takes it passes', () => {
    const deep = Array.from({ length: 14 }, () => 'x').join('/');
    const long = 'x'.repeat(954 - '/orders/'.length);
    expect([deep, long].map((name) => parameterIn({ name }).parameterName.length)).toEqual([35, 954]);
  });

  test('of a domain whose path AWS keeps for itself is refused', () => {
    expect(() => parameterIn({}, 'ApiToken', 'ssm-data')).toThrow(/does not begin with ssm/);
  });

  test('with a name that only the deployment knows is refused', () => {
    expect(() => parameterIn({ name: Fn.importValue('Name') })).toThrow(/parameter name is not valid: got 'a token'/);
  });

  test('with the name of another one of its stack is refused', () => {
    const parameter = parameterIn({ name: 'one' });
    expect(() => new SecureParameter(parameter.domain, 'Other', { name: 'one', value })).toThrow(/a name that no other parameter of the stack has/);
  });

  test.each([
    ['a description that is too long', { description: 'x'.repeat(1_025) }, /description/],
    ['a label that begins with a digit', { label: '1st' }, /label/],
    ['a label that AWS keeps for itself', { label: 'AwsCurrent' }, /label/],
    ['a label that is too long', { label: 'x'.repeat(101) }, /label/],
    ['a snapshot', { removalPolicy: RemovalPolicy.SNAPSHOT }, /removalPolicy/],
  ])('with %s is refused', (_name, props, message) => {
    expect(() => parameterIn(props)).toThrow(message);
  });

  test('lets a description pass that only the deployment knows', () => {
    const stack = testStack();
    const description = new CfnParameter(stack, 'Description').valueAsString;
    expect(() => new SecureParameter(new Domain(stack, 'Orders'), 'ApiToken', { value, description })).not.toThrow();
  });
});

describe('the value of a parameter', () => {
  test('that is generated has 32 letters and digits, and no generation but the first', () => {
    expect(sourceOf(ParameterValue.generated())).toEqual({
      Kind: 'generated', Generation: '1', Length: '32', Alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
    });
  });

  test('that is generated has the characters asked for, and never quotes or braces', () => {
    const { Alphabet } = sourceOf(ParameterValue.generated({ punctuation: true, excludeCharacters: 'aA$' })) as { Alphabet: string };
    expect(Alphabet).toMatch(/[#;~]/);
    expect(Alphabet).not.toMatch(/[aA$'"`\\{}\s]/);
    expect(new Set(Alphabet).size).toBe(Alphabet.length);
  });

  test.each([
    ['short', { length: 15 }, /length/],
    ['long for a standard parameter', { length: 4_097 }, /length/],
    ['long by half a character', { length: 20.5 }, /length/],
    ['poor in characters', { excludeCharacters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ01234' }, /31 characters left/],
    ['unclear about its generation', { generation: 0 }, /generation/],
    ['unclear about half of its generation', { generation: 1.5 }, /generation/],
  ])('that is too %s is refused', (_name, options, message) => {
    expect(() => ParameterValue.generated(options)).toThrow(message);
  });

  test('that comes from a secret names the secret and the field, and its function may read that secret', () => {
    const stack = testStack();
    const orders = new Domain(stack, 'Orders');
    const secret = new DomainSecret(orders, 'ProviderKey');
    new SecureParameter(orders, 'ApiToken', { value: ParameterValue.fromSecret(secret, { field: 'password', generation: 3 }) });
    const [secretId] = Object.keys(resourcesOf(stack, 'AWS::SecretsManager::Secret'));
    expect(resourceOf(stack, TYPE).Properties.Value).toEqual({ Kind: 'secret', SecretArn: { Ref: secretId }, Field: 'password', Generation: '3' });
    const reading = ofProvider(stack).filter(({ Action }) => JSON.stringify(Action).includes('secretsmanager:'));
    expect(reading.map(({ Action, Resource }) => [Action, Resource])).toEqual([[['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], secretId]]);
  });

  test('can\'t come from the secret of another domain that does not share it', () => {
    const stack = testStack();
    const secret = new DomainSecret(new Domain(stack, 'Payments'), 'ProviderKey');
    expect(() => new SecureParameter(new Domain(stack, 'Orders'), 'ApiToken', { value: ParameterValue.fromSecret(secret) })).toThrow(/shareWith/);
  });

  test('that an operator enters has random text in its place', () => {
    expect(sourceOf(ParameterValue.enteredByOperator())).toMatchObject({ Kind: 'operator', Length: '32' });
  });

  test('of a field without a name is refused', () => {
    const secret = new DomainSecret(new Domain(testStack(), 'Orders'), 'S');
    expect(() => ParameterValue.fromSecret(secret, { field: '' })).toThrow(/field/);
  });
});

describe('the policies of a parameter', () => {
  const policiesOf = (...policies: ParameterPolicy[]): unknown => JSON.parse(String(propertiesOf(parameterIn({ policies })).Policies));
  const expiration = ParameterPolicy.expiration(new Date('2030-01-31T00:00:00Z'));

  test('are written as AWS shows them', () => {
    const notices = [ParameterPolicy.expirationNotification(Duration.days(15)), ParameterPolicy.noChangeNotification(Duration.hours(36))];
    expect(policiesOf(expiration, ...notices)).toEqual([
      { Type: 'Expiration', Version: '1.0', Attributes: { Timestamp: '2030-01-31T00:00:00.000Z' } },
      { Type: 'ExpirationNotification', Version: '1.0', Attributes: { Before: '15', Unit: 'Days' } },
      { Type: 'NoChangeNotification', Version: '1.0', Attributes: { After: '36', Unit: 'Hours' } },
    ]);
  });

  test('are left out where there are none', () => {
    expect(propertiesOf(parameterIn())).not.toHaveProperty('Policies');
    expect(propertiesOf(parameterIn({ policies: [] }))).not.toHaveProperty('Policies');
  });

  test.each([
    ['two expirations', () => [expiration, expiration], /2 expirations/],
    ['a notice of an expiration that is not there', () => [ParameterPolicy.expirationNotification(Duration.days(1))], /without an expiration/],
    ['more than ten', () => Array.from({ length: 11 }, () => ParameterPolicy.noChangeNotification(Duration.days(1))), /up to 10/],
    ['no time', () => [ParameterPolicy.expiration(new Date('never'))], /expiration is not valid/],
    ['less than an hour', () => [ParameterPolicy.noChangeNotification(Duration.minutes(30))], /after is not valid/],
    ['an hour and a half', () => [ParameterPolicy.noChangeNotification(Duration.minutes(90))], /whole hours/],
    ['a span that only the deployment knows', () => [ParameterPolicy.noChangeNotification(Duration.days(Token.asNumber({ Ref: 'Days' })))], /after is not valid/],
  ])('with %s are refused', (_name, policies, message) => {
    expect(() => parameterIn({ policies: policies() })).toThrow(message);
  });
});

describe('the function that makes parameters', () => {
  const two = (): Stack => {
    const stack = testStack();
    const orders = new Domain(stack, 'Orders');
    new SecureParameter(orders, 'ApiToken', { value });
    new SecureParameter(orders, 'Other', { value, label: 'deployed' });
    return stack;
  };

  test('is one for all parameters of a domain in a stack, and another one for another domain', () => {
    expect(Object.keys(resourcesOf(two(), 'AWS::Lambda::Function'))).toHaveLength(1);
    const parameter = parameterIn();
    new SecureParameter(new Domain(Stack.of(parameter), 'Payments'), 'ApiToken', { value });
    expect(Object.keys(resourcesOf(Stack.of(parameter), 'AWS::Lambda::Function'))).toHaveLength(2);
  });

  test('runs the bundled handler on Node.js 24 and Graviton, five at once, with a log of its own', () => {
    const { Properties } = resourceOf(two(), 'AWS::Lambda::Function');
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      ReservedConcurrentExecutions: 5,
      Timeout: 120,
      LoggingConfig: { LogGroup: { Ref: expect.stringMatching(/^orderssecureparametersLogs/) as string } },
    });
    expect(Properties).not.toHaveProperty('Environment');
  });

  test('may write exactly its parameters, and label those that have a label', () => {
    const writing = ofProvider(two()).filter(({ Action }) => JSON.stringify(Action).includes('ssm:PutParameter'));
    const actions = ['ssm:AddTagsToResource', 'ssm:GetParameter', 'ssm:PutParameter'];
    expect(writing.map(({ Action, Resource }) => [[...Action].sort(), Resource])).toEqual([
      [actions, `${ARN}/orders/api-token`], [[...actions, 'ssm:LabelParameterVersion'].sort(), `${ARN}/orders/other`],
    ]);
  });

  test('may delete what carries the tag of its stack, and nothing else', () => {
    const deleting = ofProvider(two()).filter(({ Action }) => JSON.stringify(Action).includes('Delete'));
    expect(deleting).toEqual([{
      Sid: 'DeleteWhatThisStackMade',
      Effect: 'Allow',
      Action: 'ssm:DeleteParameter',
      Resource: `${ARN}/orders/*`,
      Condition: { StringEquals: { 'aws:ResourceTag/cdk-gold:stack-id': 'AWS::StackId' } },
    }]);
  });

  test('may use the key through Parameter Store only, for exactly its parameters', () => {
    const uses = ofProvider(two()).filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
    expect(uses.map(({ Action, Condition }) => [Action, Condition])).toEqual(['api-token', 'other'].map((name) => [
      ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
      {
        StringEquals: {
          'kms:ViaService': [`ssm.${REGION}.amazonaws.com`], 'kms:CallerAccount': ACCOUNT, 'kms:EncryptionContext:PARAMETER_ARN': `${ARN}/orders/${name}`,
        },
      },
    ]));
  });

  test('may do nothing but that, and write its log', () => {
    const actions = new Set(ofProvider(two()).flatMap(({ Action }) => Action));
    expect([...actions].sort()).toEqual([
      'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'logs:CreateLogStream', 'logs:PutLogEvents', 'ssm:AddTagsToResource', 'ssm:DeleteParameter',
      'ssm:GetParameter', 'ssm:LabelParameterVersion', 'ssm:ListTagsForResource', 'ssm:PutParameter',
    ]);
  });
});

describe('a role that is granted', () => {
  const granted = (grant: (parameter: SecureParameter, role: iam.IRole) => void): readonly Statement[] => {
    const parameter = parameterIn();
    grant(parameter, new DomainRole(parameter.domain, 'Reader', { assumedBy: lambdaService }));
    return allowed(Stack.of(parameter), 'OrdersReader');
  };
  const throughSsm = { StringEquals: { 'kms:ViaService': `ssm.${REGION}.amazonaws.com`, 'kms:CallerAccount': ACCOUNT } };

  test('reading reads this parameter and its history, and decrypts through Parameter Store', () => {
    expect(granted((parameter, role) => parameter.grantRead(role))).toEqual([
      expect.objectContaining({ Action: 'kms:Decrypt', Condition: throughSsm }),
      expect.objectContaining({ Action: ['ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters'], Resource: `${ARN}/orders/api-token` }),
    ]);
  });

  test('writing stores and labels versions, and reads none', () => {
    expect(granted((parameter, role) => parameter.grantWrite(role))).toEqual([
      expect.objectContaining({ Action: ['kms:Encrypt', 'kms:GenerateDataKey'], Condition: throughSsm }),
      expect.objectContaining({ Action: ['ssm:LabelParameterVersion', 'ssm:PutParameter'], Resource: `${ARN}/orders/api-token` }),
    ]);
  });

  test('outside every domain is named by the key\'s policy', () => {
    const parameter = parameterIn();
    parameter.grantRead(new iam.Role(Stack.of(parameter), 'Reader', { assumedBy: lambdaService, roleName: 'settlement' }));
    const statements: readonly Statement[] = deployed(statementsOf(resourceOf(Stack.of(parameter), 'AWS::KMS::Key', 'OrdersSecrets'), 'KeyPolicy'));
    const naming = statements.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes('role/settlement'));
    expect(naming).toContainEqual(expect.objectContaining({ Sid: expect.stringMatching(/^NamedUsersThroughSsm/) as string, Action: 'kms:Decrypt' }));
  });

  test('of another domain is refused', () => {
    const parameter = parameterIn();
    const stranger = new DomainRole(new Domain(Stack.of(parameter), 'Payments'), 'Reader', { assumedBy: lambdaService });
    expect(() => parameter.grantRead(stranger)).toThrow(/shareWith/);
  });

  test('of another account is refused: a parameter has no policy that could let it in', () => {
    const stack = new Stack(testApp(), 'Test', { env: { region: REGION, account: ACCOUNT } });
    const parameter = new SecureParameter(new Domain(stack, 'Orders'), 'ApiToken', { value });
    expect(() => parameter.grantRead(iam.Role.fromRoleArn(stack, 'Theirs', 'arn:aws:iam::222222222222:role/theirs'))).toThrow(/a role of account 222222222222/);
  });
});

describe('a rule', () => {
  const policies = [
    ParameterPolicy.expiration(new Date('2030-01-31T00:00:00Z')), ParameterPolicy.expirationNotification(Duration.days(15)),
    ParameterPolicy.noChangeNotification(Duration.days(60)),
  ];
  const RULES: readonly (readonly [string, string, (parameter: SecureParameter, options?: events.OnEventOptions) => events.Rule])[] = [
    ['notices of expiration', 'ExpirationNotification', (parameter, options) => parameter.onExpirationNotice('Rule', options)],
    ['expiration', 'Expiration', (parameter, options) => parameter.onExpired('Rule', options)],
    ['notices of no change', 'NoChangeNotification', (parameter, options) => parameter.onNoChange('Rule', options)],
  ];

  test.each(RULES)('for %s sees those of this parameter only', (_name, type, on) => {
    const parameter = parameterIn({ policies });
    on(parameter);
    expect(resourceOf(Stack.of(parameter), 'AWS::Events::Rule').Properties.EventPattern).toEqual({
      'source': ['aws.ssm'], 'detail-type': ['Parameter Store Policy Action'], 'detail': { 'parameter-name': ['/orders/api-token'], 'policy-type': [type] },
    });
  });

  test.each(RULES)('for %s is refused where no policy sends any', (_name, type, on) => {
    expect(() => on(parameterIn())).toThrow(`without a policy of type ${type}`);
  });

  test('for changes sees those of this parameter only, and sends them to its target', () => {
    const parameter = parameterIn();
    const queue = new sqs.Queue(Stack.of(parameter), 'Queue');
    parameter.onChange('Rule', { target: { bind: () => ({ arn: queue.queueArn }) }, description: 'the token changed', eventPattern: { account: [Aws.ACCOUNT_ID] } });
    expect(resourceOf(Stack.of(parameter), 'AWS::Events::Rule').Properties).toMatchObject({
      Description: 'the token changed',
      EventPattern: { 'source': ['aws.ssm'], 'detail-type': ['Parameter Store Change'], 'detail': { name: ['/orders/api-token'] }, 'account': [{ Ref: 'AWS::AccountId' }] },
      Targets: [{ Arn: { 'Fn::GetAtt': [expect.stringMatching(/^Queue/) as string, 'Arn'] } }],
    });
  });
});

describe('a stack with parameters', () => {
  const build = (): App => {
    const app = testApp();
    const stack = testStack(app);
    const orders = new Domain(stack, 'Orders');
    const policies = [ParameterPolicy.noChangeNotification(Duration.days(60))];
    const parameter = new SecureParameter(orders, 'ApiToken', { value: ParameterValue.enteredByOperator(), policies, label: 'deployed' });
    new SecureParameter(orders, 'Session', { value, removalPolicy: RemovalPolicy.DESTROY });
    const role = new DomainRole(orders, 'Reader', { assumedBy: lambdaService });
    parameter.grantRead(role);
    parameter.grantWrite(new DomainRole(orders, 'Writer', { assumedBy: lambdaService }));
    parameter.onNoChange('Stale');
    return app;
  };

  test('passes GoldChecks, cdk-nag\'s four packs, and every default claim about its key', () => {
    const app = build();
    const packs = [AwsSolutionsChecks, NIST80053R5Checks, HIPAASecurityChecks, PCIDSS321Checks].map((Pack) => new Pack(app));
    const findings = findingsOf(app, new GoldChecks(), new GoldProofs(), ...packs);
    expect(findings.filter(({ suppressed }) => !suppressed).map(({ rule, construct }) => `${rule} ${construct}`)).toEqual([]);
    expect([...new Set(findings.map(({ rule }) => rule))].sort()).toEqual([
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:ap-northeast-2:<AWS::AccountId>:parameter/orders/*]',
      'HIPAA.Security-LambdaDLQ', 'HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R5-LambdaDLQ', 'NIST.800.53.R5-LambdaInsideVPC', 'PCI.DSS.321-LambdaInsideVPC',
      'lambda.dead-letter', 'lambda.in-vpc',
    ]);
  });

  test('passes them too where only the deployment knows the Region', () => {
    const app = testApp();
    const stack = new Stack(app, 'Anywhere');
    new SecureParameter(new Domain(stack, 'Orders'), 'ApiToken', { value });
    const open = findingsOf(app, new AwsSolutionsChecks(app)).filter(({ suppressed }) => !suppressed);
    expect(open.map(({ rule, construct }) => `${rule} ${construct}`)).toEqual([]);
  });
});
