import type { awscdk } from 'projen';

const CONSTRUCTS = ['private', 'keys', 'core', 'network', 'data', 'secrets', 'compute', 'audit', 'environment'];
const ASSURANCE = ['checks', 'evidence', 'cli'];

/** Each layer, from the lowest, with what it must not import and why: the message is what the developer reads. */
const FORBIDDEN: { layer: string; from: string[]; message: string }[] = [
  {
    layer: 'private',
    from: [...CONSTRUCTS.slice(1), 'controls', ...ASSURANCE],
    message: 'private/ is the floor that everything stands on: it imports no other layer',
  },
  {
    layer: 'keys',
    from: CONSTRUCTS.slice(2),
    message: 'a key knows its domain by name only, so that it also stands alone: core/ composes keys, never the other way round',
  },
  {
    layer: 'core',
    from: CONSTRUCTS.slice(3),
    message: 'a domain does not know what is built in it: the constructs of data/, secrets/, compute/ and network/ take a domain',
  },
  ...['data', 'network', 'secrets', 'compute', 'audit'].map((layer) => ({
    layer,
    from: ['environment'],
    message: 'environment/ composes the others and is composed by none',
  })),
  { layer: 'data', from: ['secrets', 'compute', 'network'], message: 'stored data does not depend on what computes with it' },
  { layer: 'network', from: ['secrets', 'compute'], message: 'the network carries workloads and does not know them' },
  { layer: 'secrets', from: ['compute'], message: 'a secret does not depend on who reads it' },
  ...CONSTRUCTS.map((layer) => ({
    layer,
    from: ['controls', ...ASSURANCE],
    message: 'constructs know nothing of checks and evidence: the plugin finds them in the tree',
  })),
  {
    layer: 'controls',
    from: [...CONSTRUCTS.slice(1), ...ASSURANCE],
    message: 'a control is data and a pure function of a template: it imports no construct and none of what reads it',
  },
  { layer: 'checks', from: ['evidence', 'cli'], message: 'evidence reads the results of checks; checks do not know their reader' },
  { layer: 'evidence', from: ['cli'], message: 'the command line is a thin shell over the library, never the other way round' },
];

/** Imports run one way; the compiler cannot say so, lint can. */
export function setupLayers(project: awscdk.AwsCdkConstructLibrary) {
  project.eslint?.addRules({
    'import/no-restricted-paths': ['error', {
      zones: FORBIDDEN.flatMap(({ layer, from, message }) => from.map((other) => ({ target: `./src/${layer}`, from: `./src/${other}`, message }))),
    }],
  });
  project.eslint?.addOverride({
    files: ['src/controls/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['aws-cdk-lib*', 'constructs', 'cdk-nag'], message: 'a control reads plain templates: no CDK' }] }],
    },
  });
  project.eslint?.addOverride({
    files: CONSTRUCTS.map((layer) => `src/${layer}/**/*.ts`),
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['cdk-nag'], message: 'cdk-nag takes 80 ms to load: only checks/ pays for it' }] }],
    },
  });
}
