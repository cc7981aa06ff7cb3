import { aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Domain, KeyGranularity } from '../../core';
import { KeyPurpose, KeyService } from '../../keys';
import { iamArn } from '../../private/arns';
import { LAUNCH_ROLE_PREFIX } from '../../private/names';
import { DomainParameters } from '../domain-parameters';
import { GoldProduct, type GoldProductOptions } from '../gold-product';
import { keyArnName } from '../private/key-arn-name';

/** Properties of the product that makes domains. */
export interface DomainProductProps extends GoldProductOptions {
  /**
   * The AWS organization, such as `o-a1b2c3d4e5`: nobody outside it gets near the keys.
   *
   * @default - the account that launches the product is the border
   */
  readonly organizationId?: string;

  /**
   * The services that encrypt data with the domain's key: the domain's roles use it through these only.
   *
   * @default - Amazon S3, DynamoDB, RDS, EBS, EFS and ElastiCache
   */
  readonly dataServices?: KeyService[];

  /**
   * Name of the product.
   *
   * @default 'domain'
   */
  readonly productName?: string;
}

/**
 * A product that makes a domain with its keys: for data, secrets, logs and messages. It puts out their ARNs, which other products take in.
 *
 * @example
 * new organization.DomainProduct(this, 'Domain', { version: '1.0.0', historyFolder: 'catalogue/domain', owner: 'Platform team' });
 */
export class DomainProduct extends GoldProduct {
  constructor(scope: Construct, id: string, props: DomainProductProps) {
    super(scope, id, {
      ...props,
      productName: props.productName ?? 'domain',
      mainResourceTypes: ['AWS::KMS::Key'],
      description: 'A domain with its keys: for data, secrets, logs and messages. They open for the roles of the domain only, and through the services named.',
    });
    const { template } = this;
    const domain = new Domain(template, 'Domain', {
      name: DomainParameters.name(template),
      classification: DomainParameters.classification(template),
      keyGranularity: KeyGranularity.PER_PURPOSE,
      organizationId: props.organizationId,
      // what is encrypted with the keys is launched by other products
      deploymentRoleArns: [iamArn(template, 'role', `${LAUNCH_ROLE_PREFIX}*`)],
    });
    const services: readonly (readonly [KeyPurpose, readonly KeyService[]])[] = [
      [KeyPurpose.DATA, props.dataServices ?? DATA_SERVICES],
      [KeyPurpose.SECRETS, [KeyService.SECRETS_MANAGER, KeyService.SSM, KeyService.LAMBDA]],
      [KeyPurpose.LOGS, [KeyService.LOGS]],
      [KeyPurpose.MESSAGES, [KeyService.SQS, KeyService.SNS]],
    ];
    this.putOut('DomainName', domain.name, 'Name of the domain');
    for (const [purpose, through] of services) {
      const key = domain.key(purpose);
      key._openAhead(through);
      this.putOut(keyArnName(purpose), key.keyArn, `ARN of the domain's key for ${purpose}`);
    }
    for (const { service, principals } of PUBLISHERS) {
      for (const principal of principals) {
        domain.key(KeyPurpose.MESSAGES).forService(service).addToResourcePolicy(new iam.PolicyStatement({
          principals: [new iam.ServicePrincipal(principal)], actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'],
        }));
      }
    }
  }
}

/** What sends messages into encrypted queues and topics by itself; each is bound to the account. */
const PUBLISHERS: readonly { readonly service: KeyService; readonly principals: readonly string[] }[] = [
  { service: KeyService.SQS, principals: ['events.amazonaws.com', 'sns.amazonaws.com', 's3.amazonaws.com'] },
  { service: KeyService.SNS, principals: ['cloudwatch.amazonaws.com'] },
];

const DATA_SERVICES: readonly KeyService[] = [
  KeyService.S3, KeyService.DYNAMODB, KeyService.RDS, KeyService.EC2, KeyService.EFS, KeyService.ELASTICACHE,
];
