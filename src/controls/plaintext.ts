import type { NamedText } from './named-texts';
import { secrecyOf } from './secret-names';
import { SECRET_PATTERNS } from './secret-patterns';
import { isRecord } from './template';

/** What the deployment fills in: a mapping's value and a pseudo parameter stand in the template like a literal. */
const REFERENCE = /<(?!AWS\.|Fn\.FindInMap)[^<>]+>|\{\{resolve:/;

/** Whether the template alone says what a text (see `textOf`) is. */
export const isLiteral = (text: string): boolean => text !== '' && text !== '<AWS.NoValue>' && !REFERENCE.test(text);

/** A switch, nothing, or what somebody made unreadable. */
const NO_VALUE = /^(?:true|false|yes|no|on|off|none|null|nil|undefined|enabled|disabled|required|optional|\*{1,64}|redacted|\[redacted\])$/i;
/** What something else fills in: a variable of a shell, a template's placeholder. */
const FILLED_IN = /^(?:\$|%\w{1,128}%$|\{\{|<%|#\{|<(?!Fn\.|AWS\.)[^<>]{0,256}>$)/;
/** Where the value is: an ARN, an absolute path, a URI, an alias or id of a key, a file. */
const WHERE = /^(?:arn:|alias\/|mrk-|(?:\/[\w.-]{1,256}){1,32}$|[a-z][a-z0-9+.-]{1,20}:\/\/|[\w./-]{1,512}\.(?:pem|key|crt|p12|pfx|jks|json|txt|ya?ml|env)$)/i;
/** A name of something: words in lower case put together by hyphens, slashes, underscores or dots. */
const SLUG = /^[a-z][a-z0-9]{0,63}(?:[-_/.][a-z0-9]{1,64}){1,16}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SECRET_PART = /(?:password|pwd|key|secret|token) {0,3}= {0,3}[^;&\s*$%{<]/i;

const looksRandom = (value: string): boolean => value.length >= 8 && /[a-z]/i.test(value) && /\d/.test(value) && !/\s/.test(value) && !SLUG.test(value) && !UUID.test(value);

/** Whether a text under a name is a secret by that name. */
export function isSecretByName(name: string, text: string): boolean {
  const secrecy = secrecyOf(name);
  const value = text.trim();
  if (secrecy === 'connection') { return SECRET_PART.test(value); }
  if (!secrecy || value === '' || !isLiteral(value) || NO_VALUE.test(value) || FILLED_IN.test(value) || WHERE.test(value)) { return false; }
  return secrecy === 'sure' || looksRandom(value);
}

/** A quick look for all hints at once: nearly every text of a template has none. */
const HINT = new RegExp(SECRET_PATTERNS.flatMap(({ hints }) => hints).map((hint) => hint.replace(/\./g, '\\.')).join('|'), 'i');

/** What kind of secret is in a text, by its form; the secret itself never leaves this function. */
export function secretIn(text: string): string | undefined {
  if (!HINT.test(text)) { return undefined; }
  const lower = text.toLowerCase();
  return SECRET_PATTERNS.find(({ hints, pattern }) => hints.some((hint) => lower.includes(hint)) && pattern.test(text))?.title;
}

/** The texts among the fields of a JSON object; none of what is no such object. */
export function textFieldsOf(text: string): readonly (readonly [name: string, value: string])[] {
  if (!text.trimStart().startsWith('{')) { return []; }
  try {
    const fields: unknown = JSON.parse(text);
    return isRecord(fields) ? Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])) : [];
  } catch {
    return [];
  }
}

/** Complaints about the texts that are or hold a secret: where, and why it is taken for one. */
export const plaintextIn = (texts: readonly NamedText[]): readonly string[] =>
  [...new Set(texts.map(complaintOf).filter((complaint) => complaint !== undefined))];

function complaintOf({ name, path, text }: NamedText): string | undefined {
  if (isSecretByName(name, text)) { return `${placeOf(name, path)} is a literal, and a secret by its name`; }
  const kind = secretIn(text);
  if (kind !== undefined) { return `${placeOf(name, path)} holds ${kind}`; }
  const [field] = textFieldsOf(text).find(([key, value]) => isSecretByName(key, value)) ?? [];
  return field === undefined ? undefined : `${placeOf(name, path)} has a literal in its field ${field}, a secret by its name`;
}

/** Where a text stands: of a pair, its name says more than its index. */
export function placeOf(name: string, path: readonly string[]): string {
  return name === '' || path.includes(name) ? path.join('.') : [path.filter((part) => !/^\d+$/.test(part)).slice(0, -1).join('.'), name].filter(Boolean).join('.');
}
