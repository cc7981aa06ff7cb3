import * as path from 'node:path';

/** The folder of a Stage's assembly, or of the assembly that holds the Stages, so that plugins of several Stages keep apart. */
export function commonFolder(files: readonly string[]): string {
  const folders = files.map((file) => path.dirname(file));
  return folders.reduce((shared, folder) => {
    let at = shared;
    while (!`${folder}${path.sep}`.startsWith(`${at}${path.sep}`)) { at = path.dirname(at); }
    return at;
  }, folders[0] ?? '.');
}
