import type { App } from './app';
import { areSame, factsOf, mayBe, type Target, targetsOf } from './policy-targets';
import { POLICY_RESOURCES } from '../facts/policy-resources';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** What decides about a resource in a case: a policy, or that there is none. */
export interface StandingPolicy {
  readonly placed: Placed;
  /** The resources that have none. */
  readonly without?: readonly Target[];
}

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
    .map((one) => ({ target: one, others: othersOn(one, placed, resolver, app) }));
  const without = left.filter(({ others }) => others.length === 0).map((one) => one.target);
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
