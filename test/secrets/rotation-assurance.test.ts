import { Duration, aws_lambda as lambda, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { World } from './rotation-fixture';
import { GoldChecks } from '../../src/checks';
import { DomainFunction } from '../../src/compute';
import { IsolatedVpc } from '../../src/network';
import { GoldProofs } from '../../src/proofs';
import { Database, DomainSecret, Rotation, RotationSchedule, RotationStrategy, SecretReplica, SecretRotation } from '../../src/secrets';
import { type Finding, findingsOf, testApp } from '../checks/synth';
import { ACCOUNT, REGION } from '../checks/template';

/** An app that uses each factory once. */
function everyFactory(): Finding[] {
  const app = testApp();
  const world = new World(app);
  const { orders, stack } = world;
  const vpc = new IsolatedVpc(stack, 'Isolated', { domain: orders });
  const server = world.securityGroup();
  const at = (port: number, make: typeof Database.server = (options) => Database.server(options)) => ({ database: make({ host: 'db.example', port, access: server }), username: 'orders', vpc });
  const cluster = world.aurora();
  const administrator = new DomainSecret(orders, 'Administrator', {
    rotation: Rotation.mariaDb({ ...at(3306), username: 'admin' }), schedule: RotationSchedule.cron({ hour: '2', weekDay: 'SUN', window: Duration.hours(2) }),
  });
  const twins = { strategy: RotationStrategy.alternatingUsers(administrator) };
  const own = new DomainFunction(orders, 'Own', { vpc, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}') });
  const rotations: Record<string, Rotation> = {
    postgres: Rotation.postgres({ database: Database.cluster(cluster), username: 'orders', strategy: RotationStrategy.alternatingUsers(cluster.secret!), vpc }),
    mysql: Rotation.mysql({ ...at(3306), strategy: RotationStrategy.dualPassword() }),
    mariaDb: Rotation.mariaDb({ ...at(3306), ...twins }),
    redshift: Rotation.redshift(at(5439)),
    documentDb: Rotation.documentDb({ ...at(27017), ...twins }),
    sqlServer: Rotation.sqlServer(at(1433)),
    oracle: Rotation.oracle({ ...at(1521), databaseName: 'ORCL' }),
    redis: Rotation.redis(at(6379)),
    elastiCache: Rotation.redis(at(6379, (options) => Database.elastiCache(options))),
    memoryDb: Rotation.redis(at(6379, (options) => Database.memoryDb(options))),
    authToken: Rotation.redis({ ...at(6379, (options) => Database.elastiCache(options)), username: 'default', replicationGroupId: 'sessions' }),
    apiKey: Rotation.apiKey({ provider: lambda.Code.fromAsset(__dirname), fields: ['apiKey'], vpc, egress: [{ peer: server }] }),
    custom: Rotation.custom(own),
  };
  for (const [name, rotation] of Object.entries(rotations)) {
    new DomainSecret(orders, name, {
      rotation, replicas: name === 'postgres' ? [SecretReplica.withDomainKey('ap-northeast-1', orders)] : undefined,
    });
  }
  new SecretRotation(orders, 'Master', { secret: cluster.secret!, rotation: Rotation.managed() });
  new SecretRotation(orders, 'Legacy', {
    secret: secretsmanager.Secret.fromSecretCompleteArn(stack, 'LegacySecret', `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:legacy-a1b2c3`), rotation: Rotation.postgres(at(5432)),
  });
  const packs = [new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app), new PCIDSS321Checks(app)];
  return findingsOf(app, new GoldChecks(), new GoldProofs(), ...packs);
}

describe('an app that uses each rotation', () => {
  let findings: readonly Finding[];
  beforeAll(() => {
    // what the fixture's own VPC, cluster and server raise is not the rotation's
    findings = everyFactory().filter(({ construct }) => !/^Test\/(Vpc|Cluster|Server|Isolated)\b/.test(construct));
  });

  test('raises no finding that is not accepted with a reason', () => {
    expect(findings.filter(({ suppressed, plugin }) => !suppressed && plugin !== 'GoldProofs').map(({ rule, construct, description }) => [rule, construct, description])).toEqual([]);
  });

  test('has every claim about its policies proved', () => {
    expect(findings.filter(({ plugin }) => plugin === 'GoldProofs').map(({ rule, construct, description }) => [rule, construct, description])).toEqual([]);
  });

  test('has nothing accepted but what has no resource, or one that is known only when it runs', () => {
    const accepted = findings.filter(({ suppressed, construct }) => suppressed && /Rotation|Policy|alarms/.test(construct)).map(({ rule }) => rule);
    expect([...new Set(accepted)].sort()).toEqual([
      'AwsSolutions-IAM5[Resource::*]', // network interfaces, and GetRandomPassword
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:elasticache:ap-northeast-2:<AWS::AccountId>:usergroup:*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:memorydb:ap-northeast-2:<AWS::AccountId>:acl/*]',
    ]);
  });
});
