import { type Bits, bit, NONE } from './bits';
import { type Dimension, Choice } from './dimension';
import { allCases, type Formula } from './formula';
import { partsOfJunction } from './junction';

/** A formula with negations only inside its literals, its dimensions numbered. */
export type Node =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'literal'; readonly at: number; readonly cases: Bits }
  | { readonly kind: 'and'; readonly of: readonly Node[] }
  | { readonly kind: 'or'; readonly of: readonly Node[] };

/** How a formula's unknowns are taken: each as a choice of its own, or always against the one who asks for an example. */
export type Unknowns = 'open' | 'against';

/** The dimensions that formulas speak of, numbered, and their formulas in the solver's form. */
export class Clauses {
  public readonly dimensions: Dimension[] = [];
  /** Why something is not known, by dimension's number. */
  public readonly reasons = new Map<number, string>();
  private readonly numbers = new Map<Dimension, number>();
  private readonly unknowns = new Map<string, Dimension>();
  private readonly laters = new Map<Formula, Formula>();
  private readonly sizes: Bits[] = [];
  /** Statements share conditions, and claims share statements. */
  private readonly made = [0, 1, 2, 3].map(() => new Map<Formula, Node>());

  /** All cases of each dimension. */
  public get box(): readonly Bits[] {
    for (let at = this.sizes.length; at < this.dimensions.length; at++) { this.sizes.push(allCases(this.dimensions[at])); }
    return this.sizes;
  }

  public numberOfKnown(dimension: Dimension): number | undefined {
    return this.numbers.get(dimension);
  }

  public node(formula: Formula, unknowns: Unknowns, negated = false): Node {
    const made = this.made[(unknowns === 'open' ? 0 : 2) + (negated ? 1 : 0)];
    const known = made.get(formula);
    if (known) { return known; }
    const node = this.make(formula, unknowns, negated);
    made.set(formula, node);
    return node;
  }

  private make(formula: Formula, unknowns: Unknowns, negated: boolean): Node {
    switch (formula.kind) {
      case 'constant': return constant(formula.value !== negated);
      case 'not': return this.node(formula.of, unknowns, !negated);
      case 'later': return this.node(this.resolved(formula), unknowns, negated);
      case 'unknown': return unknowns === 'against' ? constant(false) : this.unknown(formula.id, formula.reason, negated);
      case 'case': return this.literal(formula.dimension, formula.cases(), negated);
      case 'and':
      case 'or': return joined((formula.kind === 'and') === negated ? 'or' : 'and', formula.of.map((one) => this.node(one, unknowns, negated)));
    }
  }

  private resolved(formula: Extract<Formula, { kind: 'later' }>): Formula {
    const known = this.laters.get(formula);
    if (known) { return known; }
    const made = formula.make();
    this.laters.set(formula, made);
    return made;
  }

  private literal(dimension: Dimension, cases: Bits, negated: boolean): Node {
    const at = this.numberOf(dimension);
    const all = this.box[at];
    const taken = (negated ? ~cases : cases) & all;
    return taken === NONE ? constant(false) : taken === all ? constant(true) : { kind: 'literal', at, cases: taken };
  }

  private unknown(id: string, reason: string, negated: boolean): Node {
    const dimension = this.unknowns.get(id) ?? new Choice(`unknown ${id}`, ['false', 'true']);
    this.unknowns.set(id, dimension);
    const at = this.numberOf(dimension);
    this.reasons.set(at, reason);
    return { kind: 'literal', at, cases: bit(negated ? 0 : 1) };
  }

  private numberOf(dimension: Dimension): number {
    const known = this.numbers.get(dimension);
    if (known !== undefined) { return known; }
    this.numbers.set(dimension, this.dimensions.length);
    return this.dimensions.push(dimension) - 1;
  }
}

export const constant = (value: boolean): Node => ({ kind: 'constant', value });

function joined(kind: 'and' | 'or', of: readonly Node[]): Node {
  const parts = partsOfJunction(kind, of);
  if (typeof parts === 'boolean') { return constant(parts); }
  return parts.length === 1 ? parts[0] : { kind, of: kind === 'or' ? merged(parts) : parts };
}

/** Alternatives of one dimension are one literal. */
function merged(of: readonly Node[]): Node[] {
  const literals = new Map<number, Bits>();
  for (const one of of) { if (one.kind === 'literal') { literals.set(one.at, (literals.get(one.at) ?? NONE) | one.cases); } }
  return [...[...literals].map(([at, cases]): Node => ({ kind: 'literal', at, cases })), ...of.filter(({ kind }) => kind !== 'literal')];
}
