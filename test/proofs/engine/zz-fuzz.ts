import * as fc from 'fast-check';
import { compare } from '../../../src/proofs/engine';
import { evaluate } from '../../../src/proofs/engine/evaluator';
import { worldOf } from '../../../src/proofs/model/world';
import { densePairs } from './dense-policy';
import { randomNumbers, requestNear, writtenIn } from './dense-request';
const W = worldOf('aws');
const N = Number(process.argv[2] ?? 2000), SEED = Number(process.argv[3] ?? 1);
const start = Date.now();
const tally: Record<string, number> = {};
const bump = (k: string) => { tally[k] = (tally[k] ?? 0) + 1; };
let tc = 0, te = 0;
const seen: Record<string, number> = {};
for (const [i, [a, b]] of fc.sample(densePairs, { numRuns: N, seed: SEED }).entries()) {
  const t0 = performance.now();
  let d;
  try { d = compare(a, b, W); } catch (e) { bump('throws'); console.log('THROW', String(e), JSON.stringify([a, b])); continue; }
  const t1 = performance.now(); tc += t1 - t0;
  if (t1 - t0 > 500) console.log('SLOW', t1 - t0, JSON.stringify([a, b]));
  bump(d.verdict);
  for (const reason of d.reasons) if (process.argv[4]) bump('reason ' + reason.replace(/'[^']*'/g, 'Q').slice(0, 80));
  if (d.verdict === 'possible') {
    const got = evaluate(a, d.request!) + '/' + evaluate(b, d.request!);
    bump('witness ' + got);
    if (!/^allow\/(deny|none)$/.test(got)) { seen[got] = (seen[got] ?? 0) + 1; if (seen[got] <= 3) console.log('WITNESS', got, JSON.stringify([a, b]), JSON.stringify(d.request)); }
  }
  if (d.verdict === 'impossible') {
    const rnd = randomNumbers(SEED * 1000003 + i);
    const w = writtenIn([a, b]);
    for (let k = 0; k < 60; k++) {
      const r = requestNear(w, rnd);
      const ea = evaluate(a, r); bump('a ' + ea);
      if (ea !== 'allow') continue;
      const eb = evaluate(b, r);
      if (eb === 'none' || eb === 'deny') { bump('UNSOUND'); if ((seen.un = (seen.un ?? 0) + 1) <= 12) console.log('UNSOUND', JSON.stringify([a, b]), JSON.stringify(r)); break; }
    }
    te += performance.now() - t1;
  }
}
console.log(tally, { tc, te, total: Date.now() - start });
