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
export function decide(formula: Formula, clauses = new Clauses()): Answer {
  try {
    return decided(formula, clauses);
  } catch (error) {
    if (error instanceof TooComplexError) { return { verdict: 'undecided', reasons: [error.message] }; }
    throw error;
  }
}

/** Whether a formula can be satisfied for some values of its unknowns, without an example. */
export function isSatisfiable(formula: Formula, clauses = new Clauses()): boolean {
  try {
    return new Solver().solve(clauses.node(formula, 'open'), boxOf(clauses)) !== undefined;
  } catch (error) {
    if (error instanceof TooComplexError) { return true; }
    throw error;
  }
}

function decided(formula: Formula, clauses: Clauses): Answer {
  const optimistic = clauses.node(formula, 'open');
  const solution = new Solver().solve(optimistic, boxOf(clauses));
  if (!solution) { return { verdict: 'impossible', reasons: [] }; }
  if (![...dimensionsOf(optimistic)].some((at) => clauses.reasons.has(at))) {
    return { verdict: 'possible', example: shortest(clauses, optimistic, solution), reasons: [] };
  }
  const pessimistic = clauses.node(formula, 'against');
  const certain = new Solver().solve(pessimistic, boxOf(clauses));
  if (certain) { return { verdict: 'possible', example: shortest(clauses, pessimistic, certain), reasons: [] }; }
  return { verdict: 'undecided', reasons: [...new Set(decisive(clauses, optimistic))] };
}

const boxOf = ({ dimensions }: Clauses): Box => dimensions.map(allCases);

/** The numbers of the dimensions that a formula speaks of. */
function dimensionsOf(node: Node, found = new Set<number>()): Set<number> {
  if (node.kind === 'literal') { found.add(node.at); }
  if (node.kind === 'and' || node.kind === 'or') { for (const one of node.of) { dimensionsOf(one, found); } }
  return found;
}

/** The unknowns that alone can make a solution impossible; all of them where none can alone. */
function decisive({ dimensions, reasons }: Clauses, node: Node): string[] {
  const all = dimensions.map(allCases);
  const used = dimensionsOf(node);
  const open = [...reasons].filter(([at]) => used.has(at));
  const fixed = (at: number, value: number): Box => all.map((cases, index) => (index === at ? bit(value) : cases));
  const alone = open.filter(([at]) => [0, 1].some((value) => !new Solver().solve(node, fixed(at, value))));
  return (alone.length > 0 ? alone : open).map(([, reason]) => reason);
}

/** Takes the lowest case that still leaves a solution, dimension by dimension. */
function shortest({ dimensions }: Clauses, node: Node, solution: Box): Example {
  let box = dimensions.map(allCases);
  let known = solution;
  const used = [...dimensionsOf(node)].sort((one, other) => one - other);
  for (const at of used) {
    for (let index = 0; ; index++) {
      const fixed = box.map((cases, other) => (other === at ? bit(index) : cases));
      const found = hasBit(known[at], index) ? known.map((cases, other) => (other === at ? bit(index) : cases)) : new Solver().solve(node, fixed);
      if (found) {
        box = fixed;
        known = found;
        break;
      }
    }
  }
  return new Map(used.map((at) => [dimensions[at], lowestBit(box[at])]));
}
