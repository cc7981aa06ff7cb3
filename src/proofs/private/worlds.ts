import { CLAIMS } from '../claims/catalogue';
import type { ClaimSpec } from '../claims/claim-spec';
import { isLaunchRole } from '../model/launched-product';
import { Deployment, type Placed } from '../template/deployment';
import type { StackTemplate } from '../template/stack-template';

/** Templates that are deployed together, and what is claimed of their resources. */
export interface World {
  readonly deployment: Deployment;
  readonly specs: readonly ClaimSpec[];
}

/**
 * A product is launched by itself, into an account that has its launch role, so other products and what offers it are not there. The roles
 * are claimed something of by the products that they launch.
 */
export function worldsOf(deployment: Deployment, specs: readonly ClaimSpec[]): World[] {
  if (!deployment.stacks.some(({ isLaunched }) => isLaunched)) { return [{ deployment, specs }]; }
  const withRoles = new Set(deployment.resources.filter(isLaunchRole).map(({ stack }) => stack));
  const deployed = deployment.stacks.filter(({ isLaunched }) => !isLaunched);
  const isOfRole = ({ claim }: ClaimSpec): boolean => CLAIMS[claim].of === 'identity';
  const ofPlace = (stack: StackTemplate): ClaimSpec[] => specs.filter((spec) => !isOfRole(spec) && spec.placed.stack === stack);
  return [
    worldOf(deployment.stacks, specs.filter(isOfRole)),
    worldOf(deployed, specs.filter((spec) => !isOfRole(spec) && !spec.placed.stack.isLaunched)),
    ...deployment.stacks.filter(({ isLaunched }) => isLaunched).map((stack) => worldOf([...new Set([stack, ...withRoles])], ofPlace(stack))),
  ].filter((world) => world.specs.length > 0);
}

/** The claims are about the resources as this deployment has them. */
function worldOf(stacks: readonly StackTemplate[], specs: readonly ClaimSpec[]): World {
  const deployment = new Deployment(stacks);
  const here = ({ stack, resource: { logicalId } }: Placed): Placed =>
    deployment.resources.find((one) => one.stack === stack && one.resource.logicalId === logicalId)!;
  return { deployment, specs: specs.map((spec) => ({ ...spec, placed: here(spec.placed), ...spec.about ? { about: here(spec.about) } : {} })) };
}
