import { type Bits, NONE } from './bits';
import type { Node } from './clause';
import { TooComplexError } from './too-complex-error';

/** For each dimension, the cases that are left; any choice among them satisfies the formula. */
export type Box = readonly Bits[];

/** More branches than this are given up. */
const MOST_BRANCHES = 100_000;

type Or = Extract<Node, { kind: 'or' }>;

/**
 * Finds cases that satisfy a formula, or that there are none: narrows each dimension by what must hold, then tries the alternatives of
 * the smallest disjunction that is left. Exact either way.
 */
export class Solver {
  private branches = 0;

  /**
   * @param formulas all must hold
   * @param start the cases to look among
   */
  public solve(formulas: readonly Node[], start: Box): Box | undefined {
    return this.search([...start], formulas);
  }

  private search(box: Bits[], pending: readonly Node[]): Box | undefined {
    this.branches += 1;
    if (this.branches > MOST_BRANCHES) { throw new TooComplexError(`more than ${MOST_BRANCHES} branches`); }
    const open = narrow(box, pending);
    if (open === undefined) { return undefined; }
    if (open.length === 0) { return box; }
    const smallest = open.reduce((least, one) => (one.of.length < least.of.length ? one : least));
    const others = open.filter((one) => one !== smallest);
    const rest = [...box];
    for (const alternative of smallest.of) {
      const found = this.search([...rest], [alternative, ...others]);
      if (found) { return found; }
      if (alternative.kind === 'literal') { // it failed, so from here on it is excluded
        rest[alternative.at] &= ~alternative.cases;
        if (rest[alternative.at] === NONE) { return undefined; }
      }
    }
    return undefined;
  }
}

/** Narrows a box by all that must hold; the disjunctions that are left, or `undefined` where nothing is. */
function narrow(box: Bits[], pending: readonly Node[]): Or[] | undefined {
  const due = [...pending];
  let open: Or[] = [];
  for (;;) {
    let changed = false;
    for (let node = due.pop(); node; node = due.pop()) {
      if (node.kind === 'constant') {
        if (!node.value) { return undefined; }
      } else if (node.kind === 'literal') {
        const left = box[node.at] & node.cases;
        if (left === NONE) { return undefined; }
        if (left !== box[node.at]) {
          box[node.at] = left;
          changed = true;
        }
      } else if (node.kind === 'and') {
        due.push(...node.of);
      } else {
        open.push(node);
        changed = true;
      }
    }
    if (!changed) { return open; }
    const left: Or[] = [];
    for (const node of open) {
      const alternatives = openAlternatives(box, node);
      if (alternatives === undefined) { continue; }
      if (alternatives.length === 0) { return undefined; }
      if (alternatives.length === 1) { due.push(alternatives[0]); } else { left.push(alternatives.length === node.of.length ? node : { kind: 'or', of: alternatives }); }
    }
    open = left;
    if (due.length === 0) { return open; }
  }
}

/** The alternatives that a box leaves; `undefined` where one holds already. */
function openAlternatives(box: readonly Bits[], { of }: Or): readonly Node[] | undefined {
  const open: Node[] = [];
  for (const one of of) {
    const state = stateIn(box, one);
    if (state === true) { return undefined; }
    if (state === undefined) { open.push(one); }
  }
  return open;
}

/** Whether a formula holds in all of a box, in none of it, or in a part (`undefined`, also where it takes a search to say). */
export function stateIn(box: readonly Bits[], node: Node): boolean | undefined {
  if (node.kind === 'constant') { return node.value; }
  if (node.kind === 'literal') {
    const left = box[node.at] & node.cases;
    return left === NONE ? false : left === box[node.at] ? true : undefined;
  }
  const decided = node.kind === 'or';
  let all = true;
  for (const one of node.of) {
    const state = stateIn(box, one);
    if (state === decided) { return decided; }
    all &&= state !== undefined;
  }
  return all ? !decided : undefined;
}
