import * as fc from 'fast-check';
import { addressRange, addressText, highestAddress } from '../../../src/proofs/engine/address';

const RUNS = 500;
const SEED = 20261122;
const BITS = { 4: 32, 6: 128 } as const;

const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void): void =>
  fc.assert(fc.property(arbitrary, holds), { numRuns: RUNS, seed: SEED });

const family = fc.constantFrom<4 | 6>(4, 6);
const address = family.chain((of) =>
  fc.record({
    family: fc.constant(of),
    number: fc.oneof(fc.bigInt(0n, highestAddress(of)), fc.constantFrom(0n, 1n, highestAddress(of), highestAddress(of) - 1n)),
  }));
const block = address.chain((one) => fc.record({ one: fc.constant(one), prefix: fc.integer({ min: 0, max: BITS[one.family] }) }));

/** All eight groups of a version 6 address, written out. */
const groups = (number: bigint): string[] => number.toString(16).padStart(32, '0').match(/.{4}/g)!;

describe('an address', () => {
  test('is read as it is written', () => check(address, ({ family: of, number }) => {
    expect(addressRange(addressText(of, number))).toEqual({ family: of, first: number, last: number });
  }));

  test('of version 6 may be written in full and in capitals', () => check(fc.bigInt(0n, highestAddress(6)), (number) => {
    const text = groups(number).join(':');
    expect(addressRange(text)).toEqual({ family: 6, first: number, last: number });
    expect(addressRange(text.toUpperCase())).toEqual({ family: 6, first: number, last: number });
  }));

  test('of version 6 may leave out one run of zeros anywhere',
    () => check(fc.record({ head: fc.nat(7), length: fc.integer({ min: 1, max: 7 }), number: fc.bigInt(0n, highestAddress(6)) }),
      ({ head, length, number }) => {
        const all = groups(number);
        const end = Math.min(head + length, 8);
        const zeroed = all.map((group, at) => (at >= head && at < end ? '0000' : group));
        expect(addressRange(`${all.slice(0, head).join(':')}::${all.slice(end).join(':')}`)?.first).toBe(BigInt(`0x${zeroed.join('')}`));
      }));

  test('of version 6 may end in one of version 4', () => check(fc.bigInt(0n, highestAddress(4)), (number) => {
    expect(addressRange(`2001:db8::${addressText(4, number)}`)?.first).toBe(0x20010db8n * 2n ** 96n + number);
  }));

  test.each([
    '', '1', '1.2.3', '1.2.3.4.5', '256.1.1.1', '1.2.3.-4', '1.2.3.4/33', '1.2.3.4/', '/8', '1.2.3.4/8/8', ' 1.2.3.4', '1.2.3.x', '*', '10.*', ':',
    ':::', '::1::2', '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::', '::12345', '::g', '::/129', '1.2.3.4::', '::1.2.3', '::1.2.3.4.5', 'example.com', '1.2.3.4/0x8',
    '1.2.3.4/-1',
  ])('is not %j', (text) => { expect(addressRange(text)).toBeUndefined(); });
});

describe('a range of addresses', () => {
  test('holds exactly the addresses that share its first bits', () => check(block, ({ one: { family: of, number }, prefix }) => {
    const size = 2n ** BigInt(BITS[of] - prefix);
    const range = addressRange(`${addressText(of, number)}/${prefix}`)!;
    const isInside = (one: bigint): boolean => one / size === number / size;
    expect([isInside(range.first), isInside(range.last)]).toEqual([true, true]);
    expect(range.first > 0n && isInside(range.first - 1n)).toBe(false);
    expect(range.last < highestAddress(of) && isInside(range.last + 1n)).toBe(false);
  }));

  test('may name any of its addresses', () => {
    expect(addressRange('10.1.2.3/8')).toEqual(addressRange('10.0.0.0/8'));
    expect(addressRange('2001:db8:ffff::1/32')).toEqual(addressRange('2001:db8::/32'));
  });

  test('of no bits holds all of one version', () => {
    expect(addressRange('0.0.0.0/0')).toEqual({ family: 4, first: 0n, last: 2n ** 32n - 1n });
    expect(addressRange('::/0')).toEqual({ family: 6, first: 0n, last: 2n ** 128n - 1n });
  });
});

test.each<[4 | 6, bigint, string]>([
  [4, 0n, '0.0.0.0'], [4, 0xcb007107n, '203.0.113.7'], [6, 0n, '::'], [6, 1n, '::1'], [6, 2n ** 112n, '1::'],
  [6, 0x20010db8n * 2n ** 96n + 1n, '2001:db8::1'],
])('version %i writes %s as %s', (of, number, text) => { expect(addressText(of, number)).toBe(text); });
