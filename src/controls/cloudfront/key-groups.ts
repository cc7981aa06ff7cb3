import { decideBehaviors, DISTRIBUTION } from './distribution';
import { compliant, control, managedRule, notApplicable, violated } from '../control';
import { asArray, isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const keyGroups = control({
  id: 'cloudfront.key-groups',
  title: 'signed URLs and cookies are checked with key groups',
  titleKo: '서명된 URL과 쿠키는 신뢰할 수 있는 키 그룹으로 검증한다',
  why: 'a trusted signer is an account, whose root user alone can make and rotate its keys',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['CloudFront.17'], iso27001: ['A.8.24'], ismsP: ['2.7.2'] },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => decideBehaviors(distribution, (behavior, name) => decideEach(valuesAt(behavior, 'TrustedSigners'), (signers) => {
    if (isIntrinsic(signers)) { return deferred(`TrustedSigners of ${name}`); }
    if (asArray(signers).length > 0) { return violated(`${name} names TrustedSigners, must name TrustedKeyGroups`); }
    return valuesAt(behavior, 'TrustedKeyGroups').some((groups) => asArray(groups).length > 0) ? compliant() : notApplicable();
  })),
  default: {},
  fix: 'name TrustedKeyGroups in the behavior instead of TrustedSigners',
  runtime: managedRule('CLOUDFRONT_DISTRIBUTION_KEY_GROUP_ENABLED'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html',
});
