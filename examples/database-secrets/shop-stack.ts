import * as path from 'node:path';
import { Duration, Stack, type StackProps, aws_ec2 as ec2, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { backedUpByRds, monitoredByRds, usersInsteadOfToken, withoutStatementLog } from './acknowledgements';
import { CatalogDatabase, OrdersDatabase, SessionCache, cacheUser } from './databases';
import { compute, type core, environment, network, secrets } from '../..';

/** One domain whose four secrets rotate, and the function that uses one of them. */
export class ShopStack extends Stack {
  public readonly orders: core.Domain;
  /** All that rotate by a function. */
  public readonly secrets: secrets.DomainSecret[];

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const gold = new environment.GoldEnvironment(this, 'Gold', {
      endpointServices: [
        network.EndpointService.KMS, network.EndpointService.SECRETS_MANAGER, network.EndpointService.STS, network.EndpointService.LOGS,
        network.EndpointService.SQS, network.EndpointService.ELASTICACHE, network.EndpointService.S3, network.EndpointService.DYNAMODB,
      ],
    });
    const { vpc } = gold;
    const orders = gold.addDomain('Orders');
    this.orders = orders;

    // Aurora PostgreSQL: two users take turns, so that no request of a client ever fails
    const database = new OrdersDatabase(orders, 'Database', { domain: orders, vpc });
    const master = database.secret!;
    new secrets.SecretRotation(orders, 'MasterRotation', {
      secret: master, rotation: secrets.Rotation.managed(), schedule: secrets.RotationSchedule.rate(Duration.days(7)),
    });
    const databaseUser = new secrets.DomainSecret(orders, 'DatabaseUser', {
      rotation: secrets.Rotation.postgres({
        database: secrets.Database.cluster(database),
        username: 'orders',
        databaseName: 'shop',
        strategy: secrets.RotationStrategy.alternatingUsers(master),
        vpc,
      }),
      schedule: secrets.RotationSchedule.cron({ hour: '18', weekDay: 'SUN', window: Duration.hours(2) }),
    });

    // MySQL: one user with two passwords, of which the older goes at the next rotation
    const catalog = new CatalogDatabase(orders, 'Catalog', { domain: orders, vpc });
    const catalogUser = new secrets.DomainSecret(orders, 'CatalogUser', {
      rotation: secrets.Rotation.mysql({
        database: secrets.Database.instance(catalog), username: 'catalog', strategy: secrets.RotationStrategy.dualPassword(), vpc,
      }),
    });

    // Valkey on ElastiCache: its users always have room for two passwords
    const cache = new SessionCache(orders, 'Sessions', { domain: orders, vpc, user: 'sessions-group' });
    const sessionUser = new secrets.DomainSecret(orders, 'SessionUser', {
      rotation: secrets.Rotation.redis({
        database: secrets.Database.elastiCache({ host: cache.host, port: cache.port, access: cache }), username: 'sessions', vpc,
      }),
    });
    cache.node.addDependency(cacheUser(orders, 'sessions', sessionUser));

    // a partner's API, reached by a private endpoint; provider.js knows how the partner issues keys
    const partner = new ec2.InterfaceVpcEndpoint(this, 'Partner', {
      vpc,
      service: new ec2.InterfaceVpcEndpointService('com.amazonaws.vpce.ap-northeast-2.vpce-svc-0123456789abcdef0', 443),
      subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      open: false,
      privateDnsEnabled: true,
    });
    orders.tag(partner);
    partner.addToPolicy(new iam.PolicyStatement({
      principals: [new iam.AnyPrincipal()], actions: ['*'], resources: ['*'], conditions: { StringEquals: { 'aws:PrincipalAccount': this.account } },
    }));
    const [partnerGroup] = partner.connections.securityGroups;
    const partnerKey = new secrets.DomainSecret(orders, 'PartnerKey', {
      description: 'API key of the partner: an operator stores the first one',
      rotation: secrets.Rotation.apiKey({
        provider: lambda.Code.fromAsset(path.join(__dirname, 'provider')), fields: ['keyId', 'apiKey'], vpc, egress: [{ peer: partnerGroup }],
      }),
    });

    this.secrets = [databaseUser, catalogUser, sessionUser, partnerKey];

    // the application reads its secret as functions/rotating-secret.js shows
    const takeOrder = new compute.DomainFunction(orders, 'TakeOrder', {
      vpc, code: lambda.Code.fromAsset(path.join(__dirname, 'functions')), handler: 'take-order.handler', environment: { SECRET: databaseUser.secretArn },
    });
    databaseUser.grantRead(takeOrder, ['AWSCURRENT']);
    takeOrder.connections.allowTo(database, ec2.Port.tcp(5433), 'the orders');

    backedUpByRds(database, catalog);
    withoutStatementLog(catalog);
    monitoredByRds(database, catalog);
    usersInsteadOfToken(cache);
  }
}
