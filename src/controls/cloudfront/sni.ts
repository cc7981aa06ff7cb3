import { decideOwnCertificate, DISTRIBUTION } from './distribution';
import { control, managedRule } from '../control';
import { checkEquals, valuesAt } from '../value';

export const sni = control({
  id: 'cloudfront.sni',
  title: 'a distribution serves its certificate by name, not by an address of its own',
  titleKo: '배포는 전용 IP가 아니라 SNI로 인증서를 제공한다',
  why: 'addresses of its own cost much, take old clients without SNI, and bind the site to few addresses',
  severity: 'low',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['CloudFront.8'],
    nist80053r5: ['CA-9(1)', 'CM-2'],
    ismsP: ['2.7.1'],
    controlTower: ['CT.CLOUDFRONT.PR.7'],
  },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => decideOwnCertificate(distribution, (certificate) =>
    checkEquals(valuesAt(certificate, 'SslSupportMethod'), 'SslSupportMethod', 'sni-only')),
  default: { DistributionConfig: { ViewerCertificate: { SslSupportMethod: 'sni-only' } } },
  fix: 'set SslSupportMethod of ViewerCertificate to sni-only',
  runtime: managedRule('CLOUDFRONT_SNI_ENABLED'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-https-dedicated-ip-or-sni.html',
});
