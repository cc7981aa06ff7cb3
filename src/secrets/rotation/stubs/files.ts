/** Stands in bundles for `node:fs/promises`, by which the SDK looks for `~/.aws/config`: a function of Lambda has no home. */
export const readFile = async (): Promise<never> => Promise.reject(Object.assign(new Error('no such file'), { code: 'ENOENT' }));
