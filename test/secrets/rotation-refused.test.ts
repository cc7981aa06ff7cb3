import { Duration, Fn, Stack, aws_ec2 as ec2, aws_lambda as lambda, aws_rds as rds, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { World } from './rotation-fixture';
import { Domain } from '../../src/core';
import { CertificateAuthority, Database, DomainSecret, RedisPersistence, Rotation, RotationSchedule, RotationStrategy, SecretRotation } from '../../src/secrets';
import { testApp } from '../checks/synth';
import { ACCOUNT, REGION } from '../checks/template';

let world: World;
beforeEach(() => { world = new World(); });
const user = (database = world.server()) => ({ database, username: 'orders', vpc: world.vpc });
const arn = (name: string) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}`;

test.each<[string, () => unknown, RegExp]>([
  ['two passwords on PostgreSQL', () => Rotation.postgres({ ...user(), strategy: RotationStrategy.dualPassword() }), /strategy for PostgreSQL is not valid: got 'dual-password'; allowed: single-user, alternating-users/],
  ['two passwords on MariaDB', () => Rotation.mariaDb({ ...user(), strategy: RotationStrategy.dualPassword() }), /strategy for MariaDB/],
  ['a twin on ElastiCache', () => Rotation.redis({ ...user(world.server((options) => Database.elastiCache(options))), strategy: RotationStrategy.alternatingUsers(world.administrator()) }), /strategy for Amazon ElastiCache/],
  ['an administrator on MemoryDB', () => Rotation.redis({ ...user(world.server((options) => Database.memoryDb(options))), strategy: RotationStrategy.dualPassword(world.administrator()) }), /administrator for Amazon MemoryDB/],
  ['PostgreSQL on a cluster of MySQL', () => Rotation.postgres(user(Database.cluster(world.aurora(rds.DatabaseClusterEngine.AURORA_MYSQL)))), /database for PostgreSQL is not valid: got 'a database with the engine aurora-mysql'/],
  ['MySQL on a cluster of DocumentDB', () => Rotation.mysql(user(Database.documentDb(world.documents()))), /database for MySQL is not valid: got 'a server of documentdb'/],
  ['Oracle without a database', () => Rotation.oracle(user()), /databaseName for Oracle/],
  ['an empty name of a database', () => Rotation.postgres({ ...user(), databaseName: '' }), /databaseName for PostgreSQL is not valid: got ''; .*leave it out/],
  ['an empty name of Oracle\'s database', () => Rotation.oracle({ ...user(), databaseName: '' }), /databaseName for Oracle Database is not valid: got ''/],
  ['a name whose twin is too long', () => Rotation.mysql({ ...user(), username: 'a'.repeat(27), strategy: RotationStrategy.alternatingUsers(world.administrator()) }), /up to 32 characters, _clone included/],
  ['a name that is too long', () => Rotation.mysql({ ...user(), username: 'a'.repeat(33) }), /which has 33 characters/],
  ['a name that is a twin\'s', () => Rotation.mysql({ ...user(), username: 'orders_clone', strategy: RotationStrategy.alternatingUsers(world.administrator()) }), /does not end with _clone/],
  ['a name with a quote', () => Rotation.postgres({ ...user(), username: 'o"rders' }), /username for PostgreSQL/],
  ['a name with a comma', () => Rotation.postgres({ ...user(), username: 'orders,admin' }), /username for PostgreSQL/],
  ['a short password', () => Rotation.redis({ ...user(), passwordLength: 12 }), /passwordLength for Redis or Valkey is not valid: got 12; allowed: 16 to 128 characters/],
  ['a long password of Oracle', () => Rotation.oracle({ ...user(), databaseName: 'ORCL', passwordLength: 31 }), /passwordLength for Oracle/],
  ['letters among the excluded marks', () => Rotation.postgres({ ...user(), excludeCharacters: 'aA' }), /excludeCharacters/],
  ['every mark excluded', () => Rotation.postgres({ ...user(), excludeCharacters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' }), /excludeCharacters/],
  ['a user id outside ElastiCache', () => Rotation.redis({ ...user(), userId: 'u-1' }), /userId is not valid/],
  ['a replication group outside ElastiCache', () => Rotation.redis({ ...user(), username: 'default', replicationGroupId: 'g' }), /replicationGroupId is not valid/],
  ['nodes on ElastiCache', () => Rotation.redis({ ...user(world.server((options) => Database.elastiCache(options))), nodes: ['a:1'] }), /nodes is not valid/],
  ['a node that is none', () => Rotation.redis({ ...user(), nodes: ['nonsense'] }), /nodes of Redis or Valkey is not valid: got 'nonsense'; allowed: host:port/],
  ['a node without a host', () => Rotation.redis({ ...user(), nodes: [':6379'] }), /got ':6379'; allowed: host:port/],
  ['a node with a port that is none', () => Rotation.redis({ ...user(), nodes: ['one.example:6379', 'two.example:65536'] }), /got 'two.example:65536'; allowed: host:port/],
  ['an empty node beside another', () => Rotation.redis({ ...user(), nodes: ['one.example:6379', ''] }), /got ''; allowed: host:port/],
  ['a node with a scheme', () => Rotation.redis({ ...user(), nodes: ['rediss://one.example:6379'] }), /allowed: host:port/],
  ['a node whose port only the deployment knows', () => Rotation.redis({ ...user(), nodes: [Fn.importValue('node')] }), /nodes of Redis or Valkey is not valid: got 'a port that is a token'; allowed: host:port/],
  ['a node whose port alone is a token', () => Rotation.redis({ ...user(), nodes: [`one.example:${Fn.importValue('port')}`] }), /got 'a port that is a token'/],
  ['persistence on MemoryDB', () => Rotation.redis({ ...user(world.server((options) => Database.memoryDb(options))), persistence: RedisPersistence.ACL_FILE }), /persistence is not valid/],
  ['an AUTH token of a user', () => Rotation.redis({ ...user(world.server((options) => Database.elastiCache(options))), replicationGroupId: 'g' }), /username of an AUTH token/],
  ['a provider\'s module outside its code', () => Rotation.apiKey({ provider: lambda.Code.fromInline('//'), module: '../provider.js', fields: ['apiKey'], vpc: world.vpc }), /module of the provider/],
  ['an API key without fields', () => Rotation.apiKey({ provider: lambda.Code.fromInline('//'), fields: [], vpc: world.vpc }), /fields of the API key/],
  ['a host with a scheme', () => Database.server({ host: 'https://db.example', port: 5432, access: world.securityGroup() }), /host of the database/],
  ['a port that is none', () => Database.server({ host: 'db.example', port: 70_000, access: world.securityGroup() }), /port of the database/],
  ['a name of the certificate for Oracle, whose driver compares the host', () => Rotation.oracle({ ...user(world.server((options) => Database.server({ ...options, certificateName: 'real.example' }))) }), /certificateName is not valid: got 'real.example'; allowed: none with Oracle/],
  ['a private key for a certificate', () => CertificateAuthority.pem('-----BEGIN PRIVATE KEY-----\nAA\n-----END PRIVATE KEY-----'), /certificates is not valid: got '\d+ characters'/],
])('%s is refused', (_name, make, message) => {
  expect(make).toThrow(message);
});

test('a refused certificate is not quoted: it may be a private key', () => {
  expect(() => CertificateAuthority.pem('-----BEGIN PRIVATE KEY-----\nQUFB\n-----END PRIVATE KEY-----')).toThrow(expect.objectContaining({ message: expect.not.stringContaining('QUFB') }));
});

test('a certificate that is too long is refused with what is enough', () => {
  const certificates = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(3_000)}\n-----END CERTIFICATE-----\n`;
  expect(() => CertificateAuthority.pem(certificates)).toThrow(/got '3055 characters'; allowed: .* up to 3000 characters.*the one root/);
});

describe('a rotation of a user of Amazon RDS', () => {
  const certificate = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(64)}\n-----END CERTIFICATE-----\n`;
  const rotateIn = (region: string | undefined, certificateAuthority?: CertificateAuthority) => {
    const stack = new Stack(testApp(), 'Far', { env: { region } });
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    const access = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Theirs', 'sg-0123456789abcdef0');
    const cluster = rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Shop', { clusterIdentifier: 'shop', clusterEndpointAddress: 'shop.example', port: 5432, securityGroups: [access] });
    return new DomainSecret(new Domain(stack, 'Orders'), 'User', {
      rotation: Rotation.postgres({ database: Database.cluster(cluster, { certificateAuthority }), username: 'orders', vpc }),
    });
  };

  test.each(['eusc-de-east-1', 'me-west-1', 'us-iso-east-1'])('in %s, whose authorities the function does not have, is refused', (region) => {
    expect(() => rotateIn(region)).toThrow(new RegExp(`Region of 'Far/Orders/User/Rotation' is not valid: got '${region}'.*certificateAuthority`));
  });

  test('in such a Region is taken with an authority of one\'s own', () => {
    expect(() => rotateIn('eusc-de-east-1', CertificateAuthority.pem(certificate))).not.toThrow();
    expect(() => rotateIn('eusc-de-east-1', CertificateAuthority.AMAZON)).not.toThrow();
  });

  test.each(['cn-north-1', 'us-gov-west-1', undefined])('in the Region %s is taken', (region) => {
    expect(() => rotateIn(region)).not.toThrow();
  });
});

describe('a VPC without isolated subnets', () => {
  const privateVpc = () => new ec2.Vpc(world.stack, 'Other', { natGateways: 1 });
  const without = /subnets of the VPC 'Test\/Other' is not valid: got 'none that is isolated'.*vpcSubnets/;

  test('is refused for users and for API keys', () => {
    const vpc = privateVpc();
    expect(() => Rotation.postgres({ ...user(), vpc })).toThrow(without);
    expect(() => Rotation.apiKey({ provider: lambda.Code.fromInline('//'), fields: ['apiKey'], vpc })).toThrow(without);
  });

  test('is taken where the subnets are named', () => {
    expect(() => Rotation.postgres({ ...user(), vpc: privateVpc(), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } })).not.toThrow();
  });

  test('is taken while a lookup does not know its subnets yet', () => {
    const stack = new Stack(testApp(), 'Lookup', { env: { region: REGION, account: ACCOUNT } });
    const vpc = ec2.Vpc.fromLookup(stack, 'Other', { vpcId: 'vpc-0123456789abcdef0' });
    expect(() => Rotation.postgres({ ...user(), vpc })).not.toThrow();
  });
});

describe('a database that is imported', () => {
  test('without security groups is refused: no rule could let the function in', () => {
    const imported = rds.DatabaseCluster.fromDatabaseClusterAttributes(world.stack, 'Imported', { clusterIdentifier: 'shop', clusterEndpointAddress: 'shop.example', port: 5432 });
    expect(() => Database.cluster(imported)).toThrow(/security groups of the database 'shop.example' is not valid: got 'none'.*import the database with its security groups/);
  });

  test('without an endpoint is refused: the host must be pinned', () => {
    const imported = rds.DatabaseCluster.fromDatabaseClusterAttributes(world.stack, 'Imported', { clusterIdentifier: 'shop' });
    expect(() => Database.cluster(imported)).toThrow(/got 'no endpoint: it is imported without one'/);
  });
});

describe('a rotation of a secret', () => {
  test('beside another one is refused', () => {
    const secret = world.secret({ rotation: Rotation.postgres(user()) });
    expect(() => new SecretRotation(world.orders, 'Second', { secret, rotation: Rotation.managed() })).toThrow(/a second rotation of the secret/);
  });

  test('beside a schedule of CDK\'s own is refused', () => {
    const secret = world.secret({});
    secret.addRotationSchedule('Own', { rotationLambda: new lambda.Function(world.stack, 'F', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'i.h', code: lambda.Code.fromInline('//') }) });
    expect(() => new SecretRotation(world.orders, 'Second', { secret, rotation: Rotation.managed() })).toThrow(/a second rotation of the secret/);
  });

  test('that is imported twice is refused the second time', () => {
    const rotate = (id: string) => new SecretRotation(world.orders, id, {
      secret: secretsmanager.Secret.fromSecretCompleteArn(world.stack, `${id}Secret`, arn('legacy-a1b2c3')), rotation: Rotation.managed(),
    });
    rotate('One');
    expect(() => rotate('Two')).toThrow(/a second rotation of the secret/);
  });

  test.each([
    ['a partial ARN', () => secretsmanager.Secret.fromSecretPartialArn(world.stack, 'S', arn('legacy'))],
    ['a name', () => secretsmanager.Secret.fromSecretNameV2(world.stack, 'S', 'legacy')],
  ])('that is known by %s is refused', (_name, secret) => {
    expect(() => new SecretRotation(world.orders, 'R', { secret: secret(), rotation: Rotation.managed() })).toThrow(/by a partial ARN or a name.*fromSecretCompleteArn/);
  });

  test('with itself as administrator is refused', () => {
    const secret = world.secret({});
    expect(() => new SecretRotation(world.orders, 'R', { secret, rotation: Rotation.mysql({ ...user(), strategy: RotationStrategy.alternatingUsers(secret) }) }))
      .toThrow(/administrator of 'Test\/Orders\/R' is not valid: got 'the secret that rotates'/);
  });

  test('with an administrator of another domain is refused', () => {
    const other = new DomainSecret(new Domain(world.stack, 'Payments'), 'Administrator');
    expect(() => world.secret({ rotation: Rotation.mysql({ ...user(), strategy: RotationStrategy.alternatingUsers(other) }) })).toThrow(/got 'a secret of the domain 'payments''/);
  });

  test('in another domain than the secret\'s is refused', () => {
    const secret = world.secret({});
    expect(() => new SecretRotation(world.stack, 'R', { secret, domain: new Domain(world.stack, 'Payments'), rotation: Rotation.managed() })).toThrow(/domain of the rotation/);
  });

  test('by an imported function without its role is refused', () => {
    const handler = lambda.Function.fromFunctionArn(world.stack, 'F', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:rotate`);
    expect(() => world.secret({ rotation: Rotation.custom(handler) })).toThrow(/an imported function without its role/);
  });

  test('with a schedule and no rotation is refused', () => {
    expect(() => world.secret({ schedule: RotationSchedule.rate(Duration.days(1)) })).toThrow(/schedule is not valid: got 'rate\(1 day\)'/);
  });

  test('with rules of a first value that are not the rotation\'s is refused', () => {
    expect(() => world.secret({ rotation: Rotation.postgres(user()), generateSecretString: { passwordLength: 8 } })).toThrow(/generateSecretString/);
  });

  test('in a VPC without known addresses needs the endpoints\'', () => {
    const vpc = ec2.Vpc.fromVpcAttributes(world.stack, 'Imported', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['a'], isolatedSubnetIds: ['subnet-1'] });
    expect(() => world.secret({ rotation: Rotation.postgres({ ...user(), vpc }) })).toThrow(/addresses of the VPC/);
    const second = new World();
    const known = ec2.Vpc.fromVpcAttributes(second.stack, 'Imported', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['a'], isolatedSubnetIds: ['subnet-1'] });
    expect(() => second.secret({ rotation: Rotation.postgres({ database: second.server(), username: 'orders', vpc: known, endpoints: [ec2.Peer.ipv4('10.0.0.0/16')] }) })).not.toThrow();
  });
});
