import type { ProofRecord, Verdict } from './proof-run';
import { CLAIMS } from '../claims/catalogue';
import type { ClaimSpec } from '../claims/claim-spec';
import { decideQuestion } from '../claims/decide';
import { explain, shownRequest } from '../claims/explain';
import { type Asked, purposeOf } from '../claims/question';
import { type Request, type RequestSpace, shown } from '../engine';
import type { App } from '../model/app';
import { constructOf } from '../template/deployment';

/** What a record says whatever comes out. */
type Header = Omit<ProofRecord, 'verdict' | 'questions' | 'statements' | 'assumptions' | 'micros'>;

/** What comes out. */
type Outcome = Pick<ProofRecord, 'verdict' | 'detail' | 'fix' | 'request' | 'statements'>;

/** A claim in a case of the deployment, with what the case is. */
export interface RecordInCase {
  readonly record: ProofRecord;
  readonly when: readonly string[];
}

/** What became of a claim of which nothing could be asked. */
export const unaskedRecord = (spec: ClaimSpec, app: App, detail: string): ProofRecord =>
  ({ ...headerOf(spec, app), verdict: 'undecided', detail, fix: CLAIMS[spec.claim].fix, questions: 0, statements: [], assumptions: [], micros: 0 });

/** What became of a claim, with nothing yet of the time it took and of what the whole space takes for granted. */
export function recordOf(spec: ClaimSpec, app: App, asked: readonly Asked[], space: RequestSpace, policy: unknown): ProofRecord {
  const assumptions = [...new Set(asked.flatMap(({ question }) => question.assumptions))];
  return { ...headerOf(spec, app), ...outcomeOf(spec, asked, space, policy), questions: asked.length, assumptions, micros: 0 };
}

/** A claim holds if it holds in every case of the deployment. */
export function mergedRecord(cases: readonly RecordInCase[]): ProofRecord {
  const { record, when } = cases.reduce((worst, one) => (weightOf(one) > weightOf(worst) ? one : worst));
  const total = (of: (record: ProofRecord) => number) => cases.reduce((sum, one) => sum + of(one.record), 0);
  const detail = record.verdict === 'proved' || when.length === 0 ? record.detail : `when ${when.join(' and ')}: ${record.detail}`;
  return { ...record, detail, questions: total(({ questions }) => questions), micros: total(({ micros }) => micros) };
}

const RANK: Readonly<Record<Verdict, number>> = { proved: 0, undecided: 2, refuted: 4 };

/** Of what is proved, nothing to ask weighs least. */
const weightOf = ({ record: { verdict, questions } }: RecordInCase): number => RANK[verdict] + (questions > 0 ? 1 : 0);

function headerOf(spec: ClaimSpec, app: App): Header {
  const { claim, mandatory, accepted, placed } = spec;
  const { stack, resource: { logicalId, type } } = placed;
  const { title, titleKo } = CLAIMS[claim];
  const principal = spec.principal === undefined ? '' : app.textIn(stack, spec.principal);
  return {
    claim,
    title: shown(title(spec, principal)),
    titleKo: shown(titleKo(spec, principal)),
    mandatory,
    ...accepted === undefined ? {} : { accepted },
    stack: stack.stack,
    construct: constructOf(placed),
    resourceType: type,
    logicalId,
    template: stack.file,
  };
}

/** The worst answer to any of its questions is the claim's. */
function outcomeOf(spec: ClaimSpec, asked: readonly Asked[], space: RequestSpace, policy: unknown): Outcome {
  const { fix, nothing, remedy } = CLAIMS[spec.claim];
  const answers = asked.map((one) => ({ asked: one, ...decideQuestion(space, one.question) }));
  const [refuted, ...more] = answers.filter(({ verdict }) => verdict === 'refuted');
  if (refuted) {
    const { request } = refuted;
    const words = request && explain(request, policy, refuted.asked.question);
    const sentence = about(refuted.asked, words?.sentence ?? 'no request that does it is allowed', request);
    const detail = more.length === 0 ? sentence : `${sentence} … and ${more.length} more`;
    const special = request && remedy?.({ spec, policy, request, statements: words!.statements });
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
