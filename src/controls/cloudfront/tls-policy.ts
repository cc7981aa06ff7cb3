import { decideOwnCertificate, DISTRIBUTION, TRANSIT_REQUIREMENTS } from './distribution';
import { compliant, control, managedRule, violated } from '../control';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

/** https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-15 */
const POLICIES = ['TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025'];

export const tlsPolicy = control({
  id: 'cloudfront.tls-policy',
  title: 'viewers connect with TLS 1.2 or later and current ciphers',
  titleKo: '뷰어는 TLS 1.2 이상과 최신 암호 제품군으로 연결한다',
  why: 'older versions and ciphers have known attacks',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { ...TRANSIT_REQUIREMENTS, fsbp: ['CloudFront.15'], controlTower: ['CT.CLOUDFRONT.PR.9'] },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => decideOwnCertificate(distribution, (certificate) => decideEach(valuesAt(certificate, 'MinimumProtocolVersion'), (version) => {
    if (isIntrinsic(version)) { return deferred('MinimumProtocolVersion'); }
    return POLICIES.some((policy) => policy === version)
      ? compliant()
      : violated(`MinimumProtocolVersion is ${String(version ?? 'not set')}, must be one of ${POLICIES.join(', ')}`);
  })),
  default: { DistributionConfig: { ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2025' } } },
  fix: 'set MinimumProtocolVersion of ViewerCertificate to TLSv1.2_2021, TLSv1.2_2025 or TLSv1.3_2025',
  runtime: managedRule('CLOUDFRONT_SSL_POLICY_CHECK', { securityPolicies: POLICIES.join(',') }),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html',
});
