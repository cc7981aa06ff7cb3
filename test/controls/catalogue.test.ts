import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { CATALOGUE } from '../../src/controls/catalogue';

const CONTROLS = path.join(__dirname, '..', '..', 'src', 'controls');
const filesOf = (folder: string): string[] => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
  const file = path.join(folder, entry.name);
  return entry.isDirectory() ? filesOf(file) : [file];
});
const textsOf = (folder: string): string[] => filesOf(folder).map((file) => readFileSync(file, 'utf8'));

test('no two controls have one id', () => {
  expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
});

test('every control that is defined is in the catalogue', () => {
  const defined = textsOf(CONTROLS).flatMap((text) => [...text.matchAll(/ = control\(\{\s+id: '([\w.-]+)'/g)].map(([, id]) => id));
  expect(defined.sort()).toEqual(CATALOGUE.map(({ id }) => id).sort());
});

test('every control is among those that are tried in each way to declare a resource', () => {
  const tests = textsOf(__dirname).filter((text) => text.includes('testControls(')).join('\n');
  const untried = filesOf(CONTROLS).filter((file) => / = control\(\{/.test(readFileSync(file, 'utf8')))
    .map((file) => path.relative(CONTROLS, file).replace(/\.ts$/, '').replaceAll(path.sep, '/'))
    .filter((name) => !tests.includes(`src/controls/${name}'`));
  expect(untried).toEqual([]);
});
