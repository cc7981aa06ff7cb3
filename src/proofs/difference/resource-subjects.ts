import { type Deployed, keyOf } from './deployed';
import { keySide } from './key-side';
import { resourceSide, type Scope } from './resource-side';
import { NOBODY, type Side, type SidePair } from './side';
import { type Both, pairOf, placedOnEither, resolversOf, type Subject } from './subject';
import { isKeyType } from '../facts/key-types';
import { POLICY_RESOURCES } from '../facts/policy-resources';
import { keyModel } from '../model/key-model';
import { policyModel } from '../model/policy-model';
import type { PolicyModel } from '../model/resource-access';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** The policies of keys, roles, buckets and all else that has one of its own. */
export function resourceSubjects(both: Both<Deployed>): Subject[] {
  return placedOnEither(both, ...POLICY_RESOURCES.map(({ type }) => type)).flatMap((placed) => {
    const key = keyOf(placed);
    const of: Both<Placed | undefined> = { older: both.older.find(key), newer: both.newer.find(key) };
    if (!isKeyType(placed.resource.type) && !hasDocument(of.older) && !hasDocument(of.newer)) { return []; }
    return [{
      placed,
      read: (choices): SidePair | undefined => {
        const { resolvers } = resolversOf(both, placed, choices);
        return isKeyType(placed.resource.type) ? keyPair(of, resolvers) : policyPair(both, placed, of, resolvers);
      },
    }];
  });
}

const factsOf = ({ resource: { type } }: Placed) => POLICY_RESOURCES.find((one) => one.type === type)!;

const hasDocument = (placed: Placed | undefined): boolean => placed?.resource.properties[factsOf(placed).document] !== undefined;

function keyPair(of: Both<Placed | undefined>, resolvers: Both<Resolver | undefined>): SidePair | undefined {
  const [older, newer] = (['older', 'newer'] as const).map((at) => (of[at] && resolvers[at] ? keyModel(of[at], resolvers[at]) : undefined));
  const all = [older, newer].filter((one) => one !== undefined);
  const idle = all.flatMap(({ inoperable }) => inoperable).filter((action) => all.every(({ inoperable }) => inoperable.includes(action)));
  return pairOf({ older: older ? keySide(older) : NOBODY, newer: newer ? keySide(newer) : NOBODY }, resolvers, { actions: ['kms:*'], idle });
}

function policyPair(both: Both<Deployed>, placed: Placed, of: Both<Placed | undefined>, resolvers: Both<Resolver | undefined>): SidePair | undefined {
  const facts = factsOf(placed);
  const models = { older: modelOf(both.older, of.older, resolvers.older), newer: modelOf(both.newer, of.newer, resolvers.newer) };
  const side = (at: 'older' | 'newer', other: 'older' | 'newer'): Side => {
    const [model, counterpart] = [models[at], models[other]];
    if (!model && facts.reach === 'bound') { return NOBODY; }
    const all = [model, counterpart].filter((one) => one !== undefined);
    const isKnown = all.every(({ arns }) => arns.length > 0);
    const arns = isKnown ? [...new Set([...models.older?.arns ?? [], ...models.newer?.arns ?? []])].sort() : [];
    const account = (model ?? counterpart)?.account ?? '';
    const scope: Scope = { facts, account, arns, missing: missing(both[at], both[other], placed, model, counterpart) };
    return resourceSide(model, counterpart, scope);
  };
  return pairOf({ older: side('older', 'newer'), newer: side('newer', 'older') }, resolvers, { actions: facts.actions });
}

function modelOf({ app }: Deployed, placed: Placed | undefined, resolver: Resolver | undefined): PolicyModel | undefined {
  return placed && resolver && policyModel(placed, resolver, app);
}

/** Of what the other side's policy is on, what this side does not have at all: a new bucket took nothing from anybody. */
function missing(own: Deployed, others: Deployed, placed: Placed, model: PolicyModel | undefined, other: PolicyModel | undefined): Scope['missing'] {
  const { target, targetType } = factsOf(placed);
  if (target === undefined && !own.find(keyOf(placed))) { return 'all'; }
  const namesOf = ({ app }: Deployed): Set<string> => new Set(app.deployment.ofType(targetType).flatMap((one) => app.namesOf(one)));
  const [here, there] = [namesOf(own), namesOf(others)];
  return (other?.arns ?? []).filter((arn) => !model?.arns.includes(arn) && there.has(arn) && !here.has(arn));
}
