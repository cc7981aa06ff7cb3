import type { Deployed } from './deployed';
import { type Holder, holderOf, HOLDERS } from './holder';
import { type IdentityModel, identitySide } from './identity-side';
import { looseSubjects } from './loose-subjects';
import { NOBODY, type Side } from './side';
import { type Both, pairOf, placedOnEither, resolversOf, type Subject } from './subject';
import { shown } from '../engine';
import type { Placed } from '../template/deployment';

/** What roles, users and groups may do by their own policies, and policies of those who are not in the templates. */
export function identitySubjects(both: Both<Deployed>): Subject[] {
  return [...placedOnEither(both, ...Object.keys(HOLDERS)).map((placed) => holderSubject(both, placed)), ...looseSubjects(both)];
}

function holderSubject(both: Both<Deployed>, placed: Placed): Subject {
  const { kind } = HOLDERS[placed.resource.type];
  return {
    placed,
    about: 'its own policies',
    read: (choices) => {
      const { of, resolvers } = resolversOf(both, placed, choices);
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
