import type { Duration } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';

/** Refuses a duration outside of AWS's bounds. */
export function checkSeconds(what: string, duration: Duration | undefined, { min, max }: { readonly min: number; readonly max: number }): void {
  if (!duration || duration.isUnresolved()) { return; }
  const seconds = duration.toSeconds({ integral: false });
  refuseUnless(Number.isInteger(seconds) && seconds >= min && seconds <= max, {
    what, got: `${seconds} seconds`, allowed: `whole seconds, ${min} to ${max}`, fix: 'pass a duration within it, or leave it out for the default',
  });
}
