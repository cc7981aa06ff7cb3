import type { Request } from '../engine';
import { evaluateStatements } from '../engine/evaluator';
import { every, not, some, type Truth } from '../engine/evaluator/truth';

export { not, type Truth };

/** What the concrete evaluator says of some policies together: whether a statement allows a request, and whether one denies it. */
export interface Answer {
  readonly allows: Truth;
  readonly denies: Truth;
}

/** What some policies say of a request; without a `Principal`, as in those of identities, a statement speaks to everybody. */
export function answerOf(documents: readonly unknown[], request: Request): Answer {
  const answers = documents.flatMap((document) => evaluateStatements(document, request));
  return {
    allows: some(answers, ({ effect, matches, mayAllow }) => (effect === 'Allow' || mayAllow ? matches : false)),
    denies: some(answers, ({ effect, matches }) => (effect === 'Deny' ? matches : false)),
  };
}

export const allOf = (...truths: readonly Truth[]): Truth => every(truths, (truth) => truth);

export const anyOf = (...truths: readonly Truth[]): Truth => some(truths, (truth) => truth);

/** Something allows, and nothing denies. */
export const isAllowed = ({ allows, denies }: Answer): Truth => allOf(allows, not(denies));
