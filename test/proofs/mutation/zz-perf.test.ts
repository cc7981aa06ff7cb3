import { readPayments } from './payments';
import { compare } from '../../../src/proofs/engine';
import { worldOf } from '../../../src/proofs/model/world';
import { Laboratory, mutantsOf, nameOf } from './mutants';
import { weakened } from './weaken';
import { appendFileSync, writeFileSync } from 'node:fs';
const LIVE = ['notLockedOut', 'provisionable', 'granted'];
test('perf', () => {
  const payments = readPayments();
  const lab = new Laboratory(payments);
  const out = '/tmp/mut/weak.txt';
  writeFileSync(out, '');
  let [all, more, tc, tp] = [0, 0, 0, 0];
  for (const key of payments.keys) {
    if (process.env.KEY && !key.placed.resource.logicalId.includes(process.env.KEY)) { continue; }
    const orig = lab.resolved(key, key.placed.resource.properties.KeyPolicy);
    for (const m of mutantsOf(key, weakened)) {
      all++;
      let t = performance.now();
      const { verdict, request } = compare(lab.resolved(key, m.policy), orig, worldOf('aws'));
      tc += performance.now() - t; t = performance.now();
      if (verdict === 'impossible') { continue; }
      more++;
      const r = lab.prove(m, (c) => !LIVE.includes(c)); tp += performance.now() - t;
      const bad = r.filter((x) => x.verdict !== 'proved');
      appendFileSync(out, `${bad.length ? 'killed' : 'SURVIVED'} ${verdict} ${nameOf(m)} :: ${bad.length ? bad.map((x) => `${x.claim}(${x.verdict})`).join(' ') : JSON.stringify(request)}\n`);
    }
    appendFileSync(out, `# ${key.placed.resource.logicalId} all ${all} more ${more} compare ${tc} prove ${tp}\n`);
  }
}, 3600000);
