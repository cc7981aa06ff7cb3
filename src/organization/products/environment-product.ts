import type { Construct } from 'constructs';
import { GoldEnvironment } from '../../environment';
import type { EndpointService } from '../../network';
import { DomainParameters } from '../domain-parameters';
import { GoldProduct, type GoldProductOptions } from '../gold-product';
import type { ProductAssets } from '../product-assets';

/** Properties of the product that makes environments. */
export interface EnvironmentProductProps extends GoldProductOptions {
  /** Where the code that empties the VPC's default security group is kept for the accounts that launch the product. */
  readonly assets: ProductAssets;

  /**
   * Addresses of the VPC: an IPv4 block of /16 to /27.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;

  /**
   * The services that get an endpoint in the VPC.
   *
   * @default - KMS, Secrets Manager, STS, CloudWatch Logs, S3, DynamoDB
   */
  readonly endpointServices?: EndpointService[];

  /**
   * The AWS organization, such as `o-a1b2c3d4e5`.
   *
   * @default - the account that launches the product is the border
   */
  readonly organizationId?: string;

  /**
   * Name of the product.
   *
   * @default 'environment'
   */
  readonly productName?: string;
}

/**
 * A product that makes a whole gold environment: a VPC without internet, private endpoints, an alarm on tampering with keys, and the platform's own domain.
 *
 * @example
 * declare const assets: organization.ProductAssets;
 * new organization.EnvironmentProduct(this, 'Environment', { version: '1.0.0', historyFolder: 'catalogue/environment', owner: 'Platform team', assets });
 */
export class EnvironmentProduct extends GoldProduct {
  constructor(scope: Construct, id: string, props: EnvironmentProductProps) {
    super(scope, id, {
      ...props,
      productName: props.productName ?? 'environment',
      mainResourceTypes: ['AWS::EC2::VPC'],
      description: 'A gold environment: a VPC without internet, private endpoints, an alarm on tampering with keys, and a domain of the platform.',
    });
    const { template } = this;
    const gold = new GoldEnvironment(template, 'Gold', {
      cidr: props.cidr,
      endpointServices: props.endpointServices,
      organizationId: props.organizationId,
      platformDomainName: DomainParameters.name(template),
    });
    const [first, second] = gold.vpc.isolatedSubnets;
    this.putOut('VpcId', gold.vpc.vpcId, 'The VPC');
    this.putOut('VpcCidr', gold.vpc.vpcCidrBlock, 'Addresses of the VPC');
    this.putOut('IsolatedSubnetA', first.subnetId, 'A subnet without a route to the internet');
    this.putOut('IsolatedSubnetB', second.subnetId, 'Another one, in another Availability Zone');
    this.putOut('AlarmTopicArn', gold.keyTamperAlarm.topic.topicArn, 'Topic that tells of tampering with keys');
  }
}
