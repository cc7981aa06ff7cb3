import { Duration, RemovalPolicy, aws_ec2 as ec2, aws_elasticache as elasticache, aws_rds as rds } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type core, keys, type secrets } from '../..';

const ISOLATED = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

interface ServerProps {
  readonly domain: core.Domain;
  readonly vpc: ec2.IVpc;
}

/** Aurora PostgreSQL whose master password Amazon RDS keeps and rotates itself. */
export class OrdersDatabase extends rds.DatabaseCluster {
  constructor(scope: Construct, id: string, { domain, vpc }: ServerProps) {
    super(scope, id, {
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_4 }),
      writer: rds.ClusterInstance.serverlessV2('Writer', { autoMinorVersionUpgrade: true }),
      readers: [rds.ClusterInstance.serverlessV2('Reader', { autoMinorVersionUpgrade: true, scaleWithWriter: true })],
      port: 5433,
      vpc,
      vpcSubnets: ISOLATED,
      storageEncryptionKey: domain.keyFor(scope, keys.KeyPurpose.DATA, keys.KeyService.RDS),
      credentials: rds.Credentials.fromUsername('master', { encryptionKey: domain.keyFor(scope, keys.KeyPurpose.SECRETS, keys.KeyService.SECRETS_MANAGER) }),
      manageMasterUserPassword: true,
      iamAuthentication: true,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      backup: { retention: Duration.days(14) },
      copyTagsToSnapshot: true,
      cloudwatchLogsExports: ['postgresql'],
      parameters: { 'rds.force_ssl': '1' },
      defaultDatabaseName: 'shop',
      monitoringInterval: Duration.minutes(1),
    });
  }
}

/** MySQL, whose users may have two passwords at once. */
export class CatalogDatabase extends rds.DatabaseInstance {
  constructor(scope: Construct, id: string, { domain, vpc }: ServerProps) {
    super(scope, id, {
      engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 }),
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MEDIUM),
      port: 3307,
      vpc,
      vpcSubnets: ISOLATED,
      multiAz: true,
      storageEncryptionKey: domain.keyFor(scope, keys.KeyPurpose.DATA, keys.KeyService.RDS),
      credentials: rds.Credentials.fromUsername('master', { encryptionKey: domain.keyFor(scope, keys.KeyPurpose.SECRETS, keys.KeyService.SECRETS_MANAGER) }),
      manageMasterUserPassword: true,
      iamAuthentication: true,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      backupRetention: Duration.days(14),
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: true,
      cloudwatchLogsExports: ['error', 'slowquery'],
      parameters: { require_secure_transport: 'ON' },
      monitoringInterval: Duration.minutes(1),
    });
  }
}

/** Valkey on ElastiCache, for one user of its own. */
export class SessionCache extends Construct implements ec2.IConnectable {
  public readonly connections: ec2.Connections;
  public readonly host: string;
  public readonly port = 6380;

  constructor(scope: Construct, id: string, { domain, vpc, user }: ServerProps & { readonly user: string }) {
    super(scope, id);
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: 'sessions', allowAllOutbound: false });
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(this.port) });
    const subnets = new elasticache.CfnSubnetGroup(this, 'Subnets', { description: 'sessions', subnetIds: vpc.selectSubnets(ISOLATED).subnetIds });
    const group = new elasticache.CfnReplicationGroup(this, 'Group', {
      replicationGroupDescription: 'sessions',
      engine: 'valkey',
      engineVersion: '8.0',
      cacheNodeType: 'cache.t4g.small',
      numNodeGroups: 1,
      replicasPerNodeGroup: 1,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      atRestEncryptionEnabled: true,
      kmsKeyId: domain.keyFor(this, keys.KeyPurpose.DATA, keys.KeyService.ELASTICACHE).keyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      port: this.port,
      snapshotRetentionLimit: 15,
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [securityGroup.securityGroupId],
      userGroupIds: [user],
    });
    this.host = group.attrPrimaryEndPointAddress;
    domain.tag(this);
  }
}

/** The user of the cache, whose first password is the secret's. */
export function cacheUser(scope: Construct, name: string, secret: secrets.DomainSecret): elasticache.CfnUserGroup {
  const user = new elasticache.CfnUser(scope, 'CacheUser', {
    engine: 'valkey',
    userId: name,
    userName: name,
    accessString: 'on ~session:* resetchannels -@all +@read +@write +@connection',
    passwords: [secret.secretValueFromJson('password').unsafeUnwrap()], // a dynamic reference: CloudFormation resolves it
  });
  return new elasticache.CfnUserGroup(scope, 'CacheUsers', { engine: 'valkey', userGroupId: `${name}-group`, userIds: [user.ref] });
}
