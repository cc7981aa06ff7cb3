// `npm test`: on a fresh clone, installs and runs everything. `npm test -- <jest arguments>` runs only the unit tests.
const fs = require('node:fs');
const { spawn } = require('node:child_process');
const path = require('node:path');
const { build, install, node, projen, root, step } = require('./steps');

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
  await step('servers for tests', node('scripts/test-servers.js'));
  fs.rmSync(leftOut, { force: true });
  const jest = () => new Promise((resolve) => {
    spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...jestArguments], { stdio: 'inherit' }).on('close', (code) => {
      if (fs.existsSync(leftOut)) { process.stdout.write(fs.readFileSync(leftOut)); }
      resolve({ code, output: '' });
    });
  });
  if (jestArguments.length > 0) { process.exit((await jest()).code); }
  await step('types of tests, examples and benchmarks', projen('typecheck'));
  await step('lint', projen('eslint'));
  await step('generated documents are up to date', node('scripts/generate-docs.js', '--check'));
  await step('API.md is up to date', apiDocument);
  await step('code in READMEs compiles', projen('docs:compile'));
  await step('names in Python, Java, .NET and Go', projen('languages'));
  fs.rmSync(path.join(root, 'test-reports', 'rotation'), { recursive: true, force: true });
  process.exit((await jest()).code);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
