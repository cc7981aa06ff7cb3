/** A range of IP addresses of one family. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** `203.0.113.0/24`, `2001:db8::/32`, or one address; `undefined` where it is neither. */
export function addressRange(text: string): AddressRange | undefined {
  const [, address, length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (address === undefined) { return undefined; }
  const family = address.includes(':') ? 6 : 4;
  const number = family === 6 ? version6(address) : version4(address);
  const prefix = length === undefined ? BITS[family] : Number(length);
  if (number === undefined || prefix > BITS[family]) { return undefined; }
  const size = 1n << BigInt(BITS[family] - prefix);
  const first = number - number % size;
  return { family, first, last: first + size - 1n };
}

function version4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) { return undefined; }
  return parts.reduce((number, part) => number * 256n + BigInt(part), 0n);
}

function version6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) { return undefined; }
  const [head, tail] = halves.map((half, at) => (half === '' ? [] : half.split(':'))
    .flatMap((part, index, all) => (at === halves.length - 1 && index === all.length - 1 ? groups(part) : [part])));
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) { return undefined; }
  const all = [...head, ...Array<string>(tail === undefined ? 0 : missing).fill('0'), ...tail ?? []];
  return all.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) ? all.reduce((number, group) => number * 65536n + BigInt(`0x${group}`), 0n) : undefined;
}

/** The last group may be written as a version 4 address. */
function groups(part: string): string[] {
  const four = part.includes('.') ? version4(part) : undefined;
  return four === undefined ? [part] : [(four >> 16n).toString(16), (four & 0xffffn).toString(16)];
}

/** An address as text. */
export function addressText(family: 4 | 6, address: bigint): string {
  if (family === 4) { return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.'); }
  const all = Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(':');
  return all.replace(/(^|:)0(:0)+(:|$)/, '::');
}

export const highestAddress = (family: 4 | 6): bigint => (1n << BigInt(BITS[family])) - 1n;
