import { type Deployed, keyOf } from './deployed';
import { ATTACHED, attachments, type Holder, holderOf, HOLDERS } from './holder';
import { type IdentityModel, identitySide } from './identity-side';
import { NOBODY, type Side } from './side';
import { type Both, pairOf, placedOnEither, type Subject } from './subject';
import { shown } from '../engine';
import type { Choices } from '../template/case';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** What roles, users and groups may do by their own policies, and policies of those who are not in the templates. */
export function identitySubjects(both: Both<Deployed>): Subject[] {
  return [...placedOnEither(both, ...Object.keys(HOLDERS)).map((placed) => holderSubject(both, placed)), ...looseSubjects(both)];
}

type Resolvers = Both<Resolver | undefined>;

function resolversOf(both: Both<Deployed>, key: string, choices: Both<Choices>): { of: Both<Placed | undefined>; resolvers: Resolvers } {
  const of = { older: both.older.find(key), newer: both.newer.find(key) };
  return { of, resolvers: { older: both.older.resolver(of.older, choices.older), newer: both.newer.resolver(of.newer, choices.newer) } };
}

function holderSubject(both: Both<Deployed>, placed: Placed): Subject {
  const { kind } = HOLDERS[placed.resource.type];
  return {
    placed,
    about: 'its own policies',
    read: (choices) => {
      const { of, resolvers } = resolversOf(both, keyOf(placed), choices);
      const read = (at: 'older' | 'newer'): Holder | undefined => (resolvers[at] ? holderOf(both[at], of[at]!, resolvers[at]) : undefined);
      const [before, after] = [read('older'), read('newer')];
      const open = before && after && before.boundary !== after.boundary ? [before, after].find(isOpen) : undefined;
      const side = (holder: Holder | undefined): Side => (holder && !open ? identitySide(modelOf(kind, holder)) : NOBODY);
      const name = (after ?? before)?.arn ?? '';
      const reasons = [...unread(before, after), ...open ? [`the permissions boundary is another one, and ${shown(open.boundary!)} is not in the templates`] : []];
      return pairOf({ older: side(before), newer: side(after) }, resolvers, { actions: [], holder: kind === 'group' ? `members of ${name}` : name, reasons });
    },
  };
}

/** Its boundary is not in the templates; the same one on both sides takes as much from each. */
const isOpen = ({ boundary, boundaryDocument }: Holder): boolean => boundary !== undefined && boundaryDocument === undefined;

const modelOf = (kind: IdentityModel['kind'], { arn, account, documents, boundaryDocument }: Holder): IdentityModel =>
  ({ kind, arn, account, documents, ...boundaryDocument === undefined ? {} : { boundary: boundaryDocument } });

/** What is attached on one side only, and can't be read. */
function unread(before: Holder | undefined, after: Holder | undefined): string[] {
  const added = (after?.unread ?? []).filter((name) => !before?.unread.includes(name));
  const removed = (before?.unread ?? []).filter((name) => !after?.unread.includes(name));
  return [
    ...added.map((name) => `${shown(name)} is attached now, and what it allows is not in the templates`),
    ...removed.map((name) => `${shown(name)} is attached no more, and what it allows is not in the templates`),
  ];
}

/** Policies that are attached to somebody who is not in the templates, or to nobody yet. */
function looseSubjects(both: Both<Deployed>): Subject[] {
  return placedOnEither(both, ...ATTACHED).flatMap((placed) => {
    const key = keyOf(placed);
    const names = new Set([both.older, both.newer].flatMap((deployed) => {
      const one = deployed.find(key);
      return one ? deployed.deployment.inEachCase(one, (resolver) => looseNames(deployed, one, resolver)).flat() : [];
    }));
    return [...names].map((name): Subject => ({
      placed,
      ...name === '' ? {} : { about: `attached to the ${shown(name)}` },
      read: (choices) => {
        const { of, resolvers } = resolversOf(both, key, choices);
        const side = (at: 'older' | 'newer'): Side => {
          const [resolver, one] = [resolvers[at], of[at]];
          if (!resolver || !one || !looseNames(both[at], one, resolver).includes(name)) { return NOBODY; }
          const [kind = ''] = name.split(' ');
          const model: IdentityModel = { kind: isKind(kind) ? kind : 'anybody', account: resolver.account, documents: [resolver.resolve(one.resource.properties.PolicyDocument)] };
          return identitySide(model);
        };
        return pairOf({ older: side('older'), newer: side('newer') }, resolvers, { actions: [], holder: name === '' ? 'whoever the policy is attached to' : `the ${name}` });
      },
    }));
  });
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
