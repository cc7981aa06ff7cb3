import * as fc from 'fast-check';
import { takesNamesOnly } from '../../../src/proofs/template/plain-pattern';

describe('an expression takes names only', () => {
  test.each([
    '^[a-z][a-z0-9]*(-[a-z0-9]+)*$', '^[A-Za-z0-9_-]+$', '^(?:prod|test)$', '^\\w{1,40}$', '^vpc-[0-9a-f]{8,17}$', '^a(b|)$', '^[a\\-z.]+$', '^[-a]+$', '^[a-]+$', '^\\d{12}$', '^a\\.b$',
  ])('%s', (expression) => {
    expect(takesNamesOnly(expression)).toBe(true);
  });

  test.each([
    ['^[a-z]*$', 'takes the empty text'],
    ['^(a|b?)$', 'takes the empty text in one of its alternatives'],
    ['^a{0,3}$', 'takes the empty text by a count'],
    ['[a-z]+', 'has no anchors'],
    ['^[a-z]+', 'has no end'],
    ['^a|b$', 'has alternatives beside its anchors'],
    ['^.+$', 'takes any letter'],
    ['^[^a]+$', 'takes all letters but some'],
    ['^[ -~]+$', 'takes a range of signs'],
    ['^[+-z]+$', 'takes a range from a sign'],
    ['^[A-z]+$', 'takes a range over signs'],
    ['^a/b$', 'takes a slash'],
    ['^a:b$', 'takes a colon'],
    ['^a\\*$', 'takes a star'],
    ['^a\\?$', 'takes a question mark'],
    ['^a\\$$', 'takes a dollar sign'],
    ['^a\\$', 'ends with a dollar sign, and no anchor'],
    ['^a b$', 'takes a space'],
    ['^a\\s$', 'takes white space'],
    ['^\\S+$', 'takes all but white space'],
    ['^[a-z&&[^b]]+$', 'nests classes'],
    ['^(?i)[a-z]+$', 'sets a flag'],
    ['^(?=a).*$', 'looks ahead'],
    ['^(a)\\1$', 'refers back'],
    ['^a++$', 'has a possessive quantifier'],
    ['^\\p{L}+$', 'has a class of Unicode'],
    ['^(a$', 'is none'],
    ['^a)$', 'closes what was not opened'],
  ])('%s is not said to: it %s', (expression) => {
    expect(takesNamesOnly(expression)).toBe(false);
  });

  test('what such an expression takes is a name, whatever the expression', () => {
    const piece = fc.constantFrom('a', 'Z', '0', '-', '.', '\\.', '\\w', '\\d', '[a-z]', '[a-z0-9]', '[^a]', '[+-z]', '\\*', '/', ':', ' ', '(', ')', '(?:', '|', '*', '+', '?', '{2}', '{0,1}', '[', ']', '$', '^', '\\');
    const text = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '.', '*', '/', ':', ' ', '$', '?', '\n'), maxLength: 6 });
    fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), fc.array(text, { minLength: 20, maxLength: 20 }), (pieces, texts) => {
      const expression = `^${pieces.join('')}$`;
      if (!takesNamesOnly(expression)) { return; }
      const compiled = new RegExp(expression);
      for (const one of ['', ...texts].filter((each) => compiled.test(each))) { expect(one).toMatch(/^[\w+=,.@-]+$/); }
    }), { numRuns: 20_000 });
  });
});
