import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const ASSETS = path.join(ROOT, 'assets');
const SUBMODULES = ['audit', 'checks', 'compute', 'core', 'data', 'environment', 'evidence', 'keys', 'network', 'proofs', 'secrets'];

/** Runs a script in a Node of its own, where nothing is loaded yet; gives what it prints as JSON. */
function inNode<T>(script: string, ...options: string[]): T {
  return JSON.parse(execFileSync(process.execPath, [...options, '-e', script], { cwd: ROOT, encoding: 'utf8' })) as T;
}

describe('loading the library', () => {
  const LOADED = `const loaded = () => Object.keys(require.cache).map((file) => require('path').relative(process.cwd(), file).replaceAll('\\\\', '/'));
    const of = (name) => loaded().filter((file) => file.includes('node_modules/' + name + '/')).length;`;

  test('loads no submodule, no CDK and no cdk-nag until they are asked for', () => {
    expect(inNode<string[]>(`${LOADED} require('./lib'); console.log(JSON.stringify(loaded()))`)).toEqual(['lib/index.js']);
  });

  test('loads cdk-nag for no construct', () => {
    const constructs = SUBMODULES.filter((name) => name !== 'checks' && name !== 'evidence');
    expect(inNode<number>(`${LOADED} const lib = require('./lib'); for (const name of ${JSON.stringify(constructs)}) { Object.keys(lib[name]); } console.log(of('cdk-nag'))`)).toBe(0);
  });

  test('loads cdk-nag with the checks', () => {
    expect(inNode<number>(`${LOADED} require('./lib').checks.GoldNagPack; console.log(of('cdk-nag'))`)).toBeGreaterThan(0);
  });

  test('gives the same submodule each time, and lists them all', () => {
    expect(inNode<unknown[]>('const lib = require(\'./lib\'); console.log(JSON.stringify([Object.keys(lib).sort(), lib.keys === lib.keys, typeof lib.keys.DomainKey]))'))
      .toEqual([SUBMODULES, true, 'function']);
  });

  test('works by named imports of ESM, for every submodule', () => {
    const script = `import { ${SUBMODULES.join(', ')} } from './lib/index.js';
      console.log(JSON.stringify([typeof keys.DomainKey, [${SUBMODULES.join(', ')}].every((module) => Object.keys(module).length > 0)]));`;
    expect(inNode<unknown[]>(script, '--input-type=module')).toEqual(['function', true]);
  });
});

describe('the package', () => {
  let files: readonly { readonly path: string; readonly mode: number }[];
  beforeAll(() => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const output = execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=silent'], { cwd: ROOT, encoding: 'utf8' });
    files = (JSON.parse(output) as { files: { path: string; mode: number }[] }[])[0].files;
  }, 60_000);

  const paths = (): string[] => files.map((file) => file.path);

  test('has the compiled library with its types, the jsii assembly, licence and README', () => {
    expect(paths()).toEqual(expect.arrayContaining(['.jsii', 'LICENSE', 'README.md', 'package.json', 'lib/index.js', 'lib/index.d.ts', 'lib/keys/domain-key.js', 'lib/keys/domain-key.d.ts']));
  });

  test('has the command that package.json names, and it can be run', () => {
    const { bin } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { bin: Record<string, string> };
    const commands = files.filter((file) => Object.values(bin).includes(file.path));
    expect(commands).toHaveLength(Object.keys(bin).length);
    expect(commands.every(({ mode }) => (mode % 0o1000).toString(8) === '755')).toBe(true);
    expect(paths()).toContain('lib/cli/main.js');
  });

  test('has every file that the library requires of itself', () => {
    const packed = new Set(paths());
    const missing = paths().filter((file) => /^lib\/.*\.js$/.test(file)).flatMap((file) =>
      [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/require\("(\.{1,2}\/[^"]+)"\)/g)].map(([, to]) => path.posix.join(path.posix.dirname(file), to))
        .filter((to) => ![to, `${to}.js`, `${to}/index.js`, `${to}.json`].some((candidate) => packed.has(candidate))).map((to) => `${file}: ${to}`));
    expect(missing).toEqual([]);
  });

  test.each([
    ['sources', /^src\//], ['tests', /^test\/|\.test\.(js|d\.ts)$/], ['examples', /^examples\//], ['benchmarks', /^bench\//], ['scripts', /^scripts\//],
    ['handlers that are bundled', /\.lambda\.(js|d\.ts)$/], ['projen', /^\.?projen/], ['what a synth left', /cdk\.out|cdk\.context\.json|gold-checks\.json|\.tsbuildinfo/], ['hidden folders', /^\.(git|github|cache|ci|vscode)/],
    ['reports', /^(test-reports|coverage)\//], ['settings of tools', /tsconfig\.json|eslintrc|\.mergify|\.compatignore/],
  ])('has no %s', (_name, pattern) => {
    expect(paths().filter((file) => pattern.test(file))).toEqual([]);
  });

  test('has the bundles of assets, where there are any', () => {
    const bundled = existsSync(ASSETS) ? readdirSync(ASSETS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js')) : [];
    expect(bundled.map((file) => path.posix.join('assets', file.replaceAll(path.sep, '/'))).filter((file) => !paths().includes(file))).toEqual([]);
  });

  test('depends on nothing at run time but its peers', () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { dependencies?: object; peerDependencies: object };
    expect([Object.keys(dependencies ?? {}), Object.keys(peerDependencies).sort()]).toEqual([[], ['aws-cdk-lib', 'cdk-nag', 'constructs']]);
  });
});

test('the lock file names no place that packages were fetched from', () => {
  expect(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
});

test('no source, test or example is left out of the repository by its ignore list', () => {
  const ignored = execFileSync('git', ['ls-files', '--others', '--ignored', '--exclude-standard', 'src', 'test', 'examples', 'bench', 'scripts'], { cwd: ROOT, encoding: 'utf8' });
  expect(ignored.split('\n').filter((file) => /\.(ts|js|json|md)$/.test(file) && !/cdk\.out\/|cdk\.context\.json/.test(file))).toEqual([]);
});
