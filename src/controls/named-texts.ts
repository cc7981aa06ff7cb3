import { textOf } from './policy';
import { asArray, isIntrinsic, isRecord } from './template';

/** A text of a template, references in it as `textOf` gives them, with the name that it stands under. */
export interface NamedText {
  readonly name: string;
  /** Property names and indexes on the way to it. */
  readonly path: readonly string[];
  readonly text: string;
}

/** How resource types call the two halves of a pair. */
const PAIR_NAMES = ['Name', 'Key', 'OptionName', 'ParameterKey'];
const PAIR_VALUES = ['Value', 'ParameterValue'];

/** Several controls look at the texts of one resource, which no check changes. */
const KNOWN = new WeakMap<object, Map<string, readonly NamedText[]>>();

/** All texts in a value, however deep: in maps by their keys, in pairs (`{ Name, Value }`) by their names, in all branches of conditions. */
export function namedTexts(value: unknown, path: readonly string[] = [], name: string = path.at(-1) ?? ''): readonly NamedText[] {
  if (typeof value !== 'object' || value === null) { return found(value, path, name); }
  const known = KNOWN.get(value) ?? new Map<string, readonly NamedText[]>();
  const place = [...path, name].join('\0');
  const texts = known.get(place) ?? found(value, path, name);
  KNOWN.set(value, known.set(place, texts));
  return texts;
}

function found(value: unknown, path: readonly string[], name: string): readonly NamedText[] {
  const texts: NamedText[] = [];
  collect(texts, value, [...path], name);
  return texts;
}

/** Puts the texts into one array and walks with one path, which is copied for a text only: a template has thousands. */
function collect(texts: NamedText[], value: unknown, path: string[], name: string): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => step(texts, item, path, String(index), name));
    return;
  }
  const parts = isRecord(value) && isIntrinsic(value) ? partsOf(value) : undefined;
  if (parts) {
    for (const part of parts.values) { collect(texts, part, path, parts.whole ? name : ''); }
    return;
  }
  const text = textOf(value);
  if (text !== undefined) {
    texts.push({ name, path: [...path], text });
  } else if (isRecord(value)) {
    const pair = pairOf(value);
    for (const [key, item] of Object.entries(value)) { step(texts, item, path, key, key === pair?.key ? pair.name : key); }
  }
}

function step(texts: NamedText[], value: unknown, path: string[], part: string, name: string): void {
  path.push(part);
  collect(texts, value, path, name);
  path.pop();
}

/** What a function is given, where `textOf` can't tell its result; a piece of a text has no name of its own. */
function partsOf(value: Readonly<Record<string, unknown>>): { readonly whole: boolean; readonly values: readonly unknown[] } | undefined {
  const [name, argument] = Object.entries(value)[0];
  const [, second, ...rest] = asArray(argument);
  switch (name) {
    case 'Fn::If': return { whole: true, values: [second, ...rest] };
    case 'Fn::Select': case 'Fn::Split': return { whole: true, values: asArray(second) };
    case 'Fn::Base64': case 'Fn::ToJsonString': return { whole: true, values: [argument] };
    case 'Fn::Join': return textOf(value) === undefined ? { whole: false, values: asArray(second) } : undefined;
    case 'Fn::Sub': return textOf(value) === undefined ? { whole: false, values: asArray(argument) } : undefined;
    case 'Fn::Transform': return { whole: false, values: [argument] };
    default: return undefined;
  }
}

function pairOf(record: Readonly<Record<string, unknown>>): { readonly name: string; readonly key: string } | undefined {
  const key = PAIR_VALUES.find((candidate) => record[candidate] !== undefined);
  if (key === undefined) { return undefined; }
  const name = PAIR_NAMES.map((candidate) => record[candidate]).find((candidate) => typeof candidate === 'string');
  return typeof name === 'string' ? { name, key } : undefined;
}

/** All values at a path, `*` standing for each item of an array; an intrinsic on the way stands for what is under it. */
export function valuesUnder(value: unknown, path: readonly string[]): readonly unknown[] {
  if (path.length === 0 || value === undefined) { return value === undefined ? [] : [value]; }
  const branches = isRecord(value) ? value['Fn::If'] : undefined;
  if (Array.isArray(branches)) { return branches.slice(1).flatMap((branch) => valuesUnder(branch, path)); }
  if (isIntrinsic(value)) { return isRecord(value) && value.Ref === 'AWS::NoValue' ? [] : [value]; }
  const [name, ...rest] = path;
  if (name === '*') { return Array.isArray(value) ? value.flatMap((item) => valuesUnder(item, rest)) : []; }
  return isRecord(value) ? valuesUnder(value[name], rest) : [];
}

/** Whether a path of a text lies on or below a path with `*`. */
export const isUnder = (path: readonly string[], above: readonly string[]): boolean =>
  above.length <= path.length && above.every((name, index) => (name === '*' ? /^\d+$/.test(path[index]) : name === path[index]));
