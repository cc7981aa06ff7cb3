import { type CheckResult, type FrameworkIds, notApplicable } from '../control';
import { itemsOf } from '../items';
import { isIntrinsic, type TemplateResource } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
export const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
export const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

/** What Security Hub's controls about encryption on the way to and from a load balancer answer to. */
export const TRANSIT_REQUIREMENTS: FrameworkIds = {
  nist80053r5: ['AC-4', 'AC-17(2)', 'IA-5(1)', 'SC-7(4)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-12(3)', 'SC-13', 'SC-23', 'SC-23(3)', 'SI-7(6)'],
  hipaa: ['164.312(e)(1)', '164.312(e)(2)(i)', '164.312(e)(2)(ii)'],
  iso27001: ['A.8.24'],
  ismsP: ['2.7.1'],
};

/** Decides about application load balancers only, as one is where nothing is said. */
export const decideApplication = (balancer: TemplateResource, decide: () => CheckResult): CheckResult => decideEach(valuesAt(balancer.properties, 'Type'), (type = 'application') => {
  if (!isIntrinsic(type)) { return type === 'application' ? decide() : notApplicable(); }
  const result = decide();
  return result.status === 'violated' ? deferred('Type') : result;
});

/** Decides what an attribute of a load balancer may be; AWS's default where it is not set. */
export function decideAttribute(balancer: TemplateResource, key: string, byDefault: string, decide: (value: string) => CheckResult): CheckResult {
  return decideEach(valuesAt(balancer.properties, 'LoadBalancerAttributes'), (attributes) => {
    if (isIntrinsic(attributes)) { return deferred('LoadBalancerAttributes'); }
    const { items, certain: isWhole } = itemsOf([attributes]);
    const names = items.map((item) => valuesAt(item, 'Key'));
    const certain = isWhole && names.every((values) => values.length === 1 && !isIntrinsic(values[0]));
    const found = items.filter((item) => valuesAt(item, 'Key').includes(key)).flatMap((item) => valuesAt(item, 'Value'));
    if (found.length === 0) { return certain ? decide(byDefault) : deferred(key); }
    // an item that a condition may leave out leaves AWS's default
    return decideEach(certain ? found : [...found, byDefault], (value) => (isIntrinsic(value) ? deferred(key) : decide(String(value))));
  });
}
