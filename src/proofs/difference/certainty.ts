import type { Region } from './region';
import { bitsWhere } from '../engine/bits';
import { Clauses, type Node } from '../engine/clause';
import { allCases, type Formula } from '../engine/formula';
import { Solver } from '../engine/solver';
import { TooComplexError } from '../engine/too-complex-error';

/** Says where a formula holds of every request, whatever its unknowns are. All formulas of its space must be made before. */
export class Certainty {
  private readonly clauses = new Clauses();
  private readonly fails: Node;

  constructor(formula: Formula) {
    this.fails = this.clauses.node(formula, 'open', true);
  }

  /** Whether it holds in all of a region; `false` also where that takes too long to say. */
  public everywhere(region: Region): boolean {
    const box = this.clauses.dimensions.map((dimension) => {
      const cases = region.get(dimension);
      return cases ? bitsWhere(dimension.size, (index) => cases.includes(index)) : allCases(dimension);
    });
    try {
      return new Solver().solve([this.fails], box) === undefined;
    } catch (error) {
      if (error instanceof TooComplexError) { return false; }
      throw error;
    }
  }
}
