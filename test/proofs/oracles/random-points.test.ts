import * as fc from 'fast-check';
import { policies } from './random-policy';
import { requests } from './random-request';
import { Z3_WORLD } from './z3-world';
import { compare } from '../../../src/proofs/engine';
import { evaluate } from '../../../src/proofs/engine/evaluator';

const SEED = 20261122;

test('no random request does what the engine calls impossible, with variables and mixed types as well', () => {
  const tried = fc.sample(requests, { numRuns: 150, seed: SEED });
  let impossible = 0;
  for (const whole of fc.sample(policies, { numRuns: 120, seed: SEED })) {
    const [, ...others] = whole.Statement;
    const part = { ...whole, Statement: others.length > 0 ? others : whole.Statement };
    for (const [a, b] of [[whole, part], [part, whole]] as const) {
      if (compare(a, b, Z3_WORLD).verdict === 'impossible') {
        impossible++;
        const request = tried.find((one) => evaluate(a, one) === 'allow' && ['deny', 'none'].includes(evaluate(b, one)));
        expect({ a, b, request }).toEqual({ a, b, request: undefined });
      }
    }
  }
  expect(impossible).toBeGreaterThan(60);
});
