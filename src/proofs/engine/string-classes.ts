import { automatonOf } from './automaton';
import { type Bits, bit, NONE } from './bits';
import { memo } from './memo';
import type { Pattern } from './pattern';
import { shortestTexts } from './shortest-texts';
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

/** More classes than this are given up. */
const MOST_CLASSES = 512;

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
  const takenBy = takenAmong(patterns);
  for (const text of written) {
    const taken = takenBy(text);
    const one = { witness: text, isSingle: isPattern.has(text), holds: taken, unclear: unclearOf(patterns, text) };
    const key = `${one.isSingle ? text : ''} ${taken}`;
    if (!classes.has(key)) { classes.set(key, one); }
  }
  const open = unclearBetween(patterns);
  const rest = shortestTexts(patterns, universe, written).map(([taken, witness]) => ({ witness, isSingle: false, holds: taken, unclear: open }));
  const all = [...classes.values(), ...rest];
  const empty = takenBy('');
  if (universe.hasEmpty && !written.has('') && !all.some(({ isSingle, holds, unclear }) => !isSingle && holds === empty && unclear === NONE)) {
    all.push({ witness: '', isSingle: false, holds: empty, unclear: NONE }); // the last, as others read better
  }
  if (all.length > MOST_CLASSES) { throw new TooComplexError(`${all.length} classes of texts; at most ${MOST_CLASSES} are told apart`); }
  return all;
}

/** A function for the patterns that take a text: those without wildcards are looked up. */
function takenAmong(patterns: readonly Pattern[]): (text: string) => Bits {
  const literals = new Map<string, Bits>();
  const wild: number[] = [];
  for (const [index, { literal }] of patterns.entries()) {
    if (literal === undefined) { wild.push(index); } else { literals.set(literal, (literals.get(literal) ?? NONE) | bit(index)); }
  }
  return (text) => wild.reduce((bits, index) => (patterns[index].takes(text) ? bits | bit(index) : bits), literals.get(text) ?? NONE);
}

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
  if (hasSymbol(text) || (text === '' && universe.hasEmpty)) { return true; }
  let state: number | undefined = universe.start;
  for (const letter of text) {
    if (state === undefined) { return false; }
    state = universe.step(state, letter);
  }
  return state !== undefined && universe.accepts(state);
}
