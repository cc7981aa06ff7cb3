import { Duration, RemovalPolicy, Token, aws_ec2 as ec2, aws_rds as rds } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { KeyPurpose, KeyService } from '../../keys';
import { acknowledge } from '../../private/acknowledge';
import { Database, DomainSecret, Rotation, RotationSchedule, RotationStrategy, SecretRotation } from '../../secrets';
import { DomainParameters } from '../domain-parameters';
import { GoldProduct, type GoldProductOptions } from '../gold-product';
import { NetworkParameters } from '../network-parameters';
import type { ProductAssets } from '../product-assets';

/** Properties of the product that makes databases. */
export interface DatabaseProductProps extends GoldProductOptions {
  /** Where the code of the rotation function is kept for the accounts that launch the product. */
  readonly assets: ProductAssets;

  /**
   * The version of PostgreSQL. A later one can be offered in a later version of the product; launched databases are upgraded when they are updated to it.
   *
   * @default rds.PostgresEngineVersion.VER_17_9
   */
  readonly engineVersion?: rds.PostgresEngineVersion;

  /**
   * The classes of instances that can be chosen, the first one by default.
   *
   * @default - t4g.medium, m7g.large, m7g.xlarge, r7g.large, r7g.xlarge
   */
  readonly instanceTypes?: string[];

  /**
   * Name of the product.
   *
   * @default 'database'
   */
  readonly productName?: string;
}

/**
 * A product that makes a database of PostgreSQL in a domain, without a public address, in two zones, and a secret of the application's user that rotates.
 *
 * @example
 * declare const assets: organization.ProductAssets;
 * new organization.DatabaseProduct(this, 'Database', { version: '1.0.0', historyFolder: 'catalogue/database', owner: 'Platform team', assets });
 */
export class DatabaseProduct extends GoldProduct {
  constructor(scope: Construct, id: string, props: DatabaseProductProps) {
    super(scope, id, {
      ...props,
      productName: props.productName ?? 'database',
      mainResourceTypes: ['AWS::RDS::DBInstance'],
      description: 'A database of PostgreSQL in a domain: encrypted with the key of the domain, TLS only, in two zones, with a secret that rotates.',
    });
    const { template } = this;
    const domain = DomainParameters.domain(template, KeyPurpose.DATA, KeyPurpose.SECRETS, KeyPurpose.LOGS, KeyPurpose.MESSAGES);
    const vpc = NetworkParameters.isolatedVpc(template);
    const instanceTypes = props.instanceTypes ?? INSTANCE_TYPES;
    const ask = (name: string, label: string, description: string, allowedValues: string[], defaultValue: string): number =>
      Token.asNumber(template.ask(name, { group: 'Database', label, description, type: 'Number', allowedValues, defaultValue }).value);
    const instanceType = template.ask('InstanceType', {
      group: 'Database', label: 'Class of the instances', description: 'How much memory and computing the database has.', allowedValues: [...instanceTypes], defaultValue: instanceTypes[0],
    });
    const database = new rds.DatabaseInstance(domain, 'Database', {
      engine: rds.DatabaseInstanceEngine.postgres({ version: props.engineVersion ?? rds.PostgresEngineVersion.VER_17_9 }),
      instanceType: new ec2.InstanceType(instanceType.valueAsString),
      allocatedStorage: ask('StorageGigabytes', 'Storage in GB', 'How much the database can hold.', ['20', '50', '100', '500', '1000'], '50'),
      storageType: rds.StorageType.GP3,
      port: 5433,
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      multiAz: true,
      publiclyAccessible: false,
      databaseName: 'app',
      storageEncryptionKey: domain.keyFor(template, KeyPurpose.DATA, KeyService.RDS),
      credentials: rds.Credentials.fromUsername('master', { encryptionKey: domain.keyFor(template, KeyPurpose.SECRETS, KeyService.SECRETS_MANAGER) }),
      manageMasterUserPassword: true,
      iamAuthentication: true,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      backupRetention: Duration.days(ask('BackupDays', 'Days that backups are kept', 'How many days back the database can be restored.', ['7', '14', '35'], '14')),
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: true,
      cloudwatchLogsExports: ['postgresql', 'upgrade'],
      parameters: { 'rds.force_ssl': '1' },
      monitoringInterval: Duration.minutes(1),
    });
    const master = database.secret!;
    new SecretRotation(domain, 'MasterRotation', { secret: master, rotation: Rotation.managed(), schedule: RotationSchedule.rate(Duration.days(7)) });
    const user = new DomainSecret(domain, 'User', {
      rotation: Rotation.postgres({
        database: Database.instance(database), username: 'app', databaseName: 'app', strategy: RotationStrategy.alternatingUsers(master), vpc,
      }),
      schedule: RotationSchedule.rate(Duration.days(ask('RotationDays', 'Days between rotations', 'How often the password of the application changes.', ROTATION_DAYS, '30'))),
    });
    this.putOut('Endpoint', database.dbInstanceEndpointAddress, 'Host name of the database');
    this.putOut('Port', database.dbInstanceEndpointPort, 'Port of the database');
    this.putOut('SecretArn', user.secretArn, 'ARN of the secret with the user name and password of the application');
    this.putOut('SecurityGroupId', database.connections.securityGroups[0].securityGroupId, 'Security group of the database: let the application in by a rule');
    acknowledge(database.node.findChild('MonitoringRole'), 'AwsSolutions',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]',
      'the policy is AWS\'s own for this one service, which writes metrics and reads nothing');
    // stock rules can't read a parameter: all of its values are days
    acknowledge(database, 'AwsSolutions', 'AwsSolutions-RDS13', 'how long backups are kept is chosen at launch, 7 days at least');
    for (const pack of ['NIST.800.53.R5', 'HIPAA.Security']) {
      acknowledge(database, pack, `${pack}-RDSInstanceBackupEnabled`, 'how long backups are kept is chosen at launch, 7 days at least');
      acknowledge(database, pack, `${pack}-RDSInBackupPlan`, 'Amazon RDS keeps backups as long as was chosen, encrypted with the domain\'s key; a plan of AWS Backup is the account\'s to make');
    }
  }
}

/** Controls leave out what is too long. */
const ROTATION_DAYS = ['7', '30', '60', '90', '180', '365'];

const INSTANCE_TYPES = ['t4g.medium', 'm7g.large', 'm7g.xlarge', 'r7g.large', 'r7g.xlarge'];
