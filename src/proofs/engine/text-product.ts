import { type Automaton, automatonOf, DEAD } from './automaton';
import { type Bits, bit, NONE } from './bits';
import type { Pattern } from './pattern';
import { lettersOf } from './text';
import { TooComplexError } from './too-complex-error';
import type { Universe } from './universe';

/** More states than this are given up, since wildcards in the middle of patterns multiply. */
const MOST_STATES = 20_000;

/** Letters that stand for all that no pattern names, the readable ones first. */
const OTHERS = [...'xyzabcdefghijklmnopqrstuvw9876543210ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.+=@,/: #%&;!~'];

/** Where the patterns name all letters that one can read. */
const EXOTIC = Array.from({ length: 1000 }, (_, index) => String.fromCharCode(0x100 + index));

interface State {
  readonly universe: number;
  /** The automata that still may take the text, by index, each followed by its state. */
  readonly live: readonly number[];
}

/** The product of the automata of patterns with wildcards and of a universe: its states tell texts apart by which patterns take them. */
export class TextProduct {
  public readonly start = 0;
  private readonly automata: readonly (Automaton | undefined)[];
  private readonly states: State[] = [];
  private readonly ids = new Map<string, number>();

  /** @param patterns those without wildcards are left out */
  constructor(patterns: readonly Pattern[], private readonly universe: Universe) {
    this.automata = patterns.map((pattern) => (pattern.literal === undefined ? automatonOf(pattern) : undefined));
    this.stateOf(universe.start, this.automata.flatMap((automaton, index) => (automaton ? [index, automaton.start] : [])));
  }

  /** The state after a letter; `undefined` where the universe has no such text. */
  public step(from: number, letter: string): number | undefined {
    const { universe, live } = this.states[from];
    const next = this.universe.step(universe, letter);
    if (next === undefined) { return undefined; }
    const left: number[] = [];
    for (let at = 0; at < live.length; at += 2) {
      const state = this.automata[live[at]]!.step(live[at + 1], letter);
      if (state !== DEAD) { left.push(live[at], state); }
    }
    return this.stateOf(next, left);
  }

  /** The patterns that take the texts of a state, by index; `undefined` where the universe has no such text. */
  public taken(state: number): Bits | undefined {
    const { universe, live } = this.states[state];
    if (!this.universe.accepts(universe)) { return undefined; }
    let taken = NONE;
    for (let at = 0; at < live.length; at += 2) {
      if (this.automata[live[at]]!.accepts(live[at + 1])) { taken |= bit(live[at]); }
    }
    return taken;
  }

  /** The patterns that take a text; `undefined` where the universe does not have it. */
  public takenOf(text: string): Bits | undefined {
    let state: number | undefined = this.start;
    for (const letter of lettersOf(text)) {
      state = this.step(state, letter);
      if (state === undefined) { return undefined; }
    }
    return this.taken(state);
  }

  /**
   * The letters that make a difference in a state, after one that stands for all others.
   *
   * @param more letters that are told apart beside
   */
  public letters(state: number, more: Iterable<string>): string[] {
    const { universe, live } = this.states[state];
    const named = new Set(this.universe.letters);
    for (const letter of more) { named.add(letter); }
    for (let at = 0; at < live.length; at += 2) {
      const letters = this.automata[live[at]]!.letters(live[at + 1]);
      for (let index = 0; index < letters.length; index++) { named.add(letters[index]); }
    }
    const isOther = (letter: string) => !named.has(letter) && this.universe.step(universe, letter) !== undefined;
    const other = OTHERS.find(isOther) ?? EXOTIC.find(isOther);
    return other === undefined ? [...named] : [other, ...named];
  }

  private stateOf(universe: number, live: readonly number[]): number {
    const key = String.fromCharCode(universe, ...live);
    const known = this.ids.get(key);
    if (known !== undefined) { return known; }
    if (this.states.length >= MOST_STATES) { throw new TooComplexError(`wildcards make more than ${MOST_STATES} states`); }
    this.ids.set(key, this.states.length);
    return this.states.push({ universe, live }) - 1;
  }
}
