/**
 * What Secrets Manager takes for a schedule.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html
 */
export const SCHEDULE_BOUNDS = {
  /** The shortest time between two rotations. */
  shortestHours: 4,
  /** The longest. */
  longestDays: 1000,
  /** A window is whole hours, and ends with the day (UTC) in which it begins. */
  windowHours: { min: 1, max: 24 },
} as const;
