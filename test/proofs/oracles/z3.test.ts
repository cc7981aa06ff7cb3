import * as fc from 'fast-check';
import { type PolicyDocument, simplePairs } from './random-policy';
import { addressOf, arnGlob, equals, exactly, glob, ignoringCase, inRe, literal, not, numeral, sequence, TWELVE_DIGITS, withinCidr } from './smt';
import { type Z3Answer, Z3Oracle } from './z3';
import { Z3_WORLD } from './z3-world';
import { compare } from '../../../src/proofs/engine';
import { evaluate } from '../../../src/proofs/engine/evaluator';

const PAIRS = 150;
const SEED = 20261122;
/** Of z3's own, for each of its two attempts at a pair: what it decides is the same on every machine. */
const STEPS = 100_000;

let z3: Z3Oracle;

beforeAll(async () => { z3 = await Z3Oracle.createCounting(STEPS); }, 60_000);
afterAll(() => z3.close());

const ask = (...assertions: readonly string[]): Promise<Z3Answer> =>
  z3.check(['(declare-const s String)', '(declare-const bits (_ BitVec 128))', '(declare-const n Real)', ...assertions.map((one) => `(assert ${one})`)].join('\n'));

describe('z3 reads what it is told', () => {
  const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/a:b';

  test.each<[name: string, regex: string, taken: readonly string[], refused: readonly string[]]>([
    ['a literal', exactly('a*b?c'), ['a*b?c'], ['axb?c', 'a*b?']],
    ['letters that SMT-LIB escapes', exactly('"\\u{41}"\u00e9'), ['"\\u{41}"\u00e9'], ['"A"\u00e9']],
    ['a star', glob('kms:*crypt'), ['kms:crypt', 'kms:Decrypt', 'kms:crypt crypt'], ['kms:Decrypts', 'Kms:Decrypt']],
    ['a question mark', glob('kms:??crypt'), ['kms:Encrypt'], ['kms:crypt', 'kms:ncrypt', 'kms:ReEncrypt']],
    ['any text', glob('*'), ['', 'x:y'], []],
    ['any case', ignoringCase('Pay-1'), ['pay-1', 'PAY-1'], ['pay_1', 'Pay-12']],
    ['a sequence with a repetition', sequence(exactly('a'), TWELVE_DIGITS), ['a111122223333'], ['a11112222333', 'a11112222333x', 'a1111222233334']],
    ['segments of an ARN', arnGlob('arn:aws:kms:*:*:key/*'), [ARN, 'arn:aws:kms:::key/'], ['arn:aws:kms:a:b:c:key/a', 'arn:aws:s3:::key/a']],
  ])('%s', async (_name, regex, taken, refused) => {
    for (const [texts, matched, other] of [[taken, 'sat', 'unsat'], [refused, 'unsat', 'sat']] as const) {
      for (const text of texts) {
        await expect(ask(equals('s', text), inRe('s', regex))).resolves.toBe(matched);
        await expect(ask(equals('s', text), not(inRe('s', regex)))).resolves.toBe(other);
        await expect(ask(inRe(literal(text), regex))).resolves.toBe(matched);
      }
    }
  });

  test('two patterns together', async () => {
    const both = `(re.inter ${glob('kms:*')} ${glob('*crypt')})`;
    await expect(ask(inRe('s', both), not(inRe('s', glob('k*t'))))).resolves.toBe('unsat');
    await expect(ask(inRe('s', both), equals('s', 'kms:ReEncrypt'))).resolves.toBe('sat');
    await expect(ask(inRe('s', glob('ab*')), inRe('s', glob('*ba')), not(inRe('s', glob('ab*ba'))))).resolves.toBe('sat'); // aba
  });

  test.each([
    ['10.1.3.255', '10.1.2.0/23', true], ['10.1.4.0', '10.1.2.0/23', false], ['10.1.2.3', '10.1.2.3', true], ['203.0.113.7', '0.0.0.0/0', true],
    ['2001:db8::1', '2001:db8::/32', true], ['2001:db9::', '2001:db8::/32', false], ['::1', '::/127', true], ['::2', '::/127', false],
  ])('%s in %s: %s', async (address, cidr, isWithin) => {
    const { bits, value } = addressOf(address);
    await expect(z3.check(`(assert ${withinCidr(`(_ bv${value} ${bits})`, cidr)})`)).resolves.toBe(isWithin ? 'sat' : 'unsat');
  });

  test('numbers', async () => {
    await expect(ask(`(= n ${numeral('-1.5')})`, `(< n ${numeral('-1')})`)).resolves.toBe('sat');
    await expect(ask(`(= n ${numeral('30')})`, `(< n ${numeral('30')})`)).resolves.toBe('unsat');
  });

  test('what it cannot read is an error', () => expect(ask('(str.in_re s nothing)')).rejects.toThrow());
});

interface Compared {
  readonly a: PolicyDocument;
  readonly b: PolicyDocument;
  readonly z3: Z3Answer;
  readonly engine: ReturnType<typeof compare>;
}

describe('the engine and z3', () => {
  const pairs: Compared[] = [];

  beforeAll(async () => {
    for (const [a, b] of fc.sample(simplePairs, { numRuns: PAIRS, seed: SEED })) {
      pairs.push({ a, b, z3: await z3.notSubset(a, b), engine: compare(a, b, Z3_WORLD) });
    }
  }, 600_000);

  test('agree wherever both decide', () => {
    const opposite = { sat: 'impossible', unsat: 'possible', unknown: undefined };
    expect(pairs.filter((one) => one.engine.verdict === opposite[one.z3])).toEqual([]);
  });

  test('decide nearly everything, and find both answers often', () => {
    const count = (...answers: readonly Z3Answer[]) => pairs.filter((one) => answers.includes(one.z3)).length;
    const undecided = pairs.filter(({ engine }) => engine.verdict === 'undecided').length;
    process.stdout.write(`of ${PAIRS} pairs z3 ${z3.version} finds ${count('sat')} sat and ${count('unsat')} unsat; the engine leaves ${undecided} undecided\n`);
    expect(count('sat', 'unsat')).toBeGreaterThanOrEqual(PAIRS * 0.9);
    expect(Math.min(count('sat'), count('unsat'))).toBeGreaterThanOrEqual(PAIRS * 0.25);
    expect(undecided).toBeLessThanOrEqual(PAIRS * 0.1);
  });

  test('the engine\'s examples are examples', () => {
    for (const { a, b, engine: { verdict, request } } of pairs.filter(({ engine }) => engine.verdict === 'possible')) {
      expect({ verdict, request: request !== undefined }).toEqual({ verdict: 'possible', request: true });
      expect([evaluate(a, request!), evaluate(b, request!)]).toEqual(['allow', expect.stringMatching(/^(deny|none)$/)]);
    }
  });
});
