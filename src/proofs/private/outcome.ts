import type { ProofRecord } from './proof-run';
import { CLAIMS } from '../claims/catalogue';
import { decideQuestion } from '../claims/decide';
import { explain, shownRequest } from '../claims/explain';
import { type Asked, purposeOf } from '../claims/question';
import { type Request, type RequestSpace, shown } from '../engine';
import type { Placed } from '../template/deployment';

/** What comes out of a claim, whatever it is called and wherever it stands. */
export type Outcome = Pick<ProofRecord, 'verdict' | 'detail' | 'fix' | 'request' | 'statements' | 'questions' | 'assumptions' | 'micros'>;

/** A claim about a resource with a policy. */
export interface Claimed {
  readonly claim: string;
  readonly placed: Placed;
  readonly policy: unknown;
}

/** Decides all questions of a claim: the worst answer to any of them is the claim's. Whoever is asked nothing takes nothing for granted. */
export function outcomeOf(claimed: Claimed, asked: readonly Asked[], space: RequestSpace): Outcome {
  const start = performance.now();
  const answer = worstOf(claimed, asked, space);
  const assumptions = asked.length === 0 ? [] : [...new Set([...asked.flatMap(({ question }) => question.assumptions), ...space.assumptions])];
  return { ...answer, questions: asked.length, assumptions, micros: (performance.now() - start) * 1000 };
}

function worstOf({ claim, placed, policy }: Claimed, asked: readonly Asked[], space: RequestSpace): Pick<Outcome, 'verdict' | 'detail' | 'fix' | 'request' | 'statements'> {
  const { fix, nothing, remedy } = CLAIMS[claim];
  const answers = asked.map((one) => ({ asked: one, ...decideQuestion(space, one.question) }));
  const [refuted, ...more] = answers.filter(({ verdict }) => verdict === 'refuted');
  if (refuted) {
    const { request } = refuted;
    const words = request && explain(request, policy, refuted.asked.question);
    const sentence = about(refuted.asked, words?.sentence ?? 'no request that does it is allowed', request);
    const detail = more.length === 0 ? sentence : `${sentence} … and ${more.length} more`;
    const special = request && remedy?.({ placed, policy, request, statements: words!.statements });
    return { verdict: 'refuted', detail, fix: special ?? fix, request: words?.request, statements: words?.statements ?? [] };
  }
  const undecided = answers.find(({ verdict }) => verdict === 'undecided');
  if (undecided) { return { verdict: 'undecided', detail: about(undecided.asked, undecided.reasons.join('; '), undecided.request), fix, statements: [] }; }
  const example = answers.find(({ request }) => request !== undefined)?.request;
  return { verdict: 'proved', detail: asked.length === 0 ? nothing : undefined, request: example && shownRequest(example), statements: [] };
}

function about(asked: Asked, words: string, example?: Request): string {
  const purpose = purposeOf(asked, example);
  return shown(purpose === undefined ? words : `${purpose}: ${words}`);
}
