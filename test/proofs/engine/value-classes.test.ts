import * as fc from 'fast-check';
import { bitsWhere, hasBit } from '../../../src/proofs/engine/bits';
import { glob, literal } from '../../../src/proofs/engine/pattern';
import { TEXTS } from '../../../src/proofs/engine/universe';
import { valueClasses } from '../../../src/proofs/engine/value-classes';
import { addressTest, type Comparison, dateTest, numberTest, textTest, type ValueTest } from '../../../src/proofs/engine/value-test';

const RUNS = 1_000;
const SEED = 20261122;
const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void): void =>
  fc.assert(fc.property(arbitrary, holds), { numRuns: RUNS, seed: SEED });

const COMPARISONS: readonly Comparison[] = ['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
const COMPARE: Readonly<Record<Comparison, (value: number, bound: number) => boolean>> = {
  Equals: (value, bound) => value === bound,
  LessThan: (value, bound) => value < bound,
  LessThanEquals: (value, bound) => value <= bound,
  GreaterThan: (value, bound) => value > bound,
  GreaterThanEquals: (value, bound) => value >= bound,
};
const comparison = fc.constantFrom(...COMPARISONS);

const signature = (tests: readonly ValueTest[], value: string): bigint => bitsWhere(tests.length, (index) => tests[index].holds(value));

/** Whether some class stands for a value: one with its signature, not one of another text only. */
const isFound = (tests: readonly ValueTest[], value: string): boolean => valueClasses(tests, TEXTS, [])
  .some(({ witness, isSingle, holds, unclear }) => (!isSingle || witness === value) &&
    tests.every((test, index) => hasBit(unclear, index) || hasBit(holds, index) === test.holds(value)));

const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -50, max: 50 }).map((ten) => ten / 10),
  fc.constantFrom(1e11, -1e11, 0.000001));
const date = fc.oneof(fc.constantFrom(0, 1, -1, 1767225600000, 1767225600001, 253402300799999), fc.integer({ min: 0, max: 4102444800000 }));
const written = (time: number): string => new Date(time).toISOString();
const address = fc.oneof(fc.tuple(fc.constantFrom('10.0', '10.1', '11.0', '0.0', '255.255'),
  fc.constantFrom('0.0', '0.1', '255.255', '3.4')).map((parts) => parts.join('.')),
fc.constantFrom('::', '::1', '2001:db8::', '2001:db8::1', '2001:db9::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'));
const prefixed = address.chain((one) => fc.integer({ min: 0, max: one.includes(':') ? 128 : 32 }).map((prefix) => `${one}/${prefix}`));

const numberTests = fc.array(fc.tuple(comparison, number).map(([how, bound]) => numberTest(how, String(bound))!), { minLength: 1, maxLength: 4 });
const dateTests = fc.array(fc.tuple(comparison, date).map(([how, bound]) => dateTest(how, written(bound))!), { minLength: 1, maxLength: 4 });
const addressTests = fc.array(fc.oneof(address, prefixed).map((one) => addressTest(one)!), { minLength: 1, maxLength: 4 });

describe('tests of values', () => {
  test('compare numbers', () => check(fc.tuple(comparison, number, number), ([how, bound, value]) => {
    expect(numberTest(how, String(bound))!.holds(String(value))).toBe(COMPARE[how](value, bound));
  }));

  test('compare dates', () => check(fc.tuple(comparison, date, date), ([how, bound, value]) => {
    expect(dateTest(how, written(bound))!.holds(written(value))).toBe(COMPARE[how](value, bound));
    const seconds = Math.floor(value / 1000) + 10_000;
    expect(dateTest(how, written(bound))!.holds(String(seconds))).toBe(COMPARE[how](seconds * 1000, bound));
  }));

  test.each(['', 'x', '1x', '--1', '1,5', '0x10', 'Infinity', '1/2', '.'])('know that %j is no number', (text) => {
    expect(numberTest('Equals', text)).toBeUndefined();
    expect(numberTest('GreaterThan', '-1')!.holds(text)).toBe(false);
  });

  test.each(['', 'x', '2026-13-01', '2026-01-32', '2026-02-30', 'yesterday', '2026-1-1', '01/01/2026', '2026-01-01T25:00:00Z',
    '2026-01-01 00:00:00Z'])('know that %j is no date', (text) => {
    expect(dateTest('Equals', text)).toBeUndefined();
    expect(dateTest('GreaterThan', '1970-01-01T00:00:00Z')!.holds(text)).toBe(false);
  });

  test('know that a range is no address of a request', () => {
    expect(addressTest('10.0.0.0/8')!.holds('10.0.0.0/8')).toBe(false);
  });

  test('tell dates apart that are less than a millisecond apart, or don\'t know them', () => {
    const [one, other] = ['2026-01-01T00:00:00.0001Z', '2026-01-01T00:00:00.0009Z'].map((text) => dateTest('Equals', text));
    expect(one === undefined || one.id !== other?.id).toBe(true);
  });
});

describe('classes of values', () => {
  test.each<[string, fc.Arbitrary<ValueTest[]>, fc.Arbitrary<string>]>([
    ['number', numberTests, number.map(String)],
    ['date', dateTests, date.map(written)],
    ['address', addressTests, address],
  ])('hold every %s', (_, tests, values) => check(fc.tuple(tests, values), ([some, value]) => { expect(isFound(some, value)).toBe(true); }));

  test.each<[string, fc.Arbitrary<ValueTest[]>]>([
    ['numbers', numberTests], ['dates', dateTests], ['addresses', addressTests],
    ['numbers and addresses', fc.tuple(numberTests, addressTests).map((tests) => tests.flat())],
  ])('of %s have witnesses with their signature', (_, tests) => check(tests, (some) => {
    for (const { witness, holds } of valueClasses(some, TEXTS, [])) { expect(signature(some, witness)).toBe(holds); }
  }));

  test('hold every number beside texts', () => {
    const texts = fc.array(fc.constantFrom('0', '1', '1.0', '1.00', '5', '5.0', 'x').map((text) => textTest(literal(text))),
      { minLength: 1, maxLength: 3 });
    check(fc.tuple(numberTests, texts, fc.constantFrom('0', '1', '1.0', '1.00', '1.000', '0.0', '5.00', 'x', 'y')), ([tests, others, value]) => {
      expect({ value, isFound: isFound([...tests, ...others], value) }).toEqual({ value, isFound: true });
    });
  });

  test('hold every date beside texts', () => {
    const times = ['2026-01-01T00:00:00Z', '2026-01-01', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000+00:00'];
    const tests = [dateTest('Equals', times[0])!, ...times.map((time) => textTest(literal(time)))];
    for (const value of [...times, '2026-01-01T01:00:00+01:00',
      '1767225600']) { expect({ value, isFound: isFound(tests, value) }).toEqual({ value, isFound: true }); }
  });

  test('hold every time beside numbers, since seconds are both', () => {
    check(fc.tuple(dateTests, fc.tuple(comparison, date).map(([how, bound]) => numberTest(how, String(Math.floor(bound / 1000)))!), date),
      ([tests, other, time]) => {
        const value = String(Math.floor(Math.abs(time) / 1000) + 10_000);
        expect({ value, isFound: isFound([...tests, other], value) }).toEqual({ value, isFound: true });
      });
  });

  test.each(['253402300800', '999999999999', '9999-12-31T23:59:59.999Z'])('hold the times at and after %s', (bound) => {
    const [at, after] = [dateTest('Equals', bound)!, dateTest('GreaterThan', bound)!];
    expect(valueClasses([at, after], TEXTS, []).map(({ holds }) => holds)).toEqual(expect.arrayContaining([1n, 2n]));
  });

  test('say that what a wildcard takes of numbers is unclear', () => {
    const tests = [numberTest('GreaterThan', '0')!, textTest(glob('1*')), textTest(glob('*')), textTest(literal('7'))];
    const classes = valueClasses(tests, TEXTS, []);
    expect(classes.filter(({ isSingle }) => !isSingle).every(({ unclear }) => unclear === 2n)).toBe(true);
    expect(classes.find(({ witness }) => witness === '7')).toMatchObject({ isSingle: true, unclear: 0n, holds: 13n });
  });

  test('have readable witnesses where there are', () => {
    const classes = valueClasses([numberTest('GreaterThan', '5')!, numberTest('LessThan', '3')!], TEXTS, []);
    expect(classes.map(({ witness }) => witness)).toEqual(['1', '3', '6']);
  });
});
