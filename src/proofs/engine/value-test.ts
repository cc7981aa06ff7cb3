import { type AddressRange, addressRange, addressText, highestAddress } from './address';
import type { Pattern } from './pattern';

/** A question about one value of a request: whether a text is taken by a pattern, a number is above a bound, an address is in a range. */
export interface ValueTest {
  /** Equal for equal questions. */
  readonly id: string;
  /** The texts it takes, where it is about a text. */
  readonly pattern?: Pattern;
  /** Values among which, with those of the other tests, every case is found; for tests that are not about texts. */
  readonly edges?: Edges;
  holds(value: string): boolean;
}

/** Where a test changes its answer, on one of the scales. */
export interface Edges {
  readonly scale: 'number' | 'date' | 4 | 6;
  readonly points: readonly bigint[];
}

export const textTest = (pattern: Pattern): ValueTest => ({ id: `text ${pattern.id}`, pattern, holds: (value) => pattern.takes(value) });

export type Comparison = 'Equals' | 'LessThan' | 'LessThanEquals' | 'GreaterThan' | 'GreaterThanEquals';

const COMPARE: Readonly<Record<Comparison, (value: bigint, bound: bigint) => boolean>> = {
  Equals: (value, bound) => value === bound,
  LessThan: (value, bound) => value < bound,
  LessThanEquals: (value, bound) => value <= bound,
  GreaterThan: (value, bound) => value > bound,
  GreaterThanEquals: (value, bound) => value >= bound,
};

/** `undefined` where the bound is no number. */
export function numberTest(comparison: Comparison, bound: string): ValueTest | undefined {
  return comparisonTest('number', comparison, numberOf(bound), numberOf);
}

/** `undefined` where the bound is no date. */
export function dateTest(comparison: Comparison, bound: string): ValueTest | undefined {
  return comparisonTest('date', comparison, dateOf(bound), dateOf);
}

function comparisonTest(scale: 'number' | 'date', comparison: Comparison, bound: bigint | undefined, parse: (text: string) => bigint | undefined): ValueTest | undefined {
  if (bound === undefined) { return undefined; }
  return {
    id: `${scale} ${comparison} ${bound}`,
    holds: (text) => {
      const value = parse(text);
      return value !== undefined && COMPARE[comparison](value, bound);
    },
    // dates beyond the year 9999 are written in whole seconds
    edges: { scale, points: [bound - 1000n, bound - 1n, bound, bound + 1n, bound + 1000n] },
  };
}

/** `undefined` where the range is none. */
export function addressTest(range: string): ValueTest | undefined {
  const bounds = addressRange(range);
  if (!bounds) { return undefined; }
  const { family, first, last } = bounds;
  return {
    id: `address ${family} ${first} ${last}`,
    holds: (text) => !text.includes('/') && isWithin(bounds, addressRange(text)), // a request has an address, not a range
    edges: { scale: family, points: [first, last, ...first > 0n ? [first - 1n] : [], ...last < highestAddress(family) ? [last + 1n] : []] },
  };
}

const isWithin = (bounds: AddressRange, value?: AddressRange): boolean =>
  value !== undefined && value.family === bounds.family && value.first >= bounds.first && value.last <= bounds.last;

/** Digits behind the point that are told apart: numbers are compared exactly, as integers of this scale. */
const DECIMALS = 12;

function numberOf(text: string): bigint | undefined {
  const [, sign, whole, fraction = '', exponent] = /^\s*([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?\s*$/.exec(text) ?? [];
  if (whole === undefined) { return undefined; }
  const shift = DECIMALS - fraction.length + Number(exponent ?? 0);
  if (shift < 0) { return undefined; }
  const size = BigInt(whole + fraction) * 10n ** BigInt(shift);
  return sign === '-' ? -size : size;
}

const DATE = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3}0*)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds since 1970, of an ISO 8601 date or of seconds. */
function dateOf(text: string): bigint | undefined {
  if (/^\d{1,15}$/.test(text)) { return BigInt(text) * 1000n; }
  const [, day] = DATE.exec(text) ?? [];
  if (day === undefined || !isDay(day)) { return undefined; }
  const zoned = /T/.test(text) && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : BigInt(time);
}

/** Whether the month has such a day. */
function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** 0000-01-01 and 9999-12-31: years beyond are not written in four digits. */
const ISO_DATES = { first: -62167219200000n, last: 253402300799999n };

/** A value of a scale as a request writes it; `undefined` where it can't. */
export function valueText(scale: Edges['scale'], value: bigint): string | undefined {
  if (scale === 'date') {
    if (value >= ISO_DATES.first && value <= ISO_DATES.last) { return new Date(Number(value)).toISOString(); }
    return value > 0n && value % 1000n === 0n ? String(value / 1000n) : undefined;
  }
  if (scale !== 'number') { return addressText(scale, value); }
  const digits = (value < 0n ? -value : value).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Whether a text is a value of a scale. */
export function isOnScale(scale: 'number' | 'date' | 'address', text: string): boolean {
  if (scale === 'number') { return numberOf(text) !== undefined; }
  return scale === 'date' ? dateOf(text) !== undefined : !text.includes('/') && addressRange(text) !== undefined;
}

/** One whole number on the scale of numbers: readable values lie on these. */
export const UNIT = 10n ** BigInt(DECIMALS);
