import * as fc from 'fast-check';
import { symbol } from '../../../src/proofs/engine';
import { Automaton, automatonOf, DEAD } from '../../../src/proofs/engine/automaton';
import { arnGlob, glob, literal, literalIgnoringCase, type Pattern } from '../../../src/proofs/engine/pattern';
import { lettersOf } from '../../../src/proofs/engine/text';

const RUNS = 3_000;
const SEED = 20261122;
const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void): void =>
  fc.assert(fc.property(arbitrary, holds), { numRuns: RUNS, seed: SEED });

const textOf = (letters: string, maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...letters), maxLength });
const ARN = fc.array(textOf('ab*?', 2), { minLength: 6, maxLength: 7 }).map((parts) => parts.join(':'));
const patterns: fc.Arbitrary<Pattern> = fc.oneof(textOf('aAb:*?', 7).map((text) => glob(text)), textOf('aAb', 4).map((text) => literal(text)),
  textOf('aAb', 4).map((text) => literalIgnoringCase(text)), ARN.map((text) => arnGlob(text)!));
const texts = fc.oneof(textOf('aAb:', 7), fc.array(textOf('ab', 2), { minLength: 6, maxLength: 7 }).map((parts) => parts.join(':')));

const accepts = (pattern: Pattern, text: string): boolean => {
  const automaton = new Automaton(pattern);
  return automaton.accepts(lettersOf(text).reduce((state, letter) => automaton.step(state, letter), automaton.start));
};

test('an automaton takes what its pattern takes',
  () => check(fc.tuple(patterns, texts), ([pattern, text]) => { expect(accepts(pattern, text)).toBe(pattern.takes(text)); }));

test('an automaton does not tell letters apart that it does not name', () => check(fc.tuple(patterns, texts), ([pattern, text]) => {
  const automaton = new Automaton(pattern);
  let state = automaton.start;
  for (const letter of text) {
    const named = automaton.letters(state);
    if (!named.includes('x') && !named.includes('y')) { expect(automaton.step(state, 'x')).toBe(automaton.step(state, 'y')); }
    state = automaton.step(state, letter);
  }
}));

test('what begins wrong stays wrong', () => {
  const automaton = new Automaton(literal('ab'));
  const state = automaton.step(automaton.start, 'x');
  expect(state).toBe(DEAD);
  expect([automaton.step(state, 'a'), automaton.accepts(state), automaton.letters(state)]).toEqual([DEAD, false, []]);
});

test('a symbol is a letter that stars take and question marks don\'t', () => {
  const role = symbol('role');
  expect([accepts(glob('*'), role), accepts(glob(`a${role}`), `a${role}`), accepts(glob('a*b'), `a${role}b`)]).toEqual([true, true, true]);
  expect([accepts(glob('?'), role), accepts(glob('?????'), role), accepts(literal('role'), role),
    accepts(literal(role), symbol('other'))]).toEqual([false, false, false, false]);
});

test('a pattern has one automaton', () => {
  expect(automatonOf(glob('a*'))).toBe(automatonOf(glob('a*')));
});

test('200 stars in a row of different letters have as many states as letters', () => {
  const automaton = new Automaton(glob(Array.from({ length: 200 }, (_, at) => `*${String.fromCharCode(256 + at)}`).join('')));
  let state = automaton.start;
  for (let at = 0; at < 200; at++) { state = automaton.step(state, String.fromCharCode(256 + at)); }
  expect(automaton.accepts(state)).toBe(true);
});
