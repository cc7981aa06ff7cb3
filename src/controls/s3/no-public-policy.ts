import { control, managedRule } from '../control';
import { checkNotPublic } from '../resource-policy';

export const noPublicPolicy = control({
  id: 's3.no-public-policy',
  title: 'a bucket policy allows nothing to everybody',
  titleKo: '버킷 정책은 불특정 다수에게 접근을 허용하지 않는다',
  why: 'anybody on the internet reads or changes the objects',
  severity: 'critical',
  mandatory: true,
  responsibility: 'customer',
  frameworks: {
    fsbp: ['S3.2', 'S3.3'],
    nist80053r5: ['AC-3', 'AC-3(7)', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-21', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(9)', 'SC-7(11)', 'SC-7(16)', 'SC-7(20)', 'SC-7(21)'],
    hipaa: ['164.312(a)(1)'],
    ismsP: ['2.6.2'],
  },
  appliesTo: ['AWS::S3::BucketPolicy'],
  check: checkNotPublic,
  default: {},
  fix: 'name the principals, or add a condition with a fixed value, such as aws:PrincipalOrgID',
  runtime: managedRule('S3_BUCKET_PUBLIC_READ_PROHIBITED'),
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
});
