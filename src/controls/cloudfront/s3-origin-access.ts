import { decideOrigins, DISTRIBUTION, kindOf } from './distribution';
import { control, managedRule, notApplicable, violated } from '../control';
import { checkPresent } from '../items';
import { deferred, valuesAt } from '../value';

export const s3OriginAccess = control({
  id: 'cloudfront.s3-origin-access',
  title: 'CloudFront reads a bucket by origin access control',
  titleKo: 'CloudFront는 오리진 액세스 제어(OAC)로 S3 버킷에 접근한다',
  why: 'without it, the bucket must be public, or can\'t have a customer-managed key; around CloudFront there is no WAF',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['CloudFront.13'],
    nist80053r5: ['SC-7(11)'],
    iso27001: ['A.8.20', 'A.8.22'],
    ismsP: ['2.6.1'],
    controlTower: ['CT.CLOUDFRONT.PR.10'],
  },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => decideOrigins(distribution, (origin, name) => {
    const kind = kindOf(distribution, origin);
    if (kind === 'website') { return violated(`${name} is the website of a bucket, which only a public bucket has; name the bucket itself`); }
    if (kind === undefined) { return deferred(`DomainName of ${name}`); }
    return kind === 's3'
      ? checkPresent(distribution.template, valuesAt(origin, 'OriginAccessControlId'), 'OriginAccessControlId', `OriginAccessControlId of ${name} is not set`)
      : notApplicable();
  }),
  default: {},
  fix: 'set OriginAccessControlId of the origin, with S3OriginConfig empty, and let only this distribution read in the bucket policy',
  runtime: managedRule('CLOUDFRONT_S3_ORIGIN_ACCESS_CONTROL_ENABLED'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
});
