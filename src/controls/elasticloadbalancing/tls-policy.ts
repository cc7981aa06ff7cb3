import { LISTENER, TRANSIT_REQUIREMENTS } from './load-balancer';
import { compliant, control, managedRule, notApplicable, violated } from '../control';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

/** Policies of TLS 1.3 and of TLS 1.2 with forward secrecy and authenticated encryption, post-quantum and FIPS ones too; not the extended ones. */
const RECOMMENDED = /^ELBSecurityPolicy-TLS13-1-(3|2|2-Res)(-FIPS)?(-PQ)?-20\d\d-\d\d$/;

/** What CloudFormation sets where nothing is said. */
const BY_DEFAULT = 'ELBSecurityPolicy-2016-08';

export const tlsPolicy = control({
  id: 'elasticloadbalancing.tls-policy',
  title: 'a listener takes current versions of TLS only',
  titleKo: '리스너는 최신 TLS 보안 정책을 사용한다',
  why: 'old versions and ciphers can be broken, and a client can be made to use them',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { ...TRANSIT_REQUIREMENTS, fsbp: ['ELB.17'] },
  appliesTo: [LISTENER],
  check: (listener) => decideEach(valuesAt(listener.properties, 'Protocol'), (protocol) => {
    if (isIntrinsic(protocol)) { return deferred('Protocol'); }
    if (protocol !== 'HTTPS' && protocol !== 'TLS') { return notApplicable(); }
    return decideEach(valuesAt(listener.properties, 'SslPolicy'), (policy) => {
      if (isIntrinsic(policy)) { return deferred('SslPolicy'); }
      return RECOMMENDED.test(String(policy ?? BY_DEFAULT)) ? compliant() : violated(`SslPolicy is ${String(policy ?? BY_DEFAULT)}`);
    });
  }),
  default: {},
  fix: 'set SslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
  runtime: managedRule('ELBV2_PREDEFINED_SECURITY_POLICY_SSL_CHECK'),
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
});
