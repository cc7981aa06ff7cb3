import { moved, withoutRepeats } from './runs';
import { isRecord } from '../../controls/template';
import { UnreadableError } from '../../private/unreadable-error';
import type { ProofRun, Verdict } from '../../proofs/record/proof-run';

/** A file of proofs, and the folder it is in. */
export interface ProofFile {
  readonly file: string;
  readonly folder: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** The proofs of an app and its stages as one run; `undefined` where nothing was to be proved. */
export function proofRun(files: readonly ProofFile[]): ProofRun | undefined {
  if (files.length === 0) { return undefined; }
  const runs = withoutRepeats(files.map(({ file, folder, json }) => moved(validRun(json, file), folder)));
  return {
    templates: runs.flatMap(({ templates }) => templates),
    records: runs.flatMap(({ records }) => records),
    assumptions: [...new Map(runs.flatMap(({ assumptions }) => assumptions.map((assumption) => [assumption.id, assumption]))).values()],
    deployers: distinct(runs.flatMap(({ deployers }) => deployers)),
    unread: distinct(runs.flatMap(({ unread }) => unread)),
  };
}

const distinct = <Value>(values: readonly Value[]): Value[] => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];

const LISTS = ['templates', 'records', 'assumptions', 'deployers', 'unread'] as const;

/** A verdict that is not known, an assumption without its text or a template without its hash would be evidence of nothing. */
function validRun(written: ProofFile['json'], file: string): ProofRun {
  const json: ProofFile['json'] = { unread: [], ...written }; // an older version wrote none
  const missing = LISTS.find((name) => !Array.isArray(json[name]) || !json[name].every(isRecord));
  if (missing !== undefined) { throw invalid(file, `no ${missing}`); }
  const run = json as unknown as ProofRun;
  const templates = new Set(run.templates.map((template) => template.file));
  const known = new Set(run.assumptions.map(({ id }) => id));
  for (const { claim, verdict, statements, assumptions, template } of run.records) {
    if (!templates.has(template)) { throw invalid(file, `the template '${template}' without its hash`); }
    if (!VERDICTS.includes(verdict)) { throw invalid(file, `the verdict '${String(verdict)}'`); }
    if (!Array.isArray(statements) || !Array.isArray(assumptions)) { throw invalid(file, `no statements or no assumptions of the claim '${claim}'`); }
    const unknown = assumptions.find((id) => !known.has(id));
    if (unknown !== undefined) { throw invalid(file, `the assumption '${unknown}' without its text`); }
  }
  return run;
}

const VERDICTS: readonly Verdict[] = ['proved', 'refuted', 'undecided'];

const invalid = (file: string, got: string): UnreadableError =>
  new UnreadableError(`'${file}' is not valid: got ${got}; allowed: what GoldProofs writes; synth again`);
