import { readFileSync } from 'node:fs';
import { refuse } from './refuse';
import { isFields } from '../../proofs/template/stack-template';

/**
 * Reads a file that holds a JSON object.
 *
 * @param what what the file is for, in the words of the user
 */
export function readObject(file: string, what: string, allowed: string): Readonly<Record<string, unknown>> {
  const value = parsed(textOf(file, what, allowed), file, what, allowed);
  return isFields(value) ? value : refuse({ what, got: file, but: 'which holds JSON that is no object', allowed, fix: 'name another file' });
}

function textOf(file: string, what: string, allowed: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return refuse({ what, got: file, but: `which can't be read (${reasonOf(error)})`, allowed, fix: 'check the path' });
  }
}

function parsed(text: string, file: string, what: string, allowed: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return refuse({ what, got: file, but: `which is no JSON (${reasonOf(error)})`, allowed, fix: 'write no comments, and no comma after the last value' });
  }
}

/** The first line of an error, its first letter small where it begins a sentence and no code. */
function reasonOf(error: unknown): string {
  const [line] = String(error).replace(/^\w*Error: /, '').split('\n');
  return /^[A-Z][^A-Z]/.test(line) ? line.charAt(0).toLowerCase() + line.slice(1) : line;
}
