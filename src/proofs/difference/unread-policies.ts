import { type Deployed, keyOf } from './deployed';
import type { Both } from './subject';
import { unreadPart } from '../model/unread-policy';
import type { Placed } from '../template/deployment';
import { fieldsOf } from '../template/stack-template';

/** A resource whose policy changed, and nobody decides what that means. */
export interface UnreadPolicy {
  readonly placed: Placed;
  readonly reason: string;
}

/** What gives access in ways that are not read, and is not equal on both sides: it must not go by unseen. */
export function unreadPolicies({ older, newer }: Both<Deployed>): UnreadPolicy[] {
  const [before, after] = [older, newer].map(unreadTexts);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    if (before.get(key) === after.get(key)) { return []; }
    const [one, other] = [older.find(key), newer.find(key)];
    const how = !one ? 'added' : !other ? 'removed' : 'changed';
    const placed = (other ?? one)!;
    return [{ placed, reason: `it was ${how}, and who gets access by a resource of type ${placed.resource.type} is not decided` }];
  });
}

/** What is not read of each resource, as a text. */
function unreadTexts({ deployment: { resources, stacks } }: Deployed): ReadonlyMap<string, string> {
  return new Map(resources.flatMap((placed): [string, string][] => {
    const part = unreadPart(placed, stacks);
    if (part === undefined) { return []; }
    const text = JSON.stringify([part, placed.resource.condition ?? null]);
    return [[keyOf(placed), withNamed(text, declaredIn(placed.stack.template))]];
  }));
}

/** A text with the declarations that it names, and those that these name: they decide what it comes to. */
function withNamed(text: string, declared: readonly Declaration[]): string {
  const isNamed = ({ name }: Declaration): boolean => text.includes(`"${name}"`) || text.includes(`\${${name}}`);
  const [named, others] = [declared.filter(isNamed), declared.filter((one) => !isNamed(one))];
  return named.length === 0 ? text : withNamed(`${text}${JSON.stringify(named)}`, others);
}

/** A parameter with its default, a mapping or a condition. */
interface Declaration {
  readonly name: string;
  readonly value: unknown;
}

function declaredIn(template: unknown): Declaration[] {
  const { Parameters: parameters, Mappings: mappings, Conditions: conditions } = fieldsOf(template);
  const all = (section: unknown): Declaration[] => Object.entries(fieldsOf(section)).map(([name, value]) => ({ name, value }));
  return [...all(parameters).map(({ name, value }) => ({ name, value: fieldsOf(value).Default ?? null })), ...all(mappings), ...all(conditions)];
}
