// Compiles the code blocks of READMEs below the submodules, which jsii-rosetta does not see: `node scripts/readme-code.js`.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const out = path.join(root, '.cache', 'readme-code');
const [before, after] = fs.readFileSync(path.join(root, 'rosetta', 'default.ts-fixture'), 'utf8').split('    /// here\n');

/** READMEs of folders in the folders of submodules. */
const readmes = fs.readdirSync(path.join(root, 'src'), { recursive: true })
  .filter((file) => path.basename(file) === 'README.md' && file.split(path.sep).length > 2)
  .map((file) => path.join('src', file));

/** The blocks of a README: a program each, with imports moved above the class that the fixture opens. */
function programsOf(readme) {
  const lines = fs.readFileSync(path.join(root, readme), 'utf8').split('\n');
  const starts = lines.flatMap((line, at) => (/^```ts\b/.test(line) ? [at] : []));
  return starts.map((start) => {
    const code = lines.slice(start + 1, lines.indexOf('```', start)).join('\n');
    if (lines[start].includes('nofixture')) { return { place: `${readme}:${start + 1}`, text: code }; }
    const imports = code.match(/^import [^;]+;$/gm) ?? [];
    const body = code.replace(/^import [^;]+;\n?/gm, '');
    return { place: `${readme}:${start + 1}`, text: [...imports, before, body, after].join('\n') };
  });
}

const programs = readmes.flatMap(programsOf);
fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });
programs.forEach(({ text }, at) => { fs.writeFileSync(path.join(out, `block-${at}.ts`), `${text}\nexport {};\n`); });
fs.writeFileSync(path.join(out, 'tsconfig.json'), JSON.stringify({
  extends: '../../tsconfig.json',
  compilerOptions: { noEmit: true, rootDir: '../..', noUnusedLocals: false, noUnusedParameters: false, paths: { 'cdk-gold': ['../../lib/index.d.ts'] } },
  include: ['*.ts'],
  exclude: [],
}));
const { stdout, status } = spawnSync(process.execPath, [path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', out], { cwd: out, encoding: 'utf8' });
const faults = stdout.split('\n').filter((line) => line !== '' && !/error TS1184:/.test(line)); // TS1184: blocks declare what they are given, inside a class
for (const line of faults) {
  console.log(line.replace(/^block-(\d+)\.ts\((\d+),\d+\)/, (_, at) => programs[Number(at)].place));
}
console.log(`${programs.length} blocks of ${readmes.length} READMEs`);
process.exitCode = status === 0 || faults.length === 0 ? 0 : 1;
