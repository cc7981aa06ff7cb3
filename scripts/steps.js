// Runs the steps of a command with a line of progress each; what a step prints shows only when it fails.
const { createHash } = require('node:crypto');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.join(__dirname, '..');
const stamps = path.join(root, '.cache');

/** Hash of the contents of files and folders: a fresh clone has new times for old contents. */
function hashOf(...names) {
  const hash = createHash('sha256').update(process.version);
  const add = (file) => {
    if (!fs.existsSync(file)) { return; }
    if (fs.statSync(file).isDirectory()) {
      for (const name of fs.readdirSync(file).sort()) { if (name !== 'node_modules' && name !== 'cdk.out') { add(path.join(file, name)); } }
    } else {
      hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file));
    }
  };
  names.forEach((name) => add(path.join(root, name)));
  return hash.digest('hex');
}

const stampOf = (name) => path.join(stamps, `${name}.sha256`);
const isUpToDate = (name, hash) => fs.existsSync(stampOf(name)) && fs.readFileSync(stampOf(name), 'utf8') === hash;

function stamp(name, hash) {
  fs.mkdirSync(stamps, { recursive: true });
  fs.writeFileSync(stampOf(name), hash);
}

/** Runs a program; resolves with its exit code and output. */
function run(command, args, env = {}, cwd = root) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (data) => output.push(data));
    child.stderr.on('data', (data) => output.push(data));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString() }));
  });
}

/** One step with its line of progress; ends the process with the step's exit code when it fails, unless failures are looked at by the caller. */
async function step(title, work, { mayFail = false } = {}) {
  const started = Date.now();
  const live = process.stdout.isTTY ? setInterval(() => process.stdout.write(`\r… ${title} ${seconds(started)}`), 200) : undefined;
  if (!live) { process.stdout.write(`… ${title}\n`); }
  const { code, output } = await work();
  clearInterval(live);
  process.stdout.write(`${live ? '\r' : ''}${code === 0 ? '✓' : '✗'} ${title} ${seconds(started)}\n`);
  if (code !== 0 && !mayFail) {
    process.stdout.write(output);
    process.exit(code);
  }
  return { code, output };
}

/** Steps that need nothing of each other, as many at once as there are processors, each with a line when it begins and ends. The first that fails ends the process, when those beside it are done. */
async function together(steps) {
  const waiting = [...steps];
  const failed = [];
  const work = async () => {
    while (waiting.length > 0 && failed.length === 0) {
      const [title, start] = waiting.shift();
      const started = Date.now();
      process.stdout.write(`… ${title}\n`);
      const { code, output } = await start();
      process.stdout.write(`${code === 0 ? '✓' : '✗'} ${title} ${seconds(started)}\n`);
      if (code !== 0) { failed.push({ code, output }); }
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, work));
  if (failed.length === 0) { return; }
  failed.forEach(({ output }) => { process.stdout.write(output); });
  process.exit(failed[0].code);
}

const seconds = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`;

const npm = (...args) => () => (process.platform === 'win32' ? run('npm.cmd', args) : run('npm', args));
const node = (script, ...args) => () => run(process.execPath, [path.join(root, script), ...args]);
const projen = (task) => node('node_modules/projen/bin/projen', task);

/** Installs what package-lock.json names, if it has changed or is missing. */
async function install() {
  const hash = hashOf('package.json', 'package-lock.json');
  if (isUpToDate('install', hash) && fs.existsSync(path.join(root, 'node_modules'))) { return; }
  await step('install', npm('ci', '--no-audit', '--no-fund', '--loglevel=error'));
  stamp('install', hash);
}

/** Compiles the library, if its sources have changed. */
async function build() {
  const hash = hashOf('package-lock.json', 'src', 'scripts', 'tsconfig.json', '.projen/tasks.json');
  if (isUpToDate('build', hash) && fs.existsSync(path.join(root, 'lib', 'index.js'))) { return; }
  await step('build', async () => {
    const prepared = await projen('pre-compile')();
    return prepared.code === 0 ? projen('compile')() : prepared;
  });
  stamp('build', hash);
}

module.exports = { build, hashOf, install, node, npm, projen, root, run, step, together };
