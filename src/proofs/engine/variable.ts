import { escaped } from './pattern';

/** A part of a text of a policy: text, or a variable that a request fills in. */
export interface TextPart {
  /** Text, its wildcards live. */
  readonly text?: string;
  /** Name of the condition key whose value goes here. */
  readonly variable?: string;
  /** What goes here where the request lacks the key. */
  readonly fallback?: string;
}

const VARIABLE = /\$\{([^}]*)\}/g;

/** `aws:username`, `aws:PrincipalTag/team, 'none'`. */
const REFERENCE = /^\s*([A-Za-z][\w:./=@+-]*)\s*(?:,\s*'([^']*)'\s*)?$/;

/** The parts of a text. Policies of version 2008-10-17 know no variables: `${` is text there. */
export function partsOf(text: string, hasVariables: boolean): TextPart[] {
  if (!hasVariables || !text.includes('${')) { return [{ text }]; }
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of text.matchAll(VARIABLE)) {
    parts.push({ text: text.slice(at, found.index) }, partOf(found[1]));
    at = found.index + found[0].length;
  }
  return [...parts, { text: text.slice(at) }].filter((part) => part.text !== '');
}

function partOf(name: string): TextPart {
  if (name === '*' || name === '?' || name === '$') { return { text: escaped(name) }; }
  const [, variable, fallback] = REFERENCE.exec(name) ?? [];
  return { variable: variable ?? name, fallback };
}

/** The text with every variable filled in; what is filled in has no wildcards. */
export const filledIn = (parts: readonly TextPart[], valueOf: (variable: string) => string): string =>
  parts.map(({ text, variable }) => text ?? escaped(valueOf(variable!))).join('');

export const variablesOf = (parts: readonly TextPart[]): string[] =>
  [...new Set(parts.flatMap(({ variable }) => (variable === undefined ? [] : [variable])))];
