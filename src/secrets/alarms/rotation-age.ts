import type { DescribeSecretCommandOutput } from '@aws-sdk/client-secrets-manager';
import { LATE_HOURS } from './late-hours';

/** What Secrets Manager says of a secret's rotation. */
export type RotationState = Pick<DescribeSecretCommandOutput, 'CreatedDate' | 'LastRotatedDate' | 'NextRotationDate' | 'RotationEnabled' | 'RotationRules'>;

const HOUR = 3_600_000;

/**
 * By how many hours a rotation is late; 0 if it is not.
 *
 * Two clocks, of which the later counts: the date that Secrets Manager planned, and the last rotation with the interval after it. A plan is
 * renewed although rotations fail; and a calendar's schedule has no interval that the construct knows.
 */
export function hoursOverdue(state: RotationState, now: number, intervalHours?: number): number {
  const since = (state.LastRotatedDate ?? state.CreatedDate)?.getTime();
  const age = since === undefined ? 0 : (now - since) / HOUR;
  if (state.RotationEnabled !== true) { return Math.max(LATE_HOURS, age); }
  const days = state.RotationRules?.AutomaticallyAfterDays;
  const interval = intervalHours ?? (days === undefined ? Infinity : days * 24);
  const beyondPlan = state.NextRotationDate === undefined ? 0 : (now - state.NextRotationDate.getTime()) / HOUR;
  return Math.max(0, beyondPlan, age - interval);
}
