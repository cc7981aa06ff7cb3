import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { symbol } from '../../../src/proofs/engine';
import { arnGlob, arnSegments, escaped, glob, literal, literalIgnoringCase, type Pattern } from '../../../src/proofs/engine/pattern';

const RUNS = 3_000;
const SEED = 20261122;
const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void): void =>
  fc.assert(fc.property(arbitrary, holds), { numRuns: RUNS, seed: SEED });

const textOf = (letters: string, maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...letters), maxLength });
const TEXT = textOf('aAb:/', 6);
const PATTERN = textOf('aAb:/*?', 7);
const ARN = fc.array(textOf('ab*?', 2), { minLength: 6, maxLength: 7 }).map((parts) => parts.join(':'));
const ARN_TEXT = fc.array(textOf('ab', 2), { minLength: 5, maxLength: 8 }).map((parts) => parts.join(':'));

/** Whether a text is taken by a pattern, letter by letter. */
function like(pattern: string, text: string): boolean {
  if (pattern === '') { return text === ''; }
  if (pattern.startsWith('*')) { return like(pattern.slice(1), text) || (text !== '' && like(pattern, text.slice(1))); }
  return text !== '' && (pattern.startsWith('?') || pattern[0] === text[0]) && like(pattern.slice(1), text.slice(1));
}

/** The first five segments and the rest. */
const segments = (text: string): string[] => [...text.split(':').slice(0, 5), text.split(':').slice(5).join(':')];

const anyPattern: fc.Arbitrary<Pattern> = fc.oneof(PATTERN.map((text) => glob(text)), TEXT.map((text) => literal(text)),
  TEXT.map((text) => literalIgnoringCase(text)),
  ARN.map((text) => arnGlob(text)!), ARN.map((text) => glob(text)));

describe('a pattern', () => {
  test('with wildcards takes what they stand for',
    () => check(fc.tuple(PATTERN, TEXT), ([pattern, text]) => { expect(glob(pattern).takes(text)).toBe(like(pattern, text)); }));

  test('of one text takes that text only',
    () => check(fc.tuple(PATTERN, PATTERN), ([one, other]) => { expect(literal(one).takes(other)).toBe(one === other); }));

  test('of a text whatever its case takes it in any case', () => check(fc.tuple(TEXT, TEXT), ([one, other]) => {
    expect(literalIgnoringCase(one).takes(other)).toBe(one.toLowerCase() === other.toLowerCase());
  }));

  test('of an ARN is compared segment by segment, the last of which may hold colons', () => check(fc.tuple(ARN, ARN_TEXT), ([pattern, text]) => {
    const [wanted, found] = [segments(pattern), segments(text)];
    expect(arnGlob(pattern)!.takes(text)).toBe(text.split(':').length >= 6 && wanted.every((segment, at) => like(segment, found[at])));
  }));

  test('has an id that no other pattern has which takes other texts', () => {
    const byId = new Map<string, Pattern>();
    const texts = fc.sample(fc.oneof(TEXT, ARN_TEXT), { numRuns: 60, seed: SEED });
    check(anyPattern, (pattern) => {
      const known = byId.get(pattern.id);
      byId.set(pattern.id, pattern);
      expect(known === undefined || texts.every((text) => known.takes(text) === pattern.takes(text))).toBe(true);
    });
  });

  test('of an ARN has another id than one whose wildcards reach over colons', () => {
    expect(arnGlob('arn:aws:s3:*:*:x')!.id).not.toBe(glob('arn:aws:s3:*::*::x').id);
    expect(arnGlob('arn:aws:s3:?:a:x')!.id).not.toBe(glob('arn:aws:s3:?::a:x').id);
  });

  test('takes every text only as stars', () => check(fc.tuple(PATTERN, TEXT), ([pattern, text]) => {
    if (glob(pattern).takesAll) { expect(glob(pattern).takes(text)).toBe(true); }
    expect(glob(pattern).takesAll).toBe(/^\*+$/.test(pattern));
  }));

  test.each(['a.b', 'a+', '(a)', '[a]', 'a|b', '^a$', 'a\\b', '{2}', 'a/b', 'a\nb', '-', 'ä'])('takes %j as it is written', (text) => {
    expect(glob(`${text}*`).takes(`${text}x`)).toBe(true);
    expect(literalIgnoringCase(text).takes(text)).toBe(true);
    expect(glob(`${text}?`).takes(text)).toBe(false);
    expect(glob(`?${text}`).takes(`\n${text}`)).toBe(true);
  });

  test('takes wildcards as text where they are escaped', () => check(fc.tuple(textOf('a*?', 4), textOf('a*?', 4)), ([one, other]) => {
    expect(glob(escaped(one)).takes(other)).toBe(one === other);
    expect(literal(escaped(one)).takes(other)).toBe(one === other);
  }));

  test('has six segments as an ARN or none', () => check(ARN_TEXT, (text) => {
    expect(arnSegments(text)).toEqual(text.split(':').length < 6 ? undefined : segments(text));
  }));
});

describe('a symbol', () => {
  const ROLE = symbol('role');

  test('is taken by itself, by a star and by no other text', () => {
    expect([literal(ROLE).takes(ROLE), glob('*').takes(ROLE), glob(`a${ROLE}*`).takes(`a${ROLE}b`)]).toEqual([true, true, true]);
    expect([literal(symbol('other')).takes(ROLE), literal('role').takes(ROLE), glob('').takes(ROLE)]).toEqual([false, false, false]);
  });

  test('keeps its colons from parting an ARN', () => {
    expect(arnSegments(`arn:aws:iam::1:${symbol('a:b:c')}`)).toHaveLength(6);
    expect(arnSegments(`arn:aws:iam::${symbol('AWS::AccountId')}:role/x`)?.[4]).toBe(symbol('AWS::AccountId'));
  });
});

test('a pattern of many stars says of a long text in bounded time whether it takes it', () => {
  const pattern = glob('*a'.repeat(40));
  expect(runInNewContext('takes()', { takes: () => pattern.takes(`${'a'.repeat(80)}b`) }, { timeout: 5_000 })).toBe(false);
});
