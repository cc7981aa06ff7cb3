import { TRANSIT_REQUIREMENTS } from './distribution';
import { decideConnections, ORIGIN_HOLDERS } from './vpc-origin';
import { compliant, control, managedRule, notApplicable, violated } from '../control';
import { decideItems } from '../items';
import { asArray, isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const originTls = control({
  id: 'cloudfront.origin-tls',
  title: 'CloudFront speaks TLS 1.2 with origins, and nothing older',
  titleKo: 'CloudFront는 오리진과 TLS 1.2로만 통신하고 이전 버전을 쓰지 않는다',
  why: 'older versions have known attacks',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { ...TRANSIT_REQUIREMENTS, fsbp: ['CloudFront.10'], controlTower: ['CT.CLOUDFRONT.PR.11'] },
  appliesTo: ORIGIN_HOLDERS,
  check: (resource) => decideConnections(resource, (config, name) => {
    if (valuesAt(config, 'OriginProtocolPolicy').every((policy) => policy === 'http-only')) { return notApplicable(); }
    return decideEach(valuesAt(config, 'OriginSSLProtocols'), (protocols) => {
      if (isIntrinsic(protocols)) { return deferred(`OriginSSLProtocols of ${name}`); }
      if (asArray(protocols).length === 0) { return violated(`OriginSSLProtocols of ${name} is not set, so that any version is spoken`); }
      return decideItems([protocols], `OriginSSLProtocols of ${name}`, (protocol) =>
        (protocol === 'TLSv1.2' ? compliant() : violated(`OriginSSLProtocols of ${name} has ${String(protocol)}`)));
    });
  }),
  default: { VpcOriginEndpointConfig: { OriginSSLProtocols: ['TLSv1.2'] } },
  fix: 'set OriginSSLProtocols to TLSv1.2 alone',
  runtime: managedRule('CLOUDFRONT_NO_DEPRECATED_SSL_PROTOCOLS'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html',
});
