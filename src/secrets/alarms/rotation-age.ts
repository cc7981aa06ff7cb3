import type { DescribeSecretCommandOutput } from '@aws-sdk/client-secrets-manager';
import { LATE_HOURS } from './late-hours';

/** What Secrets Manager says of a secret's rotation. */
export type RotationState = Pick<DescribeSecretCommandOutput, 'CreatedDate' | 'LastChangedDate' | 'LastRotatedDate' | 'NextRotationDate' | 'RotationEnabled' | 'RotationRules'>;

const HOUR = 3_600_000;

/**
 * By how many hours a rotation is late; 0 if it is not.
 *
 * Two clocks, of which the later counts: the date that Secrets Manager planned, and the last rotation with the interval after it. A plan is
 * renewed although rotations fail. What Secrets Manager computes of a calendar it knows only after a rotation, so the construct tells the
 * interval.
 *
 * A rotation that never succeeded counts from the last change of the secret: nothing tells when it was turned on, but that was a change, and an
 * old secret may have got it today. Each later change puts it off, such as a new version that a failed rotation left: the alarm on failures
 * tells of those.
 */
export function hoursOverdue(state: RotationState, now: number, intervalHours?: number): number {
  const { CreatedDate, LastChangedDate = CreatedDate, LastRotatedDate, NextRotationDate } = state;
  if (state.RotationEnabled !== true) { return Math.max(LATE_HOURS, hoursBetween(LastRotatedDate ?? CreatedDate, now)); }
  const days = state.RotationRules?.AutomaticallyAfterDays;
  const interval = intervalHours ?? (days === undefined ? Infinity : days * 24);
  return Math.max(0, hoursBetween(NextRotationDate, now), hoursBetween(LastRotatedDate ?? LastChangedDate, now) - interval);
}

const hoursBetween = (since: Date | undefined, now: number): number => since === undefined ? 0 : (now - since.getTime()) / HOUR;
