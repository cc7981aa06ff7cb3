import { control, managedRule } from '../control';
import { checkEquals, valuesAt } from '../value';

export const versioning = control({
  id: 's3.versioning',
  title: 'a bucket keeps earlier versions of its objects',
  titleKo: '버킷은 객체의 이전 버전을 보관한다',
  why: 'without it, what was overwritten or deleted is gone',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['AU-9(2)', 'CP-6', 'CP-6(1)', 'CP-6(2)', 'CP-9', 'CP-10', 'SC-5(2)', 'SI-12', 'SI-13(5)'],
    hipaa: ['164.308(a)(7)(ii)(A)', '164.312(c)(1)'],
    soc2: ['A1.2'],
    ismsP: ['2.9.3'],
    controlTower: ['CT.S3.PR.11'],
  },
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => checkEquals(valuesAt(bucket.properties, 'VersioningConfiguration', 'Status'), 'the Status of VersioningConfiguration', 'Enabled'),
  default: { VersioningConfiguration: { Status: 'Enabled' } },
  fix: 'set the Status of VersioningConfiguration to Enabled',
  runtime: managedRule('S3_BUCKET_VERSIONING_ENABLED'),
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
});
