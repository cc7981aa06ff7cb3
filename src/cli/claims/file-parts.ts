import * as path from 'node:path';
import { refuse } from './refuse';

/** A file of a claims file, from the claims file's own folder. */
export const besides = (claimsFile: string, file: string): string => (path.isAbsolute(file) ? file : path.join(path.dirname(claimsFile), file));

/** A list of a claims file; none where it is left out. */
export function listIn(value: unknown, what: string, allowed: string): readonly unknown[] {
  if (value === undefined) { return []; }
  return Array.isArray(value) ? value : refuse({ what, got: value, allowed, fix: 'write it in brackets' });
}
