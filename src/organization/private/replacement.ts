import { isDeepStrictEqual } from 'node:util';
import { resourceTypeFacts } from './facts';
import { targetsIn } from './launch/template';
import { STATEFUL_TYPES } from './stateful-types';

/** The part of a template that a comparison reads. */
export interface ComparedTemplate {
  readonly Resources?: Readonly<Record<string, ComparedResource>>;
  readonly Conditions?: unknown;
  readonly Mappings?: unknown;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
}

interface ComparedResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** What an update in place would do to something that holds data. */
export interface Loss {
  readonly logicalId: string;
  readonly type: string;
  /** What the later template does to it. */
  readonly how: string;
}

/**
 * What would be lost if a stack of one template were updated to another: resources that hold data and are gone, or are replaced because a property
 * changes that only a creation can set, or refers to something that is replaced itself.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export function lossesOf(before: ComparedTemplate, after: ComparedTemplate): Loss[] {
  const replaced = replacedIn(before, after);
  const stateful = Object.entries(before.Resources ?? {}).filter(([, { Type: type }]) => STATEFUL_TYPES.includes(type));
  const isSame = isDeepStrictEqual(before.Conditions, after.Conditions);
  return stateful.flatMap(([logicalId, { Type: type, Condition: condition }]) => {
    const now = after.Resources?.[logicalId];
    const isAtRisk = now?.Condition !== undefined && (now.Condition !== condition || !isSame);
    const how = now === undefined ? 'is no longer there' : replaced.get(logicalId) ?? (isAtRisk ? `is there only where ${now.Condition} holds, which is new or changed` : undefined);
    return how === undefined ? [] : [{ logicalId, type, how }];
  });
}

/** Each resource of both templates that an update replaces, with why; what refers to one where only a creation can set it is replaced too. */
function replacedIn(before: ComparedTemplate, after: ComparedTemplate): ReadonlyMap<string, string> {
  const replaced = new Map<string, string>();
  const both = Object.entries(before.Resources ?? {}).flatMap(([logicalId, was]) => {
    const now = after.Resources?.[logicalId];
    return now ? [{ logicalId, was, now }] : [];
  });
  for (let found = -1; found < replaced.size;) {
    found = replaced.size;
    for (const { logicalId, was, now } of both) {
      const why = replaced.has(logicalId) ? undefined : whyReplaced(was, now, replaced) ?? whyRead(now, before, after);
      if (why !== undefined) { replaced.set(logicalId, why); }
    }
  }
  return replaced;
}

function whyReplaced(was: ComparedResource, now: ComparedResource, replaced: ReadonlyMap<string, string>): string | undefined {
  if (was.Type !== now.Type) { return `is replaced: its type was ${was.Type} and is ${now.Type}`; }
  // nobody knows which properties of a type without a schema can change
  for (const property of fixedProperties(was)) {
    const [old, current] = [was, now].map(({ Properties: all }) => valueAt(all, property));
    if (!isDeepStrictEqual(old, current)) { return `is replaced: only a creation can set ${property}, which was ${shown(old)} and is ${shown(current)}`; }
    const targets = targetsIn(current);
    const source = [...replaced.keys()].find((id) => targets.includes(id));
    if (source !== undefined) { return `is replaced: only a creation can set ${property}, which names ${source}, and that one is replaced`; }
  }
  return undefined;
}

/** What only a creation can set, always or in some cases. */
function fixedProperties({ Type: type }: ComparedResource): string[] {
  const { createOnly = [], maybeCreateOnly = [] } = resourceTypeFacts(type) ?? {};
  return [...createOnly, ...maybeCreateOnly];
}

/** A value may change where its text does not: it is read from mappings, chosen by conditions, or the default of a parameter that an update leaves out. */
function whyRead(now: ComparedResource, before: ComparedTemplate, after: ComparedTemplate): string | undefined {
  const defaults = changedDefaults(before, after);
  for (const property of fixedProperties(now)) {
    const parameter = targetsIn(valueAt(now.Properties, property)).find((id) => defaults.includes(id));
    if (parameter !== undefined) { return `is replaced: only a creation can set ${property}, which is the parameter ${parameter}, whose default changed`; }
  }
  const changed = [
    ...isDeepStrictEqual(before.Mappings, after.Mappings) ? [] : ['Fn::FindInMap'], ...isDeepStrictEqual(before.Conditions, after.Conditions) ? [] : ['Fn::If'],
  ];
  const property = fixedProperties(now).find((one) => changed.some((name) => (JSON.stringify(valueAt(now.Properties, one)) ?? '').includes(`"${name}"`)));
  return property === undefined ? undefined : `is replaced: only a creation can set ${property}, which depends on mappings or conditions that changed`;
}

const changedDefaults = ({ Parameters: before = {} }: ComparedTemplate, { Parameters: after = {} }: ComparedTemplate): string[] =>
  Object.keys(before).filter((id) => Object.hasOwn(after, id) && !isDeepStrictEqual(before[id].Default, after[id].Default));

/** The value at a path of a schema; `*` is each element, of which all are given. */
function valueAt(value: unknown, pointer: string): unknown {
  return pointer.split('/').reduce<unknown>((at, name) => {
    if (name === '*') { return at; }
    if (Array.isArray(at)) { return at.map((one) => fieldOf(one, name)); }
    return fieldOf(at, name);
  }, value);
}

const fieldOf = (value: unknown, name: string): unknown =>
  (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined);

const shown = (value: unknown): string => (value === undefined ? 'not set' : JSON.stringify(value).slice(0, 200));
