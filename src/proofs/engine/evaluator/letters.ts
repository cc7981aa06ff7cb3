/** A letter of a text in a policy. */
export interface Letter {
  /** One character, or a whole symbol. */
  readonly text: string;
  /** Whether it is a `*` or `?` that somebody wrote into the policy, which not every comparison gives a meaning to. */
  readonly wild: boolean;
  /** Whether it came with the value of a policy variable. */
  readonly substituted: boolean;
}

/** The letters of a text; a symbol is one letter, since nothing tells its parts apart. */
export const lettersOf = (text: string): readonly string[] => text.match(/\uE000[^\uE001]*\uE001|[^]/gu) ?? [];

/** Whether a letter, or a text that starts with one, is a symbol. */
export const isSymbol = (text: string | undefined): boolean => text !== undefined && text.startsWith('\uE000');

/** Whether a text has a symbol, whose value as a number, date or address nobody knows. */
export const hasSymbol = (text: string): boolean => text.includes('\uE000');

/** A text in lower case; names of symbols keep theirs. */
export const folded = (letters: readonly string[]): readonly string[] =>
  letters.map((letter) => (isSymbol(letter) ? letter : letter.toLowerCase()));

/** The letters of a text of a policy that holds no policy variables. */
export const written = (text: string): readonly Letter[] =>
  lettersOf(text).map((letter) => ({ text: letter, wild: letter === '*' || letter === '?', substituted: false }));

/** Letters between separators; the last part holds whatever is left once there are as many parts as the limit says. */
export function parts<T>(letters: readonly T[], separates: (letter: T) => boolean, limit = Infinity): readonly (readonly T[])[] {
  const found: T[][] = [[]];
  for (const letter of letters) {
    if (found.length < limit && separates(letter)) { found.push([]); } else { found[found.length - 1].push(letter); }
  }
  return found;
}

/** Texts between separators; a separator in the name of a symbol is none. */
export const textParts = (text: string, separator: string, limit?: number): readonly string[] =>
  parts(lettersOf(text), (letter) => letter === separator, limit).map((part) => part.join(''));

/** Whether letters equal a pattern in which wildcards mean nothing. */
export const equal = (pattern: readonly Letter[], letters: readonly string[]): boolean =>
  pattern.length === letters.length && pattern.every(({ text }, at) => text === letters[at]);

/** Whether letters match a pattern in which `*` stands for any letters and `?` for one. */
export function like(pattern: readonly Letter[], letters: readonly string[]): boolean {
  let [at, inText, star, resume] = [0, 0, -1, 0];
  while (inText < letters.length) {
    const letter: Letter | undefined = pattern[at];
    if (letter?.wild && letter.text === '*') {
      star = at++;
      resume = inText;
    } else if (letter && (letter.wild || letter.text === letters[inText])) {
      at++;
      inText++;
    } else if (star >= 0) {
      // The last star takes one letter more; earlier stars need never be tried again.
      at = star + 1;
      inText = ++resume;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every(({ text, wild }) => wild && text === '*');
}
