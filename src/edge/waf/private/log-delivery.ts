import { Annotations, Stack, aws_iam as iam, type aws_logs as logs, type aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import { refuseUnless } from '../../../private/errors';
import { resolvedText } from '../../../private/resolved-text';
import { LOG_DELIVERY, deliveredFrom } from '../../private/log-delivery';

/** Where a log goes. */
export interface LogTarget {
  readonly arn: string;
  readonly logGroup?: logs.ILogGroup;
  /** What has to be there before WAF tries to write. */
  readonly dependency?: IDependable;
  /** Whether it is deployed after the stack of a web ACL that lies in another Region than its construct. */
  readonly isLater?: boolean;
}

/** Lets WAF's log reach a bucket: https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html */
export function letDeliverToBucket(place: Construct, bucket: s3.IBucket, prefix: string): IDependable | undefined {
  const name = nameOf(bucket);
  // a name that only the deployment knows may begin so
  refuseUnless(name.startsWith(prefix) || name.startsWith('<'), {
    what: 'the bucket of a web ACL\'s log', got: name, allowed: `a name that begins with ${prefix}`, fix: `pass a bucket with \`bucketName: '${prefix}…'\``,
  });
  const stack = Stack.of(place);
  letUseKeyOf(bucket, stack);
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AWSLogDeliveryAclCheck', principals: [LOG_DELIVERY], actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn], conditions: deliveredFrom(stack),
  }));
  const write = new iam.PolicyStatement({
    sid: 'AWSLogDeliveryWrite',
    principals: [LOG_DELIVERY],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(`AWSLogs/${stack.account}/*`)],
    conditions: { ...deliveredFrom(stack), StringEquals: { 'aws:SourceAccount': stack.account, 's3:x-amz-acl': 'bucket-owner-full-control' } },
  });
  const { statementAdded, policyDependable } = bucket.addToResourcePolicy(write);
  if (!statementAdded) {
    Annotations.of(place).addWarningV2('cdk-gold:importedLogBucket', `the bucket '${name}' of a web ACL's log is imported, so its policy must be given by hand, in the `
      + 'bucket\'s account: let `delivery.logs.amazonaws.com` call s3:GetBucketAcl on the bucket, and s3:PutObject on AWSLogs/<account>/* in it with s3:x-amz-acl '
      + 'bucket-owner-full-control, both under aws:SourceAccount, or no log arrives; then acknowledge this');
  }
  return policyDependable;
}

/** As AWS writes them. */
const KEY_ACTIONS = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];

/**
 * Lets the delivery encrypt with the bucket's key.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html#AWS-logs-SSE-KMS-S3
 */
function letUseKeyOf(bucket: s3.IBucket, stack: Stack): void {
  const { encryptionKey } = bucket;
  const added = encryptionKey?.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AWSLogDelivery', principals: [LOG_DELIVERY], actions: KEY_ACTIONS, resources: ['*'], conditions: deliveredFrom(stack),
  }));
  if (added?.statementAdded === false) {
    Annotations.of(bucket).addWarningV2('cdk-gold:importedLogKey', `the key '${encryptionKey?.keyArn}' of the bucket of a web ACL's log is imported, so its policy must be `
      + 'given by hand: let `delivery.logs.amazonaws.com` call '
      + `${KEY_ACTIONS.join(', ')} under aws:SourceAccount, or no log arrives; then acknowledge this`);
  }
}

/** A bucket that was made here knows its name as a reference only; what a deployment knows stands in pointed brackets. */
function nameOf(bucket: s3.IBucket): string {
  const made = bucket.node.defaultChild as { bucketName?: string } | undefined;
  const name: unknown = Stack.of(bucket).resolve(made ? made.bucketName : bucket.bucketName);
  return name === undefined ? 'one made by CloudFormation' : resolvedText(name);
}
