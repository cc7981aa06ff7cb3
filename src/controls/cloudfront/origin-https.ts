import { TRANSIT_REQUIREMENTS } from './distribution';
import { viewerHttps } from './viewer-https';
import { decideConnections, distributionsOf, ORIGIN_HOLDERS } from './vpc-origin';
import { compliant, control, managedRule, unknown, violated } from '../control';
import { allApplicable } from '../items';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const originHttps = control({
  id: 'cloudfront.origin-https',
  title: 'CloudFront asks origins over HTTPS only',
  titleKo: 'CloudFront는 오리진에 HTTPS로만 요청한다',
  why: 'without it, what viewers sent over TLS travels on in clear',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { ...TRANSIT_REQUIREMENTS, fsbp: ['CloudFront.9'], controlTower: ['CT.CLOUDFRONT.PR.8'] },
  appliesTo: ORIGIN_HOLDERS,
  check: (resource) => decideConnections(resource, (config, name) => decideEach(valuesAt(config, 'OriginProtocolPolicy'), (policy) => {
    if (isIntrinsic(policy)) { return deferred(`OriginProtocolPolicy of ${name}`); }
    if (policy === 'https-only') { return compliant(); }
    if (policy !== undefined && policy !== 'match-viewer') { return violated(`OriginProtocolPolicy of ${name} is ${String(policy)}, must be https-only`); }
    const distributions = distributionsOf(resource);
    return distributions.length === 0
      ? unknown(`OriginProtocolPolicy of ${name} is match-viewer, and no distribution of the template says how viewers ask`)
      : allApplicable(...distributions.map((distribution) => viewerHttps.check(distribution)));
  })),
  default: { VpcOriginEndpointConfig: { OriginProtocolPolicy: 'https-only' } },
  fix: 'set OriginProtocolPolicy to https-only',
  runtime: managedRule('CLOUDFRONT_TRAFFIC_TO_ORIGIN_ENCRYPTED'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
});
