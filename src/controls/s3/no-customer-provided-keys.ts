import { encryptionRule } from './bucket';
import { compliant, control, noRuntimeRule, violated } from '../control';
import { asArray, isIntrinsic } from '../template';
import { decideEach, deferred } from '../value';

export const noCustomerProvidedKeys = control({
  id: 's3.no-customer-provided-keys',
  title: 'a bucket refuses SSE-C, encryption with keys that requests provide',
  titleKo: '버킷은 고객 제공 키(SSE-C)로 암호화한 객체를 받지 않는다',
  why: 'whoever can write may encrypt the objects with a key of his own and hold them to ransom',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['SC-12'],
    ismsP: ['2.7.2'],
  },
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => decideEach(encryptionRule(bucket, 'BlockedEncryptionTypes', 'EncryptionType'), (types) => {
    if (asArray(types).includes('SSE-C')) { return compliant(); }
    return isIntrinsic(types) || asArray(types).some(isIntrinsic)
      ? deferred('EncryptionType')
      : violated('BlockedEncryptionTypes of the encryption rule does not have SSE-C');
  }),
  default: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } }] } },
  fix: 'put SSE-C in the BlockedEncryptionTypes of the encryption rule',
  runtime: noRuntimeRule('the configuration item of a bucket does not have its blocked encryption types'),
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html',
});
