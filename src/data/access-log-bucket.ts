import { Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { LOG_BUCKET } from './private/log-bucket';
import { acknowledge } from '../private/acknowledge';

const ID = 'GoldAccessLogs';

/**
 * The bucket of a stack that receives the access logs of its buckets.
 *
 * It is encrypted with S3's own keys, since S3 delivers access logs to no bucket encrypted with a customer-managed key.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogBucket extends s3.Bucket {
  /** The access-log bucket of the stack that a construct lies in. Made when it is first asked for. */
  public static of(construct: IConstruct): AccessLogBucket {
    const stack = Stack.of(construct);
    return stack.node.tryFindChild(ID) as AccessLogBucket | undefined ?? new AccessLogBucket(stack);
  }

  private constructor(scope: Stack) {
    super(scope, ID, LOG_BUCKET);
    (this.node.defaultChild as s3.CfnBucket).addMetadata('cdk-gold:receives-access-logs', true);
    this.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'ReceiveAccessLogs',
      principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [this.arnForObjects('*')],
      conditions: { StringEquals: { 'aws:SourceAccount': scope.account } },
    }));
    this.explain();
  }

  /** Has the access logs of a bucket delivered here. CDK's own way sets an ACL where a feature flag is not set, and ACLs are off. */
  public receive(bucket: s3.Bucket, prefix: string): void {
    (bucket.node.defaultChild as s3.CfnBucket).loggingConfiguration = { destinationBucketName: this.bucketName, logFilePrefix: prefix };
  }

  private explain(): void {
    for (const pack of ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321']) {
      acknowledge(this, pack, `${pack}-S3DefaultEncryptionKMS`, 'S3 delivers access logs only to buckets encrypted with its own keys (SSE-S3)');
      acknowledge(this, pack, `${pack}-S3BucketReplicationEnabled`, 'access logs are versioned, and kept 400 days in the Region of the buckets they tell of');
    }
  }
}
