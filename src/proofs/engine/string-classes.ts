import { type Automaton, automatonOf, DEAD } from './automaton';
import { type Bits, bit, NONE } from './bits';
import { memo } from './memo';
import type { Pattern } from './pattern';
import { dependsOnSymbol } from './symbol-overlap';
import { hasSymbol, lettersOf } from './text';
import { TooComplexError } from './too-complex-error';
import type { Universe } from './universe';

/** Texts that no pattern of a dimension tells apart. */
export interface StringClass {
  /** A shortest text of the class. */
  readonly witness: string;
  /** Whether the witness is the only text of the class. */
  readonly isSingle: boolean;
  /** The patterns that take the texts, by index. */
  readonly holds: Bits;
  /** The patterns of which nobody can say whether they take the texts: what a symbol stands for decides. */
  readonly unclear: Bits;
}

/** Lists of known texts are few, and long. */
const LISTS = new Map<string, number>();
const IDS = new WeakMap<readonly string[], number>();

function idOf(known: readonly string[]): number {
  const id = IDS.get(known);
  if (id !== undefined) { return id; }
  const text = JSON.stringify(known);
  const made = LISTS.get(text) ?? LISTS.size;
  LISTS.set(text, made);
  IDS.set(known, made);
  return made;
}

/** More than this many product states or classes is given up, since wildcards in the middle of patterns multiply. */
const MOST_STATES = 20_000;
const MOST_VISITS = 60_000;
const MOST_CLASSES = 512;

/** Letters that stand for all that no pattern names, the readable ones first. */
const OTHERS = [...'xyzabcdefghijklmnopqrstuvw9876543210ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.+=@,/: #%&;!~'];

/** Where the patterns name all letters that one can read. */
const EXOTIC = Array.from({ length: 1000 }, (_, index) => String.fromCharCode(0x100 + index));

/**
 * The classes of texts that patterns tell apart: each text that is written down is one; the rest are what a product automaton of
 * the patterns with wildcards reaches, the shortest text first.
 *
 * @param known texts that exist for certain, such as the actions of today: they stay apart from what is not known yet
 */
export const stringClasses = memo(
  (patterns: readonly Pattern[], universe: Universe, known: readonly string[]) => `${universe.name} ${idOf(known)} ${patterns.map(({ id }) => `${id.length} ${id}`).join()}`,
  (patterns: readonly Pattern[], universe: Universe, known: readonly string[]): StringClass[] => makeClasses(patterns, universe, known),
);

function makeClasses(patterns: readonly Pattern[], universe: Universe, known: readonly string[]): StringClass[] {
  const written = new Set([...patterns.flatMap(({ literal }) => (literal !== undefined && isIn(universe, literal) ? [literal] : [])), ...known]);
  const isPattern = new Set(patterns.map(({ literal }) => literal));
  const classes = new Map<string, StringClass>();
  for (const text of written) {
    const taken = takenBy(patterns, text);
    const one = { witness: text, isSingle: isPattern.has(text), holds: taken, unclear: unclearOf(patterns, text) };
    const key = `${one.isSingle ? text : ''} ${taken}`;
    if (!classes.has(key)) { classes.set(key, one); }
  }
  const open = unclearBetween(patterns);
  const rest = restClasses(patterns, universe, written).map(([taken, witness]) => ({ witness, isSingle: false, holds: taken, unclear: open }));
  const all = [...classes.values(), ...rest];
  if (all.length > MOST_CLASSES) { throw new TooComplexError(`${all.length} classes of texts; at most ${MOST_CLASSES} are told apart`); }
  return all;
}

const takenBy = (patterns: readonly Pattern[], text: string): Bits =>
  patterns.reduce((bits, pattern, index) => (pattern.takes(text) ? bits | bit(index) : bits), NONE);


function unclearOf(patterns: readonly Pattern[], text: string): Bits {
  if (!hasSymbol(text)) { return NONE; }
  const [symbolic] = patterns.filter(({ literal }) => literal === text);
  return symbolic === undefined ? NONE
    : patterns.reduce((bits, pattern, index) => (isOpen(symbolic, pattern) ? bits | bit(index) : bits), NONE);
}

/** What takes a text with its symbols whole takes it whatever they stand for. */
function isOpen(symbolic: Pattern, pattern: Pattern): boolean {
  return dependsOnSymbol(symbolic, pattern) && !automatonOf(pattern).takes(lettersOf(symbolic.literal!));
}

/** Patterns with wildcards that may take a part of a symbol of another. */
function unclearBetween(patterns: readonly Pattern[]): Bits {
  const symbolic = patterns.filter(({ literal, id }) => literal === undefined && hasSymbol(id));
  return patterns.reduce((bits, pattern, index) =>
    (symbolic.some((other) => other !== pattern && dependsOnSymbol(other, pattern)) ? bits | bit(index) : bits), NONE);
}

export function isIn(universe: Universe, text: string): boolean {
  if (hasSymbol(text)) { return true; }
  let state: number | undefined = universe.start;
  for (const letter of text) {
    if (state === undefined) { return false; }
    state = universe.step(state, letter);
  }
  return state !== undefined && universe.accepts(state);
}

/** What wildcards and "anything else" leave beside the texts that are written down, with a shortest text each. */
function restClasses(patterns: readonly Pattern[], universe: Universe, written: ReadonlySet<string>): [Bits, string][] {
  const wild = patterns.flatMap((pattern, index) => (pattern.literal === undefined ? [{ index, automaton: automatonOf(pattern) }] : []));
  const found = new Map<Bits, string | undefined>();
  walk(wild, universe, 1, [], (taken, text) => {
    if (!found.has(taken)) { found.set(taken, written.has(text) ? undefined : text); }
    return false;
  });
  let missing = [...found.values()].filter((text) => text === undefined).length;
  if (missing > 0) {
    // a class whose shortest text is written down: n such texts leave room for one more on n + 1 ways to each state, and
    // where they differ in a letter that no pattern names, that letter tells texts apart too
    const letters = [...new Set([...written].flatMap((text) => [...lettersOf(text)]))];
    walk(wild, universe, written.size + 1, letters, (taken, text) => {
      if (found.get(taken) === undefined && !written.has(text)) {
        found.set(taken, text);
        missing -= 1;
      }
      return missing === 0;
    });
  }
  return [...found].flatMap(([taken, text]) => (text === undefined ? [] : [[taken, text] as [Bits, string]]));
}

interface Wild { readonly index: number; readonly automaton: Automaton }

interface Place { readonly states: readonly number[]; readonly universe: number; readonly text: string }

/** Goes through the product of the automata, the shortest texts first, until `visit` says so. */
function walk(
  wild: readonly Wild[], universe: Universe, ways: number, letters: readonly string[], visit: (taken: Bits, text: string) => boolean,
): void {
  const visits = new Map<string, number>();
  const queue: Place[] = [];
  const reach = (states: readonly number[], at: number, text: string) => {
    const key = `${at} ${states.join()}`;
    const count = visits.get(key) ?? 0;
    if (count >= ways) { return; }
    visits.set(key, count + 1);
    if (visits.size > MOST_STATES || queue.length > MOST_VISITS) { throw new TooComplexError(`wildcards make more than ${MOST_STATES} states`); }
    queue.push({ states, universe: at, text });
  };
  reach(wild.map(({ automaton }) => automaton.start), universe.start, '');
  for (const place of queue) {
    if (universe.accepts(place.universe)) {
      const taken = wild.reduce((bits, { index, automaton }, at) => (automaton.accepts(place.states[at]) ? bits | bit(index) : bits), NONE);
      if (visit(taken, place.text)) { return; }
    }
    for (const letter of lettersAt(place, wild, universe, letters)) {
      const next = universe.step(place.universe, letter);
      if (next !== undefined) { reach(wild.map(({ automaton }, at) => automaton.step(place.states[at], letter)), next, place.text + letter); }
    }
  }
}

/** The letters that make a difference here, and one that stands for all others. */
function lettersAt({ states, universe: at }: Place, wild: readonly Wild[], universe: Universe, letters: readonly string[]): Iterable<string> {
  const named = new Set([...universe.letters, ...letters]);
  for (let index = 0; index < wild.length; index++) {
    if (states[index] !== DEAD) { for (const letter of wild[index].automaton.letters(states[index])) { named.add(letter); } }
  }
  const isOther = (letter: string) => !named.has(letter) && universe.step(at, letter) !== undefined;
  const other = OTHERS.find(isOther) ?? EXOTIC.find(isOther);
  return other === undefined ? named : [other, ...named];
}
