import { createHash } from 'node:crypto';
import * as path from 'node:path';
import { readJson } from './json-file';

/** Whether a template's file is still what was read at synth. */
export type TemplateState = 'unchanged' | 'changed' | 'missing';

/** A template as it is now, beside the hash it had at synth. */
export function readTemplateFile(directory: string, { file, sha256 }: { readonly file: string; readonly sha256: string }) {
  const read = readJson(path.join(directory, file));
  const state: TemplateState = read === undefined ? 'missing' : hashOf(read.text) === sha256 ? 'unchanged' : 'changed';
  return { state, json: read?.json };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
