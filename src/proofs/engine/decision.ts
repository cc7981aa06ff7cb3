import { bit, firstBits, hasBit, lowestBit, membersOf, NONE } from './bits';
import { Clauses, type Node } from './clause';
import type { Dimension } from './dimension';
import type { Formula } from './formula';
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

/** Decides whether formulas can be satisfied together, whatever their unknowns are. */
export function decide(formulas: readonly Formula[], clauses = new Clauses()): Answer {
  try {
    return decided(formulas, clauses);
  } catch (error) {
    if (error instanceof TooComplexError) { return { verdict: 'undecided', reasons: [error.message] }; }
    throw error;
  }
}

/** The cases of a dimension for which formulas can be satisfied together, for some values of their unknowns. */
export function possibleCases(formulas: readonly Formula[], dimension: Dimension, clauses = new Clauses()): number[] {
  const nodes = formulas.map((formula) => clauses.node(formula, 'open'));
  const at = clauses.numberOfKnown(dimension);
  const all = clauses.box;
  if (at === undefined) { return new Solver().solve(nodes, all) ? membersOf(firstBits(dimension.size)) : []; }
  let possible = NONE;
  for (let rest = all[at]; rest !== NONE; rest &= ~possible) {
    const found = attempt(nodes, all.map((cases, other) => (other === at ? rest : cases)));
    if (!found) { break; }
    possible |= found[at];
  }
  return membersOf(possible);
}

/** A solution, or the whole box where it takes too long to say. */
function attempt(nodes: readonly Node[], box: Box): Box | undefined {
  try {
    return new Solver().solve(nodes, box);
  } catch (error) {
    if (error instanceof TooComplexError) { return box; }
    throw error;
  }
}

function decided(formulas: readonly Formula[], clauses: Clauses): Answer {
  const optimistic = formulas.map((formula) => clauses.node(formula, 'open'));
  const solution = new Solver().solve(optimistic, clauses.box);
  if (!solution) { return { verdict: 'impossible', reasons: [] }; }
  if (![...dimensionsOf(optimistic)].some((at) => clauses.reasons.has(at))) {
    return { verdict: 'possible', example: shortest(clauses, optimistic, solution), reasons: [] };
  }
  const pessimistic = formulas.map((formula) => clauses.node(formula, 'against'));
  const certain = new Solver().solve(pessimistic, clauses.box);
  if (certain) { return { verdict: 'possible', example: shortest(clauses, pessimistic, certain), reasons: [] }; }
  return { verdict: 'undecided', reasons: [...new Set(decisive(clauses, optimistic))] };
}

/** The numbers of the dimensions that formulas speak of. */
function dimensionsOf(nodes: readonly Node[]): Set<number> {
  const found = new Set<number>();
  const seen = new Set<Node>();
  const look = (node: Node): void => {
    if (node.kind === 'literal') { found.add(node.at); }
    if ((node.kind !== 'and' && node.kind !== 'or') || seen.has(node)) { return; }
    seen.add(node);
    node.of.forEach(look);
  };
  nodes.forEach(look);
  return found;
}

/** The unknowns that alone can make a solution impossible; all of them where none can alone. */
function decisive({ box, reasons }: Clauses, nodes: readonly Node[]): string[] {
  const used = dimensionsOf(nodes);
  const open = [...reasons].filter(([at]) => used.has(at));
  const fixed = (at: number, value: number): Box => box.map((cases, index) => (index === at ? bit(value) : cases));
  const alone = open.filter(([at]) => [0, 1].some((value) => !new Solver().solve(nodes, fixed(at, value))));
  return (alone.length > 0 ? alone : open).map(([, reason]) => reason);
}

/** Takes the lowest case that still leaves a solution, dimension by dimension. */
function shortest({ dimensions, box: start }: Clauses, nodes: readonly Node[], solution: Box): Example {
  let box = start;
  let known = solution;
  const used = [...dimensionsOf(nodes)].sort((one, other) => one - other);
  for (const at of used) {
    for (let index = 0; ; index++) {
      const fixed = box.map((cases, other) => (other === at ? bit(index) : cases));
      const found = hasBit(known[at], index) ? known.map((cases, other) => (other === at ? bit(index) : cases)) : new Solver().solve(nodes, fixed);
      if (found) {
        box = fixed;
        known = found;
        break;
      }
    }
  }
  return new Map(used.map((at) => [dimensions[at], lowestBit(box[at])]));
}
