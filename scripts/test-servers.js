// Servers that tests start on loopback. On Debian as root the missing packages are installed; where Go is, FerretDB is built; where Python is, moto and cfn-lint are installed; Node.js 24 comes from npm.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { root } = require('./steps');

/** Packages by the file or folder that shows that they are there. */
const PACKAGES = { '/usr/lib/postgresql': 'postgresql', '/usr/sbin/mariadbd': 'mariadb-server', '/usr/bin/redis-server': 'redis-server' };

/** The last release that needs no PostgreSQL extension, with the hash of its module. */
const FERRETDB = { module: 'github.com/FerretDB/FerretDB', version: 'v1.24.2', sum: 'h1:trrUU0LbmusMbyubhPS1IELncvrIwKrsRT2LW1UUWCw=' };

const MOTO = 'moto[server]==5.2.5';
const CFN_LINT = 'cfn-lint==1.58.0';

/** What Debian asks before it starts a service: 101 means that it must not. */
const SERVICE_POLICY = '/usr/sbin/policy-rc.d';

function run(command, args, options = {}) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28, ...options });
  if (error || status !== 0) { throw new Error(`${[command, ...args].join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`); }
  return stdout;
}

/** Does the work while Debian starts no service; the policy that was there comes back, also after Ctrl-C. */
function withoutServices(work) {
  const before = fs.existsSync(SERVICE_POLICY) ? { text: fs.readFileSync(SERVICE_POLICY), mode: fs.statSync(SERVICE_POLICY).mode } : undefined;
  const ignore = () => {};
  process.on('SIGINT', ignore);
  fs.writeFileSync(SERVICE_POLICY, '#!/bin/sh\nexit 101\n');
  fs.chmodSync(SERVICE_POLICY, 0o755);
  try {
    work();
  } finally {
    fs.rmSync(SERVICE_POLICY);
    if (before) { fs.writeFileSync(SERVICE_POLICY, before.text, { mode: before.mode }); }
    process.off('SIGINT', ignore);
  }
}

const isDebianAsRoot = process.getuid?.() === 0 && fs.existsSync('/etc/debian_version');

function installPackages() {
  const missing = Object.entries(PACKAGES).filter(([file]) => !fs.existsSync(file)).map(([, name]) => name);
  if (missing.length > 0 && isDebianAsRoot) { aptGet(missing); }
}

function aptGet(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '--yes', '--no-install-recommends', ...missing], { env });
  withoutServices(() => {
    try {
      install();
    } catch {
      // The lists of packages may be missing or too old.
      run('apt-get', ['update'], { env });
      install();
    }
  });
  console.log(`installed ${missing.join(', ')}`);
}

function goCommand() {
  return ['go', '/usr/local/go/bin/go'].find((command) => spawnSync(command, ['version']).status === 0);
}

/** FerretDB asks for a file that its module lacks, so it is built from a copy. */
function buildFerretdb() {
  const folder = path.join(root, '.cache', 'ferretdb');
  const binary = path.join(folder, FERRETDB.version, 'ferretdb');
  if (fs.existsSync(binary)) { return; }
  const go = goCommand();
  if (!go) { return; }
  fs.rmSync(folder, { recursive: true, force: true });
  const source = path.join(folder, 'source');
  fs.mkdirSync(source, { recursive: true });
  const { Dir, Sum } = JSON.parse(run(go, ['mod', 'download', '-json', `${FERRETDB.module}@${FERRETDB.version}`], { cwd: folder }));
  if (Sum !== FERRETDB.sum) { throw new Error(`${FERRETDB.module}@${FERRETDB.version} has the hash ${Sum}; expected ${FERRETDB.sum}`); }
  // The module cache is read-only; the copy must not be.
  run('cp', ['-R', `${Dir}/.`, source]);
  run('chmod', ['-R', 'u+w', source]);
  fs.writeFileSync(path.join(source, 'build', 'version', 'version.txt'), FERRETDB.version);
  const built = path.join(folder, 'built');
  run(go, ['build', '-trimpath', '-tags', 'ferretdb_no_postgresql', '-ldflags', '-s -w', '-o', built, './cmd/ferretdb'], { cwd: source });
  fs.mkdirSync(path.dirname(binary));
  fs.renameSync(built, binary);
  fs.rmSync(source, { recursive: true });
  console.log(`built FerretDB ${FERRETDB.version}`);
}

/** A program of PyPI, in an environment of its own: moto is a second opinion on AWS's services, cfn-lint one on templates. */
function installPython(name, program, requirement) {
  const folder = path.join(root, '.cache', name);
  const isPython = spawnSync('python3', ['--version']).status === 0;
  if (!isPython || fs.existsSync(path.join(folder, 'bin', program))) { return; }
  const environment = () => run('python3', ['-m', 'venv', '--clear', folder]);
  try {
    environment();
  } catch (error) {
    if (!isDebianAsRoot) { throw error; } // Debian has the module in a package of its own
    aptGet(['python3-venv']);
    environment();
  }
  run(path.join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', requirement]);
  console.log(`installed ${requirement}`);
}

/** The version that Lambda runs the functions on. */
function installNode() {
  const folder = path.join(root, '.cache', 'node-24');
  if (process.versions.node.startsWith('24.') || fs.existsSync(path.join(folder, 'node_modules', 'node', 'bin', 'node'))) { return; }
  fs.mkdirSync(folder, { recursive: true });
  run('npm', ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--prefix', folder, 'node@24']);
  console.log('installed Node.js 24');
}

const installMoto = () => { installPython('moto', 'moto_server', MOTO); };
const installCfnLint = () => { installPython('cfn-lint', 'cfn-lint', CFN_LINT); };

for (const work of [installPackages, buildFerretdb, installMoto, installCfnLint, installNode]) {
  try {
    work();
  } catch (error) {
    console.log(error.message);
    // Elsewhere the tests of the missing server are left out, and the summary says so.
    if (process.env.CI) { process.exitCode = 1; }
  }
}
