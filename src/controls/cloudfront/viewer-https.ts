import { decideBehaviors, DISTRIBUTION, TRANSIT_REQUIREMENTS } from './distribution';
import { compliant, control, managedRule, violated } from '../control';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const viewerHttps = control({
  id: 'cloudfront.viewer-https',
  title: 'a distribution answers viewers over HTTPS only',
  titleKo: '배포는 뷰어의 요청에 HTTPS로만 응답한다',
  why: 'without it, what viewers send and get can be read or changed on the way',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { ...TRANSIT_REQUIREMENTS, fsbp: ['CloudFront.3'], controlTower: ['CT.CLOUDFRONT.PR.3'] },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => decideBehaviors(distribution, (behavior, name) => decideEach(valuesAt(behavior, 'ViewerProtocolPolicy'), (policy) => {
    if (isIntrinsic(policy)) { return deferred(`ViewerProtocolPolicy of ${name}`); }
    return policy === 'https-only' || policy === 'redirect-to-https'
      ? compliant()
      : violated(`ViewerProtocolPolicy of ${name} is ${String(policy ?? 'not set')}, must be https-only or redirect-to-https`);
  })),
  default: { DistributionConfig: { DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' } } },
  fix: 'set ViewerProtocolPolicy of every behavior to https-only or redirect-to-https',
  runtime: managedRule('CLOUDFRONT_VIEWER_POLICY_HTTPS'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html',
});
