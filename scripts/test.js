// `npm test`: on a fresh clone, installs and runs everything. `npm test -- <jest arguments>` runs only the unit tests.
const fs = require('node:fs');
const { spawn } = require('node:child_process');
const path = require('node:path');
const { build, install, node, projen, root, step, together } = require('./steps');

/** Tests whose server is not installed, a line each: see test/servers/required.ts. */
const leftOut = path.join(root, 'test-reports', 'left-out.txt');

/** API.md made anew, compared with what is committed. */
async function apiDocument() {
  const fresh = path.join(root, '.cache', 'API.md');
  fs.rmSync(fresh, { force: true });
  const made = await node('node_modules/jsii-docgen/bin/jsii-docgen', '--output', fresh)();
  const isSame = made.code === 0 && fs.readFileSync(fresh, 'utf8') === fs.readFileSync(path.join(root, 'API.md'), 'utf8');
  return isSame ? made : { code: 1, output: `${made.output}\nAPI.md is not what the public API says: run 'npx projen docgen' and commit it\n` };
}

async function main() {
  const jestArguments = process.argv.slice(2);
  await install();
  await build();
  const servers = ['servers for tests', node('scripts/test-servers.js')];
  fs.rmSync(leftOut, { force: true });
  const jest = () => new Promise((resolve) => {
    spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...jestArguments], { stdio: 'inherit' }).on('close', (code) => {
      if (fs.existsSync(leftOut)) { process.stdout.write(fs.readFileSync(leftOut)); }
      resolve({ code, output: '' });
    });
  });
  if (jestArguments.length > 0) {
    await step(...servers);
    process.exit((await jest()).code);
  }
  await together([
    ['code in READMEs compiles', projen('docs:compile')], // the longest first
    ['lint', projen('eslint')],
    servers,
    ['types of tests, examples and benchmarks', projen('typecheck')],
    ['names in Python, Java, .NET and Go', projen('languages')],
    ['API.md is up to date', apiDocument],
    ['generated documents are up to date', node('scripts/generate-docs.js', '--check')],
  ]);
  fs.rmSync(path.join(root, 'test-reports', 'rotation'), { recursive: true, force: true });
  const { code } = await jest();
  if (code === 0 && !fs.existsSync(leftOut)) { await step('the table of rotations is up to date', node('scripts/rotation-table.js', '--check')); }
  process.exit(code);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
