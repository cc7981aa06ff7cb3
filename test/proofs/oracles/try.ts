import * as fc from 'fast-check';
import { simplePairs } from './random-policy';
import { Z3Oracle } from './z3';
void (async () => {
  const oracle = await Z3Oracle.create(Number(process.argv[2]));
  console.log(oracle.version);
  const pairs = fc.sample(simplePairs, { numRuns: Number(process.argv[3]), seed: 7 });
  const count: Record<string, number> = {}; const times: number[] = [];
  const t0 = Date.now();
  for (const [a, b] of pairs) { const t = Date.now(); const r = await oracle.notSubset(a, b).catch((e: Error) => e.message); times.push(Date.now() - t); count[r] = (count[r] ?? 0) + 1; }
  times.sort((x, y) => x - y);
  console.log(count, Date.now() - t0, 'median', times[times.length >> 1], 'p90', times[Math.floor(times.length * 0.9)], process.memoryUsage().rss / 1e6);
  await oracle.close();
})();
