import type { Pattern, Step } from './pattern';
import { isSymbol } from './text';

/** What names that AWS makes up consist of; the account is digits, and neither holds a colon or a slash. */
const IN_SYMBOL = /^[\w+=,.@-]$/;

/**
 * Whether a pattern with wildcards may take a part of a symbol of another pattern by a letter of its own, so that what the symbol stands for decides.
 *
 * A symbol differs from every text that is written down, so a pattern without wildcards never takes it.
 */
export function dependsOnSymbol(symbolic: Pattern, pattern: Pattern): boolean {
  if (pattern.literal !== undefined) { return false; }
  const shared = new Set(pattern.steps.flatMap(({ letters }) => letters ?? []).filter(isSymbol));
  const isOpen = (step?: Step): boolean => step?.letters?.length === 1 && isSymbol(step.letters[0]) && !shared.has(step.letters[0]);
  if (!symbolic.steps.some(isOpen)) { return false; }

  const [from, to] = [symbolic.steps, pattern.steps];
  const seen = new Set<number>();
  const pending: [number, number, number][] = [[0, 0, 0]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [at, on, inside] = next;
    const key = (at * (to.length + 1) + on) * 2 + inside;
    if (seen.has(key)) { continue; }
    seen.add(key);
    if (inside === 1 && at === from.length && on === to.length) { return true; }
    const [step, other] = [from[at], to[on]];
    if (other?.many) { pending.push([at, on + 1, inside]); }
    if (step?.many) { pending.push([at + 1, on, inside]); }
    if (step === undefined || other === undefined) { continue; }
    const after = step.many ? at : at + 1;
    if (isOpen(step)) {
      if (other.many) { pending.push([after, on, inside]); }
      if (!other.many && !isWholeSymbol(other)) {
        if (other.letters?.every((letter) => !IN_SYMBOL.test(letter))) { continue; }
        pending.push([at, on + 1, 1], [after, on + 1, 1]); // a part of the symbol is taken, or its last letter
      }
    } else if (mayShare(step, other)) {
      pending.push([after, other.many ? on : on + 1, inside]);
    }
  }
  return false;
}

const isWholeSymbol = ({ letters }: Step): boolean => letters?.every(isSymbol) === true;

/** Whether two steps have a letter in common. */
function mayShare(one: Step, other: Step): boolean {
  if (one.letters && other.letters) { return one.letters.some((letter) => other.letters!.includes(letter)); }
  if (one.letters) { return one.letters.some((letter) => letter !== other.except); }
  return other.letters ? other.letters.some((letter) => letter !== one.except) : true;
}
