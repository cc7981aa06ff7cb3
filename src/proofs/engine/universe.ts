/** The texts that a dimension of a request can have at all, as an automaton like those of the patterns. */
export interface Universe {
  /** Tells universes apart. */
  readonly name: string;
  readonly start: number;
  /** Whether the empty text is among them. */
  readonly hasEmpty?: boolean;
  /** Set where all texts are values of a scale. */
  readonly scale?: 'number' | 'date' | 'address';
  /** Letters that make a difference to it, beside those it refuses. */
  readonly letters: readonly string[];
  /** The state after a letter; `undefined` where no such text exists. */
  step(state: number, letter: string): number | undefined;
  accepts(state: number): boolean;
}

/** One letter or more. */
export const TEXTS: Universe = { name: 'texts', start: 0, step: () => 1, accepts: (state) => state === 1, letters: [] };

/** Any text, the empty one too: a header or a tag may have no letter. */
export const VALUES: Universe = { ...TEXTS, name: 'values', hasEmpty: true };

/** Texts that are numbers, dates or addresses; comparisons with texts take them for any text. */
export const NUMBERS: Universe = { ...TEXTS, name: 'numbers', scale: 'number' };
export const DATES: Universe = { ...TEXTS, name: 'dates', scale: 'date' };
export const ADDRESSES: Universe = { ...TEXTS, name: 'addresses', scale: 'address' };

const ACCOUNT_DIGITS = 12;

/** Ids of accounts: 12 digits. */
export const ACCOUNTS: Universe = {
  name: 'accounts',
  start: 0,
  step: (length, letter) => (length < ACCOUNT_DIGITS && /^\d$/.test(letter) ? length + 1 : undefined),
  accepts: (length) => length === ACCOUNT_DIGITS,
  letters: [],
};

const ORGANIZATION = { start: 'o-', least: 12, most: 34 };

/** Ids of organizations: `o-` and 10 to 32 lower-case letters and digits. */
export const ORGANIZATIONS: Universe = {
  name: 'organizations',
  start: 0,
  step: (length, letter) => {
    const fits = length < ORGANIZATION.start.length ? letter === ORGANIZATION.start[length] : /^[a-z0-9]$/.test(letter);
    return fits && length < ORGANIZATION.most ? length + 1 : undefined;
  },
  accepts: (length) => length >= ORGANIZATION.least,
  letters: [...ORGANIZATION.start],
};

/**
 * Paths and names of roles and users, without the leading slash: a path may hold any printable letter, a name may not.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const PRINCIPAL_NAMES: Universe = {
  name: 'principal names',
  start: 0,
  step: (state, letter) => {
    if (letter === '/') { return state === 0 ? undefined : 1; }
    if (state === 3) { return /^[!-~]$/.test(letter) ? 3 : undefined; }
    return letter.length > 1 || /^[\w+=,.@-]$/.test(letter) ? 2 : /^[!-~]$/.test(letter) ? 3 : undefined;
  },
  accepts: (state) => state === 2, // 3: a letter that only a path may hold, so a slash must follow
  letters: ['/'],
};

/** Actions of services: `service:Name`. */
export const ACTIONS: Universe = {
  name: 'actions',
  start: 0,
  step: (state, letter) => {
    if (letter === ':') { return state === 1 ? 2 : undefined; }
    return /^[A-Za-z0-9-]$/.test(letter) ? Math.min(state === 0 ? 1 : state === 2 ? 3 : state, 3) : undefined;
  },
  accepts: (state) => state === 3,
  letters: [':'],
};

/** A few texts only. */
export function oneOf(...texts: readonly string[]): Universe {
  const beginnings = [...new Set(texts.flatMap((text) => [...text, ''].map((_letter, length) => text.slice(0, length))))].sort((one, other) => one.length - other.length);
  return {
    name: texts.join(' or '),
    start: 0,
    step: (state, letter) => {
      const next = beginnings.indexOf(beginnings[state] + letter);
      return next === -1 ? undefined : next;
    },
    accepts: (state) => texts.includes(beginnings[state]),
    letters: [...new Set(texts.join(''))],
  };
}

const ARN_START = 'arn:';
const ARN_COLONS = 5;

/** ARNs: six segments, the first `arn`, the last not empty. */
export const ARN_TEXTS: Universe = {
  name: 'ARNs',
  start: 0,
  step: (state, letter) => {
    if (state < ARN_START.length) { return letter === ARN_START[state] ? state + 1 : undefined; }
    const colons = state - ARN_START.length + 1; // the last state is one past all colons: a letter of the last segment was read
    if (colons < ARN_COLONS) { return letter === ':' ? state + 1 : state; }
    return ARN_START.length + ARN_COLONS;
  },
  accepts: (state) => state === ARN_START.length + ARN_COLONS,
  letters: [...new Set(ARN_START)],
};
