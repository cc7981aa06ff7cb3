import type * as yaml from 'yaml';
import { YamlError, YamlValues } from './yaml-values';
import { UnreadableError } from '../../../private/unreadable-error';
import { MOST_LEVELS } from '../levels';

/** CloudFormation takes templates of 1 MB; the parser would be at much more than this for minutes. */
const MOST_LETTERS = 2 * 1024 * 1024;

/** The library takes 40 ms to load, which only those pay who have YAML. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const library = (): typeof yaml => require('yaml') as typeof yaml;

/** What the YAML of a file says, as the JSON that CloudFormation makes of it. */
export function parseYaml(text: string, file: string): unknown {
  if (text.length > MOST_LETTERS) {
    throw new UnreadableError(`'${file}' is too large: got ${text.length} letters of YAML; allowed: ${MOST_LETTERS}; write it in JSON`);
  }
  const loaded = library();
  // the library's own reading of scalars and its quadratic search for duplicate fields are left out: `YamlValues` does both
  const document = loaded.parseDocument(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  const [error] = document.errors;
  if (error) { throw malformed(error, text, file); }
  try {
    return new YamlValues(loaded).valueOf(document.contents);
  } catch (thrown) {
    if (!(thrown instanceof YamlError)) { throw thrown; }
    const { got, offset, allowed, fix } = thrown;
    throw new UnreadableError(`'${file}' is not valid: got ${got} in line ${lineAt(text, offset)}; allowed: ${allowed}; ${fix}`);
  }
}

function malformed({ code, message, pos: [offset] }: yaml.YAMLParseError, text: string, file: string): UnreadableError {
  const line = lineAt(text, offset);
  if (code === 'MULTIPLE_DOCS') {
    return new UnreadableError(`'${file}' is no template: got a second document in line ${line}; allowed: one; put each into a file of its own`);
  }
  if (code === 'RESOURCE_EXHAUSTION') {
    return new UnreadableError(`'${file}' is no template: got too many levels in line ${line}; allowed: ${MOST_LEVELS}; check the file`);
  }
  const [reason] = message.split('\n');
  const why = `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
  return new UnreadableError(`'${file}' is not valid: got text that is no YAML (${why}, in line ${line}); allowed: JSON, YAML; correct it`);
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
