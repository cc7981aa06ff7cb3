import { isIPv4, isIPv6 } from 'node:net';
import { InvalidInputError } from '../../../private/errors';

/** An address or a block of addresses, as WAF wants it. */
export interface Cidr {
  readonly family: 'IPV4' | 'IPV6';
  /** With its prefix, an IPv6 address written in full: equal blocks are equal texts. */
  readonly text: string;
}

/** Reads an address or a block; an address alone is a block of one. */
export function parseCidr(what: string, got: string): Cidr {
  const [address, prefixText, ...rest] = got.trim().split('/');
  const family = isIPv4(address) ? 'IPV4' : isIPv6(address) && !address.includes('%') ? 'IPV6' : undefined;
  const bits = family === 'IPV4' ? 32 : 128;
  const prefix = prefixText === undefined ? bits : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : NaN;
  if (!family || rest.length > 0 || !(prefix <= bits)) {
    throw new InvalidInputError({
      what, got, allowed: 'an IPv4 or IPv6 address, alone or with a prefix', fix: 'write it as 192.0.2.44, 192.0.2.0/24 or 2001:db8::/32',
    });
  }
  if (prefix === 0) {
    throw new InvalidInputError({
      what, got, allowed: 'every prefix but /0', fix: 'WAF takes no block of all addresses: leave the rule out, or write the two halves (0.0.0.0/1 and 128.0.0.0/1)',
    });
  }
  const value = family === 'IPV4' ? valueOfIpv4(address) : valueOfIpv6(address);
  const network = value - value % 2n ** BigInt(bits - prefix);
  const text = `${family === 'IPV4' ? textOfIpv4(network) : textOfIpv6(network)}/${prefix}`;
  if (network !== value) {
    throw new InvalidInputError({
      what, got, allowed: 'a block whose bits behind the prefix are zero', fix: `write the block as ${text}, or the one address as ${address}/${bits}`,
    });
  }
  return { family, text };
}

const valueOfIpv4 = (address: string): bigint => address.split('.').reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);

const textOfIpv4 = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => value / 2n ** shift % 256n).join('.');

function valueOfIpv6(address: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const whole = dotted ? `${dotted[1]}${groupsOf(valueOfIpv4(dotted[2]), 2).join(':')}` : address;
  const [head, tail] = whole.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const groups = tail === undefined ? head : [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

const textOfIpv6 = (value: bigint): string => groupsOf(value, 8).join(':');

const groupsOf = (value: bigint, count: number): string[] =>
  Array.from({ length: count }, (_, index) => (value / 65_536n ** BigInt(count - 1 - index) % 65_536n).toString(16).padStart(4, '0'));
