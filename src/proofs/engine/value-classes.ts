import { type Bits, bit, NONE } from './bits';
import { stringClasses } from './string-classes';
import { TooComplexError } from './too-complex-error';
import type { Universe } from './universe';
import { type Edges, isOnScale, UNIT, type ValueTest, valueText } from './value-test';

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
  return scaleClasses(tests, universe, known);
}

/** More tests on one scale are given up: each makes several cases. */
const MOST_TESTS = 500;

/** Texts beside numbers, dates or addresses: what is written down can be tried; what a wildcard takes of a scale can't. */
function scaleClasses(tests: readonly ValueTest[], universe: Universe, known: readonly string[]): ValueClass[] {
  if (tests.length > MOST_TESTS) { throw new TooComplexError(`${tests.length} comparisons with one key; at most ${MOST_TESTS} are told apart`); }
  const scales = new Set(tests.flatMap(({ edges }) => (edges ? [typeof edges.scale === 'number' ? 'address' : edges.scale] : [])));
  // a text may be a number and seconds at once: which values are both is not gone through
  const isOpen = ({ pattern, edges }: ValueTest): boolean =>
    (pattern !== undefined && pattern.literal === undefined && !pattern.takesAll) || (edges !== undefined && scales.size > 1);
  const open = tests.reduce((bits, test, index) => (isOpen(test) ? bits | bit(index) : bits), NONE);
  const written = new Set(tests.flatMap(({ pattern }) => (pattern?.literal === undefined ? [] : [pattern.literal])));
  const others = universe.scale === undefined ? [textBeside(written)] : [];
  const allowed = universe.scale === undefined ? [...written] : [...written].filter((text) => isOnScale(universe.scale!, text));
  const classes = new Map<string, ValueClass>();
  for (const value of [...scaleValues(tests, written), ...allowed, ...known, ...others]) {
    const isSingle = written.has(value);
    const holds = tests.reduce((bits, test, index) => (test.holds(value) ? bits | bit(index) : bits), NONE);
    const key = `${isSingle ? value : ''} ${holds}`;
    if (!classes.has(key)) { classes.set(key, { witness: value, isSingle, holds, unclear: isSingle ? NONE : open }); }
  }
  return [...classes.values()];
}

/** A text that is nothing on any scale, and not written down. */
function textBeside(written: ReadonlySet<string>): string {
  let text = 'x';
  while (written.has(text)) { text += 'x'; }
  return text;
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
    .flatMap((value) => {
      const text = valueText(scale, value);
      return text === undefined ? [] : [unwritten(scale, text, written) ?? text];
    }));
}

/** Whole numbers before fractions: between the edges there may be a readable value of the same part. */
function withReadable(scale: Edges['scale'], sorted: readonly bigint[]): bigint[] {
  if (scale !== 'number') { return [...sorted]; }
  const whole = sorted.flatMap((point) => [point - point % UNIT - UNIT, point - point % UNIT, point - point % UNIT + UNIT]);
  return [...new Set([...whole.sort((one, other) => (one < other ? -1 : 1)), ...sorted])];
}

/** A way to write a value that is not written down; an address can be written in one way only. */
function unwritten(scale: Edges['scale'], text: string, written: ReadonlySet<string>): string | undefined {
  const again = (one: string): string | undefined => {
    if (scale === 'number') { return one.includes('.') ? `${one}0` : `${one}.0`; }
    return scale === 'date' && one.includes('.') ? one.replace(/Z$/, '0Z') : undefined;
  };
  let other: string | undefined = text;
  while (other !== undefined && written.has(other)) { other = again(other); }
  return other;
}
