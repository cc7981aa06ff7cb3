import * as fc from 'fast-check';
import { policies } from './random-policy';
import { requests } from './random-request';
import { Z3_WORLD } from './z3-world';
import { compare } from '../../../src/proofs/engine';
import { evaluate } from '../../../src/proofs/engine/evaluator';
const N = Number(process.argv[2]); const seed = Number(process.argv[3]);
const docs = fc.sample(policies, { numRuns: N, seed });
const reqs = fc.sample(requests, { numRuns: 300, seed });
type J = any;
function* smaller(x: J): Generator<J> {
  if (Array.isArray(x)) { if (x.length > 1) { for (let i = 0; i < x.length; i++) { yield x.filter((_, j) => j !== i); } } for (let i = 0; i < x.length; i++) { for (const s of smaller(x[i])) { yield x.map((v, j) => (j === i ? s : v)); } } }
  else if (x && typeof x === 'object') { for (const k of Object.keys(x)) { if (k === 'Condition' || !['Version', 'Statement', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource'].includes(k)) { const { [k]: _, ...rest } = x; yield rest; } for (const s of smaller(x[k])) { yield { ...x, [k]: s }; } } if (x.Effect) { if (x.Resource !== '*') { const { NotResource, ...r } = x; yield { ...r, Resource: '*' }; } if (x.Principal !== '*') { yield { ...x, Principal: '*' }; } } }
}
function minimize(a: J, b: J, bad: (a: J, b: J) => unknown): [J, J, unknown] {
  for (let again = true; again;) { again = false; for (const [isA, src] of [[true, a], [false, b]] as const) { for (const s of smaller(src)) { const [x, y] = isA ? [s, b] : [a, s]; let r; try { r = bad(x, y); } catch { r = undefined; } if (r) { [a, b] = [x, y]; again = true; break; } } if (again) { break; } } }
  return [a, b, bad(a, b)];
}
const denyAll = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }] };
const seen: Record<string, number> = {};
const kinds: Record<string, (a: J, b: J) => unknown> = {
  refuted: (a, b) => { if (compare(a, b, Z3_WORLD).verdict !== 'impossible') { return undefined; } return reqs.find((r) => evaluate(a, r) === 'allow' && ['deny', 'none'].includes(evaluate(b, r))); },
  wrongA: (a, b) => { const { request: r } = compare(a, b, Z3_WORLD); return r && ['none', 'deny'].includes(evaluate(a, r)) ? r : undefined; },
  wrongB: (a, b) => { const { request: r } = compare(a, b, Z3_WORLD); return r && evaluate(b, r) === 'allow' ? r : undefined; },
  openA: (a, b) => { const { request: r } = compare(a, b, Z3_WORLD); return r && evaluate(a, r) === 'undecided' ? r : undefined; },
  openB: (a, b) => { const { request: r } = compare(a, b, Z3_WORLD); return r && evaluate(b, r) === 'undecided' ? r : undefined; },
};
for (const [i, doc] of docs.entries()) {
  const st = doc.Statement;
  const pairs: [J, J][] = [[doc, denyAll], [doc, { ...doc, Statement: st.length > 1 ? st.slice(1) : st }], [{ ...doc, Statement: st.length > 1 ? st.slice(1) : st }, doc], [doc, docs[(i + 1) % N]]];
  for (const [a, b] of pairs) {
    for (const [kind, bad] of Object.entries(kinds)) {
      let r; try { r = bad(a, b); } catch (e) { console.log('THROW', (e as Error).message); continue; }
      if (r) { seen[kind] = (seen[kind] ?? 0) + 1; if (seen[kind]! <= 4) { const [x, y, z] = minimize(a, b, bad); console.log(kind, '\n  A', JSON.stringify(x), '\n  B', JSON.stringify(y), '\n  R', JSON.stringify(z)); } }
    }
  }
}
console.log(seen);
