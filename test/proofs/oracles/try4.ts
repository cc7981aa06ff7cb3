import * as fc from 'fast-check';
import { simplePairs } from './random-policy';
import { Z3Oracle } from './z3';
import { Z3_WORLD } from './z3-world';
import { compare } from '../../../src/proofs/engine';
import { evaluate } from '../../../src/proofs/engine/evaluator';
void (async () => {
  const oracle = await Z3Oracle.create(Number(process.argv[2]));
  const pairs = fc.sample(simplePairs, { numRuns: Number(process.argv[3]), seed: Number(process.argv[4]) });
  const count: Record<string, number> = {}; let te = 0; let max = 0; const reasons: Record<string, number> = {};
  for (const [i, [a, b]] of pairs.entries()) {
    const t = performance.now(); const d = compare(a, b, Z3_WORLD); const dt = performance.now() - t; te += dt; max = Math.max(max, dt);
    const z = await oracle.notSubset(a, b);
    const k = `${z} ${d.verdict}`; count[k] = (count[k] ?? 0) + 1;
    if (d.verdict === 'undecided') { for (const r of d.reasons) { reasons[r] = (reasons[r] ?? 0) + 1; } }
    if (k === 'sat impossible' || k === 'unsat possible') { console.log('MISMATCH', i, k, JSON.stringify(d.request), '\n', JSON.stringify(a), '\n', JSON.stringify(b)); }
    if (d.request && (evaluate(a, d.request) !== 'allow' || evaluate(b, d.request) === 'allow')) { console.log('WITNESS', i, evaluate(a, d.request), evaluate(b, d.request), JSON.stringify(d.request), '\n', JSON.stringify(a), '\n', JSON.stringify(b)); }
  }
  console.log(count, 'engine ms', te / pairs.length, max, reasons);
  await oracle.close();
})();
