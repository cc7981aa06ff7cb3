import { Duration, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DomainBucket } from '../../data';
import { KeyPurpose } from '../../keys';
import { acknowledge } from '../../private/acknowledge';
import { DomainParameters } from '../domain-parameters';
import { GoldProduct, type GoldProductOptions } from '../gold-product';

/** Properties of the product that makes buckets. */
export interface BucketProductProps extends GoldProductOptions {
  /**
   * Name of the product.
   *
   * @default 'bucket'
   */
  readonly productName?: string;
}

/**
 * A product that makes a bucket of a domain: encrypted with the domain's key, TLS only, no public access, versioned, with access logs.
 *
 * @example
 * new organization.BucketProduct(this, 'Bucket', { version: '1.0.0', historyFolder: 'catalogue/bucket', owner: 'Platform team' });
 */
export class BucketProduct extends GoldProduct {
  constructor(scope: Construct, id: string, props: BucketProductProps) {
    super(scope, id, {
      ...props,
      productName: props.productName ?? 'bucket',
      mainResourceTypes: ['AWS::S3::Bucket'],
      description: 'A bucket of a domain: encrypted with the key of the domain, TLS only, without public access, versioned, with access logs.',
    });
    const { template } = this;
    const domain = DomainParameters.domain(template, KeyPurpose.DATA);
    const oldVersions = template.ask('KeepOldVersionsDays', {
      group: 'Objects',
      label: 'Days that old versions are kept',
      description: 'How many days a version that was overwritten or deleted can be brought back.',
      type: 'Number',
      allowedValues: ['30', '60', '90', '180', '365'],
      defaultValue: '90',
    });
    const archive = template.ask('ArchiveAfterDays', {
      group: 'Objects',
      label: 'Days until objects are archived',
      description: 'After how many days an object moves to S3 Glacier Flexible Retrieval.',
      type: 'Number',
      allowedValues: ['30', '90', '180', '365', '3650'],
      defaultValue: '3650',
    });
    const bucket = new DomainBucket(domain, 'Bucket', {
      keepOldVersions: Duration.days(Token.asNumber(oldVersions.value)),
      archiveAfter: Duration.days(Token.asNumber(archive.value)),
    });
    for (const pack of ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321']) {
      acknowledge(bucket, pack, `${pack}-S3BucketReplicationEnabled`, 'a bucket is launched in one Region, and keeps old versions; a product that replicates is another one');
    }
    this.putOut('BucketName', bucket.bucketName, 'Name of the bucket');
    this.putOut('BucketArn', bucket.bucketArn, 'ARN of the bucket');
  }
}
