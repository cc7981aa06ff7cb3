import type { FailureKind } from '../../failure';
import { networkFailure } from '../network-failure';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const STATES: readonly (readonly [RegExp, FailureKind])[] = [
  [/^28P01$/, 'authentication'],
  [/^(53\w{3}|57P03)$/, 'capacity'],
  [/^(57014|55P03|25P03)$/, 'timeout'],
  [/^(42501|28000|0LP01|0P000)$/, 'privilege'],
];

/** What the driver says without a code. */
const MESSAGES: readonly (readonly [RegExp, FailureKind])[] = [
  [/timeout/i, 'timeout'],
  [/does not support SSL/i, 'tls'],
  [/connection (terminated|ended)/i, 'refused'],
];

/** What kind of failure an error of the driver is. */
export function kindOf(error: unknown): FailureKind {
  const network = networkFailure(error);
  if (network !== undefined) { return network; }
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  const known = typeof code === 'string' ? STATES.find(([state]) => state.test(code)) : MESSAGES.find(([text]) => text.test(String(message)));
  return known?.[1] ?? 'unexpected';
}
