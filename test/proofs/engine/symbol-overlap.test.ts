import * as fc from 'fast-check';
import { symbol } from '../../../src/proofs/engine';
import { arnGlob, glob, literal, literalIgnoringCase, type Pattern } from '../../../src/proofs/engine/pattern';
import { dependsOnSymbol } from '../../../src/proofs/engine/symbol-overlap';

const RUNS = 4_000;
const SEED = 20261122;
const NAME = symbol('name');
/** Texts that no pattern below can be written out to, since none of its pieces without wildcards has a 7. */
const NAMES = ['7', '77', 'a7', '7a', 'b7b', 'a7b', 'ab7', '7ab', 'aa7bb', 'A7', '-7.'];

const textOf = (letters: string, maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...letters), maxLength });
const patterns: fc.Arbitrary<Pattern> = fc.oneof(textOf('ab:/*?', 6).map((text) => glob(text)),
  textOf('ab:/', 4).map((text) => literalIgnoringCase(text)),
  fc.array(textOf('ab*?', 2), { minLength: 6, maxLength: 6 }).map((parts) => arnGlob(parts.join(':'))!));
const symbolic = fc.tuple(textOf('ab:/', 2), textOf('ab:/', 2)).map(([start, end]) => `${start}${NAME}${end}`);

test('a pattern takes all names or none where it does not depend on a symbol', () => fc.assert(fc.property(symbolic, patterns, (text, pattern) => {
  if (dependsOnSymbol(literal(text), pattern)) { return; }
  const taken = NAMES.map((name) => pattern.takes(text.replace(NAME, name)));
  expect(new Set([...taken, pattern.takes(text)]).size).toBe(1);
}), { numRuns: RUNS, seed: SEED }));

test('a pattern that takes some names and others not depends on the symbol', () => fc.assert(fc.property(symbolic, patterns, (text, pattern) => {
  const taken = NAMES.map((name) => pattern.takes(text.replace(NAME, name)));
  if (new Set(taken).size > 1) { expect(dependsOnSymbol(literal(text), pattern)).toBe(true); }
}), { numRuns: RUNS, seed: SEED }));

test.each<[sentence: string, text: string, pattern: Pattern, expected: boolean]>([
  ['a star takes all of it', `role/${NAME}`, glob('role/*'), false],
  ['two stars take all of it', `role/${NAME}`, glob('r*/*'), false],
  ['a star may take it up to a letter of its own', `role/${NAME}`, glob('role/*a'), true],
  ['a beginning may be its beginning', `role/${NAME}`, glob('role/a*'), true],
  ['a question mark may be all of it', `role/${NAME}`, glob('role/?'), true],
  ['another text is never it', `role/${NAME}`, literal('role/a'), false],
  ['the same symbol is always it', `role/${NAME}`, glob(`*/${NAME}`), false],
  ['another symbol is never it', `role/${NAME}`, glob(`*/${symbol('other')}`), false],
  ['a name holds no slash', `role/${NAME}`, glob('role/*/*'), false],
  ['a name holds no colon', `arn:aws:iam::${NAME}:role/x`, glob('arn:aws:iam::*:*:role/x'), false],
  ['a wildcard of an ARN takes a whole account', `arn:aws:iam::${NAME}:role/x`, arnGlob('arn:aws:iam::*:role/*')!, false],
  ['a wildcard of an ARN may take a part of an account', `arn:aws:iam::${NAME}:role/x`, arnGlob('arn:aws:iam::1*:role/*')!, true],
  ['the rest has to fit, too', `role/${NAME}`, glob('user/a*'), false],
])('%s', (_, text, pattern, expected) => { expect(dependsOnSymbol(literal(text), pattern)).toBe(expected); });

test('a text without symbols depends on none', () => { expect(dependsOnSymbol(glob('a*'), glob('*a'))).toBe(false); });

test('a pattern with a symbol and wildcards may share texts with another', () => {
  expect(dependsOnSymbol(glob(`role/${NAME}*`), glob('role/a*'))).toBe(true);
  expect(dependsOnSymbol(glob(`role/${NAME}*`), glob('user/*'))).toBe(false);
});
