import { encryptionRule } from './bucket';
import { control, guardRule, notApplicable } from '../control';
import { isIntrinsic } from '../template';
import { checkTrue, decideEach, deferred, valuesAt } from '../value';

export const bucketKey = control({
  id: 's3.bucket-key',
  title: 'a bucket encrypted with KMS uses a bucket key',
  titleKo: 'KMS로 암호화하는 버킷은 버킷 키를 사용한다',
  why: 'without it, every object costs a request to KMS, whose quota all services of the account share',
  severity: 'low',
  responsibility: 'customer',
  frameworks: {},
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => decideEach(encryptionRule(bucket), (rule) => decideEach(valuesAt(rule, 'ServerSideEncryptionByDefault', 'SSEAlgorithm'), (algorithm) => {
    if (isIntrinsic(algorithm)) { return deferred('SSEAlgorithm'); }
    return algorithm === 'aws:kms' ? checkTrue(valuesAt(rule, 'BucketKeyEnabled'), 'BucketKeyEnabled') : notApplicable();
  })),
  default: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true }] } },
  fix: 'set BucketKeyEnabled to true in the encryption rule',
  runtime: guardRule(`
rule s3_bucket_key when resourceType == "AWS::S3::Bucket" {
  supplementaryConfiguration.ServerSideEncryptionConfiguration.rules[ applyServerSideEncryptionByDefault.sseAlgorithm == "aws:kms" ] {
    bucketKeyEnabled == true
  }
}`),
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html',
});
