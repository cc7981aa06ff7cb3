import * as fc from 'fast-check';
import { policies } from './random-policy';
import { requests } from './random-request';
import { Z3_WORLD } from './z3-world';
import { compare } from '../../../src/proofs/engine';
import { evaluate } from '../../../src/proofs/engine/evaluator';
const N = Number(process.argv[2]); const seed = Number(process.argv[3]);
const docs = fc.sample(policies, { numRuns: N, seed });
const reqs = fc.sample(requests, { numRuns: 400, seed });
const count: Record<string, number> = {}; const reasons: Record<string, number> = {}; let shown = 0; let max = 0;
const none = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }] };
for (const [i, doc] of docs.entries()) {
  const st = doc.Statement;
  const pairs: [unknown, unknown][] = [[doc, { ...doc, Statement: st.slice(1) }], [{ ...doc, Statement: st.slice(1) }, doc], [doc, docs[(i + 1) % N]], [doc, none], [doc, { ...doc, Statement: [...st].reverse() }]];
  for (const [a, b] of pairs) {
    if ((a as { Statement: unknown[] }).Statement.length === 0 || (b as { Statement: unknown[] }).Statement.length === 0) { continue; }
    const t = performance.now(); let d; try { d = compare(a, b, Z3_WORLD); } catch (e) { console.log('THROW', (e as Error).message, JSON.stringify(a), JSON.stringify(b)); continue; } max = Math.max(max, performance.now() - t);
    count[d.verdict] = (count[d.verdict] ?? 0) + 1;
    for (const r of d.reasons) { const k = r.replace(/'[^']*'/g, 'X').replace(/of \S+$/, 'of K'); reasons[k] = (reasons[k] ?? 0) + 1; }
    if (d.verdict === 'impossible') {
      const bad = reqs.find((r) => evaluate(a, r) === 'allow' && ['deny', 'none'].includes(evaluate(b, r)));
      if (bad && shown++ < 5) { console.log('REFUTED', JSON.stringify(bad), '\n', JSON.stringify(a), '\n', JSON.stringify(b)); }
    }
    if (d.request) {
      const [ea, eb] = [evaluate(a, d.request), evaluate(b, d.request)];
      const k = `witness ${ea} ${eb}`; count[k] = (count[k] ?? 0) + 1;
      if ((ea !== 'allow' || !['deny', 'none'].includes(eb)) && shown++ < 6) { console.log('WITNESS', ea, eb, JSON.stringify(d.request), '\n', JSON.stringify(a), '\n', JSON.stringify(b)); }
    }
  }
}
console.log(count, max, reasons);
