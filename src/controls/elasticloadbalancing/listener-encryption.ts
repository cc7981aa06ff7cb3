import { LISTENER, TRANSIT_REQUIREMENTS } from './load-balancer';
import { type CheckResult, compliant, control, managedRule, notApplicable, unknown, violated } from '../control';
import { decideItems } from '../items';
import { presenceOf } from '../presence';
import { isIntrinsic, type TemplateResource } from '../template';
import { allOf, decideEach, deferred, valuesAt } from '../value';

/** Whether a listener of HTTP sends every client to HTTPS, by its default actions and by those of its rules. */
function redirects(listener: TemplateResource): CheckResult {
  const rules = listener.template.ofType('AWS::ElasticLoadBalancingV2::ListenerRule')
    .map((rule) => ({ rule, presence: presenceOf(listener, rule, valuesAt(rule.properties, 'ListenerArn').map((arn) => listener.isReferredBy(arn))) }))
    .filter(({ presence }) => presence !== 'not');
  return allOf(redirectActions(listener, 'DefaultActions'), ...rules.map(({ rule, presence }) => {
    const result = redirectActions(rule, 'Actions');
    return presence === 'perhaps' && result.status === 'violated' ? unknown(`depends on a condition: ${result.detail}`) : result;
  }));
}

const redirectActions = ({ properties }: TemplateResource, property: string): CheckResult => decideItems(valuesAt(properties, property), property,
  (action) => decideEach(valuesAt(action, 'Type'), (type) => {
    if (isIntrinsic(type)) { return deferred(property); }
    if (type !== 'redirect') { return violated('a listener of HTTP does more than redirect'); }
    return decideEach(valuesAt(action, 'RedirectConfig', 'Protocol'), (protocol) => {
      if (isIntrinsic(protocol)) { return deferred('RedirectConfig'); }
      return protocol === 'HTTPS' ? compliant() : violated('a listener of HTTP redirects to HTTP');
    });
  }));

export const listenerEncryption = control({
  id: 'elasticloadbalancing.listener-encryption',
  title: 'a listener takes TLS only, and one of HTTP redirects to HTTPS',
  titleKo: '리스너는 TLS만 받고 HTTP 리스너는 HTTPS로 리디렉션한다',
  why: 'without TLS, whoever is on the way reads and changes what is sent',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { ...TRANSIT_REQUIREMENTS, fsbp: ['ELB.1', 'ELB.18'], controlTower: ['CT.ELASTICLOADBALANCING.PR.1'] },
  appliesTo: [LISTENER],
  check: (listener) => decideEach(valuesAt(listener.properties, 'Protocol'), (protocol) => {
    if (isIntrinsic(protocol)) { return deferred('Protocol'); }
    switch (protocol) {
      case 'HTTPS': case 'TLS': case 'QUIC': return compliant();
      case 'HTTP': return redirects(listener);
      case 'TCP': case 'TCP_UDP': case 'TCP_QUIC': return unknown('whether clients and targets speak TLS through it is theirs to say');
      case 'GENEVE': case undefined: return notApplicable(); // of a gateway load balancer, whose tunnels stay in the network
      default: return violated(`Protocol is ${String(protocol)}`);
    }
  }),
  default: {},
  fix: 'set Protocol to HTTPS (or TLS), and let a listener of HTTP redirect to it',
  runtime: managedRule('ELBV2_LISTENER_ENCRYPTION_IN_TRANSIT'),
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
});
