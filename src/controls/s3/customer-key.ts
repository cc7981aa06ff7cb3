import { encryptionRule, receivesAccessLogs } from './bucket';
import { control, managedRule, notApplicable, violated } from '../control';
import { isIntrinsic, type TemplateResource } from '../template';
import { checkCustomerKey, decideEach, deferred, valuesAt } from '../value';

/** S3 delivers access logs only to buckets that it encrypts with its own keys. */
const checkEncryption = (bucket: TemplateResource, encryption: unknown) => decideEach(valuesAt(encryption, 'SSEAlgorithm'), (algorithm) => {
  if (isIntrinsic(algorithm)) { return deferred('SSEAlgorithm'); }
  if (algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse') {
    return checkCustomerKey(bucket.template, valuesAt(encryption, 'KMSMasterKeyID'), 'KMSMasterKeyID');
  }
  return receivesAccessLogs(bucket) ? notApplicable() : violated(`the default encryption is ${String(algorithm ?? 'AES256')}, must be aws:kms`);
});

export const customerKey = control({
  id: 's3.customer-key',
  title: 'a bucket is encrypted with a customer-managed key',
  titleKo: '버킷은 고객 관리형 키로 암호화된다',
  why: 'without it, whoever may read the bucket may read its objects, and no key policy can stop them',
  severity: 'high',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['SC-12(2)', 'SC-13', 'SC-28', 'SC-28(1)'],
    hipaa: ['164.312(a)(2)(iv)'],
    iso27001: ['A.8.24'],
    ismsP: ['2.7.1', '2.7.2'],
    controlTower: ['CT.S3.PR.10'],
  },
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => decideEach(encryptionRule(bucket, 'ServerSideEncryptionByDefault'), (encryption) => checkEncryption(bucket, encryption)),
  default: {
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
  },
  fix: 'set the default encryption to aws:kms with the KMSMasterKeyID of a customer-managed key',
  runtime: managedRule('S3_DEFAULT_ENCRYPTION_KMS'),
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
});
