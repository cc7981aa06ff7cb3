/** SMT-LIB texts of strings, regular expressions and addresses; z3 reads them as they are. */

export const and = (...terms: readonly string[]): string => (terms.length === 0 ? 'true' : terms.length === 1 ? terms[0]! : `(and ${terms.join(' ')})`);

export const or = (...terms: readonly string[]): string => (terms.length === 0 ? 'false' : terms.length === 1 ? terms[0]! : `(or ${terms.join(' ')})`);

export const not = (term: string): string => `(not ${term})`;

/** A text as a literal; whatever is not a plain letter is written by its code. */
export const literal = (text: string): string =>
  `"${Array.from(text, (letter) => (/[A-Za-z0-9 :/.*?=@_,+-]/.test(letter) ? letter : `\\u{${letter.codePointAt(0)!.toString(16)}}`)).join('')}"`;

export const exactly = (text: string): string => `(str.to_re ${literal(text)})`;

/** One after the other. */
export const sequence = (...parts: readonly string[]): string => (parts.length === 0 ? '(str.to_re "")' : parts.length === 1 ? parts[0]! : `(re.++ ${parts.join(' ')})`);

export const either = (...parts: readonly string[]): string => (parts.length === 1 ? parts[0]! : `(re.union ${parts.join(' ')})`);

export const ANY_LETTER = 're.allchar';

export const DIGIT = '(re.range "0" "9")';

export const TWELVE_DIGITS = `((_ re.^ 12) ${DIGIT})`;

export const NO_COLON = `(re.diff ${ANY_LETTER} ${exactly(':')})`;

export const inRe = (term: string, regex: string): string => `(str.in_re ${term} ${regex})`;

export const equals = (term: string, text: string): string => `(= ${term} ${literal(text)})`;

/** A text without regard to case (ASCII). */
export const ignoringCase = (text: string): string => sequence(...Array.from(text, (letter) =>
  (/[a-z]/i.test(letter) ? either(exactly(letter.toLowerCase()), exactly(letter.toUpperCase())) : exactly(letter))));

/** A pattern with `*` and `?`; `letter` says what one letter of either may be. */
export function glob(pattern: string, letter: string = ANY_LETTER): string {
  return sequence(...(pattern.match(/[*?]|[^*?]+/g) ?? []).map((part) => {
    if (part === '*') { return letter === ANY_LETTER ? 're.all' : `(re.* ${letter})`; }
    return part === '?' ? letter : exactly(part);
  }));
}

/** A pattern of an ARN: a wildcard stays in its segment; only the sixth may hold colons. */
export function arnGlob(pattern: string): string {
  const segments = pattern.split(':');
  if (segments.length < 6) { throw new Error(`${pattern} is no pattern of an ARN`); }
  const fixed = segments.slice(0, 5).map((segment) => sequence(glob(segment, NO_COLON), exactly(':')));
  return sequence(...fixed, glob(segments.slice(5).join(':')));
}

/** An address of IPv4 or IPv6 as a number. */
export function addressOf(text: string): { readonly bits: 32 | 128; readonly value: bigint } {
  if (!text.includes(':')) { return { bits: 32, value: text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n) }; }
  const [head = '', tail] = text.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const [first, last] = [groups(head), groups(tail ?? '')];
  const all = tail === undefined ? first : [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  return { bits: 128, value: all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) };
}

/** Whether a bit vector is within a CIDR (or is the address). */
export function withinCidr(term: string, cidr: string): string {
  const [address = '', length] = cidr.split('/');
  const { bits, value } = addressOf(address);
  const size = length === undefined ? bits : Number(length);
  if (size === 0) { return 'true'; }
  const prefix = (value / 2n ** BigInt(bits - size)).toString(2).padStart(size, '0');
  return `(= ((_ extract ${bits - 1} ${bits - size}) ${term}) #b${prefix})`;
}

/** A number (or a point of time as seconds since 1970). */
export function numeral(text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value)) { throw new Error(`${text} is no number`); }
  const plain = Number.isInteger(value) ? `${Math.abs(value)}.0` : String(Math.abs(value));
  return value < 0 ? `(- ${plain})` : plain;
}

/** A date as seconds since 1970, which is how policies write it where they do not write ISO 8601. */
export const epoch = (text: string): string => (/^-?\d+$/.test(text) ? text : String(Date.parse(text) / 1000));
