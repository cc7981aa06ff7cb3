import type { awscdk } from 'projen';

const CONSTRUCTS = ['private', 'keys', 'core', 'network', 'data', 'compute', 'secrets', 'edge', 'audit', 'environment', 'organization'];
const ASSURANCE = ['checks', 'proofs', 'evidence', 'cli'];

/** The folders of src/proofs, from the lowest, with why they import nothing that stands after them. */
const PROOF_FOLDERS: readonly (readonly [folder: string, message: string])[] = [
  ['facts', 'facts of AWS are data: they import nothing'],
  ['engine', 'the engine decides Boolean combinations of policies and knows no service: what it must know of AWS is handed to it'],
  ['template', 'a template is read the same whatever is claimed of it'],
  ['record', 'what is written down of proofs is plain data, which whoever decides and whoever reads it may import: it imports nothing'],
  ['model', 'the model says what can happen; claims and differences ask it'],
  ['claims', 'claims and differences ask the model, each by itself: neither knows the other, nor what drives it'],
  ['difference', 'claims and differences ask the model, each by itself: neither knows the other, nor what drives it'],
  ['private', 'differences stand beside what is proved: neither needs the other'],
];

/** What folders of src/proofs must not import beside what stands after them. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  engine: [...CONSTRUCTS, ...ASSURANCE.filter((layer) => layer !== 'proofs'), 'controls', 'proofs/facts'],
  record: ['proofs/facts', 'proofs/engine', 'proofs/template'],
  difference: ['proofs/claims'],
  private: ['proofs/difference'],
};

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
  ...['data', 'network', 'secrets', 'compute', 'edge', 'audit'].map((layer) => ({
    layer,
    from: ['environment'],
    message: 'environment/ composes the others; only organization/ hands it out',
  })),
  ...['data', 'network', 'secrets', 'compute', 'edge', 'audit', 'environment'].map((layer) => ({
    layer,
    from: ['organization'],
    message: 'organization/ hands out what the others build, and is known by none of them',
  })),
  { layer: 'data', from: ['secrets', 'compute', 'network', 'edge'], message: 'stored data does not depend on what computes with it' },
  { layer: 'network', from: ['secrets', 'compute', 'edge'], message: 'the network carries workloads and does not know them' },
  { layer: 'secrets', from: ['edge'], message: 'a secret does not know what it opens at the edge: edge/ makes the rotation of its own keys' },
  { layer: 'compute', from: ['secrets', 'edge'], message: 'a function does not know the secrets it reads: what rotates them is a function made by secrets/' },
  ...CONSTRUCTS.map((layer) => ({
    layer,
    // what can be typed in at a launch is what the catalogue of controls lets through
    from: [...layer === 'organization' ? [] : ['controls'], ...ASSURANCE],
    message: 'constructs know nothing of checks, proofs and evidence: the plugins find them in the tree',
  })),
  {
    layer: 'controls',
    from: [...CONSTRUCTS.slice(1), ...ASSURANCE],
    message: 'a control is data and a pure function of a template: it imports no construct and none of what reads it',
  },
  { layer: 'checks', from: ['proofs', 'evidence', 'cli'], message: 'a check looks at one resource; proofs and evidence stand above it and read what it wrote' },
  { layer: 'proofs', from: ['controls', 'evidence', 'cli'], message: 'evidence reads what was proved; proofs do not know their reader' },
  ...PROOF_FOLDERS.map(([folder, message], at) => ({
    layer: `proofs/${folder}`,
    from: [...PROOF_FOLDERS.slice(at + 1).map(([later]) => `proofs/${later}`), ...BESIDE[folder] ?? []],
    message,
  })),
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
    files: ['src/controls/**/*.ts', ...PROOF_FOLDERS.flatMap(([folder]) => (folder === 'private' ? [] : `src/proofs/${folder}/**/*.ts`))],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['aws-cdk-lib*', 'constructs', 'cdk-nag'], message: 'it reads plain templates: no CDK' }] }],
    },
  });
  project.eslint?.addOverride({
    files: ['src/proofs/engine/**/*.ts', 'src/proofs/model/**/*.ts'],
    rules: { 'no-bitwise': 'off', 'no-restricted-syntax': 'off' }, // sets of cases are bits; partitions are handed in, and examples name one
  });
  project.eslint?.addOverride({
    files: CONSTRUCTS.map((layer) => `src/${layer}/**/*.ts`),
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['cdk-nag'], message: 'cdk-nag takes 80 ms to load: only checks/ pays for it' }] }],
    },
  });
}
