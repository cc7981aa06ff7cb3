import type { Request } from '../engine';
import { evaluateStatements } from '../engine/evaluator';

/** `undefined` where nobody can say. */
export type Truth = boolean | undefined;

/** What the independent evaluator says of some policies: whether a statement allows a request, and whether one denies it. */
export interface Answer {
  readonly allows: Truth;
  readonly denies: Truth;
}

export function answerOf(documents: readonly unknown[], request: Request): Answer {
  const answers = documents.flatMap((document) => evaluateStatements(document, request));
  const of = (effect: 'Allow' | 'Deny'): Truth => anyOf(answers.filter((one) => one.effect === effect).map(({ matches }) => matches));
  return { allows: of('Allow'), denies: of('Deny') };
}

export const anyOf = (truths: readonly Truth[]): Truth => (truths.includes(true) ? true : truths.includes(undefined) ? undefined : false);

/** Something allows, and nothing denies: a denial that nobody understands makes no difference where nothing allows. */
export function isAllowed({ allows, denies }: Answer): Truth {
  if (allows === false || denies === true) { return false; }
  return allows === undefined || denies === undefined ? undefined : true;
}
