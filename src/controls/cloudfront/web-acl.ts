import { configOf, DISTRIBUTION } from './distribution';
import { control, managedRule } from '../control';
import { checkPresent } from '../items';

export const webAcl = control({
  id: 'cloudfront.web-acl',
  title: 'a distribution is protected by a web ACL of AWS WAF',
  titleKo: '배포는 AWS WAF 웹 ACL로 보호된다',
  why: 'without it, every request reaches the cache and the origin, attacks and floods too',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['CloudFront.6'],
    nist80053r5: ['AC-4(21)'],
    iso27001: ['A.8.20'],
    ismsP: ['2.6.1', '2.6.2', '2.10.1'],
  },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => checkPresent(distribution.template, configOf(distribution, 'WebACLId'), 'WebACLId', 'WebACLId is not set'),
  default: {},
  fix: 'set WebACLId to the ARN of a web ACL of scope CLOUDFRONT',
  runtime: managedRule('CLOUDFRONT_ASSOCIATED_WITH_WAF'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html',
});
