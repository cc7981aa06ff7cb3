import { type awscdk, javascript } from 'projen';

/** Lint and type checks beyond projen's own. */
export function setupQuality(project: awscdk.AwsCdkConstructLibrary) {
  project.eslint?.addRules({
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/prefer-nullish-coalescing': 'error', // `||` lets a default win over the user's false
    '@typescript-eslint/switch-exhaustiveness-check': 'error',
    '@typescript-eslint/consistent-type-imports': 'error',
    'no-console': 'error',
    'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    'no-restricted-syntax': ['error',
      { selector: 'Literal[value=/arn:aws:/]', message: 'a partition is not always aws: use Aws.PARTITION or Stack.formatArn' }],
  });
  project.eslint?.addOverride({
    files: ['test/**', 'examples/**', 'bench/**', 'scripts/**', 'projenrc/**'],
    rules: { 'no-restricted-syntax': 'off', 'max-lines': 'off' },
  });
  // handlers are bundled with what they import: none of it is a dependency of the package
  project.eslint?.addOverride({
    files: ['src/secrets/rotation/**/*.ts', 'src/secrets/parameter/**/*.ts', 'src/secrets/alarms/**/*.ts', 'src/edge/cloudfront/signing/rotation/**/*.ts', 'src/edge/cloudfront/key-binding/**/*.ts',
      'src/organization/assets/**/*.ts', 'src/organization/catalogue/**/*.ts'],
    rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true }] },
  });
  project.eslint?.addOverride({ files: ['src/cli/**', 'bench/**', 'scripts/**'], rules: { 'no-console': 'off' } });

  // jest runs tests without checking types, and a wrong prop in an example would pass
  for (const folder of ['examples', 'bench']) {
    new javascript.TypescriptConfig(project, {
      fileName: `${folder}/tsconfig.json`,
      extends: javascript.TypescriptConfigExtends.fromPaths(['../tsconfig.json']),
      compilerOptions: { noEmit: true, rootDir: '..' },
      include: ['**/*.ts'],
    });
  }
  project.addTask('typecheck', {
    description: 'Checks the types of tests, examples and benchmarks',
    exec: 'tsc --noEmit -p test',
  });
  // naming clashes show only in the other languages; their toolchains are not needed for that
  const languages = project.addTask('languages', { description: 'Writes the library\'s Python, Java, .NET and Go code, without building it' });
  for (const language of ['python', 'java', 'dotnet', 'go']) {
    languages.exec(`jsii-pacmak --code-only --target ${language} --outdir .cache/languages --force-subdirectory --no-npmignore`);
  }
}
