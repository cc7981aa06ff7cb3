import { existsSync } from 'node:fs';
import { isRecord } from '../../controls/template';
import { parseJson, readText } from '../../private/json-text';
import { UnreadableError } from '../../private/unreadable-error';

/** A file's JSON object and its text; `undefined` where there is no such file. */
export function readJson(file: string): { readonly text: string; readonly json: Readonly<Record<string, unknown>> } | undefined {
  if (!existsSync(file)) { return undefined; }
  const text = readText(file);
  const json = parseJson(text, file);
  if (!isRecord(json)) { throw new UnreadableError(`'${file}' is not valid: got JSON that is no object; allowed: what cdk synth wrote; synth again`); }
  return { text, json };
}
