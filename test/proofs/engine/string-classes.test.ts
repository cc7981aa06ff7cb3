import * as fc from 'fast-check';
import { symbol } from '../../../src/proofs/engine';
import { bitsWhere, firstBits, hasBit } from '../../../src/proofs/engine/bits';
import { arnGlob, glob, literal, literalIgnoringCase, type Pattern } from '../../../src/proofs/engine/pattern';
import { type StringClass, stringClasses } from '../../../src/proofs/engine/string-classes';
import { ACCOUNTS, ACTIONS, ARN_TEXTS, oneOf, ORGANIZATIONS, PRINCIPAL_NAMES, TEXTS, type Universe } from '../../../src/proofs/engine/universe';

const RUNS = 1_500;
const SEED = 20261122;
const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void, runs = RUNS): void =>
  fc.assert(fc.property(arbitrary, holds), { numRuns: runs, seed: SEED });

const textOf = (letters: string, maxLength: number, minLength = 0): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength });
const patternOf = (letters: string, most: number): fc.Arbitrary<Pattern> => fc.oneof(
  textOf(`${letters}*?`, most, 1).map((text) => glob(text)), textOf(letters, 3, 1).map((text) => literal(text)),
  textOf(letters, 3, 1).map((text) => literalIgnoringCase(text)),
);
const patternsOf = (letters: string, most = 4): fc.Arbitrary<Pattern[]> => fc.array(patternOf(letters, most), { maxLength: 5 });

const signature = (patterns: readonly Pattern[], text: string): bigint => bitsWhere(patterns.length, (index) => patterns[index].takes(text));

/** The classes that a text is in. */
const classesOf = (classes: readonly StringClass[], patterns: readonly Pattern[], text: string): StringClass[] => {
  const single = classes.filter(({ isSingle, witness }) => isSingle && witness === text);
  return single.length > 0 ? single : classes.filter(({ isSingle, holds }) => !isSingle && holds === signature(patterns, text));
};

/** Texts of a and b only. */
const AB: Universe = {
  name: 'a and b',
  start: 0,
  step: (_, letter) => (letter === 'a' || letter === 'b' ? 0 : undefined),
  accepts: () => true,
  letters: ['a', 'b'],
};
const ALL_AB = ['', ...['a', 'b'].flatMap(function grow(text: string): string[] {
  return text.length === 6 ? [text] : [text, ...grow(`${text}a`),
    ...grow(`${text}b`)];
})]
  .sort((one, other) => one.length - other.length);

const UNIVERSES: readonly (readonly [name: string, universe: Universe, letters: string, texts: fc.Arbitrary<string>])[] = [
  ['any texts', TEXTS, 'xyaX', textOf('xyaXzq', 4, 1)],
  ['texts with all readable letters', TEXTS, 'xyz*?-', textOf('xyz*?-~ äb', 3, 1)],
  ['accounts', ACCOUNTS, '19', fc.tuple(textOf('19', 12, 10), textOf('0123456789', 12, 12)).map(([start, end]) => (start + end).slice(0, 12))],
  ['names of principals', PRINCIPAL_NAMES, 'xy/', textOf('xyz/', 4).map((text) => text.split('/').filter((part) => part !== '').join('/') || 'x')],
  ['actions', ACTIONS, 'x:y', fc.tuple(textOf('xyz', 2, 1), textOf('xyz', 2, 1)).map((parts) => parts.join(':'))],
  ['truth', oneOf('true', 'false'), 'true', fc.constantFrom('true', 'false')],
  ['organizations', ORGANIZATIONS, 'o-x', textOf('xyo', 12, 10).map((text) => `o-${text}`)],
];

describe.each(UNIVERSES)('the classes of %s', (_, universe, letters, texts) => {
  test('hold every text exactly once',
    () => check(fc.tuple(patternsOf(letters), fc.array(texts, { minLength: 5, maxLength: 5 })), ([patterns, some]) => {
      const classes = stringClasses(patterns, universe, []);
      for (const text of some) { expect({ text, classes: classesOf(classes, patterns, text) }).toEqual({ text, classes: [expect.anything()] }); }
    }));

  test('have witnesses with their signature', () => check(patternsOf(letters), (patterns) => {
    for (const { witness, holds } of stringClasses(patterns, universe, [])) { expect(signature(patterns, witness)).toBe(holds); }
  }, 300));

  test('hold every text near what is written', () => check(fc.tuple(fc.array(texts, { minLength: 1, maxLength: 3 }), fc.nat(9)), ([written, at]) => {
    const patterns = [...written.map((text) => literal(text)), ...written.map((text) => glob(`${text.slice(0, at)}?${text.slice(at + 1)}`))];
    const classes = stringClasses(patterns, universe, []);
    for (const text of written.map((one) => `${one.slice(0, at)}${one[at] === '7' ? '3' : '7'}${one.slice(at + 1)}`).filter((one) =>
      isAmong(universe, one))) {
      expect({ text, classes: classesOf(classes, patterns, text) }).toEqual({ text, classes: [expect.anything()] });
    }
  }, 300));
});

/** Whether a universe has a text. */
function isAmong(universe: Universe, text: string): boolean {
  const state = text.split('').reduce<number | undefined>((at, letter) => (at === undefined ? undefined : universe.step(at, letter)), universe.start);
  return state !== undefined && universe.accepts(state);
}

describe('the classes of two letters', () => {
  test('are all that there are, with shortest witnesses', () => check(patternsOf('ab'), (patterns) => {
    const written = new Set(patterns.flatMap((pattern) => pattern.literal ?? []));
    const shortest = new Map<string, number>();
    for (const text of ALL_AB) {
      const key = written.has(text) ? `=${text}` : String(signature(patterns, text));
      if (!shortest.has(key)) { shortest.set(key, text.length); }
    }
    const found = new Map(stringClasses(patterns, AB,
      []).map(({ isSingle, witness, holds }) => [isSingle ? `=${witness}` : String(holds), witness.length]));
    for (const [key, length] of shortest) { expect([key, found.get(key)]).toEqual([key, length]); }
    for (const [key, length] of found) { expect(length > 6 || shortest.get(key) === length).toBe(true); }
  }));
});

describe('a text that is written down', () => {
  test('is a class of its own', () => check(fc.tuple(textOf('xya', 3, 1), patternsOf('xya')), ([text, patterns]) => {
    expect(stringClasses([...patterns, literal(text)], TEXTS, []).filter(({ isSingle, witness }) => isSingle && witness === text)).toHaveLength(1);
  }));

  test('is none where no such text exists', () => {
    expect(stringClasses([literal('12')], ACCOUNTS, []).map(({ isSingle }) => isSingle)).toEqual([false]);
  });

  test.each([
    ['one letter', ['?'], ['x']], ['any case', ['?'], ['x', 'y', 'z']], ['a beginning', ['x?'], ['xx']],
    ['two letters', ['??'], ['xx', 'xy', 'yx', 'yy']], ['a star', ['*'], ['x', 'xx', 'xxx']],
    ['nothing', [], ['x']],
  ])('leaves others beside it: %s', (_, wild, written) => {
    const patterns = [...wild.map((text) => glob(text)), ...written.map((text) => literal(text))];
    const taken = firstBits(wild.length);
    expect(stringClasses(patterns, TEXTS, []).filter((one) => !one.isSingle && one.holds === taken)).toHaveLength(1);
  });

  test('leaves other accounts beside it', () => {
    const patterns = [glob('11111111111?'), literal('111111111119')];
    expect(stringClasses(patterns, ACCOUNTS, []).map(({ holds }) => holds)).toContain(1n);
  });

  test('leaves no others where there are none', () => {
    const patterns = [glob('11111111111?'), ...Array.from({ length: 10 }, (_, digit) => literal(`11111111111${digit}`))];
    expect(stringClasses(patterns, ACCOUNTS, []).filter(({ holds, isSingle }) => !isSingle && hasBit(holds, 0))).toEqual([]);
  });
});

describe('known texts', () => {
  test('stay apart from what is not known yet', () => {
    const classes = stringClasses([glob('kms:*')], ACTIONS, ['kms:decrypt', 'kms:encrypt']);
    expect(classes.map(({ holds }) => holds).sort()).toEqual([0n, 1n, 1n]);
    expect(classes.map(({ isSingle }) => isSingle)).toEqual([false, false, false]);
    expect(classes[0]).toMatchObject({ witness: 'kms:decrypt', holds: 1n });
    expect(['kms:decrypt', 'kms:encrypt']).not.toContain(classes.find(({ witness, holds }) => holds === 1n
      && witness !== 'kms:decrypt')?.witness);
  });
});

describe('what is unclear', () => {
  const ROLE = symbol('role');

  test.each<[sentence: string, patterns: Pattern[], expected: bigint]>([
    ['nothing of a symbol alone', [literal(ROLE)], 0n],
    ['nothing of a star', [literal(ROLE), glob('*')], 0n],
    ['a star with a letter', [literal(ROLE), glob('a*')], 2n],
    ['nothing behind a colon that a name doesn\'t have', [literal(`a:${ROLE}`), glob('a:*:*')], 0n],
    ['nothing where another text begins', [literal(`a${ROLE}`), glob('b*')], 0n],
  ])('%s', (_, patterns, expected) => {
    expect(stringClasses(patterns, TEXTS, []).find(({ witness }) => witness === patterns[0].literal)?.unclear).toBe(expected);
  });

  test('is never a written text without symbols', () => check(patternsOf('xy'), (patterns) => {
    for (const { unclear } of stringClasses([...patterns], TEXTS, [])) { expect(unclear).toBe(0n); }
  }, 300));
});

test('texts with line ends are told apart from two texts', () => {
  expect(stringClasses([literal('a'), literal('b')], TEXTS, []).map(({ witness }) => witness)).toContain('a');
  expect(stringClasses([literal('a\nb')], TEXTS, []).map(({ witness }) => witness)).toContain('a\nb');
});

test('letters that no keyboard has are told apart from those that all patterns name', () => {
  const all = [...'xyzabcdefghijklmnopqrstuvw9876543210ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.+=@,/: #%&;!~'];
  const patterns = [glob('?'), ...all.map((letter) => glob(`${letter}*`))];
  expect(stringClasses(patterns, TEXTS, []).map(({ holds }) => holds)).toContain(1n);
});

test('ARNs of six segments are told apart', () => {
  const patterns = [arnGlob('arn:aws:s3:*:*:x')!, glob('arn:aws:s3:*:x')];
  expect(stringClasses(patterns, ARN_TEXTS, []).map(({ holds }) => holds).sort()).toEqual([0n, 2n, 3n]);
});
