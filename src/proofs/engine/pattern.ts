import { automatonOf } from './automaton';
import { memo } from './memo';
import { isSymbol, lettersOf } from './text';

/** One step of a pattern: which letters it takes, and whether any number of them. */
export interface Step {
  /** The letters it takes; `undefined` where it takes all but `except`. */
  readonly letters?: readonly string[];
  readonly except?: string;
  readonly many: boolean;
}

/** An expression goes back to each star, again and again; with more of them an automaton is sure to end. */
const MOST_BACKTRACKED = 2;

/** A set of texts that IAM can describe: a text, a text whatever its case, or a pattern with `*` and `?`. */
export class Pattern {
  /** The one text it takes, where it is only one. */
  public readonly literal?: string;
  /** Tells patterns apart. */
  public readonly id: string;
  private readonly stars: number;
  private compiled?: RegExp;

  constructor(public readonly steps: readonly Step[]) {
    this.stars = steps.filter(({ many }) => many).length;
    const isOne = steps.every(({ letters, many }) => letters?.length === 1 && !many);
    this.literal = isOne ? steps.map(({ letters }) => letters![0]).join('') : undefined;
    this.id = this.literal ?? `/${steps.map(idOf).join('')}`;
  }

  /** Whether it takes a text. */
  public takes(text: string): boolean {
    if (this.literal !== undefined) { return text === this.literal; }
    if (this.stars > MOST_BACKTRACKED) { return automatonOf(this).takes(lettersOf(text)); }
    this.compiled ??= new RegExp(`^${this.steps.map(source).join('')}$`);
    return this.compiled.test(text);
  }

  /** Whether it takes every text. */
  public get takesAll(): boolean {
    return this.steps.length > 0 && this.steps.every(({ letters, except, many }) => !letters && !except && many);
  }
}

/** No text holds a letter of these, so that ids of patterns and texts never meet. */
const idOf = ({ letters, except, many }: Step): string => {
  if (letters) { return letters.join('\uE007'); }
  return except === undefined ? many ? '\uE008' : '\uE009' : `${many ? '\uE00A' : '\uE00B'}${except}\uE00C`;
};

/** Any number of any letters. */
export const ANY: Step = { many: true };

const EXACTLY = new Map<string, Step>();

function exactly(letter: string): Step {
  const known = EXACTLY.get(letter);
  if (known) { return known; }
  const made = { letters: [letter], many: false };
  if (!isSymbol(letter)) { EXACTLY.set(letter, made); } // letters are few, symbols are not
  return made;
}

const textOf = (text: string): string => text;

export const literal = memo(textOf, (text: string) => new Pattern(lettersOf(text).map((letter) => exactly(unescaped(letter)))));

/** A symbol has no case. */
const eitherCase = (letter: string): Step =>
  (isSymbol(letter) ? exactly(letter) : { letters: [...new Set([letter.toLowerCase(), letter.toUpperCase()])], many: false });

export const literalIgnoringCase = memo(textOf, (text: string) => new Pattern(lettersOf(text).map((letter) => eitherCase(unescaped(letter)))));

/** `*` is any number of letters, `?` is one. */
export const glob = memo(textOf, (text: string) => new Pattern(globSteps(text)));

/** @param except a letter that wildcards don't take */
function globSteps(text: string, except?: string): Step[] {
  const steps: Step[] = [];
  for (const letter of lettersOf(text)) {
    if (letter === '*') {
      if (!steps.at(-1)?.many) { steps.push({ except, many: true }); } // two stars say no more than one, and cost more
    } else {
      steps.push(letter === '?' ? { except, many: false } : exactly(unescaped(letter)));
    }
  }
  return steps;
}

/** Segments of an ARN after which the rest may hold colons. */
const ARN_SEGMENTS = 6;

/** The six segments of an ARN pattern; `undefined` where it is none. */
export function arnSegments(text: string): readonly string[] | undefined {
  const parts = text.split(':');
  if (parts.length < ARN_SEGMENTS) { return undefined; }
  return [...parts.slice(0, ARN_SEGMENTS - 1), parts.slice(ARN_SEGMENTS - 1).join(':')];
}

/** As the ARN operators compare: wildcards of a segment stay in it, the last segment is the rest. */
export const arnGlob = (text: string): Pattern | undefined => (arnSegments(text) ? wholeArnGlob(text) : undefined);

const wholeArnGlob = memo(textOf, (text: string) => new Pattern(arnSegments(text)!.flatMap((segment, index) =>
  (index === ARN_SEGMENTS - 1 ? globSteps(segment) : [...globSteps(segment, ':'), exactly(':')]))));

/** A wildcard that a policy writes as text: `${*}`, `${?}`. */
const ESCAPED: Readonly<Record<string, string>> = { '*': '\uE005', '?': '\uE006' };

/** Keeps what would be a wildcard as text. */
export const escaped = (text: string): string => text.replace(/[*?]/g, (letter) => ESCAPED[letter]);

function unescaped(letter: string): string {
  return letter === '\uE005' ? '*' : letter === '\uE006' ? '?' : letter;
}

/** A symbol is one letter. */
const LETTER = '(?:\\uE000[^\\uE001]*\\uE001|[^\\uE000])';

function source({ letters, except, many }: Step): string {
  if (letters) { return letters.length === 1 ? quoted(letters[0]) : `(?:${letters.map(quoted).join('|')})`; }
  if (many) { return except ? `[^${except}]*` : '[^]*'; }
  return except ? `(?!${except})${LETTER}` : LETTER;
}

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
