import type { App } from './app';
import { holeIn } from '../engine';
import { POLICY_RESOURCES, type PolicyResource } from '../facts/policy-resources';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** What decides about a resource in a case: a policy, or that there is none. */
export interface StandingPolicy {
  readonly placed: Placed;
  /** Names of the resources that have none. */
  readonly without?: readonly string[];
}

/** What a policy is on, or a claim about, as a name and as resources of the templates. */
interface Target {
  readonly name: string;
  readonly resources: readonly Placed[];
}

const factsOf = ({ resource: { type } }: Placed): PolicyResource => POLICY_RESOURCES.find((one) => one.type === type)!;

/**
 * What decides in a case where a claim is made of a policy: one that is not made there, or is on something else, leaves its resource to others or to none.
 *
 * @param about the resource that the claim names, where that is not the policy itself
 */
export function standingPolicies(placed: Placed, resolver: Resolver, app: App, about?: Placed): StandingPolicy[] {
  const { target, isOfAccount } = factsOf(placed);
  const isMade = app.deployment.exists(placed, resolver.choices);
  if (isMade && (target === undefined || about === undefined)) { return [{ placed }]; }
  if (target === undefined) { return isOfAccount ? [{ placed, without: [] }] : []; }
  const own = targetsOf(placed, resolver, app);
  if (isMade && own.some((one) => mayBe(one, about!))) { return [{ placed }]; }
  const meant = about === undefined ? own : [{ name: resolver.of(about.stack).text({ Ref: about.resource.logicalId }), resources: [about] }];
  const left = meant.filter(({ resources }) => resources.length === 0 || resources.some((one) => app.deployment.exists(one, resolver.choices)))
    .map((one) => ({ name: one.name, others: othersOn(one, placed, resolver, app) }));
  const without = left.filter(({ others }) => others.length === 0).map(({ name }) => name);
  return [
    ...[...new Set(left.flatMap(({ others }) => others))].map((other) => ({ placed: other })),
    ...without.length > 0 ? [{ placed, without }] : [],
  ];
}

/** The other policies on something: whether they are made is asked of these only, as each condition makes more cases. */
function othersOn(meant: Target, placed: Placed, resolver: Resolver, app: App): Placed[] {
  const { targetType } = factsOf(placed);
  return POLICY_RESOURCES.filter((facts) => facts.targetType === targetType && facts.target !== undefined)
    .flatMap(({ type }) => app.deployment.ofType(type))
    .filter((other) => other.resource !== placed.resource && targetsOf(other, resolver, app).some((target) => areSame(target, meant)))
    .filter((other) => app.deployment.exists(other, resolver.choices));
}

function targetsOf(policy: Placed, resolver: Resolver, app: App): Target[] {
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

const mayBe = ({ name, resources }: Target, about: Placed): boolean =>
  resources.some((one) => isSame(one, about)) || (resources.length === 0 && holeIn(name) !== undefined);

const areSame = (one: Target, other: Target): boolean =>
  one.resources.some((resource) => other.resources.some((found) => isSame(found, resource)))
  || (one.name === other.name && holeIn(one.name) === undefined);
