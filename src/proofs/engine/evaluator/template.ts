import { holeIn } from '../text';
import { type Scope, valuesOf } from './context';
import { type Letter, lettersOf, written } from './letters';

/** A text of a policy once the values of its variables stand in it. */
export interface Template {
  readonly letters: readonly Letter[];
  /** Whether the text can be understood at all: no holes, no malformed variables. */
  readonly known: boolean;
  /** Whether the request has a value for every variable. */
  readonly resolved: boolean;
}

const UNKNOWN: Template = { letters: [], known: false, resolved: true };
const UNRESOLVED: Template = { letters: [], known: true, resolved: false };

/** A symbol, a variable or one character. */
const PIECES = /\uE000[^\uE001]*\uE001|\$\{[^}]*\}|[^]/gu;
/** A condition key and the value to take where the request has none; whether wildcards mean anything in that value is written nowhere. */
const VARIABLE = /^\$\{([^\s,'{}$*?]+:[^\s,'{}$*?]+)(?:, '([^'{}*?]*)')?\}$/;

/** A value of an element or a condition; a number or boolean counts as its text. */
export function templateOf(value: unknown, { request, variables }: Scope): Template {
  if (!['string', 'number', 'boolean'].includes(typeof value)) { return UNKNOWN; }
  const text = String(value);
  if (holeIn(text) !== undefined) { return UNKNOWN; }
  if (!variables || !text.includes('$')) { return { letters: written(text), known: true, resolved: true }; }
  const pieces = (text.match(PIECES) ?? []).map((piece, at, all) => templateOfPiece(piece, all[at + 1], request));
  return pieces.find(({ known }) => !known)
    ?? pieces.find(({ resolved }) => !resolved)
    ?? { letters: pieces.flatMap(({ letters }) => letters), known: true, resolved: true };
}

function templateOfPiece(piece: string, next: string | undefined, request: Scope['request']): Template {
  if (piece === '$' && next === '{') { return UNKNOWN; }
  if (!piece.startsWith('${')) { return { letters: written(piece), known: true, resolved: true }; }
  if (['${*}', '${?}', '${$}'].includes(piece)) { return substituted(piece[2]); }
  const variable = VARIABLE.exec(piece);
  if (!variable) { return UNKNOWN; }
  const values = valuesOf(request, variable[1]);
  // A key with several values can't be a variable.
  if (values.length > 1 || values.some((value) => holeIn(value) !== undefined)) { return UNKNOWN; }
  const value = values[0] ?? variable[2];
  return value === undefined ? UNRESOLVED : substituted(value);
}

/** A value is literal: its wildcards mean nothing. */
const substituted = (value: string): Template =>
  ({ letters: lettersOf(value).map((text) => ({ text, wild: false, substituted: true })), known: true, resolved: true });
