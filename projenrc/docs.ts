import type { awscdk } from 'projen';

/** Documentation that is generated or compiled, so that it cannot drift. */
export function setupDocs(project: awscdk.AwsCdkConstructLibrary) {
  project.addTask('docs:compile', {
    description: 'Compiles every code block of every README',
    exec: 'jsii-rosetta extract . --strict', // the path comes first: behind an option it is taken for its value
  }).exec('node scripts/readme-code.js');
  project.addTask('docs:generate', {
    description: 'Writes RULES.md, CONTROLS.md and the pictures from the catalogue',
    exec: 'node scripts/generate-docs.js',
  });
}
