import type { awscdk } from 'projen';

/** Rotation functions, one an engine. */
const ENGINES = ['postgres', 'mysql', 'mariadb', 'redshift', 'document-db', 'redis', 'elasticache', 'memory-db', 'sql-server', 'oracle', 'api-key'];

/** What is never reached by our handlers and would double a bundle: the reason stands in the stub. */
const STUBS: Readonly<Record<string, readonly string[]>> = {
};

/** Lambda handlers are bundled when the library is built, never at the user's synth. */
export function setupBundles(project: awscdk.AwsCdkConstructLibrary) {
  const bundle = (entry: string, aliases: readonly string[] = []) => project.bundler.addBundle(`src/secrets/${entry}.lambda.ts`, {
    platform: 'node',
    target: 'node22', // the runtime is Node.js 24; 22 is where a team may have to stay
    format: 'cjs',
    minify: true,
    mainFields: ['module', 'main'], // modules can be shaken
    esbuildArgs: {
      '--metafile': `.cache/bundles/${entry.replace('/', '-')}.json`,
      ...Object.fromEntries(aliases.map((name) => [`--alias:${name}`, './src/secrets/rotation/stubs/not-used.ts'])),
    },
  });
  for (const engine of ENGINES) { bundle(`rotation/${engine}`, STUBS[engine]); }
  bundle('parameter/secure-parameter');
  bundle('alarms/rotation-age');
  project.bundler.bundleTask.exec('node scripts/third-party-licences.js');
}
