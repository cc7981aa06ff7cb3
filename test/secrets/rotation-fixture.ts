import { type App, type Stack, aws_docdb as docdb, aws_ec2 as ec2, aws_rds as rds, type aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { Domain } from '../../src/core';
import { Database, DomainSecret, type DomainSecretProps } from '../../src/secrets';
import { type Resource, type Statement, resourcesOf, statementsOf, testStack } from '../checks/template';

const ISOLATED = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

/** A stack with a VPC, a domain, and whatever servers a test asks for. */
export class World {
  public readonly stack: Stack;
  public readonly vpc: ec2.Vpc;
  public readonly orders: Domain;

  constructor(app?: App) {
    this.stack = testStack(app);
    this.vpc = new ec2.Vpc(this.stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Isolated', ...ISOLATED }] });
    this.orders = new Domain(this.stack, 'Orders');
  }

  /** An Aurora cluster whose master password RDS manages. */
  public aurora(engine = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_6 })): rds.DatabaseCluster {
    return new rds.DatabaseCluster(this.stack, 'Cluster', {
      engine,
      writer: rds.ClusterInstance.serverlessV2('Writer'),
      vpc: this.vpc,
      vpcSubnets: ISOLATED,
      manageMasterUserPassword: true,
      storageEncrypted: true,
      deletionProtection: true,
      iamAuthentication: true,
    });
  }

  public instance(engine: rds.IInstanceEngine, id = 'Instance'): rds.DatabaseInstance {
    return new rds.DatabaseInstance(this.stack, id, { engine, vpc: this.vpc, vpcSubnets: ISOLATED, storageEncrypted: true });
  }

  public documents(): docdb.DatabaseCluster {
    return new docdb.DatabaseCluster(this.stack, 'Documents', {
      masterUser: { username: 'master' }, instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MEDIUM), vpc: this.vpc, vpcSubnets: ISOLATED,
    });
  }

  /** A server of one's own. */
  public server(make: typeof Database.server = (options) => Database.server(options), port = 6379): Database {
    return make({ host: 'server.example.internal', port, access: this.securityGroup() });
  }

  public securityGroup(): ec2.SecurityGroup { return new ec2.SecurityGroup(this.stack, 'Server', { vpc: this.vpc, allowAllOutbound: false }); }

  /** A secret of the domain. */
  public secret(props: DomainSecretProps): DomainSecret { return new DomainSecret(this.orders, 'User', props); }

  /** A secret of an administrator in the domain. */
  public administrator(): secretsmanager.ISecret {
    return new DomainSecret(this.orders, 'Administrator', { generateSecretString: { secretStringTemplate: '{"username":"admin"}', generateStringKey: 'password' } });
  }

  public resources(type: string, beginning = ''): Resource[] {
    return Object.entries(resourcesOf(this.stack, type)).filter(([id]) => id.startsWith(beginning)).map(([, resource]) => resource);
  }

  /** The one resource of a type whose logical id begins as given. */
  public only(type: string, beginning: string): Resource {
    const found = this.resources(type, beginning);
    expect(found).toHaveLength(1);
    return found[0];
  }

  public idOf(type: string, beginning: string): string {
    const ids = Object.keys(resourcesOf(this.stack, type)).filter((id) => id.startsWith(beginning));
    expect(ids).toHaveLength(1);
    return ids[0];
  }

  /** What the rotation function of the secret is told. */
  public environment(): Record<string, unknown> {
    const { Environment } = this.only('AWS::Lambda::Function', 'OrdersUserRotation').Properties as { Environment: { Variables: Record<string, unknown> } };
    return Environment.Variables;
  }

  /** What the role of the rotation function may do as such. */
  public permissions(): readonly Statement[] { return statementsOf(this.only('AWS::IAM::ManagedPolicy', 'OrdersUserRotationPolicy')); }
}
