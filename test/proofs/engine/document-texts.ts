import { hole } from '../../../src/proofs/engine';

/** Where a text stands in a policy. */
export interface Place {
  /** Such as `Condition`. */
  readonly element?: string;
  /** Condition key. */
  readonly key?: string;
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A document with its texts replaced, but not its names. */
export function mapTexts(value: unknown, made: (text: string, place: Place) => unknown, path: readonly string[] = []): unknown {
  if (typeof value === 'string') { return made(value, { element: path[1], key: path[3] }); }
  if (Array.isArray(value)) { return value.map((one) => mapTexts(one, made, path)); }
  return isFields(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapTexts(one, made, [...path, name])])) : value;
}

/** A policy in which nobody can read some texts of an element. */
export function withoutTexts(document: unknown, dice: Iterator<number>, hidden: string): unknown {
  const next = (): number => dice.next().value as number;
  return mapTexts(document, (text, { element = '' }) => {
    const number = element.replace('Not', '') === hidden ? next() % 8 : 8;
    return number === 0 ? hole(`text ${next()}`) : number === 1 ? hole('a text') : number === 2 ? { Ref: `Parameter${next()}` } : text;
  });
}
