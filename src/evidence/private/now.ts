import { UnreadableError } from '../../private/unreadable-error';

/** The time that output is made at: `SOURCE_DATE_EPOCH`, as reproducible builds set it, before the clock. */
export function dayOf(environment: Readonly<Record<string, string | undefined>>): Date {
  const epoch = environment.SOURCE_DATE_EPOCH;
  if (epoch === undefined || epoch === '') { return new Date(); }
  if (!/^\d{1,12}$/.test(epoch)) {
    throw new UnreadableError(`SOURCE_DATE_EPOCH is not valid: got '${epoch}'; allowed: seconds since 1970-01-01 UTC; set it to a whole number or unset it`);
  }
  return new Date(Number(epoch) * 1000);
}
