import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { core, environment, keys, network } from '../..';

/** What the platform team owns: the network, the domains and their keys. */
export class PlatformStack extends Stack {
  public readonly gold: environment.GoldEnvironment;
  public readonly orders: core.Domain;
  public readonly payments: core.Domain;
  public readonly audit: core.Domain;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.gold = new environment.GoldEnvironment(this, 'Gold', {
      endpointServices: [
        network.EndpointService.KMS, network.EndpointService.SECRETS_MANAGER, network.EndpointService.STS, network.EndpointService.LOGS,
        network.EndpointService.SQS, network.EndpointService.SNS, network.EndpointService.S3, network.EndpointService.DYNAMODB,
      ],
    });
    this.orders = this.gold.addDomain('Orders');
    this.payments = this.gold.addDomain('Payments', { classification: core.Classification.RESTRICTED });
    this.audit = this.gold.addDomain('Audit', { keyGranularity: core.KeyGranularity.PER_DOMAIN });

    // the one thing that payments may see of orders
    this.orders.shareWith(this.payments, {
      services: [keys.KeyService.S3],
      access: keys.KeyAccess.DECRYPT,
      reason: 'a payment is settled against the receipt of its order',
    });
  }
}
