import * as fc from 'fast-check';
import { policies, simplePolicies } from './random-policy';
import { requests } from './random-request';
import { simulate } from './iam-simulate';
import { evaluate } from '../../../src/proofs/engine/evaluator';
void (async () => {
  const docs = process.argv[2] === 'simple' ? simplePolicies : policies;
  const n = Number(process.argv[3]); const show = Number(process.argv[4]);
  const points = fc.sample(fc.tuple(docs, requests), { numRuns: n, seed: 11 });
  const count: Record<string, number> = {}; let shown = 0;
  const t = Date.now();
  for (const [p, r] of points) {
    // minimal: each statement alone as well
    for (const one of [...p.Statement.map((s) => ({ ...p, Statement: [s] }))]) {
      const s = await simulate(one, r).catch((e: Error) => 'ERR ' + e.message.slice(0, 300)); const e = evaluate(one, r);
      count[`${s.slice(0, 40)} / ${e}`] = (count[`${s.slice(0, 40)} / ${e}`] ?? 0) + 1;
      if (s !== 'skipped' && e !== 'undecided' && s !== e && shown++ < show) { console.log(s, e, JSON.stringify(one.Statement[0]), one.Version, JSON.stringify(r)); }
    }
  }
  console.log(count, Date.now() - t);
})();
