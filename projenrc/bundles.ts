import type { awscdk } from 'projen';

/** Lambda handlers are bundled when the library is built, never at the user's synth. */
export function setupBundles(_project: awscdk.AwsCdkConstructLibrary) {
}
