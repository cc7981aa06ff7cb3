import { control, managedRule } from '../control';
import { checkEquals, valuesAt } from '../value';

export const aclsDisabled = control({
  id: 's3.acls-disabled',
  title: 'a bucket does not use ACLs',
  titleKo: '버킷은 ACL을 사용하지 않는다',
  why: 'an ACL grants access that no policy shows, and leaves objects to whoever wrote them',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['S3.12'],
    nist80053r5: ['AC-2(1)', 'AC-3', 'AC-3(7)', 'AC-3(15)', 'AC-6'],
    ismsP: ['2.6.2'],
    controlTower: ['CT.S3.PR.5'],
  },
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => checkEquals(valuesAt(bucket.properties, 'OwnershipControls', 'Rules', '0', 'ObjectOwnership'), 'ObjectOwnership', 'BucketOwnerEnforced'),
  default: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
  fix: 'set ObjectOwnership of OwnershipControls to BucketOwnerEnforced',
  runtime: managedRule('S3_BUCKET_ACL_PROHIBITED'),
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
});
