import { compliant, control, guardRule, notApplicable, violated } from '../control';
import { decideItems } from '../items';
import { textOf } from '../policy';
import { asBoolean, isIntrinsic, type Template } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

const ENDPOINT_GROUP = 'AWS::GlobalAccelerator::EndpointGroup';

/** WAF is on no other kind of endpoint, and the accelerator keeps the address for instances by itself. */
function isOtherThanApplicationBalancer(template: Template, endpoint: unknown): boolean {
  const resource = template.resolve(endpoint);
  if (resource) { return resource.type !== 'AWS::ElasticLoadBalancingV2::LoadBalancer' || resource.get('Type') === 'network'; }
  const text = textOf(endpoint);
  return text !== undefined && (/^(eipalloc|i)-/.test(text) || text.includes(':loadbalancer/net/'));
}

export const clientAddress = control({
  id: 'globalaccelerator.client-address',
  title: 'an accelerator hands on the address of the client to a load balancer',
  titleKo: 'Global Accelerator는 클라이언트의 IP 주소를 로드 밸런서에 그대로 전달한다',
  why: 'without it, WAF and logs see the accelerator\'s addresses: no rule by address or country works, and a rate limit hits everybody',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AU-3', 'SC-7'], iso27001: ['A.8.15', 'A.8.20'], ismsP: ['2.6.1', '2.9.4'] },
  appliesTo: [ENDPOINT_GROUP],
  check: (group) => decideItems(valuesAt(group.properties, 'EndpointConfigurations'), 'EndpointConfigurations', (endpoint) => {
    if (valuesAt(endpoint, 'EndpointId').every((id) => isOtherThanApplicationBalancer(group.template, id))) { return notApplicable(); }
    return decideEach(valuesAt(endpoint, 'ClientIPPreservationEnabled'), (enabled) => {
      if (isIntrinsic(enabled)) { return deferred('ClientIPPreservationEnabled'); }
      return asBoolean(enabled) === false ? violated('ClientIPPreservationEnabled is false') : compliant();
    });
  }),
  default: {},
  fix: 'set ClientIPPreservationEnabled of the endpoint to true',
  runtime: guardRule(`rule client_address when resourceType == '${ENDPOINT_GROUP}' {
  configuration.EndpointConfigurations[ EndpointId == /:loadbalancer\\/app\\// ].ClientIPPreservationEnabled == true
}`),
  source: 'https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.html',
});
