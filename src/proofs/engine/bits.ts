/** A set of small numbers as the bits of an integer. */
export type Bits = bigint;

export const NONE: Bits = 0n;

/** Shifting makes two integers each time, and these are asked for all the time. */
const BIT: Bits[] = Array.from({ length: 256 }, (_, index) => 1n << BigInt(index));

export const bit = (index: number): Bits => BIT[index] ?? 1n << BigInt(index);

/** The set of 0 to `count` - 1. */
export const firstBits = (count: number): Bits => bit(count) - 1n;

export const hasBit = (bits: Bits, index: number): boolean => (bits & bit(index)) !== NONE;

/** The lowest member; -1 where there is none. */
export function lowestBit(bits: Bits): number {
  if (bits === NONE) { return -1; }
  for (let index = 0; ; index++) { if ((bits & bit(index)) !== NONE) { return index; } }
}

/** The members in order. */
export function membersOf(bits: Bits): number[] {
  const members: number[] = [];
  for (let rest = bits; rest !== NONE; rest &= rest - 1n) { members.push(lowestBit(rest)); }
  return members;
}

/** The numbers for which something holds. */
export function bitsWhere(count: number, holds: (index: number) => boolean): Bits {
  let bits = NONE;
  for (let index = 0; index < count; index++) { if (holds(index)) { bits |= bit(index); } }
  return bits;
}
