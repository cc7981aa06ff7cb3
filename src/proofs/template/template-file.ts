import { type Stats, statSync } from 'node:fs';
import { MOST_LEVELS } from './levels';
import { isFields } from './stack-template';
import { parseYaml } from './yaml/parse-yaml';
import { parseJson, readText } from '../../private/json-text';
import { UnreadableError } from '../../private/unreadable-error';

/** CloudFormation takes templates of 1 MB; larger ones than this are none, or would not be read in time. */
const MOST_BYTES = 32 * 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;

/** What is at a place that a user named. */
export function statOf(place: string): Stats {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (!stat) {
    throw new UnreadableError(`'${place}' can't be read: got no such file; allowed: a CloudFormation template, or the output folder of cdk synth;`
      + ' check the path');
  }
  return stat;
}

/** The fields of a template in JSON or YAML, or of another file in JSON. */
export function fieldsAt(file: string): Fields {
  const stat = statOf(file);
  if (!stat.isFile() && !stat.isFIFO()) {
    throw new UnreadableError(`'${file}' can't be read: got what is no file; allowed: a CloudFormation template; check the path`);
  }
  if (stat.size > MOST_BYTES) {
    throw new UnreadableError(`'${file}' is too large: got ${stat.size} bytes; allowed: ${MOST_BYTES}; name a CloudFormation template`);
  }
  const value = parsed(readText(file), file);
  if (!isFields(value)) {
    throw new UnreadableError(`'${file}' is not valid: got text that is no object; allowed: a CloudFormation template; check the file`);
  }
  if (!isFlat(value, MOST_LEVELS)) {
    throw new UnreadableError(`'${file}' is no template: got more than ${MOST_LEVELS} levels; allowed: a CloudFormation template; check the file`);
  }
  return value;
}

/** Templates are told apart as CloudFormation does, by how they begin; only what is named JSON can be nothing else. */
function parsed(text: string, file: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  return isJsonName(file) || plain.trimStart().startsWith('{') ? parseJson(plain, file) : parseYaml(plain, file);
}

export const isJsonName = (file: string): boolean => /\.json$/i.test(file);

const isFlat = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' || value === null || (levels > 0 && Object.values(value).every((one) => isFlat(one, levels - 1)));
