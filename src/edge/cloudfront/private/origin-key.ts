import { Stack, type aws_cloudfront as cloudfront, type aws_s3 as s3 } from 'aws-cdk-lib';
import { distributionArn } from './distribution-arn';
import { bindKeyToDistribution } from './key-binding';
import type { Domain } from '../../../core';

/**
 * Lets a distribution use the key of a bucket that is its origin, and no other distribution.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function letDistributionDecrypt(bucket: s3.IBucket, distribution: cloudfront.IDistribution, domain: Domain, writes = false): void {
  if (!bucket.encryptionKey) { return; }
  bindKeyToDistribution(Stack.of(distribution), bucket.encryptionKey, distributionArn(distribution, distribution.distributionId), domain, ['Reads', ...writes ? ['Writes'] as const : []]);
}
