import { type Deployed, keyOf } from './deployed';
import { ATTACHED, attachments, HOLDERS } from './holder';
import { identitySide } from './identity-side';
import { NOBODY, type Side } from './side';
import { type Both, pairOf, placedOnEither, resolversOf, type Subject } from './subject';
import { shown } from '../engine';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** Policies that are attached to somebody who is not in the templates, or to nobody yet. */
export function looseSubjects(both: Both<Deployed>): Subject[] {
  return placedOnEither(both, ...ATTACHED).flatMap((placed) => {
    const key = keyOf(placed);
    const names = new Set([both.older, both.newer].flatMap((deployed) => {
      const one = deployed.find(key);
      return one ? deployed.deployment.inEachCase(one, (resolver) => looseNames(deployed, one, resolver)).flat() : [];
    }));
    return [...names].map((name) => looseSubject(both, placed, name));
  });
}

function looseSubject(both: Both<Deployed>, placed: Placed, name: string): Subject {
  return {
    placed,
    ...name === '' ? {} : { about: `attached to the ${shown(name)}` },
    read: (choices) => {
      const { of, resolvers } = resolversOf(both, placed, choices);
      const side = (at: 'older' | 'newer'): Side => {
        const [resolver, one] = [resolvers[at], of[at]];
        if (!resolver || !one || !looseNames(both[at], one, resolver).includes(name)) { return NOBODY; }
        const [kind = ''] = name.split(' ');
        const documents = [resolver.resolve(one.resource.properties.PolicyDocument)];
        return identitySide({ kind: isKind(kind) ? kind : 'anybody', account: resolver.account, documents });
      };
      const holder = name === '' ? 'whoever the policy is attached to' : `the ${name}`;
      return pairOf({ older: side('older'), newer: side('newer') }, resolvers, { actions: [], holder });
    },
  };
}

const isKind = (text: string): text is 'role' | 'user' | 'group' => Object.values(HOLDERS).some(({ kind }) => kind === text);

/** Whom a policy names beside those of the templates; the empty name where it names nobody, and nobody names it. */
function looseNames(deployed: Deployed, { resource }: Placed, resolver: Resolver): string[] {
  const named = attachments(resource, resolver);
  if (named.length > 0) { return named.filter((name) => !namesOf(deployed).has(name)); }
  const isUsed = deployed.deployment.ofType(...Object.keys(HOLDERS)).some(({ resource: { properties } }) =>
    JSON.stringify([properties.ManagedPolicyArns, properties.PermissionsBoundary]).includes(`"${resource.logicalId}"`));
  return isUsed || resource.type !== 'AWS::IAM::ManagedPolicy' ? [] : [''];
}

const NAMES = new WeakMap<Deployed, ReadonlySet<string>>();

/** The names of the holders of the templates, by kind. */
function namesOf(deployed: Deployed): ReadonlySet<string> {
  const known = NAMES.get(deployed);
  if (known) { return known; }
  const { deployment } = deployed;
  const names = new Set(deployment.ofType(...Object.keys(HOLDERS)).map((placed) =>
    `${HOLDERS[placed.resource.type].kind} ${deployment.settledText(placed.stack, { Ref: placed.resource.logicalId })}`));
  NAMES.set(deployed, names);
  return names;
}
