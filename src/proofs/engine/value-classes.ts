import { type Bits, bit, NONE } from './bits';
import { stringClasses } from './string-classes';
import type { Universe } from './universe';
import { type Edges, UNIT, type ValueTest, valueText } from './value-test';

/** Values of a dimension that none of its tests tells apart. */
export interface ValueClass {
  /** A value of the class, a shortest one where there is a choice. */
  readonly witness: string;
  /** Whether the witness is the only value of the class. */
  readonly isSingle: boolean;
  /** The tests that hold, by index. */
  readonly holds: Bits;
  /** The tests of which nobody can say. */
  readonly unclear: Bits;
}

/** The classes of values that tests tell apart. */
export function valueClasses(tests: readonly ValueTest[], universe: Universe, known: readonly string[]): ValueClass[] {
  const patterns = tests.flatMap(({ pattern }) => (pattern ? [pattern] : []));
  if (patterns.length === tests.length) {
    return stringClasses(patterns, universe, known);
  }
  // texts beside numbers, dates or addresses: what is written down can be tried; what a wildcard takes of a scale can't
  const isWild = ({ pattern }: ValueTest) => pattern !== undefined && pattern.literal === undefined && !pattern.takesAll;
  const wild = tests.reduce((bits, test, index) => (isWild(test) ? bits | bit(index) : bits), NONE);
  const written = patterns.flatMap(({ literal }) => (literal === undefined ? [] : [literal]));
  const classes = new Map<string, ValueClass>();
  for (const value of [...scaleValues(tests, new Set(written)), ...written, ...known, 'x']) {
    const isSingle = written.includes(value);
    const holds = tests.reduce((bits, test, index) => (test.holds(value) ? bits | bit(index) : bits), NONE);
    const key = `${isSingle ? value : ''} ${holds}`;
    if (!classes.has(key)) { classes.set(key, { witness: value, isSingle, holds, unclear: isSingle ? NONE : wild }); }
  }
  return [...classes.values()];
}

/** A value of each part that the tests cut a scale into; one that is written down as a text is its own case, so another is taken beside it. */
function scaleValues(tests: readonly ValueTest[], written: ReadonlySet<string>): string[] {
  const points = new Map<Edges['scale'], Set<bigint>>();
  for (const { edges } of tests) {
    if (edges) { points.set(edges.scale, new Set([...points.get(edges.scale) ?? [], ...edges.points])); }
  }
  const families = [...points.keys()].some((scale) => typeof scale === 'number') ? [4, 6] as const : [];
  for (const family of families) { points.set(family, points.get(family) ?? new Set([1n])); }
  return [...points].flatMap(([scale, values]) => withReadable(scale, [...values].sort((one, other) => (one < other ? -1 : 1)))
    .map((value) => valueText(scale, value))
    .flatMap((text) => (written.has(text) ? alike(scale, text) : [text])));
}

/** Whole numbers before fractions: between the edges there may be a readable value of the same part. */
function withReadable(scale: Edges['scale'], sorted: readonly bigint[]): bigint[] {
  if (scale !== 'number') { return [...sorted]; }
  const whole = sorted.flatMap((point) => [point - point % UNIT - UNIT, point - point % UNIT, point - point % UNIT + UNIT]);
  return [...new Set([...whole.sort((one, other) => (one < other ? -1 : 1)), ...sorted])];
}

/** Other texts of the same value. */
const alike = (scale: Edges['scale'], text: string): string[] => (scale === 'number' ? [text.includes('.') ? `${text}0` : `${text}.0`] : scale === 'date' ? [text.replace('Z', '+00:00')] : []);
