import { decideApplication, decideAttribute, LOAD_BALANCER } from './load-balancer';
import { compliant, control, managedRule, violated } from '../control';

const KEY = 'routing.http.drop_invalid_header_fields.enabled';

export const invalidHeaders = control({
  id: 'elasticloadbalancing.invalid-headers',
  title: 'an application load balancer drops headers that are not valid',
  titleKo: 'Application Load Balancer는 유효하지 않은 헤더를 제거한다',
  why: 'targets that read such a header otherwise than the balancer can be made to take one request for another',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['ELB.4'], nist80053r5: ['SC-7(4)', 'SC-8(2)'], ismsP: ['2.10.3'], controlTower: ['CT.ELASTICLOADBALANCING.PR.4'] },
  appliesTo: [LOAD_BALANCER],
  check: (balancer) => decideApplication(balancer, () =>
    decideAttribute(balancer, KEY, 'false', (value) => (value === 'true' ? compliant() : violated(`${KEY} is ${value}`)))),
  default: {},
  fix: `set the attribute ${KEY} to true`,
  runtime: managedRule('ALB_HTTP_DROP_INVALID_HEADER_ENABLED'),
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
});
