import { UnknownPropertyError } from './properties';

/** An IP address as a number. */
export interface Address { readonly version: 4 | 6; readonly value: bigint }

const WIDTH = { 4: 32, 6: 128 } as const;

/** What a text says, if it is an address. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): Address | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const parts = match?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) { return undefined; }
  return { version: 4, value: parts.reduce((value, part) => value * 256n + BigInt(part), 0n) };
}

function parseV6(text: string): Address | undefined {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (embedded) {
    const v4 = parseV4(embedded[2]);
    return v4 && parseV6(`${embedded[1]}${(v4.value / 65536n).toString(16)}:${(v4.value % 65536n).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) { return undefined; }
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - (tail ?? []).length;
  if (tail === undefined ? missing !== 0 : missing < 1) { return undefined; }
  const groups = [...head, ...Array<string>(Math.max(missing, 0)).fill('0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) { return undefined; }
  return { version: 6, value: groups.reduce((value, group) => value * 65536n + BigInt(parseInt(group, 16)), 0n) };
}

/** A range of addresses. */
export interface Range { readonly version: 4 | 6; readonly first: bigint; readonly size: bigint }

/** What a CIDR says. AWS WAF takes all but `/0`: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html */
export function parseRange(cidr: string): Range {
  const [text, length] = cidr.split('/');
  const address = parseAddress(text);
  const bits = Number(length);
  if (!address || !/^\d+$/.test(length ?? '') || bits < 1 || bits > WIDTH[address.version]) { throw new UnknownPropertyError(`'${cidr}' is no range that an IP set takes`); }
  const size = 2n ** BigInt(WIDTH[address.version] - bits);
  return { version: address.version, first: address.value - (address.value % size), size };
}

/** Whether an address lies in a range. */
export const isIn = ({ version, value }: Address, range: Range): boolean =>
  version === range.version && value >= range.first && value < range.first + range.size;
