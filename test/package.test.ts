import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const ASSETS = path.join(ROOT, 'assets');
const SUBMODULES = ['audit', 'checks', 'compute', 'core', 'data', 'edge', 'environment', 'evidence', 'keys', 'network', 'organization', 'proofs', 'secrets'];

interface Manifest {
  readonly dependencies: object;
  readonly bundledDependencies: readonly string[];
  readonly peerDependencies: object;
}

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

  test('loads the parser of YAML for nothing but YAML', () => {
    const script = `${LOADED} const { readTemplates } = require('./lib/proofs/template/read-templates'); const fs = require('fs');
      const at = (name, text) => { const file = require('path').join(fs.mkdtempSync(require('path').join(require('os').tmpdir(), 'cdk-gold-')), name); fs.writeFileSync(file, text); return file; };
      require('./lib/cli/run'); readTemplates(at('a.template', '{"Resources":{}}')); const before = of('yaml');
      readTemplates(at('a.yaml', 'Resources: {}')); console.log(JSON.stringify([before, of('yaml') > 0]))`;
    expect(inNode<unknown[]>(script)).toEqual([0, true]);
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
  let size: number;
  beforeAll(() => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const output = execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=silent'], { cwd: ROOT, encoding: 'utf8' });
    [{ files, size }] = JSON.parse(output) as { files: { path: string; mode: number }[]; size: number }[];
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

  test('depends on nothing at run time but its peers and what it bundles', () => {
    const { dependencies, bundledDependencies, peerDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
    expect([Object.keys(dependencies), bundledDependencies, Object.keys(peerDependencies).sort()]).toEqual([['yaml'], ['yaml'], ['aws-cdk-lib', 'cdk-nag', 'constructs']]);
  });

  test('bundles the parser of YAML with its licence, and nothing else', () => {
    const bundled = paths().filter((file) => file.includes('node_modules/'));
    expect(bundled.filter((file) => !file.startsWith('node_modules/yaml/'))).toEqual([]);
    expect(bundled).toEqual(expect.arrayContaining(['node_modules/yaml/LICENSE', 'node_modules/yaml/package.json', 'node_modules/yaml/dist/index.js']));
    expect(readFileSync(path.join(ROOT, 'NOTICE'), 'utf8')).toContain('node_modules/yaml/LICENSE');
    expect(paths()).toContain('NOTICE');
  });

  test('stays small', () => {
    expect(size).toBeLessThan(5_000_000); // rotation functions bring their drivers and AWS's SDK: 0.1 to 0.6 MB an engine
  });
});

test('the lock file names no place that packages were fetched from', () => {
  expect(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
});

test('no source, test or example is left out of the repository by its ignore list', () => {
  const ignored = execFileSync('git', ['ls-files', '--others', '--ignored', '--exclude-standard', 'src', 'test', 'examples', 'bench', 'scripts'], { cwd: ROOT, encoding: 'utf8' });
  expect(ignored.split('\n').filter((file) => /\.(ts|js|json|md)$/.test(file) && !/cdk\.out\/|cdk\.context\.json/.test(file))).toEqual([]);
});
