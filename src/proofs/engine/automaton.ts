import type { Pattern, Step } from './pattern';
import { isSymbol } from './text';
import { TooComplexError } from './too-complex-error';

/** No text that begins so is taken. */
export const DEAD = -1;

/** All letters that no step names lead to one state. */
const OTHER = '';

/** Hundreds of wildcards in one pattern can make any number of states. */
const MOST_STATES = 2_000;

/** A pattern as a deterministic automaton, its states made when they are first reached. */
export class Automaton {
  public readonly start: number;

  private readonly steps: readonly Step[];
  private readonly states: number[][] = [];
  private readonly ids = new Map<string, number>();
  private readonly next: Map<string, number>[] = [];
  private readonly named: (readonly string[])[] = [];

  constructor(pattern: Pattern) {
    this.steps = pattern.steps;
    this.start = this.stateOf([0]);
  }

  public accepts(state: number): boolean {
    return state !== DEAD && this.states[state].at(-1) === this.steps.length;
  }

  /** Whether it takes a text. */
  public takes(letters: readonly string[]): boolean {
    return this.accepts(letters.reduce((state, letter) => this.step(state, letter), this.start));
  }

  /** The state after a letter. */
  public step(state: number, letter: string): number {
    if (state === DEAD) { return DEAD; }
    const key = isSymbol(letter) || this.letters(state).includes(letter) ? letter : OTHER;
    const known = this.next[state].get(key);
    if (known !== undefined) { return known; }
    const reached = this.stateOf(this.states[state].flatMap((position) => this.after(position, letter)));
    this.next[state].set(key, reached);
    return reached;
  }

  /** The letters that it tells apart in a state; all others are alike to it. */
  public letters(state: number): readonly string[] {
    if (state === DEAD) { return []; }
    this.named[state] ??= this.lettersOf(state);
    return this.named[state];
  }

  private lettersOf(state: number): readonly string[] {
    return this.states[state].flatMap((position) => {
      const step = this.steps[position];
      return step === undefined ? [] : step.letters ?? (step.except === undefined ? [] : [step.except]);
    });
  }

  private after(position: number, letter: string): number[] {
    const step = this.steps[position];
    if (step === undefined || !(step.letters ? step.letters.includes(letter) : letter !== step.except)) { return []; }
    if (!step.letters && !step.many && isSymbol(letter)) { return []; } // `?` is one letter, and a symbol may be many
    return [step.many ? position : position + 1];
  }

  /** The state of a set of positions, those with them that a step of many lets pass. */
  private stateOf(positions: readonly number[]): number {
    const all = new Set<number>();
    for (let position of positions) {
      for (all.add(position); this.steps[position]?.many; all.add(position)) { position += 1; }
    }
    if (all.size === 0) { return DEAD; }
    const sorted = [...all].sort((one, other) => one - other);
    const key = sorted.join();
    const known = this.ids.get(key);
    if (known !== undefined) { return known; }
    if (this.states.length >= MOST_STATES) { throw new TooComplexError(`the wildcards of one pattern make more than ${MOST_STATES} states`); }
    this.ids.set(key, this.states.length);
    this.next.push(new Map());
    return this.states.push(sorted) - 1;
  }
}

const AUTOMATA = new WeakMap<Pattern, Automaton>();

/** The automaton of a pattern, with the states that were reached before. */
export function automatonOf(pattern: Pattern): Automaton {
  const known = AUTOMATA.get(pattern);
  if (known) { return known; }
  const made = new Automaton(pattern);
  AUTOMATA.set(pattern, made);
  return made;
}
