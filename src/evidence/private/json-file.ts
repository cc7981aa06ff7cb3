import { existsSync, readFileSync } from 'node:fs';
import { isRecord } from '../../controls/template';
import { UnreadableError } from '../../private/unreadable-error';

/** A file's JSON object and its text; `undefined` where there is no such file. */
export function readJson(file: string): { readonly text: string; readonly json: Readonly<Record<string, unknown>> } | undefined {
  if (!existsSync(file)) { return undefined; }
  const text = readText(file);
  const json = parse(text, file);
  if (!isRecord(json)) { throw new UnreadableError(`'${file}' is not valid: got JSON that is no object; allowed: what cdk synth wrote; synth again`); }
  return { text, json };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UnreadableError(`'${file}' can't be read: ${reasonOf(error)}; allowed: a file of JSON; check the path and its permissions`);
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UnreadableError(`'${file}' is not valid: got text that is no JSON (${reasonOf(error)}); allowed: JSON; synth again, or convert YAML to JSON first`);
  }
}

/** The first line of an error, its first letter small; a line break in it would break the one line a user gets. */
function reasonOf(error: unknown): string {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.charAt(0).toLowerCase() + line.slice(1);
}
