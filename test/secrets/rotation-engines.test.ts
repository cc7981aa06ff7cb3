import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, Fn, Stack, aws_docdb as docdb, aws_ec2 as ec2, aws_rds as rds, aws_redshift as redshift, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { World } from './rotation-fixture';
import { KeyPurpose, KeyService } from '../../src/keys';
import { CertificateAuthority, Database, type DatabaseCertificateOptions, Rotation, RotationStrategy, SecretRotation } from '../../src/secrets';
import { ENGINES, type EngineFacts } from '../../src/secrets/private/engines';
import { RDS_REGIONS } from '../../src/secrets/private/rds-regions';
import { portsOfNodes } from '../../src/secrets/private/server-address';
import { usersOf } from '../../src/secrets/private/username';
import { pemOf } from '../../src/secrets/rotation/authorities/pem';
import { DocumentDbEngine } from '../../src/secrets/rotation/engines/document-db/document-db-engine';
import { mariadb } from '../../src/secrets/rotation/engines/mysql/mariadb-dialect';
import { mysql } from '../../src/secrets/rotation/engines/mysql/mysql-dialect';
import { OracleEngine } from '../../src/secrets/rotation/engines/oracle/oracle-engine';
import { PostgresEngine } from '../../src/secrets/rotation/engines/postgres/postgres-engine';
import { ManagedUserEngine } from '../../src/secrets/rotation/engines/redis/managed-user-engine';
import { nodesOf } from '../../src/secrets/rotation/engines/redis/nodes';
import { RedisEngine } from '../../src/secrets/rotation/engines/redis/redis-engine';
import { RedshiftEngine } from '../../src/secrets/rotation/engines/redshift/redshift-engine';
import { SqlServerEngine } from '../../src/secrets/rotation/engines/sql-server/sql-server-engine';
import { twinOf } from '../../src/secrets/rotation/strategies/alternating-users';
import { ACCOUNT, REGION, resourcesOf } from '../checks/template';

const AUTHORITIES = path.join(__dirname, '..', '..', 'src', 'secrets', 'rotation', 'authorities');

/** The roots of Amazon RDS that the functions have, in base64 by Region. */
const rdsRoots = (...partitions: string[]): Readonly<Record<string, readonly string[]>> => Object.assign({}, ...partitions.map((partition) => {
  const { certificates } = JSON.parse(readFileSync(path.join(AUTHORITIES, `${partition}.json`), 'utf8')) as { readonly certificates: object };
  return certificates;
}));

const sg = (world: World) => ec2.SecurityGroup.fromSecurityGroupId(world.stack, 'Theirs', 'sg-0123456789abcdef0');

describe('a secret', () => {
  let world: World;
  beforeEach(() => { world = new World(); });
  const rotate = (rotation: Rotation) => world.secret({ rotation });
  const user = (database: Database) => ({ database, username: 'orders', vpc: world.vpc });

  test.each<[string, (world: World) => Rotation, string, unknown]>([
    ['an instance of RDS for MySQL', (w) => Rotation.mysql(user(Database.instance(w.instance(rds.DatabaseInstanceEngine.MYSQL)))), 'AWS::RDS::DBInstance', expect.anything()],
    ['an instance of RDS for MariaDB', (w) => Rotation.mariaDb(user(Database.instance(w.instance(rds.DatabaseInstanceEngine.MARIADB)))), 'AWS::RDS::DBInstance', expect.anything()],
    ['an instance of RDS for SQL Server', (w) => Rotation.sqlServer(user(Database.instance(w.instance(rds.DatabaseInstanceEngine.SQL_SERVER_SE)))), 'AWS::RDS::DBInstance', expect.anything()],
    ['an instance of RDS for Oracle', (w) => Rotation.oracle({ ...user(Database.instance(w.instance(rds.DatabaseInstanceEngine.ORACLE_SE2))), databaseName: 'ORCL' }), 'AWS::RDS::DBInstance', expect.anything()],
    ['a cluster of Aurora MySQL', (w) => Rotation.mysql(user(Database.cluster(w.aurora(rds.DatabaseClusterEngine.AURORA_MYSQL)))), 'AWS::RDS::DBCluster', expect.anything()],
    ['a cluster of DocumentDB', (w) => Rotation.documentDb(user(Database.documentDb(w.documents()))), 'AWS::DocDB::DBCluster', expect.anything()],
    ['a cluster of Redshift', (w) => Rotation.redshift(user(Database.redshift(new redshift.CfnCluster(w.stack, 'Warehouse', {
      clusterType: 'single-node', dbName: 'dev', masterUsername: 'master', nodeType: 'ra3.large', manageMasterPassword: true,
    }), sg(w)))), 'AWS::Redshift::Cluster', { Ref: 'Warehouse' }],
    ['an imported cluster of Aurora', (w) => Rotation.postgres(user(Database.cluster(rds.DatabaseCluster.fromDatabaseClusterAttributes(w.stack, 'Imported', {
      clusterIdentifier: 'shop', clusterEndpointAddress: 'shop.cluster-abc.example', port: 5432, securityGroups: [sg(w)],
    })))), 'AWS::RDS::DBCluster', 'shop'],
    ['an imported instance of RDS', (w) => Rotation.postgres(user(Database.instance(rds.DatabaseInstance.fromDatabaseInstanceAttributes(w.stack, 'Imported', {
      instanceIdentifier: 'shop', instanceEndpointAddress: 'shop.abc.example', port: 5432, securityGroups: [sg(w)],
    })))), 'AWS::RDS::DBInstance', 'shop'],
    ['an imported cluster of DocumentDB', (w) => Rotation.documentDb(user(Database.documentDb(docdb.DatabaseCluster.fromDatabaseClusterAttributes(w.stack, 'Imported', {
      clusterIdentifier: 'shop', clusterEndpointAddress: 'shop.docdb.example', port: 27017, securityGroup: sg(w),
    })))), 'AWS::DocDB::DBCluster', 'shop'],
    ['a target of one\'s own', (w) => Rotation.redshift(user(Database.server({
      host: 'warehouse.example', port: 5439, access: sg(w), attachTo: { asSecretAttachmentTarget: () => ({ targetId: 'dw', targetType: secretsmanager.AttachmentTargetType.REDSHIFT_CLUSTER }) },
    }))), 'AWS::Redshift::Cluster', 'dw'],
  ])('attaches to %s before it rotates', (_name, rotation, type, id) => {
    rotate(rotation(world));
    expect(world.only('AWS::SecretsManager::SecretTargetAttachment', 'OrdersUser').Properties).toMatchObject({ TargetType: type, TargetId: id });
    expect(world.only('AWS::SecretsManager::RotationSchedule', 'OrdersUser').Properties.SecretId).toEqual({ Ref: world.idOf('AWS::SecretsManager::SecretTargetAttachment', 'OrdersUser') });
    expect(world.environment().HOSTS).toBeDefined();
    expect([...world.resources('AWS::EC2::SecurityGroupIngress')]).toHaveLength(1);
  });

  test('of a server with a certificate of its own authority is told that authority and name', () => {
    const pem = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(64)}\n-----END CERTIFICATE-----\n`;
    rotate(Rotation.postgres(user(Database.server({
      host: 'db.example', port: 5432, access: sg(world), certificateAuthority: CertificateAuthority.pem(pem), certificateName: 'real.example',
    }))));
    expect(JSON.parse(String(world.environment().ENGINE_OPTIONS))).toEqual({ authorities: pem, serverName: 'real.example' });
  });

  test.each<[string, (world: World, options: DatabaseCertificateOptions) => Rotation]>([
    ['an instance of RDS', (w, options) => Rotation.mysql(user(Database.instance(w.instance(rds.DatabaseInstanceEngine.MYSQL), options)))],
    ['a cluster of Aurora', (w, options) => Rotation.postgres(user(Database.cluster(w.aurora(), options)))],
    ['a cluster of DocumentDB', (w, options) => Rotation.documentDb(user(Database.documentDb(w.documents(), options)))],
  ])('of %s is told an authority and a name of one\'s own instead of those of Amazon RDS', (_name, rotation) => {
    const pem = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(64)}\n-----END CERTIFICATE-----\n`;
    rotate(rotation(world, { certificateAuthority: CertificateAuthority.pem(pem), certificateName: 'real.example' }));
    const options = JSON.parse(String(world.environment().ENGINE_OPTIONS)) as object;
    expect(options).toMatchObject({ authorities: pem, serverName: 'real.example' });
    expect(options).not.toHaveProperty('authority');
  });

  test('keeps within Lambda\'s 4 KB of environment with the longest certificates, an administrator and usual names', () => {
    const frame = '-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----\n';
    const pem = frame.replace('\n\n', `\n${`${'A'.repeat(64)}\n`.repeat(46).slice(0, 3_000 - frame.length)}\n`);
    expect(pem).toHaveLength(3_000);
    const database = Database.server({ host: `${'h'.repeat(60)}.example`, port: 5432, access: sg(world), certificateAuthority: CertificateAuthority.pem(pem) });
    rotate(Rotation.postgres({ ...user(database), strategy: RotationStrategy.alternatingUsers(world.administrator()) }));
    const known = Object.fromEntries(Object.entries(world.environment()).map(([name, value]) => [name, typeof value === 'string' ? value : 'a'.repeat(100)]));
    expect(Buffer.byteLength(JSON.stringify(known))).toBeLessThan(4_096);
    expect(JSON.stringify(known)).toContain('BEGIN CERTIFICATE');
  });

  test('whose settings are more than Lambda takes is refused', () => {
    const nodes = Array.from({ length: 40 }, (_, at) => `${'n'.repeat(100)}${at}.example:6379`);
    expect(() => rotate(Rotation.redis({ ...user(world.server()), nodes })))
      .toThrow(/settings of 'Test\/Orders\/User\/Rotation' is not valid: got '\d{4} bytes.*'; allowed: up to 4096 bytes/);
  });

  test('of Redis reaches each port that a node has, once', () => {
    const nodes = ['one.example:6379', 'two.example:6380', 'three.example:6380', `${Fn.importValue('host')}:6381`];
    rotate(Rotation.redis({ ...user(world.server()), nodes }));
    for (const type of ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress']) {
      const ports = world.resources(type).map(({ Properties: { FromPort, ToPort } }) => [FromPort, ToPort]);
      expect(ports).toEqual([[6379, 6379], [6380, 6380], [6381, 6381]]);
    }
  });

  describe('of a server whose security group is imported', () => {
    const imported = (options?: ec2.SecurityGroupImportOptions) => ec2.SecurityGroup.fromSecurityGroupId(world.stack, 'Theirs', 'sg-0123456789abcdef0', options);
    const reach = (access: ec2.IConnectable) => rotate(Rotation.redis({
      ...user(Database.server({ host: 'one.example', port: 6379, access })), nodes: ['two.example:6380'],
    }));
    const warning = Match.stringLikeRegexp('sg-0123456789abcdef0.*mutable: false.*Test/Orders/User/Rotation/Function.*TCP port 6379, 6380.*cdk-gold:rotationRule');

    test('as immutable warns which rule to make', () => {
      reach(imported({ mutable: false }));
      expect(world.resources('AWS::EC2::SecurityGroupIngress')).toHaveLength(0);
      Annotations.fromStack(world.stack).hasWarning('/Test/Orders/User/Rotation/Function', warning);
    });

    test('as mutable gets the rules, and warns of none', () => {
      reach(imported());
      expect(world.resources('AWS::EC2::SecurityGroupIngress')).toHaveLength(2);
      Annotations.fromStack(world.stack).hasNoWarning('*', Match.stringLikeRegexp('cdk-gold:rotationRule'));
    });

    test('in another stack warns of nothing, and its rules come before the first rotation', () => {
      const other = new Stack(Stack.of(world.stack).node.root as App, 'Other', { env: { region: REGION } });
      reach(new ec2.SecurityGroup(other, 'Far', { vpc: new ec2.Vpc(other, 'Vpc') }));
      Annotations.fromStack(world.stack).hasNoWarning('*', Match.stringLikeRegexp('cdk-gold:rotationRule'));
      const rules = Object.entries(resourcesOf(world.stack, 'AWS::EC2::SecurityGroupIngress')).map(([id]) => id);
      expect(rules).toHaveLength(2);
      const schedule = world.only('AWS::SecretsManager::RotationSchedule', 'OrdersUser') as unknown as { DependsOn: string[] };
      expect(schedule.DependsOn).toEqual(expect.arrayContaining(rules));
    });
  });

  test('of RDS for Oracle is changed over the port of TLS, which is not the one that CloudFormation writes into the secret', () => {
    rotate(Rotation.oracle({ ...user(Database.instance(world.instance(rds.DatabaseInstanceEngine.ORACLE_SE2))), databaseName: 'ORCL' }));
    expect(JSON.parse(String(world.environment().ENGINE_OPTIONS))).toEqual({ authority: 'rds', tcpsPort: '2484' });
    expect(world.resources('AWS::EC2::SecurityGroupIngress').map(({ Properties: { FromPort, ToPort } }) => [FromPort, ToPort])).toEqual([[2484, 2484]]);
  });

  test.each([['2000', 2000, { tcpsPort: 2000 }], ['1521', 1521, {}]])('of Oracle elsewhere is changed over port %s', (text, port, options) => {
    rotate(Rotation.oracle({ ...user(world.server(undefined, 1521)), databaseName: 'ORCL', ...options }));
    expect(JSON.parse(String(world.environment().ENGINE_OPTIONS))).toMatchObject({ tcpsPort: text });
    expect(world.resources('AWS::EC2::SecurityGroupEgress').map(({ Properties: { FromPort } }) => FromPort)).toContain(port);
  });

  test('of Amazon DocumentDB is changed in the database admin, which has all users there', () => {
    rotate(Rotation.documentDb({ ...user(Database.documentDb(world.documents())), databaseName: 'shop' }));
    expect(JSON.parse(String(world.environment().ENGINE_OPTIONS))).toEqual({ authority: 'rds', usersDatabase: 'admin' });
  });

  test('of a database that was made with it rotates without a second attachment', () => {
    const instance = world.instance(rds.DatabaseInstanceEngine.POSTGRES);
    new SecretRotation(world.orders, 'Master', {
      secret: instance.secret!, rotation: Rotation.postgres({ database: Database.instance(instance), username: 'postgres', vpc: world.vpc }),
    });
    const attachment = world.idOf('AWS::SecretsManager::SecretTargetAttachment', 'Instance');
    expect(world.only('AWS::SecretsManager::RotationSchedule', '').Properties.SecretId).toEqual({ Ref: attachment });
    const { Environment } = world.only('AWS::Lambda::Function', 'OrdersMaster').Properties as { Environment: { Variables: Record<string, unknown> } };
    expect(Environment.Variables.SECRET_ARN).toEqual({ Ref: world.idOf('AWS::SecretsManager::Secret', 'InstanceSecret') });
  });

  test('that RDS manages gets a schedule and no function', () => {
    const cluster = world.aurora();
    new SecretRotation(world.orders, 'Master', { secret: cluster.secret!, rotation: Rotation.managed() });
    const { Properties } = world.only('AWS::SecretsManager::RotationSchedule', '');
    expect(Properties).toEqual({
      SecretId: { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'MasterUserSecret.SecretArn'] }, RotationRules: { ScheduleExpression: 'rate(30 days)' }, RotateImmediatelyOnUpdate: true,
    });
    expect(world.resources('AWS::Lambda::Function', 'OrdersMaster')).toEqual([]);
  });

  test('that is imported with its key rotates, and its key is used for it only', () => {
    const arn = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:legacy-a1b2c3`;
    const encryptionKey = world.orders.keyFor(world.stack, KeyPurpose.SECRETS, KeyService.SECRETS_MANAGER);
    const secret = secretsmanager.Secret.fromSecretAttributes(world.stack, 'Legacy', { secretCompleteArn: arn, encryptionKey });
    new SecretRotation(world.orders, 'User', { secret, rotation: Rotation.postgres(user(world.server(undefined, 5432))) });
    const environment = world.only('AWS::Lambda::Function', 'OrdersUser').Properties.Environment as { Variables: Record<string, unknown> };
    expect(environment.Variables).toMatchObject({ SECRET_ARN: arn, SECRET_NAME: 'legacy' });
    const statements = (world.only('AWS::IAM::ManagedPolicy', 'OrdersUserPolicy').Properties.PolicyDocument as { Statement: { Sid: string; Condition: unknown }[] }).Statement;
    expect(statements.find(({ Sid }) => Sid === 'UseKeyForThisSecret')?.Condition).toEqual({
      StringEquals: expect.objectContaining({ 'kms:EncryptionContext:SecretARN': arn, 'kms:ViaService': 'secretsmanager.ap-northeast-2.amazonaws.com' }),
    });
  });
});

describe('the table of engines', () => {
  test('has a bundle for each engine', () => {
    const missing = ENGINES.filter(({ id }) => !existsSync(path.join(__dirname, '..', '..', 'src', 'secrets', 'rotation', `${id}.lambda.ts`))).map(({ id }) => id);
    expect(missing).toEqual([]);
  });

  test('has no option that is told to functions and that none reads', () => {
    const source = path.join(__dirname, '..', '..', 'src', 'secrets');
    const told = [...readFileSync(path.join(source, 'private', 'engine-options.ts'), 'utf8').matchAll(/readonly (\w+)\?/g)].map(([, name]) => name);
    const engines = path.join(source, 'rotation');
    const signing = path.join(source, '..', 'edge', 'cloudfront', 'signing', 'rotation'); // rotates with the library's framework, in a layer of its own
    const functions = [engines, signing].flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith('.lambda.ts')).map((file) => path.join(folder, file)));
    const readers = [...functions, path.join(engines, 'engines', 'trusted-authorities.ts')];
    const text = readers.map((file) => readFileSync(file, 'utf8').replaceAll(/^import .*$/gm, '')).join('\n');
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((name) => !new RegExp(`\\b${name}\\b`).test(text.replaceAll(/^type .*$/gm, '')))).toEqual([]);
  });

  test.each(ENGINES.map((facts): [string, EngineFacts] => [facts.title, facts]))('has usual passwords within the bounds of %s, and a source', (_title, { password, sources }) => {
    expect(password.usual).toBeGreaterThanOrEqual(password.min);
    expect(password.usual).toBeLessThanOrEqual(password.max);
    expect(sources.every((source) => source.startsWith('https://'))).toBe(true);
    expect(sources).not.toHaveLength(0);
  });
});

describe('the Regions of Amazon RDS that constructs know', () => {
  test('are those whose authorities the functions have', () => {
    expect([...RDS_REGIONS].sort()).toEqual(Object.keys(rdsRoots('aws', 'aws-cn', 'aws-us-gov')).sort());
  });
});

describe('an authority in PEM', () => {
  test.each(Object.entries(rdsRoots('aws', 'aws-cn', 'aws-us-gov')))('may be any one root of Amazon RDS in %s', (_region, roots) => {
    for (const root of roots) { expect(() => CertificateAuthority.pem(pemOf([root]))).not.toThrow(); }
  });
});

describe('the nodes of Redis that a construct takes', () => {
  test('are read by the function with the same ports', () => {
    const host = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,20}[A-Za-z0-9])?$/);
    const node = fc.tuple(host, fc.integer({ min: 1, max: 65_535 }));
    fc.assert(fc.property(fc.array(node, { minLength: 1 }), (nodes) => {
      const option = nodes.map(([name, port]) => `${name}:${port}`).join(',');
      expect(portsOfNodes(option)).toEqual(nodes.map(([, port]) => port));
      expect(nodesOf(option)).toEqual(nodes.map(([name, port]) => ({ host: name, port })));
    }));
  });

  test('are never such that the function refuses them', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z:.,0-9 ]+:[0-9]{0,6}$/)).filter((text) => !text.includes('${')), (option) => {
      try { portsOfNodes(option); } catch { return; }
      expect(() => nodesOf(option)).not.toThrow();
    }));
  });
});

describe('a user name that a construct takes', () => {
  const connect = async () => { throw new Error('nobody connects'); };
  const engines: Readonly<Record<string, { readonly longestUsername: number }>> = {
    'postgres': new PostgresEngine(connect),
    'mysql': mysql({ dualPassword: false }, connect),
    'mariadb': mariadb({ plaintextPassword: false }),
    'redshift': new RedshiftEngine(connect),
    'document-db': new DocumentDbEngine(connect),
    'sql-server': new SqlServerEngine(connect),
    'oracle': new OracleEngine(connect, { dualPassword: false }),
    'redis': new RedisEngine(connect),
    'elasticache': new ManagedUserEngine(connect, undefined as never, undefined as never),
    'memory-db': new ManagedUserEngine(connect, undefined as never, undefined as never),
  };

  test.each(ENGINES.map((facts): [string, EngineFacts] => [facts.title, facts]))('is no longer than the function of %s takes', (_title, { id, longestUsername }) => {
    expect(longestUsername).toBeLessThanOrEqual(engines[id].longestUsername);
  });
});

describe('the users that a function may change', () => {
  const [facts] = ENGINES;

  test('are the one that was named and the twin that the function makes of it', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.$#@-]{0,56}$/).filter((name) => !name.endsWith('_clone')), (name) => {
      expect(usersOf(facts, name, true)).toEqual([name, twinOf(name)]);
      expect(twinOf(twinOf(name))).toBe(name);
    }));
  });

  test('are never written with a mark that lists or engines take for something else', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }).filter((name) => /[^A-Za-z0-9_.$#@-]/.test(name) && !name.includes('${')), (name) => {
      expect(() => usersOf(facts, name, false)).toThrow(/username for PostgreSQL is not valid/);
    }));
  });
});
