import * as fc from 'fast-check';
import { and, type Formula, not, or, TRUE, unknown } from '../../../src/proofs/engine';
import { hasBit } from '../../../src/proofs/engine/bits';
import { Clauses } from '../../../src/proofs/engine/clause';
import { decide, possibleCases } from '../../../src/proofs/engine/decision';
import { Choice } from '../../../src/proofs/engine/dimension';
import { FALSE, inCases } from '../../../src/proofs/engine/formula';
import { Solver, stateIn } from '../../../src/proofs/engine/solver';

const RUNS = 1_500;
const SEED = 20261122;
const SIZES = [2, 3, 2, 4];
const DIMENSIONS = SIZES.map((size, at) => new Choice(`dimension ${at}`, Array.from({ length: size }, (_, index) => String(index))));
const UNKNOWNS = ['u', 'v'];

/** All choices of one case of each dimension, the lowest first. */
const CHOICES = SIZES.reduce<number[][]>((all, size) => all.flatMap((some) => Array.from({ length: size }, (_, index) => [...some, index])), [[]]);
const GUESSES = [[false, false], [false, true], [true, false], [true, true]];

const leaf = fc.nat(SIZES.length - 1).chain((at) => fc.bigInt(0n, 2n ** BigInt(SIZES[at]) - 1n).map((cases) => inCases(DIMENSIONS[at], () => cases)));
const formulasWith = (more: fc.Arbitrary<Formula>): fc.Arbitrary<Formula> => fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof({ maxDepth: 4, depthSize: 'small' }, more, fc.tuple(tie('formula')).map(([one]) => not(one)),
    fc.array(tie('formula'), { maxLength: 3 }).map((some) => and(...some)), fc.array(tie('formula'), { maxLength: 3 }).map((some) => or(...some)),
    tie('formula').map((one): Formula => ({ kind: 'later', make: () => one }))),
})).formula;
const certain = formulasWith(fc.oneof({ weight: 5, arbitrary: leaf }, { weight: 1, arbitrary: fc.constantFrom(TRUE, FALSE) }));
const open = formulasWith(fc.oneof({ weight: 4, arbitrary: leaf },
  { weight: 2, arbitrary: fc.constantFrom(...UNKNOWNS).map((name) => unknown(`reason ${name}`, name)) }));

/** Whether a formula holds, read as it stands. */
function holds(formula: Formula, choice: readonly number[], guess: readonly boolean[] = []): boolean {
  switch (formula.kind) {
    case 'constant': return formula.value;
    case 'not': return !holds(formula.of, choice, guess);
    case 'later': return holds(formula.make(), choice, guess);
    case 'unknown': return guess[UNKNOWNS.indexOf(formula.id)];
    case 'case': return hasBit(formula.cases(), choice[DIMENSIONS.indexOf(formula.dimension as Choice)]);
    case 'and': return formula.of.every((one) => holds(one, choice, guess));
    case 'or': return formula.of.some((one) => holds(one, choice, guess));
  }
}

const check = (formulas: fc.Arbitrary<Formula>, law: (formula: Formula) => void): void =>
  fc.assert(fc.property(formulas, law), { numRuns: RUNS, seed: SEED });

describe('the solver', () => {
  test('finds a box exactly where some choice satisfies a formula, and all of the box does', () => check(certain, (formula) => {
    const clauses = new Clauses();
    const node = clauses.node(formula, 'open');
    const box = new Solver().solve([node], clauses.box);
    expect(box !== undefined).toBe(CHOICES.some((choice) => holds(formula, choice)));
    if (!box) { return; }
    const inBox = CHOICES.filter((choice) =>
      clauses.dimensions.every((dimension, at) => hasBit(box[at], choice[DIMENSIONS.indexOf(dimension as Choice)])));
    expect(inBox.length).toBeGreaterThan(0);
    expect(inBox.every((choice) => holds(formula, choice))).toBe(true);
    expect(stateIn(box, node)).not.toBe(false);
  }));

  test('says of a formula in a box what all of the box says', () => check(certain, (formula) => {
    const clauses = new Clauses();
    const node = clauses.node(formula, 'open');
    const all = new Set(CHOICES.map((choice) => holds(formula, choice)));
    const inAll = stateIn(clauses.box, node);
    expect(inAll === undefined || (all.size === 1 && all.has(inAll))).toBe(true);
  }));
});

describe('a decision', () => {
  test('is that of all choices, where nothing is unknown', () => check(certain, (formula) => {
    expect(decide([formula]).verdict).toBe(CHOICES.some((choice) => holds(formula, choice)) ? 'possible' : 'impossible');
  }));

  test('about several formulas is about all of them together', () => fc.assert(fc.property(open, open, (one, other) => {
    expect(decide([one, other]).verdict).toBe(decide([and(one, other)]).verdict);
  }), { numRuns: RUNS, seed: SEED }));

  test('knows the possible cases of a dimension', () => check(open, (formula) => {
    const satisfying = CHOICES.filter((choice) => GUESSES.some((guess) => holds(formula, choice, guess)));
    for (const [at, dimension] of DIMENSIONS.entries()) {
      expect(possibleCases([formula], dimension)).toEqual([...new Set(satisfying.map((choice) => choice[at]))].sort());
    }
  }));

  test('has the lowest cases as example', () => check(certain, (formula) => {
    const { example } = decide([formula]);
    if (!example) { return; }
    const used = [...example.keys()] as Choice[];
    const least = CHOICES.filter((choice) => holds(formula, choice)).map((choice) => used.map((dimension) => choice[DIMENSIONS.indexOf(dimension)]));
    expect([...example.values()]).toEqual(least.sort((one, other) =>
      one.map((index, at) => index - other[at]).find((difference) => difference !== 0) ?? 0)[0]);
  }));

  test('is impossible only where no guess of the unknowns helps', () => check(open, (formula) => {
    const isPossible = GUESSES.some((guess) => CHOICES.some((choice) => holds(formula, choice, guess)));
    expect(decide([formula]).verdict === 'impossible').toBe(!isPossible);
  }));

  test('is possible only with an example that stands whatever the unknowns are', () => check(open, (formula) => {
    const { verdict, example } = decide([formula]);
    if (verdict !== 'possible') { return; }
    const choice = DIMENSIONS.map((dimension) => example!.get(dimension) ?? 0);
    for (const guess of GUESSES) { expect(holds(formula, choice, guess)).toBe(true); }
  }));

  test('that is undecided has a reason, of those that the formula gives', () => check(open, (formula) => {
    const { verdict, reasons, example } = decide([formula]);
    if (verdict !== 'undecided') { return; }
    expect(example).toBeUndefined();
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.every((reason) => /^reason [uv]$/.test(reason))).toBe(true);
  }));

  test('is undecided with the number of branches where there are too many', () => {
    const holes = Array.from({ length: 9 }, (_, hole) => hole);
    const pigeons = Array.from({ length: 10 }, (_, pigeon) => holes.map((hole) => new Choice(`${pigeon} in ${hole}`, ['no', 'yes'])));
    const isIn = (pigeon: number, hole: number): Formula => inCases(pigeons[pigeon][hole], () => 2n);
    const formula = and(
      ...pigeons.map((_, pigeon) => or(...holes.map((hole) => isIn(pigeon, hole)))),
      ...holes.flatMap((hole) => pigeons.flatMap((_, one) =>
        pigeons.slice(one + 1).map((__, more) => or(not(isIn(one, hole)), not(isIn(one + 1 + more, hole)))))),
    );
    expect(decide([formula])).toEqual({ verdict: 'undecided', reasons: [expect.stringMatching(/more than \d+ branches/)] });
  }, 60_000);
});
