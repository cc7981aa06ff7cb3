import { Pattern, type Step } from './pattern';
import { TooComplexError } from './too-complex-error';

/** What each varying part must be, for one way in which a pattern takes a composed text. */
export type Way = readonly Pattern[];

/** More ways than this are given up. */
const MOST_WAYS = 500;

/** Whether a varying part may hold a letter; prunes ways that no text goes. */
export type MayHold = (letter: string, part: number) => boolean;

/**
 * The ways in which a pattern takes texts that are composed of fixed and varying parts: any of them may hold, and in one all its parts
 * must. Exact: a wildcard that reaches over the border of two parts is split there in every possible way.
 *
 * @param parts fixed texts, and `undefined` for each varying part
 */
export function factor({ steps }: Pattern, parts: readonly (string | undefined)[], mayHold: MayHold): Way[] {
  let ways: { readonly at: number; readonly taken: readonly Pattern[] }[] = [{ at: 0, taken: [] }];
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    ways = part === undefined
      ? ways.flatMap(({ at, taken }) =>
        cuts(steps, at, isLast, (letter) => mayHold(letter, index)).map(({ part: one, next }) => ({ at: next, taken: [...taken, one] })))
      : ways.flatMap(({ at, taken }) => after(steps, at, part).map((next) => ({ at: next, taken })));
    if (ways.length > MOST_WAYS) { throw new TooComplexError(`wildcards can be parted in more than ${MOST_WAYS} ways`); }
  }
  const unique = new Map(ways.filter(({ at }) => isEnd(steps, at)).map(({ taken }) => [JSON.stringify(taken.map(({ id }) => id)), taken]));
  return [...unique.values()];
}

/** Where a varying part may end. A step of many at the border may go on behind it. */
function cuts(steps: readonly Step[], from: number, isLast: boolean, mayHold: (letter: string) => boolean): { part: Pattern; next: number }[] {
  const found: { part: Pattern; next: number }[] = [];
  for (let to = from; to <= steps.length; to++) {
    const step = steps[to];
    if (!isLast || to === steps.length) {
      if (step?.many) {
        found.push({ part: new Pattern(steps.slice(from, to + 1)), next: to });
      } else if (!steps[to - 1]?.many || to === steps.length || to === from) {
        found.push({ part: new Pattern(steps.slice(from, to)), next: to });
      }
    }
    if (step?.letters && !step.letters.some(mayHold)) { break; }
  }
  return found;
}

/** The positions after a fixed text. */
function after(steps: readonly Step[], from: number, text: string): number[] {
  let read = 0;
  while (read < text.length && steps[from + read] !== undefined && !steps[from + read].many) { // the usual way: no wildcard so far
    if (!takes(steps[from + read], text[read])) { return []; }
    read += 1;
  }
  let positions = closure(steps, [from + read]);
  for (const letter of text.slice(read)) {
    positions = closure(steps, positions.flatMap((position) => {
      const step = steps[position];
      if (step === undefined || !takes(step, letter)) { return []; }
      return [step.many ? position : position + 1];
    }));
  }
  return positions;
}

const takes = ({ letters, except }: Step, letter: string): boolean => (letters ? letters.includes(letter) : letter !== except);

/** Positions with those behind steps of many. */
function closure(steps: readonly Step[], positions: readonly number[]): number[] {
  const all = new Set<number>();
  for (let position of positions) {
    for (all.add(position); steps[position]?.many; all.add(position)) { position += 1; }
  }
  return [...all];
}

const isEnd = (steps: readonly Step[], at: number): boolean => steps.slice(at).every(({ many }) => many);
