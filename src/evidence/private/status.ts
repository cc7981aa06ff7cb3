import type { CheckRecord } from '../../checks/private/check-run';

/** What became of a check: what it said, or that its finding was accepted. */
export type RowStatus = CheckRecord['status'] | 'acknowledged';

/** From the worst to the best. */
export const STATUSES: readonly RowStatus[] = ['error', 'violated', 'unknown', 'acknowledged', 'compliant', 'notApplicable'];

/** The worst of some; not applicable where there is none. */
export const worstOf = (statuses: readonly RowStatus[]): RowStatus => STATUSES.find((status) => statuses.includes(status)) ?? 'notApplicable';

export const countStatuses = (statuses: readonly RowStatus[]): Readonly<Record<RowStatus, number>> =>
  Object.fromEntries(STATUSES.map((status) => [status, statuses.filter((one) => one === status).length])) as Record<RowStatus, number>;
