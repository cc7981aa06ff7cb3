import * as fc from 'fast-check';
import { compare } from '../../../src/proofs/engine';
import { evaluate } from '../../../src/proofs/engine/evaluator';
import { worldOf } from '../../../src/proofs/model/world';
import { densePairs } from './dense-policy';
import { randomNumbers, requestNear, writtenIn } from './dense-request';
const W = worldOf('aws');
const N = Number(process.argv[2] ?? 2000);
const mode = process.argv[4] ?? 'sound';
for (let seed = Number(process.argv[3] ?? 1), end = seed + Number(process.argv[5] ?? 5); seed < end; seed++) {
  const r = fc.check(fc.property(densePairs, ([a, b]) => {
    const d = compare(a, b, W);
    if (mode === 'witness') {
      if (d.verdict !== 'possible') return true;
      const got = evaluate(a, d.request!) + '/' + evaluate(b, d.request!);
      if (process.argv[6] ? got.includes(process.argv[6]) : !/^allow\/(none|deny|undecided)$/.test(got)) throw new Error(got + JSON.stringify(d.request));
      return true;
    }
    if (d.verdict !== 'impossible') return true;
    const w = writtenIn([a, b]), rnd = randomNumbers(seed);
    for (let k = 0; k < 100; k++) { const q = requestNear(w, rnd); if (evaluate(a, q) === 'allow' && ['none', 'deny'].includes(evaluate(b, q))) throw new Error(JSON.stringify(q)); }
    return true;
  }), { numRuns: N, seed });
  if (r.failed) console.log(seed, r.numRuns, JSON.stringify(r.counterexample), String((r.errorInstance as Error)?.message ?? ''), '\n');
  else console.log(seed, 'ok');
}
