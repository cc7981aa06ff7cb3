import { bit, hasBit, lowestBit } from './bits';
import { Clauses, type Node } from './clause';
import type { Dimension } from './dimension';
import { allCases, type Formula } from './formula';
import { type Box, Solver } from './solver';
import { TooComplexError } from './too-complex-error';

/** One case of each dimension; a dimension that is not in it makes no difference. */
export type Example = ReadonlyMap<Dimension, number>;

/** Whether a formula can be satisfied. */
export interface Answer {
  readonly verdict: 'possible' | 'impossible' | 'undecided';
  /** With `possible`: the shortest example. */
  readonly example?: Example;
  /** With `undecided`: why. */
  readonly reasons: readonly string[];
}

/** Decides whether a formula can be satisfied, whatever its unknowns are. */
export function decide(formula: Formula): Answer {
  try {
    return decided(formula);
  } catch (error) {
    if (error instanceof TooComplexError) { return { verdict: 'undecided', reasons: [error.message] }; }
    throw error;
  }
}

function decided(formula: Formula): Answer {
  const open = new Clauses();
  const optimistic = open.node(formula, 'open');
  const solution = new Solver().solve(optimistic, boxOf(open));
  if (!solution) { return { verdict: 'impossible', reasons: [] }; }
  if (open.reasons.size === 0) { return { verdict: 'possible', example: shortest(open, optimistic, solution), reasons: [] }; }
  const against = new Clauses();
  const pessimistic = against.node(formula, 'against');
  const certain = new Solver().solve(pessimistic, boxOf(against));
  if (certain) { return { verdict: 'possible', example: shortest(against, pessimistic, certain), reasons: [] }; }
  return { verdict: 'undecided', reasons: [...new Set(decisive(open, optimistic))] };
}

const boxOf = ({ dimensions }: Clauses): Box => dimensions.map(allCases);

/** The unknowns that alone can make a solution impossible; all of them where none can alone. */
function decisive({ dimensions, reasons }: Clauses, node: Node): string[] {
  const all = dimensions.map(allCases);
  const alone = [...reasons].filter(([at]) => [bit(0), bit(1)].some((value) => !new Solver().solve(node, all.map((cases, index) => (index === at ? value : cases)))));
  return (alone.length > 0 ? alone : [...reasons]).map(([, reason]) => reason);
}

/** Takes the lowest case that still leaves a solution, dimension by dimension. */
function shortest({ dimensions }: Clauses, node: Node, solution: Box): Example {
  let box = dimensions.map(allCases);
  let known = solution;
  dimensions.forEach((_dimension, at) => {
    for (let index = 0; ; index++) {
      const fixed = box.map((cases, other) => (other === at ? bit(index) : cases));
      const found = hasBit(known[at], index) ? known.map((cases, other) => (other === at ? bit(index) : cases)) : new Solver().solve(node, fixed);
      if (found) {
        box = fixed;
        known = found;
        return;
      }
    }
  });
  return new Map(dimensions.map((dimension, at) => [dimension, lowestBit(box[at])]));
}
