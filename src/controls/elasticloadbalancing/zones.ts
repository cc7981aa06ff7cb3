import { LOAD_BALANCER } from './load-balancer';
import { compliant, control, managedRule, unknown, violated } from '../control';
import { asArray, isIntrinsic } from '../template';
import { branchesOf, decideEach, deferred, valuesAt } from '../value';

export const zones = control({
  id: 'elasticloadbalancing.zones',
  title: 'a load balancer has subnets in two or more Availability Zones',
  titleKo: '로드 밸런서는 둘 이상의 가용 영역에 서브넷을 둔다',
  why: 'in one zone, one failure of AWS is an outage',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['ELB.13'], nist80053r5: ['CP-6(2)', 'CP-10', 'SC-5(2)', 'SC-36', 'SI-13(5)'], iso27001: ['A.8.14'], ismsP: ['2.9.2'] },
  appliesTo: [LOAD_BALANCER],
  check: ({ properties }) => {
    const given = [...valuesAt(properties, 'Subnets'), ...valuesAt(properties, 'SubnetMappings')].filter((value) => value !== undefined);
    if (given.length === 0) { return violated('it names no subnets'); }
    return decideEach(given, (subnets) => {
      if (isIntrinsic(subnets)) { return deferred('Subnets'); }
      const items = asArray(subnets).map(branchesOf);
      const least = items.filter((branches) => branches.every((subnet) => subnet !== undefined)).length;
      const most = items.filter((branches) => branches.some((subnet) => subnet !== undefined)).length;
      if (least >= 2) { return compliant(); }
      return most >= 2 ? unknown('a condition decides how many subnets it has') : violated(`it has ${most} subnets`);
    });
  },
  default: {},
  fix: 'name subnets of two Availability Zones or more',
  runtime: managedRule('ELBV2_MULTIPLE_AZ'),
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',
});
