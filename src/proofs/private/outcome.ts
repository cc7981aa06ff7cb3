import { CLAIMS } from '../claims/catalogue';
import { decideQuestion } from '../claims/decide';
import { explain } from '../claims/explain';
import { type Asked, purposeOf } from '../claims/question';
import { accountRemedy } from '../claims/remedy';
import { type Request, type RequestSpace, shown } from '../engine';
import { shownRequest } from '../model/shown-request';
import type { ProofRecord } from '../record/proof-run';
import type { Placed } from '../template/deployment';

/** What comes out of a claim, whatever it is called and wherever it stands. */
export type Outcome = Pick<ProofRecord, 'verdict' | 'detail' | 'fix' | 'fixKo' | 'request' | 'statements' | 'questions' | 'assumptions' | 'micros'>;

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

function worstOf({ claim, placed, policy }: Claimed, asked: readonly Asked[], space: RequestSpace): Pick<Outcome, 'verdict' | 'detail' | 'fix' | 'fixKo' | 'request' | 'statements'> {
  const { fix, fixKo, nothing, remedy } = CLAIMS[claim];
  const answers = asked.map((one) => ({ asked: one, ...decideQuestion(space, one.question) }));
  const [refuted, ...more] = answers.filter(({ verdict }) => verdict === 'refuted');
  if (refuted) {
    const { request } = refuted;
    const words = request && explain(request, policy, refuted.asked.question);
    const sentence = about(refuted.asked, words?.sentence ?? 'no request that does it is allowed', request);
    const special = remedy?.({ placed, policy, request, statements: words?.statements ?? [] }) ?? fix;
    const account = accountRemedy(placed, policy);
    const isUsual = special === fix && account === undefined;
    return {
      verdict: 'refuted',
      detail: more.length === 0 ? sentence : `${sentence} … and ${andMore(more)}`,
      fix: account === undefined ? special : `${account}; else ${special}`,
      ...isUsual ? { fixKo } : {},
      request: words?.request,
      statements: words?.statements ?? [],
    };
  }
  const undecided = answers.find(({ verdict }) => verdict === 'undecided');
  if (undecided) { return { verdict: 'undecided', detail: about(undecided.asked, undecided.reasons.join('; '), undecided.request), fix: DECIDABLE, fixKo: DECIDABLE_KO, statements: [] }; }
  const example = answers.find(({ request }) => request !== undefined)?.request;
  return { verdict: 'proved', detail: asked.length === 0 ? nothing : undefined, request: example && shownRequest(example), statements: [] };
}

/** What to do about a claim that nobody can decide. */
export const DECIDABLE = 'make the policy decidable, or accept the claim as undecided, with a reason';
export const DECIDABLE_KO = '정책을 판정할 수 있게 고치거나, 사유를 적어 판정 불가로 수용한다';

/** What else is refuted, by what it is for; each is said in full once the first is mended. */
function andMore(answers: readonly { readonly asked: Asked; readonly request?: Request }[]): string {
  const purposes = answers.flatMap(({ asked, request }) => purposeOf(asked, request) ?? []);
  return purposes.length === 0 ? `${answers.length} more` : `${answers.length} more: ${shown([...new Set(purposes)].join('; '))}`;
}

function about(asked: Asked, words: string, example?: Request): string {
  const purpose = purposeOf(asked, example);
  return shown(purpose === undefined ? words : `${purpose}: ${words}`);
}
