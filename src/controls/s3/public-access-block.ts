import { control, managedRule } from '../control';
import { allOf, checkTrue, valuesAt } from '../value';

const SETTINGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

export const publicAccessBlock = control({
  id: 's3.public-access-block',
  title: 'a bucket blocks public access in all four ways',
  titleKo: '버킷은 네 가지 퍼블릭 액세스를 모두 차단한다',
  why: 'without it, one wrong policy or ACL opens the bucket to everybody',
  severity: 'high',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['S3.8'],
    cisAws5: ['2.1.4'],
    nist80053r5: ['AC-3', 'AC-3(7)', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-21', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(9)', 'SC-7(11)', 'SC-7(16)', 'SC-7(20)', 'SC-7(21)'],
    ismsP: ['2.6.1', '2.6.2'],
    controlTower: ['CT.S3.PR.1'],
  },
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => allOf(...SETTINGS.map((setting) =>
    checkTrue(valuesAt(bucket.properties, 'PublicAccessBlockConfiguration', setting), setting))),
  default: { PublicAccessBlockConfiguration: Object.fromEntries(SETTINGS.map((setting) => [setting, true])) },
  fix: 'set BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls and RestrictPublicBuckets to true',
  runtime: managedRule('S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED'),
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
});
