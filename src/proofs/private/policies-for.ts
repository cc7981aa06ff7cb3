import { POLICY_RESOURCES } from '../facts/policy-resources';
import type { Deployment, Placed } from '../template/deployment';

/** The resources of a deployment that hold the policies about a resource: itself, or those that name it as their target. */
export function policiesFor(placed: Placed, deployment: Deployment): Placed[] {
  const { stack, resource: { logicalId, type } } = placed;
  if (POLICY_RESOURCES.some((facts) => facts.type === type)) { return [placed]; }
  return POLICY_RESOURCES.filter(({ targetType, target }) => targetType === type && target !== undefined).flatMap(({ type: policyType, target }) =>
    deployment.ofType(policyType).filter((policy) => policy.stack === stack && JSON.stringify(policy.resource.properties[target!] ?? '').includes(`"${logicalId}"`)));
}
