import type { Value } from '../engine/dimension';

/** A wildcard that policies write, as people know it, and which texts it takes. */
export interface Phrase {
  readonly text: string;
  takes(text: string): boolean;
}

/** What is left of some cases beside the phrases that cover a part of them whole. */
export interface Covered {
  readonly phrases: readonly string[];
  readonly rest: readonly number[];
}

/** Whether a case has one value only. */
export const isSingle = (value: Value, index: number): boolean => value.singles.some((single) => single.index === index);

/** The phrases that take nothing but what is among some cases, the widest first. */
export function covered(value: Value, cases: readonly number[], phrases: readonly Phrase[]): Covered {
  const found: string[] = [];
  const rest = new Set(cases);
  const all = phrases.map((phrase) => ({ phrase, taken: takenBy(value, phrase) })).sort((one, other) => other.taken.length - one.taken.length);
  for (const { phrase, taken } of all) {
    const isWhole = taken.every((index) => cases.includes(index)) && taken.some((index) => !isSingle(value, index));
    if (isWhole && taken.some((index) => rest.has(index))) {
      found.push(phrase.text);
      for (const index of taken) { rest.delete(index); }
    }
  }
  return { phrases: [...new Set(found)], rest: [...rest] };
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
