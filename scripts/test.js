// `npm test`: on a fresh clone, installs and runs everything. `npm test -- <jest arguments>` runs only the unit tests.
const { build, install, node, projen, run, step } = require('./steps');

async function main() {
  const jestArguments = process.argv.slice(2);
  await install();
  await build();
  const jest = () => new Promise((resolve) => {
    const { spawn } = require('node:child_process');
    spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...jestArguments], { stdio: 'inherit' }).on('close', (code) => resolve({ code, output: '' }));
  });
  if (jestArguments.length > 0) { process.exit((await jest()).code); }
  await step('types of tests, examples and benchmarks', projen('typecheck'));
  await step('lint', projen('eslint'));
  await step('generated documents are up to date', node('scripts/generate-docs.js', '--check'));
  await step('code in READMEs compiles', projen('docs:compile'));
  await step('names in Python, Java, .NET and Go', projen('languages'));
  process.exit((await jest()).code);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
