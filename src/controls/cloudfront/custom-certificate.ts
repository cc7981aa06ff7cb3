import { configOf, DISTRIBUTION, isForTenants, ownership, TRANSIT_REQUIREMENTS } from './distribution';
import { control, managedRule, notApplicable } from '../control';
import { checkThere } from '../presence';
import { isIntrinsic } from '../template';
import { decideEach, deferred } from '../value';

export const customCertificate = control({
  id: 'cloudfront.custom-certificate',
  title: 'a distribution has a certificate of its own domain',
  titleKo: '배포는 자체 도메인의 인증서를 사용한다',
  why: 'with the certificate of cloudfront.net, viewers may still connect with TLS 1.0, and no setting forbids it',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { ...TRANSIT_REQUIREMENTS, fsbp: ['CloudFront.7'], controlTower: ['CT.CLOUDFRONT.PR.6'] },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => (isForTenants(distribution) ? notApplicable() : decideEach(configOf(distribution, 'ViewerCertificate'), (certificate) => {
    if (isIntrinsic(certificate)) { return deferred('ViewerCertificate'); }
    return checkThere(ownership(distribution, certificate), 'ViewerCertificate names no certificate, so that of cloudfront.net is used');
  })),
  default: {},
  fix: 'set Aliases, and AcmCertificateArn of ViewerCertificate to a certificate in us-east-1',
  runtime: managedRule('CLOUDFRONT_CUSTOM_SSL_CERTIFICATE'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html',
});
