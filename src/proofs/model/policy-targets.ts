import type { App } from './app';
import { holeIn } from '../engine';
import { POLICY_RESOURCES, type PolicyResource } from '../facts/policy-resources';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** What a policy is on, or a claim about, as a name and as resources of the templates. */
export interface Target {
  readonly name: string;
  readonly resources: readonly Placed[];
}

export const factsOf = ({ resource: { type } }: Placed): PolicyResource => POLICY_RESOURCES.find((one) => one.type === type)!;

/** What a policy is on in a case, where a property names it. */
export function targetsOf(policy: Placed, resolver: Resolver, app: App): Target[] {
  const { target, targetType } = factsOf(policy);
  const candidates = app.deployment.ofType(targetType);
  const targetOf = (name: string, value: unknown): Target => {
    const named = candidates.filter((one) => app.namesOf(one).includes(name));
    const mentioned = candidates.filter((one) => app.namesOf(one).length === 0 && isMentioned(one, policy, value));
    return { name, resources: named.length > 0 ? named : mentioned };
  };
  const of = resolver.of(policy.stack);
  return [policy.resource.properties[target!]].flat()
    .flatMap((value) => [of.given(value) ?? []].flat().map((name) => targetOf(String(name), value)));
}

/** Something whose name depends on the case is still referred to. */
const isMentioned = ({ stack, resource: { logicalId } }: Placed, policy: Placed, value: unknown): boolean =>
  stack === policy.stack && JSON.stringify(value ?? '').includes(`"${logicalId}"`);

const isSame = (one: Placed, other: Placed): boolean => one.resource === other.resource;

export const mayBe = ({ name, resources }: Target, about: Placed): boolean =>
  resources.some((one) => isSame(one, about)) || (resources.length === 0 && holeIn(name) !== undefined);

export const areSame = (one: Target, other: Target): boolean =>
  one.resources.some((resource) => other.resources.some((found) => isSame(found, resource)))
  || (one.name === other.name && holeIn(one.name) === undefined);
