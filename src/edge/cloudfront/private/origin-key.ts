import { Stack, type aws_cloudfront as cloudfront, type aws_s3 as s3 } from 'aws-cdk-lib';
import { distributionArn } from './distribution-arn';
import { KEY_USES, type KeyUse, bindKeyToDistribution } from './key-binding';
import type { Domain } from '../../../core';
import { DomainKey, KeyService } from '../../../keys';

/**
 * Lets a distribution use the key of a bucket that is its origin, and no other distribution.
 *
 * @throws if the key is another domain's, and was not declared to be shared with the distribution's
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function letDistributionDecrypt(bucket: s3.IBucket, distribution: cloudfront.IDistribution, domain: Domain, writes = false): void {
  if (!bucket.encryptionKey) { return; }
  const uses: KeyUse[] = ['Reads', ...writes ? ['Writes'] as const : []];
  const [key] = [...bucket.encryptionKey.node.scopes].reverse(); // a view shows the node of its key
  if (key instanceof DomainKey) { key._checkShared(domain, KeyService.S3, uses.flatMap((use) => KEY_USES[use])); }
  bindKeyToDistribution(Stack.of(distribution), bucket.encryptionKey, distributionArn(distribution, distribution.distributionId), domain, uses);
}
