import { BUCKET_POLICIES } from './bucket';
import { control, managedRule } from '../control';
import { checkTlsOnly } from '../resource-policy';

export const tlsOnly = control({
  id: 's3.tls-only',
  title: 'a bucket takes only requests sent over TLS',
  titleKo: '버킷은 TLS로 보낸 요청만 받는다',
  why: 'without it, objects and credentials can be read or changed on the way',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['S3.5'],
    cisAws5: ['2.1.1'],
    nist80053r5: ['AC-4', 'AC-17(2)', 'IA-5(1)', 'SC-7(4)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-12(3)', 'SC-13', 'SC-23', 'SC-23(3)', 'SI-7(6)'],
    hipaa: ['164.312(e)(1)', '164.312(e)(2)(i)', '164.312(e)(2)(ii)'],
    ismsP: ['2.7.1'],
    controlTower: ['CT.S3.PR.8'],
  },
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => checkTlsOnly(bucket, BUCKET_POLICIES),
  default: {},
  fix: 'add a bucket policy that denies s3:* on the bucket and its objects to Principal * when aws:SecureTransport is false',
  runtime: managedRule('S3_BUCKET_SSL_REQUESTS_ONLY'),
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
});
