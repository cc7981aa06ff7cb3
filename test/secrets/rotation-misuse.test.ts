import { Stack, Stage, aws_ec2 as ec2, aws_lambda as lambda, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { World } from './rotation-fixture';
import { Domain } from '../../src/core';
import { Database, DomainSecret, Rotation, RotationStrategy, SecretAlarms, SecretRotation } from '../../src/secrets';
import { testApp } from '../checks/synth';
import { ACCOUNT, REGION } from '../checks/template';

let world: World;
beforeEach(() => { world = new World(); });
const user = () => ({ database: world.server(undefined, 5432), username: 'orders', vpc: world.vpc });
const rotationLambda = () => new lambda.Function(world.stack, 'Own', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('//') });
const inJson = { generateSecretString: { secretStringTemplate: '{"username":"orders"}', generateStringKey: 'password' } };
const errorsOf = ({ node }: Stack) => node.findAll().flatMap((construct) => construct.node.validate());

describe('a schedule of CDK\'s own', () => {
  test('beside the rotation of a domain\'s secret is refused', () => {
    const secret = world.secret({ rotation: Rotation.postgres(user()) });
    expect(() => secret.addRotationSchedule('Own', { rotationLambda: rotationLambda() }))
      .toThrow(/rotation 'Test\/Orders\/User\/Own' is not valid: got 'a second rotation of the secret 'Test\/Orders\/User''.*leave one of them out/);
  });

  test('is taken by a secret that was made without a rotation', () => {
    world.secret({}).addRotationSchedule('Own', { rotationLambda: rotationLambda() });
    expect(world.resources('AWS::SecretsManager::RotationSchedule')).toHaveLength(1);
    expect(errorsOf(world.stack)).toEqual([]);
  });

  test.each([
    ['a secret of CDK\'s own', () => new secretsmanager.Secret(world.stack, 'Theirs', inJson)],
    ['a domain\'s secret that was made without a rotation', () => world.secret(inJson)],
  ])('that comes after the rotation of %s ends the synth', (_name, make) => {
    const secret = make();
    new SecretRotation(world.orders, 'Rotation', { secret, rotation: Rotation.postgres(user()) });
    expect(errorsOf(world.stack)).toEqual([]);
    secret.addRotationSchedule('Own', { rotationLambda: rotationLambda() });
    expect(errorsOf(world.stack)).toEqual([expect.stringMatching(/a second rotation of the secret 'Test\/(Theirs|Orders\/User)'/)]);
  });
});

describe('rotation by a service', () => {
  const message = /got 'managed\(\) for a secret that this app makes.*master passwords that RDS, Aurora, Redshift or DocumentDB manage; choose the rotation of what the secret opens/;

  test('of a domain\'s secret is refused: no service rotates it', () => {
    expect(() => world.secret({ rotation: Rotation.managed() })).toThrow(message);
  });

  test('of a secret of CDK\'s own is refused, too', () => {
    const secret = new secretsmanager.Secret(world.stack, 'Theirs');
    expect(() => new SecretRotation(world.orders, 'Rotation', { secret, rotation: Rotation.managed() })).toThrow(message);
  });
});

describe('a secret elsewhere', () => {
  const arn = (region: string, account: string) => `arn:aws:secretsmanager:${region}:${account}:secret:theirs-a1b2c3`;
  const stackThere = () => new Stack(testApp(), 'There', { env: { region: REGION, account: ACCOUNT } });
  const imported = (stack: Stack, region: string, account: string) => secretsmanager.Secret.fromSecretCompleteArn(stack, 'Theirs', arn(region, account));

  test.each([
    ['another Region', 'eu-west-1', ACCOUNT, /got 'a secret of the account 111111111111 in eu-west-1'; allowed: one of the account 111111111111 in ap-northeast-2; rotate it in a stack there/],
    ['another account', REGION, '222222222222', /got 'a secret of the account 222222222222 in ap-northeast-2'/],
  ])('in %s is refused, for rotations and for alarms', (_name, region, account, message) => {
    const stack = stackThere();
    const secret = imported(stack, region, account);
    expect(() => new SecretRotation(new Domain(stack, 'Orders'), 'Rotation', { secret, rotation: Rotation.managed() })).toThrow(message);
    expect(() => { SecretAlarms.of(stack, new Domain(stack, 'Payments')).watch(secret); }).toThrow(message);
  });

  test('that this app makes in another Region is refused', () => {
    const app = testApp();
    const [here, there] = ['eu-west-1', REGION].map((region) => new Stack(app, region, { env: { region, account: ACCOUNT }, crossRegionReferences: true }));
    const secret = new DomainSecret(new Domain(there, 'Orders'), 'Key');
    expect(() => new SecretRotation(new Domain(here, 'Payments'), 'Rotation', { secret, rotation: Rotation.managed() })).toThrow(/rotate it in a stack there/);
  });

  test('is refused for an administrator', () => {
    const administrator = imported(world.stack, 'eu-west-1', ACCOUNT);
    expect(() => world.secret({ rotation: Rotation.postgres({ ...user(), strategy: RotationStrategy.alternatingUsers(administrator) }) }))
      .toThrow(/administrator of 'Test\/Orders\/User\/Rotation' is not valid: got 'a secret of the account 111111111111 in eu-west-1'/);
  });

  test('passes where the account or Region is known at deployment only', () => {
    expect(() => new SecretRotation(world.orders, 'Rotation', { secret: imported(world.stack, REGION, '222222222222'), rotation: Rotation.managed() })).not.toThrow();
  });
});

describe('a secret whose first value is no JSON', () => {
  test('is refused for the rotation of a database\'s user', () => {
    const secret = new secretsmanager.Secret(world.stack, 'Theirs');
    expect(() => new SecretRotation(world.orders, 'Rotation', { secret, rotation: Rotation.postgres(user()) }))
      .toThrow(/secret of 'Test\/Orders\/Rotation' is not valid: got ''Test\/Theirs', whose first value is a password and no JSON'.*generateStringKey/);
  });

  test('is taken by a function of one\'s own', () => {
    const secret = new secretsmanager.Secret(world.stack, 'Theirs');
    expect(() => new SecretRotation(world.orders, 'Rotation', { secret, rotation: Rotation.custom(rotationLambda()) })).not.toThrow();
  });

  test.each([
    ['with a key for the password', () => inJson],
    ['with a value that the app gives', () => ({ secretObjectValue: {} })],
  ])('is not one %s', (_name, props) => {
    const secret = new secretsmanager.Secret(world.stack, 'Theirs', props());
    expect(() => new SecretRotation(world.orders, 'Rotation', { secret, rotation: Rotation.postgres(user()) })).not.toThrow();
  });
});

describe('a user of a server', () => {
  const strategy = () => RotationStrategy.alternatingUsers(world.administrator());

  test('whose password two secrets would rotate is refused', () => {
    const database = world.server(undefined, 5432);
    const rotation = () => Rotation.postgres({ database, username: 'orders', vpc: world.vpc });
    world.secret({ rotation: rotation() });
    expect(() => new DomainSecret(world.orders, 'Second', { rotation: rotation() })).toThrow(/orders, whose password 'Test\/Orders\/User\/Rotation' rotates already.*a second user/);
  });

  test.each([
    ['another Stage', () => { const app = testApp(); return ['Dev', 'Prod'].map((id) => new Stack(new Stage(app, id), 'Shop', { env: { account: ACCOUNT, region: REGION } })); }],
    ['another Region', () => { const app = testApp(); return [REGION, 'us-east-1'].map((region) => new Stack(app, region, { env: { account: ACCOUNT, region } })); }],
  ])('of one name at a host of one name in %s is its own', (_name, stacks) => {
    for (const stack of stacks()) {
      const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
      const database = Database.server({ host: 'db.internal.example.com', port: 5432, access: new ec2.SecurityGroup(stack, 'Server', { vpc }) });
      expect(() => new DomainSecret(new Domain(stack, 'Orders'), 'User', { rotation: Rotation.postgres({ database, username: 'orders', vpc }) })).not.toThrow();
    }
  });

  test('that takes turns with another is not the user of a second secret either', () => {
    const database = world.server(undefined, 5432);
    world.secret({ rotation: Rotation.postgres({ database, username: 'orders', strategy: strategy(), vpc: world.vpc }) });
    expect(() => new DomainSecret(world.orders, 'Second', { rotation: Rotation.postgres({ database, username: 'orders_clone', vpc: world.vpc }) })).toThrow(/rotates already/);
  });

  test('of another name, and a user of the same name in another database of Oracle, are their own', () => {
    const database = world.server(undefined, 2484);
    world.secret({ rotation: Rotation.oracle({ database, username: 'orders', databaseName: 'ONE', vpc: world.vpc }) });
    new DomainSecret(world.orders, 'Second', { rotation: Rotation.oracle({ database, username: 'orders', databaseName: 'TWO', vpc: world.vpc }) });
    new DomainSecret(world.orders, 'Third', { rotation: Rotation.oracle({ database, username: 'payments', databaseName: 'ONE', vpc: world.vpc }) });
    expect(world.resources('AWS::SecretsManager::RotationSchedule')).toHaveLength(3);
  });
});
