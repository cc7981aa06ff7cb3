import * as fc from 'fast-check';
import { simplePairs } from './random-policy';
import { Z3Oracle } from './z3';
import { Encoding } from './z3-encoding';
import * as fs from 'node:fs';
void (async () => {
  const oracle = await Z3Oracle.create(Number(process.argv[2]));
  const pairs = fc.sample(simplePairs, { numRuns: Number(process.argv[3]), seed: 7 });
  for (const [i, [a, b]] of pairs.entries()) {
    const e = new Encoding(a, b);
    let t = Date.now(); const g = await oracle.check(e.text('candidates')); const tg = Date.now() - t;
    t = Date.now(); const f = g === 'sat' ? '-' : await oracle.check(e.text('any')); const tf = Date.now() - t;
    console.log(i, g, tg, f, tf, e.text('candidates').length, [...e.candidates.values()].map((s) => s.size).join());
    if (g !== 'sat' && f === 'unknown') { console.log(JSON.stringify([a,b])); fs.writeFileSync(`/tmp/o/u${i}.smt2`, e.text('candidates')); }
  }
  await oracle.close();
})();
