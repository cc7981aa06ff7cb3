import { decideApplication, decideAttribute, LOAD_BALANCER } from './load-balancer';
import { compliant, control, managedRule, violated } from '../control';

const KEY = 'routing.http.desync_mitigation_mode';

export const desyncMitigation = control({
  id: 'elasticloadbalancing.desync-mitigation',
  title: 'an application load balancer defends against request smuggling',
  titleKo: 'Application Load Balancer는 HTTP 비동기화 공격을 완화한다',
  why: 'a request that balancer and target part in different places can carry another one past all rules',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['ELB.12'], nist80053r5: ['AC-4(21)', 'CA-9(1)', 'CM-2'], ismsP: ['2.10.3'], controlTower: ['CT.ELASTICLOADBALANCING.PR.3'] },
  appliesTo: [LOAD_BALANCER],
  check: (balancer) => decideApplication(balancer, () =>
    decideAttribute(balancer, KEY, 'defensive', (value) => (['defensive', 'strictest'].includes(value) ? compliant() : violated(`${KEY} is ${value}`)))),
  default: {},
  fix: `set the attribute ${KEY} to strictest or defensive`,
  runtime: managedRule('ALB_DESYNC_MODE_CHECK'),
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
});
