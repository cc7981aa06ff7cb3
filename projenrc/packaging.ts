import type { awscdk } from 'projen';

/** What is in the package, what is in git, and the commands a newcomer types. */
export function setupPackaging(project: awscdk.AwsCdkConstructLibrary) {
  // 1.13 names platform packages that cannot be locked, and `npm ci` then refuses npm's own lock
  project.package.addPackageResolutions('unrs-resolver@1.12.2');

  // the compiler never cleans lib/: what was deleted from src/ would still be packed
  project.preCompileTask.prependExec('node -e "fs.rmSync(\'lib\',{recursive:true,force:true})"');
  project.compileTask.exec('node scripts/lazy-index.js');
  project.compileTask.exec('node scripts/strip-source-maps.js');

  // handlers ship once, bundled, in assets/
  project.npmignore?.exclude(
    '/lib/**/*.lambda.js', '/lib/**/*.lambda.d.ts', '/lib/secrets/rotation/', '/lib/edge/cloudfront/signing/rotation/', '/lib/edge/cloudfront/key-binding/',
    '/lib/organization/assets/', '/lib/organization/catalogue/',
    '/.compatignore', '/.jsii.tabl.json', '/examples/', '/bench/', '/scripts/', '/docs/', '/rosetta/', '/.ci/', '/cdk.json', '/.cache/', '/cdk.out/',
  );
  // projen's own pattern would keep src/controls/logs out of the repository
  project.gitignore.removePatterns('logs');
  project.gitignore.exclude('/logs/', '/.cache/', 'cdk.out/', '.jsii.tabl.json', 'cdk.context.json', '/bench/results/');

  project.setScript('start', 'node scripts/start.js');
  project.setScript('test', 'node scripts/test.js');
  project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '1');
  project.addTask('bench', { description: 'Measures the speed that the documentation claims', exec: 'node scripts/bench.js' });
}
