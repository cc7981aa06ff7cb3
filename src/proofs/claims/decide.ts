import type { Question } from './question';
import type { Request, RequestSpace } from '../engine';
import type { Verdict } from '../record/proof-run';

/** A question, decided. */
export interface Decided {
  readonly verdict: Verdict;
  /** The counterexample, or the example that was wanted. */
  readonly request?: Request;
  /** Why it is undecided. */
  readonly reasons: readonly string[];
}

/** Decides a question. An example counts only if the concrete evaluator confirms it. */
export function decideQuestion(space: RequestSpace, { wanted, formula, onlyIf, given, confirm }: Question): Decided {
  space.close();
  if (onlyIf && space.find(onlyIf).verdict === 'impossible') { return { verdict: wanted === 'none' ? 'proved' : 'refuted', reasons: [] }; }
  const { verdict, request, reasons } = space.find(formula);
  if (verdict === 'undecided') { return { verdict: 'undecided', reasons }; }
  if (!request && given && space.find(given).verdict === 'impossible') { return { verdict: 'undecided', reasons: ['no such call can be made at all'] }; }
  if (!request) { return { verdict: wanted === 'none' ? 'proved' : 'refuted', reasons: [] }; }
  if (!confirm(request)) { return { verdict: 'undecided', request, reasons: ['the example that was found is not confirmed by the evaluator'] }; }
  return { verdict: wanted === 'none' ? 'refuted' : 'proved', request, reasons: [] };
}
