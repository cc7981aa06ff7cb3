import * as fc from 'fast-check';
import { GAPS } from './gaps';
import { runSimulator, simulate, type SimulatedAnswer } from './iam-simulate';
import { policies, type PolicyDocument, simplePolicies } from './random-policy';
import { requests } from './random-request';
import type { Request } from '../../../src/proofs/engine';
import { evaluate } from '../../../src/proofs/engine/evaluator';

interface Point {
  readonly policy: PolicyDocument;
  readonly request: Request;
  readonly simulated: SimulatedAnswer;
  readonly evaluated: ReturnType<typeof evaluate>;
}

async function points(documents: fc.Arbitrary<PolicyDocument>, numRuns: number, seed: number): Promise<Point[]> {
  const judged: Point[] = [];
  for (const [policy, request] of fc.sample(fc.tuple(documents, requests), { numRuns, seed })) {
    judged.push({ policy, request, simulated: await simulate(policy, request), evaluated: evaluate(policy, request) });
  }
  return judged;
}

describe.each([
  ['simple policies', simplePolicies, 0.02, 0.1],
  ['policies with variables and mixed types', policies, 0.1, 0.3],
] as const)('the evaluator and the simulator on random points: %s', (_name, documents, mostUndecided, mostSkipped) => {
  const COUNT = 3000;
  let judged: Point[];
  beforeAll(async () => { judged = await points(documents, COUNT, 20261122); }, 120_000);

  test('agree wherever both answer', () => {
    expect(judged.filter(({ simulated, evaluated }) => simulated !== 'skipped' && evaluated !== 'undecided' && simulated !== evaluated)).toEqual([]);
  });

  test('answer nearly everything, and every answer often', () => {
    expect(judged.filter(({ simulated }) => simulated === 'skipped').length).toBeLessThan(COUNT * mostSkipped);
    expect(judged.filter(({ evaluated }) => evaluated === 'undecided').length).toBeLessThan(COUNT * mostUndecided);
    for (const answer of ['allow', 'deny', 'none']) {
      expect(judged.filter(({ simulated, evaluated }) => simulated === answer && evaluated === answer).length).toBeGreaterThan(COUNT * 0.03);
    }
  });
});

describe('what the simulator does otherwise than AWS', () => {
  test.each(GAPS.map((gap) => [`${gap.id}: ${gap.rule} (${gap.source})`, gap] as const))('%s', async (_name, { level, applies, example }) => {
    const { policy, request, isWithoutIdentityPolicies, simulated, aws } = example;
    const { answer, isAllowed } = await runSimulator(policy, request, isWithoutIdentityPolicies ? [] : undefined);
    expect(applies(policy, request)).toBe(true);
    expect(simulated).not.toBe(aws);
    expect(level === 'policy' ? answer : isAllowed ? 'allow' : 'none').toBe(simulated);
    // a whole call is more than one policy says: there, evaluator and simulator have only to read the policy alike
    expect(evaluate(policy, request)).toBe(level === 'policy' ? aws : answer);
  });
});
