import { acceptancesOf, type DatedAcceptance } from './acceptances';
import { FRAMEWORKS, type FrameworkId } from './frameworks';
import { countStatuses, type RowStatus, worstOf } from './status';
import type { Finding } from './validation-report';
import type { CheckRecord } from '../../checks/private/check-run';
import type { Control } from '../../controls/control';

/** The name of the plugin whose findings are the checks' own. */
export const OWN_PLUGIN = 'Gold';

/** One control looked up in one resource, and what became of it. */
export interface ControlRow extends Omit<CheckRecord, 'status'> {
  readonly status: RowStatus;
  /** Who accepted it; where that has expired, the status is what the check said. */
  readonly accepted?: DatedAcceptance;
}

/** What a page says of a control; a control that only the file of results knows has no more than its id. */
export type KnownControl = Pick<Control, 'id' | 'title' | 'titleKo' | 'frameworks'> & Partial<Control>;

/** One control over all resources. */
export interface ControlEvidence {
  readonly control: KnownControl;
  /** The worst of its rows. */
  readonly status: RowStatus;
  readonly counts: Readonly<Record<RowStatus, number>>;
  readonly rows: readonly ControlRow[];
}

/** One requirement of a framework, and the controls that answer to it. */
export interface RequirementCoverage {
  readonly id: string;
  readonly status: RowStatus;
  readonly controls: readonly ControlEvidence[];
}

export interface FrameworkCoverage {
  readonly framework: FrameworkId;
  readonly requirements: readonly RequirementCoverage[];
}

/** Every control of the catalogue, those without a resource too, and then what the results know beyond it. */
export function controlEvidence(catalogue: readonly Control[], records: readonly CheckRecord[], findings: readonly Finding[]): ControlEvidence[] {
  const byControl = new Map<string, ControlRow[]>(catalogue.map(({ id }) => [id, []]));
  const acceptanceOf = acceptancesOf(OWN_PLUGIN, findings);
  for (const record of records) {
    const by = acceptanceOf({ ...record, rule: record.control });
    byControl.set(record.control, [...byControl.get(record.control) ?? [], {
      ...record, accepted: by, status: by && !by.expired ? 'acknowledged' : record.status,
    }]);
  }
  return [...byControl].map(([id, rows]) => {
    const statuses = rows.map(({ status }) => status);
    const control = catalogue.find((one) => one.id === id) ?? { id, title: id, titleKo: id, frameworks: {} };
    return { control, status: worstOf(statuses), counts: countStatuses(statuses), rows };
  });
}

/** Which requirements the controls answer to, and how they stand. */
export function frameworkCoverage(controls: readonly ControlEvidence[]): FrameworkCoverage[] {
  return FRAMEWORKS.map((framework) => {
    const byRequirement = new Map<string, ControlEvidence[]>();
    for (const evidence of controls) {
      for (const id of evidence.control.frameworks[framework] ?? []) { byRequirement.set(id, [...byRequirement.get(id) ?? [], evidence]); }
    }
    const requirements = [...byRequirement].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
      .map(([id, answering]) => ({ id, status: worstOf(answering.map(({ status }) => status)), controls: answering }));
    return { framework, requirements };
  }).filter(({ requirements }) => requirements.length > 0);
}
