import { DECIDABLE, DECIDABLE_KO, type Outcome } from './outcome';
import { CLAIMS } from '../claims/catalogue';
import type { ClaimSpec } from '../claims/claim-spec';
import { shown } from '../engine';
import type { App } from '../model/app';
import type { ProofRecord, Verdict } from '../record/proof-run';
import { constructOf } from '../template/deployment';

/** What a record says whatever comes out. */
type Header = Omit<ProofRecord, keyof Outcome>;

/** A claim in a case of the deployment, with what the case is. */
export interface RecordInCase {
  readonly record: ProofRecord;
  readonly when: readonly string[];
}

/** What became of a claim of which nothing could be asked. */
export const unaskedRecord = (spec: ClaimSpec, app: App, detail: string): ProofRecord =>
  ({ ...headerOf(spec, app), verdict: 'undecided', detail, fix: DECIDABLE, fixKo: DECIDABLE_KO, questions: 0, statements: [], assumptions: [], micros: 0 });

/** What became of a claim. */
export const recordOf = (spec: ClaimSpec, app: App, outcome: Outcome): ProofRecord => ({ ...headerOf(spec, app), ...outcome });

/** A claim holds if it holds in every case of the deployment. */
export function mergedRecord(cases: readonly RecordInCase[]): ProofRecord {
  const { record, when } = cases.reduce((worst, one) => (weightOf(one) > weightOf(worst) ? one : worst));
  const total = (of: (record: ProofRecord) => number) => cases.reduce((sum, one) => sum + of(one.record), 0);
  const detail = record.verdict === 'proved' || when.length === 0 ? record.detail : `when ${when.join(' and ')}: ${record.detail}`;
  // what holds in every case rests on what each case takes for granted
  const assumptions = record.verdict === 'proved' ? [...new Set(cases.flatMap((one) => one.record.assumptions))].sort() : record.assumptions;
  return { ...record, detail, assumptions, questions: total(({ questions }) => questions), micros: total(({ micros }) => micros) };
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
