// Writes assets/LICENCES.txt: what the bundled functions hold of others, with the licence of each. Refuses a licence that we don't ship.
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const metafiles = path.join(root, '.cache', 'bundles');
const ALLOWED = /^\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|UPL-1\.0)( OR [\w.-]+)*\)?$/;

const folders = new Set();
for (const name of fs.readdirSync(metafiles)) {
  const { inputs } = JSON.parse(fs.readFileSync(path.join(metafiles, name), 'utf8'));
  for (const file of Object.keys(inputs)) {
    const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
    if (folder !== undefined) { folders.add(folder); }
  }
}

const sections = [...folders].sort().map((folder) => {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  if (!ALLOWED.test(license)) { throw new Error(`${name} ${version}: the licence ${license} is none that we ship`); }
  const file = fs.readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file === undefined ? '' : fs.readFileSync(path.join(root, folder, file), 'utf8').trim()}`;
});
const texts = `Software of others in the functions of this folder.\n\n${[...new Set(sections)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
fs.writeFileSync(path.join(root, 'assets', 'LICENCES.txt'), texts);
