/** An IP address. */
export interface Address {
  readonly number: bigint;
  /** 32 for version 4, 128 for version 6. */
  readonly width: number;
}

/** Addresses that start with the same bits. */
export interface Block {
  readonly start: Address;
  readonly prefix: number;
}

/** Whether an address is in a block; addresses of one version are never in blocks of the other. */
export function inBlock({ number, width }: Address, { start, prefix }: Block): boolean {
  const size = 2n ** BigInt(start.width - prefix);
  return width === start.width && number / size === start.number / size;
}

/** A block in CIDR notation, or one address; `undefined` where the text is neither. */
export function blockOf(text: string): Block | undefined {
  const [, host, length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const start = host === undefined ? undefined : addressOf(host);
  if (!start) { return undefined; }
  const prefix = length === undefined ? start.width : +length;
  return prefix <= start.width ? { start, prefix } : undefined;
}

/** An address; `undefined` where the text is none. */
export function addressOf(text: string): Address | undefined {
  const isVersion6 = text.includes(':');
  const number = isVersion6 ? version6(text) : version4(text);
  return number === undefined ? undefined : { number, width: isVersion6 ? 128 : 32 };
}

function version4(text: string): bigint | undefined {
  const fields = text.split('.');
  // A leading zero might mean octal.
  if (fields.length !== 4 || !fields.every((field) => /^(?:0|[1-9]\d{0,2})$/.test(field) && +field <= 255)) { return undefined; }
  return fields.reduce((number, field) => number * 256n + BigInt(field), 0n);
}

function version6(text: string): bigint | undefined {
  const halves = text.split('::').map((half) => (half === '' ? [] : groupsOf(half)));
  if (halves.length > 2 || halves.some((half) => half === undefined)) { return undefined; }
  const [head, tail = []] = halves as string[][];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) { return undefined; }
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  return groups.reduce((number, group) => number * 65536n + BigInt(`0x${group}`), 0n);
}

/** Groups of four hexadecimal digits; an address of version 4 at the end counts as two. */
function groupsOf(text: string): string[] | undefined {
  const groups = text.split(':');
  const last = groups[groups.length - 1];
  if (last.includes('.')) {
    const number = version4(last);
    if (number === undefined) { return undefined; }
    groups.splice(-1, 1, (number / 65536n).toString(16), (number % 65536n).toString(16));
  }
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) ? groups : undefined;
}
