import { appendFileSync } from 'node:fs';
import { mutantsOf, mutantsWith } from './mutants'; import { readPayments } from './payments'; import { weakened } from './weaken'; import { narrowed, DENIALS } from './narrow';
import { allows, deployed } from './judge'; import { NEEDS } from './needs'; import { shortNameOf } from './mutants';
test('x', () => { const p = readPayments(); const n = [...mutantsOf(p.keys, narrowed), ...mutantsWith(p.keys, DENIALS)];
 const b = n.filter(({ key, policy }) => { const d = deployed(policy); return !NEEDS[shortNameOf(key)].every((c) => allows(d, c)); });
 appendFileSync('/tmp/mut/stat.txt', `weak ${mutantsOf(p.keys, weakened).length} narrow ${n.length} broken ${b.length} needs ${Object.values(NEEDS).flat().length}\n`); }, 100000);
