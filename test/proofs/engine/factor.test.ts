import * as fc from 'fast-check';
import { factor } from '../../../src/proofs/engine/factor';
import { arnGlob, glob, literal, type Pattern } from '../../../src/proofs/engine/pattern';

const SEED = 20261122;
const RUNS = 2_000;

const textOf = (letters: string, maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...letters), maxLength });
const mayHold = (letter: string): boolean => /^[ab/]$/.test(letter);

const PARTS: readonly (readonly (string | undefined)[])[] = [
  ['a:', undefined], [undefined, ':b'], ['a:', undefined, ':b/', undefined], [undefined], ['a:', undefined, ':', undefined, ':b'], ['ab'],
  [undefined, undefined],
];

/** The ways whose parts all take the values. */
const isTaken = (pattern: Pattern, parts: readonly (string | undefined)[], values: readonly string[]): boolean =>
  factor(pattern, parts, mayHold).some((way) => way.every((one, at) => one.takes(values[at])));

function composed(parts: readonly (string | undefined)[], values: readonly string[]): string {
  const rest = [...values];
  return parts.map((part) => part ?? rest.shift()!).join('');
}

test.each(PARTS.map((parts) => [parts.map((part) => part ?? '…').join(''),
  parts] as const))('what a pattern takes of %s, some way takes part by part', (_, parts) => {
  const count = parts.filter((part) => part === undefined).length;
  const values = fc.array(textOf('ab/', 3), { minLength: count, maxLength: count });
  const ARN = fc.array(textOf('ab*?', 2), { minLength: 6, maxLength: 6 }).map((segments) => arnGlob(segments.join(':'))!);
  const patterns = fc.oneof(textOf('ab:/*?', 6).map((text) => glob(text)), textOf('ab:/', 5).map((text) => literal(text)), ARN);
  const near = values.chain((some) => fc.record({ some: fc.constant(some), from: fc.nat(8), to: fc.nat(8) })).map(({ some, from, to }) => {
    const text = composed(parts, some);
    return { some, pattern: glob(`${text.slice(0, from)}*${text.slice(Math.max(from, to))}`) };
  });
  const far = fc.record({ some: values, pattern: patterns });
  fc.assert(fc.property(fc.oneof(near, far),
    ({ some, pattern }) => { expect(isTaken(pattern, parts, some)).toBe(pattern.takes(composed(parts, some))); }), { numRuns: RUNS, seed: SEED });
});

describe('ARNs of principals', () => {
  const ROLE = ['arn:aws:iam::', undefined, ':role/', undefined];
  const digitOrName = (letter: string): boolean => /^[\w+=,.@/-]$/.test(letter);
  const ways = (text: string, make: (text: string) => Pattern | undefined = glob): string[][] =>
    factor(make(text)!, ROLE, digitOrName).map((way) => way.map(({ literal: one, id }) => one ?? id));

  test('a text without wildcards goes one way', () => { expect(ways('arn:aws:iam::111111111111:role/a/b')).toEqual([['111111111111', 'a/b']]); });

  test('another kind of ARN goes no way', () => { expect(ways('arn:aws:iam::111111111111:user/a')).toEqual([]); });

  test('a star over a border is split there', () => {
    const pattern = glob('arn:aws:iam::1*a');
    const taken = (account: string, name: string): boolean =>
      factor(pattern, ROLE, digitOrName).some(([one, other]) => one.takes(account) && other.takes(name));
    expect([taken('1', 'a'), taken('12', 'ba'), taken('2', 'a'), taken('1', 'ab')]).toEqual([true, true, false, false]);
  });

  test('an account with a colon in it is pruned', () => { expect(ways('arn:aws:iam::1:role/x:role/a')).toEqual([]); });

  test('200 stars are given up', () => {
    expect(() => factor(glob(`arn:aws:iam::${'*1'.repeat(200)}`), ROLE, digitOrName)).toThrow(/more than 500 ways/);
  });
});
