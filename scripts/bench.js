// `npm run bench`: builds the library if needed, then runs bench/.
const { spawn } = require('node:child_process');
const { build, install } = require('./steps');

async function main() {
  await install();
  await build();
  spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', 'bench/index.ts'], { stdio: 'inherit', env: { ...process.env, TS_NODE_PROJECT: 'bench/tsconfig.json' } })
    .on('close', (code) => { process.exitCode = code ?? 1; });
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
