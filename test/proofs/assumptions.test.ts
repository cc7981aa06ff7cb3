import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { AXIOMS } from '../../src/proofs/facts/axioms';
import { ENVIRONMENT } from '../../src/proofs/model/environment';

const PROOFS = path.join(__dirname, '..', '..', 'src', 'proofs');
const code = readdirSync(PROOFS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('axioms.ts'))
  .map((file) => readFileSync(path.join(PROOFS, file), 'utf8')).join('\n');

test('every assumption is named by the code that relies on it', () => {
  expect(AXIOMS.map(({ id }) => id).filter((id) => !code.includes(`'${id}'`))).toEqual([]);
});

test('every axiom of the environment is explained', () => {
  const explained = AXIOMS.map(({ id }) => id);
  expect(ENVIRONMENT.map(({ id }) => id).filter((id) => !explained.includes(id))).toEqual([]);
});
