import { lettersOf } from './text';

/** One step of a pattern: which letters it takes, and whether any number of them. */
export interface Step {
  /** The letters it takes; `undefined` where it takes all but `except`. */
  readonly letters?: readonly string[];
  readonly except?: string;
  readonly many: boolean;
}

/** A set of texts that IAM can describe: a text, a text whatever its case, or a pattern with `*` and `?`. */
export class Pattern {
  /** The one text it takes, where it is only one. */
  public readonly literal?: string;
  /** Tells patterns apart. */
  public readonly id: string;
  private readonly expression?: RegExp;

  constructor(public readonly steps: readonly Step[]) {
    const isOne = steps.every(({ letters, many }) => letters?.length === 1 && !many);
    this.literal = isOne ? steps.map(({ letters }) => letters![0]).join('') : undefined;
    this.expression = isOne ? undefined : new RegExp(`^${steps.map(source).join('')}$`);
    this.id = this.literal ?? this.expression!.source;
  }

  /** Whether it takes a text. */
  public takes(text: string): boolean {
    return this.expression ? this.expression.test(text) : text === this.literal;
  }

  /** Whether it takes every text. */
  public get takesAll(): boolean {
    return this.steps.length > 0 && this.steps.every(({ letters, except, many }) => !letters && !except && many);
  }
}

/** Any number of any letters. */
export const ANY: Step = { many: true };

const exactly = (letter: string): Step => ({ letters: [letter], many: false });

export const literal = (text: string): Pattern => new Pattern(lettersOf(text).map(exactly));

/** @param case_ both cases of each letter */
const eitherCase = (letter: string): Step => ({ letters: [...new Set([letter.toLowerCase(), letter.toUpperCase()])].filter((form) => form.length === letter.length), many: false });

export const literalIgnoringCase = (text: string): Pattern => new Pattern(lettersOf(text).map(eitherCase));

/** `*` is any number of letters, `?` is one. */
export const glob = (text: string): Pattern => new Pattern(globSteps(text));

export const globIgnoringCase = (text: string): Pattern =>
  new Pattern(globSteps(text).map((step) => (step.letters ? eitherCase(step.letters[0]) : step)));

/** @param except a letter that wildcards don't take */
export function globSteps(text: string, except?: string): Step[] {
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
export function arnGlob(text: string): Pattern | undefined {
  const segments = arnSegments(text);
  return segments && new Pattern(segments.flatMap((segment, index) =>
    (index === ARN_SEGMENTS - 1 ? globSteps(segment) : [...globSteps(segment, ':'), exactly(':')])));
}

/** A wildcard that a policy writes as text: `${*}`, `${?}`. */
const ESCAPED: Readonly<Record<string, string>> = { '*': '\uE005', '?': '\uE006' };

/** Keeps what would be a wildcard as text. */
export const escaped = (text: string): string => text.replace(/[*?]/g, (letter) => ESCAPED[letter]);

const unescaped = (letter: string): string => (letter === '\uE005' ? '*' : letter === '\uE006' ? '?' : letter);

/** A symbol is one letter. */
const LETTER = '(?:\\uE000[^\\uE001]*\\uE001|[^\\uE000])';

function source({ letters, except, many }: Step): string {
  if (letters) { return letters.length === 1 ? quoted(letters[0]) : `(?:${letters.map(quoted).join('|')})`; }
  if (many) { return except ? `[^${except}]*` : '[^]*'; }
  return except ? `(?!${except})${LETTER}` : LETTER;
}

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
