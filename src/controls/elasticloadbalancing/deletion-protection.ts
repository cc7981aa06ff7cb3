import { decideAttribute, LOAD_BALANCER } from './load-balancer';
import { compliant, control, managedRule, violated } from '../control';

const KEY = 'deletion_protection.enabled';

export const deletionProtection = control({
  id: 'elasticloadbalancing.deletion-protection',
  title: 'a load balancer is protected from deletion',
  titleKo: '로드 밸런서는 삭제 방지가 설정되어 있다',
  why: 'a deleted balancer takes its addresses and names with it, and everything behind it is out of reach',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['ELB.6'],
    nist80053r5: ['CA-9(1)', 'CM-2', 'CM-2(2)', 'CM-3', 'SC-5(2)'],
    hipaa: ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(C)'],
    ismsP: ['2.9.2'],
    controlTower: ['CT.ELASTICLOADBALANCING.PR.5'],
  },
  appliesTo: [LOAD_BALANCER],
  check: (balancer) => decideAttribute(balancer, KEY, 'false', (value) => (value === 'true' ? compliant() : violated(`${KEY} is ${value}`))),
  default: {},
  fix: `set the attribute ${KEY} to true`,
  runtime: managedRule('ELB_DELETION_PROTECTION_ENABLED'),
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
});
