import type { Value } from '../engine/dimension';

/** A wildcard that policies write, as people know it, and which texts it takes. */
export interface Phrase {
  readonly text: string;
  takes(text: string): boolean;
}

/** A phrase that covers a part of some cases. */
export interface Cover {
  readonly text: string;
  /** What it takes that is not among them. */
  readonly except: Covered;
}

/** What is left of some cases beside the phrases that cover a part of them. */
export interface Covered {
  readonly covers: readonly Cover[];
  readonly rest: readonly number[];
}

/** A phrase has no more exceptions than these, and takes this many times as much. */
const [MOST_EXCEPTIONS, MOST_COVERS, EXCEPTIONAL] = [8, 3, 3];

/** Whether a case has one value only. */
export const isSingle = (value: Value, index: number): boolean => value.singles.some((single) => single.index === index);

/**
 * The phrases that take nothing but what is among some cases, the widest first.
 *
 * @param hasExceptions whether they may take a little more
 */
export function covered(value: Value, cases: readonly number[], phrases: readonly Phrase[], hasExceptions = false): Covered {
  const covers: Cover[] = [];
  const rest = new Set(cases);
  const all = phrases.map((phrase) => ({ phrase, taken: takenBy(value, phrase) })).sort((one, other) => other.taken.length - one.taken.length);
  for (const { phrase, taken } of all) {
    const among = taken.filter((index) => cases.includes(index));
    const except = taken.filter((index) => !cases.includes(index));
    const isOfUse = among.some((index) => !isSingle(value, index)) && among.some((index) => rest.has(index));
    if (!isOfUse || (except.length > 0 && !hasExceptions)) { continue; }
    const exceptions = covered(value, except, except.length > 0 ? phrases : []);
    if (except.length === 0 || areShort(value, exceptions, except.length, among.length)) {
      covers.push({ text: phrase.text, except: exceptions });
      for (const index of taken) { rest.delete(index); }
    }
  }
  return { covers, rest: [...rest] };
}

/** Whether exceptions are said more shortly than what is left without them. */
function areShort(value: Value, { covers, rest }: Covered, excepted: number, among: number): boolean {
  if (!rest.every((index) => isSingle(value, index))) { return false; }
  if (rest.length === 0) { return covers.length <= MOST_COVERS; }
  const words = covers.length + rest.length;
  return words <= MOST_EXCEPTIONS && excepted * (words === 1 ? 1 : EXCEPTIONAL) <= among;
}

/** The narrowest phrase that takes a case, where one does. */
export function narrowest(value: Value, index: number, phrases: readonly Phrase[]): string | undefined {
  const taking = phrases.map((phrase) => ({ phrase, taken: takenBy(value, phrase) })).filter(({ taken }) => taken.includes(index));
  return taking.sort((one, other) => one.taken.length - other.taken.length)[0]?.phrase.text;
}

const takenBy = (value: Value, phrase: Phrase): number[] => value.classes.flatMap((_one, at) => {
  const index = at + (value.mayBeAbsent ? 1 : 0);
  return phrase.takes(value.witness(index)!) ? [index] : [];
});
