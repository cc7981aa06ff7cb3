/** Letters of names, those that the engine takes symbols to consist of: none of them means anything in a policy. */
const PLAIN = /^[\w+=,.@-]$/;

/** Ends of ranges between which all letters are plain. */
const RANGE_ENDS = [/^[a-z]{2}$/, /^[A-Z]{2}$/, /^\d{2}$/];

/** Elements of a class: a shorthand, a range, or a letter, escaped or not. A bracket or `&&` would nest one. */
const MEMBER = /\\([wd])|(?:\\([-+=,.@])|([\w+=,.@]))(?:-(\w))?|(-)/y;

const GROUP = /\((?:\?:)?/y;
const SHORTHAND = /\\[wd]/y;
const LETTER = /\\[-+=,.@]|[\w=,@-]/y;
const QUANTIFIER = /[*?+]|\{(\d+)(?:,\d*)?\}/y;

/** What an expression was not understood of: nothing is said of it. */
class NotPlainError extends Error {}

/**
 * Whether a regular expression takes names only: texts of one plain letter or more.
 *
 * It must begin with `^` and end with `$`. Understood are letters, classes, groups, alternatives and quantifiers; of all else the answer is no.
 */
export function takesNamesOnly(expression: string): boolean {
  const [, inner] = /^\^(.*)\$$/s.exec(expression) ?? [];
  if (inner === undefined) { return false; }
  try { return new Reader(inner).leastLength() > 0; } catch (error) {
    if (error instanceof NotPlainError) { return false; }
    throw error;
  }
}

/** Reads an expression, and refuses it at the first thing that is not plain. */
class Reader {
  private at = 0;

  constructor(private readonly expression: string) {}

  /** How short the texts are that it takes. Alternatives beside the anchors would leave each of them one. */
  public leastLength(): number {
    const least = this.sequence();
    if (this.at < this.expression.length) { throw new NotPlainError(); }
    return least;
  }

  private sequence(): number {
    let least = 0;
    while (this.at < this.expression.length && !'|)'.includes(this.expression[this.at])) { least += this.atom() * this.times(); }
    return least;
  }

  private atom(): number {
    if (this.taken(GROUP)) { return this.alternatives(); }
    if (this.expression[this.at] === '[') { return this.letterClass(); }
    if (!this.taken(SHORTHAND) && !this.taken(LETTER)) { throw new NotPlainError(); }
    return 1;
  }

  private alternatives(): number {
    const found = [this.sequence()];
    while (this.expression[this.at] === '|') {
      this.at++;
      found.push(this.sequence());
    }
    this.expect(')');
    return Math.min(...found);
  }

  private letterClass(): number {
    this.expect('[');
    for (let member = this.member(); member; member = this.member()) {
      const [, , escaped, letter = escaped, end] = member;
      if (end !== undefined && !RANGE_ENDS.some((ends) => ends.test(`${letter}${end}`))) { throw new NotPlainError(); }
      if (letter !== undefined && !PLAIN.test(letter)) { throw new NotPlainError(); }
    }
    this.expect(']');
    return 1;
  }

  private member(): RegExpExecArray | undefined { return this.taken(MEMBER); }

  /** How many times at least; what follows a quantifier, such as `+` of a possessive one, is no letter and refused. */
  private times(): number {
    const found = this.taken(QUANTIFIER);
    if (!found) { return 1; }
    const [quantifier, count] = found;
    if ('*?+{'.includes(this.expression[this.at] ?? ' ')) { throw new NotPlainError(); }
    return quantifier === '+' ? 1 : Number(count ?? 0);
  }

  private taken(what: RegExp): RegExpExecArray | undefined {
    what.lastIndex = this.at;
    const found = what.exec(this.expression) ?? undefined;
    this.at += found?.[0].length ?? 0;
    return found;
  }

  private expect(letter: string): void {
    if (this.expression[this.at] !== letter) { throw new NotPlainError(); }
    this.at++;
  }
}
