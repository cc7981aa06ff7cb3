/** Digits of a fraction that are told apart. */
const PLACES = 30;

/** A decimal number as a whole number of its smallest units; `undefined` where the text is none. */
export function decimal(text: string): bigint | undefined {
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > PLACES) { return undefined; }
  const units = BigInt(whole + fraction.padEnd(PLACES, '0'));
  return sign === '-' ? -units : units;
}

/** ISO 8601 as W3C profiles it: a time needs its zone. */
const DATE = /^(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d)))?)?$/;

/** A date as nanoseconds since 1970; `undefined` where the text is none, or four digits that may be a year or seconds since 1970. */
export function instant(text: string): bigint | undefined {
  if (/^\d{5,15}$/.test(text)) { return BigInt(text) * 1_000_000_000n; }
  const [all, year, month, day = '01', hour = '0', minute = '0', second = '0', fraction = '', sign = '+', hours = '0', minutes = '0']
    = DATE.exec(text) ?? [];
  if (all === undefined) { return undefined; }
  const fields = [+year, +month - 1, +day, +hour, +minute, +second] as const;
  const date = new Date(Date.UTC(...fields));
  const read = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  // A field that is too large spills over into the next one.
  if (fields.some((field, at) => field !== read[at]) || +hours > 23 || +minutes > 59) { return undefined; }
  const shift = (+hours * 60 + +minutes) * 60_000 * (sign === '-' ? -1 : 1);
  return BigInt(date.getTime() - shift) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/** `true` or `false` in any case; `undefined` where the text is neither. */
export function truthValue(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** The bytes, one a character, that a text in Base64 stands for; `undefined` where it is none. */
export const bytes = (text: string): string | undefined =>
  (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) ? atob(text) : undefined);
