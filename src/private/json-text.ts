import { readFileSync } from 'node:fs';
import { UnreadableError } from './unreadable-error';

/** The text of a file. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UnreadableError(`'${file}' can't be read: ${reasonOf(error)}; allowed: a file of JSON; check the path and its permissions`);
  }
}

/** What the JSON of a file says. */
export function parseJson(text: string, file: string): unknown {
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
