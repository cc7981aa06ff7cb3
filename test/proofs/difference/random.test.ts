import * as fc from 'fast-check';
import { ACCOUNT } from './templates';
import { decidePair } from '../../../src/proofs/difference/decide-pair';
import { findingsOf } from '../../../src/proofs/difference/findings';
import { casesOf, regionFormula } from '../../../src/proofs/difference/region';
import type { Side, SidePair } from '../../../src/proofs/difference/side';
import { and, compare, not, type Request, RequestSpace } from '../../../src/proofs/engine';
import { evaluate } from '../../../src/proofs/engine/evaluator';
import { answerOf, isAllowed } from '../../../src/proofs/model/answer';
import { policies, type PolicyDocument, simplePairs } from '../oracles/random-policy';
import { Z3_WORLD } from '../oracles/z3-world';

const SEED = 20270414;

/** Pairs that share statements, with all that policies have. */
const pairs = fc.oneof(
  simplePairs, fc.tuple(policies, policies), policies.map((whole) => [whole, { ...whole, Statement: whole.Statement.slice(1) }] as const),
);

const sideOf = (document: PolicyDocument, asked: Request[]): Side => ({
  model: document,
  documents: [document],
  access: (space) => ({
    allowed: space.policy(document).allows,
    confirms: (request) => {
      asked.push(request);
      return isAllowed(answerOf([document], request));
    },
  }),
});

const pairOf = (older: PolicyDocument, newer: PolicyDocument, asked: Request[] = []): SidePair => ({
  older: sideOf(older, asked), newer: sideOf(newer, asked), partition: 'aws', region: 'eu-west-1', urlSuffix: 'amazonaws.com', homes: [ACCOUNT], actions: [], reasons: [],
});

test('nobody gains or loses exactly where both comparisons are impossible, and every example is confirmed', () => {
  const seen = { nothing: 0, something: 0, undecided: 0 };
  fc.assert(fc.property(pairs, ([older, newer]) => {
    const asked: Request[] = [];
    const { gained, lost, reasons } = decidePair(pairOf(older, newer, asked), () => Z3_WORLD);
    const [more, less] = [compare(newer, older, Z3_WORLD).verdict, compare(older, newer, Z3_WORLD).verdict];
    expect([gained.length > 0, lost.length > 0]).toEqual([more === 'possible', less === 'possible']);
    expect(gained.length + lost.length + reasons.length === 0).toBe(more === 'impossible' && less === 'impossible');
    expect(reasons.filter((reason) => reason.includes('second evaluator'))).toEqual([]);
    for (const request of asked) { expect([evaluate(older, request), evaluate(newer, request)].filter((answer) => answer === 'allow')).toHaveLength(1); }
    seen[gained.length + lost.length > 0 ? 'something' : reasons.length > 0 ? 'undecided' : 'nothing']++;
  }), { seed: SEED, numRuns: 100 });
  expect(Math.min(seen.nothing, seen.something)).toBeGreaterThan(10);
});

test('a difference holds for all principals of a finding with each of its actions, and nowhere beside the findings', () => {
  let points = 0;
  fc.assert(fc.property(pairs, fc.infiniteStream(fc.nat()), ([older, newer], numbers) => {
    const environment: ReturnType<RequestSpace['policy']>['allow'][] = [];
    const axioms = Z3_WORLD.axioms.map(({ id, formula }) => ({
      id,
      formula: (of: RequestSpace) => {
        const made = formula(of);
        if (made) { environment.push(made); }
        return made;
      },
    }));
    const space = new RequestSpace({ ...Z3_WORLD, axioms }, [older, newer]);
    const difference = and(space.policy(newer).allows, not(space.policy(older).allows));
    space.close();
    const { found, reasons, isCut } = findingsOf({ space, environment: and(...environment), homes: [ACCOUNT] }, difference);
    const pick = (cases: readonly number[]): number[] => [cases[numbers.next().value! % cases.length]!];
    const told = found.map(({ who, actions = casesOf(space.action) }) => {
      for (const region of who.regions) {
        const { type, account, name, service } = space.principals;
        const picked = [type, account, name, service].map((one) => [one, pick(region.get(one) ?? casesOf(one))] as const);
        const point = new Map([...picked, [space.action, pick(actions)] as const]);
        expect(space.find(and(difference, regionFormula(point))).verdict).toBe('possible');
        points++;
      }
      return and(...[regionFormula(new Map([[space.action, actions]]))], not(and(...who.regions.map((region) => not(regionFormula(region))))));
    });
    const beside = space.find(and(difference, ...told.map(not))).verdict;
    expect(isCut || reasons.length > 0 || beside === 'impossible' || found.some(({ ways }) => ways !== undefined)).toBe(true);
  }), { seed: SEED, numRuns: 50 });
  expect(points).toBeGreaterThan(50);
});
