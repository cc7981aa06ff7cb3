import { Duration, RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';

/** A bucket into which AWS delivers logs that it writes to no bucket encrypted with a customer-managed key: S3's own keys, kept 400 days. */
export const LOG_BUCKET: s3.BucketProps = {
  encryption: s3.BucketEncryption.S3_MANAGED,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  blockedEncryptionTypes: [s3.BlockedEncryptionType.SSE_C],
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  lifecycleRules: [{ id: 'ExpireLogs', expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
};
