import { type FailureKind, RotationError } from '../../failure';
import { networkFailure } from '../network-failure';

/** What the server answered: nothing but its error numbers is kept, since messages quote names and values. */
export class ServerFailure extends Error {
  constructor(public readonly numbers: readonly number[]) { super('the server refused'); }
}

/** https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors */
const LOGIN_FAILED = 18456;

const KINDS: readonly (readonly [FailureKind, readonly number[]])[] = [
  ['locked-out', [15113, 18470, 18486, 18487, 18488]], // locked, disabled, expired, to be changed: an administrator must act
  ['capacity', [701, 802, 8645, 8651, 10928, 10929, 17300, 17809, 17889, 18451, 18461, 40501]],
  ['timeout', [1205, 1222, 10054, 40197, 40613]],
  ['privilege', [229, 230, 262, 297, 300, 916, 4613, 4617, 4618, 15151, 15247, 15562, 15578]],
];

const POLICY = [15114, 15115, 15116, 15117, 15118, 15119];

/** What the driver says where neither the server nor the system has a code. Only a connection that was cut is in a state that takes no statement. */
const CODES: Readonly<Record<string, FailureKind>> = {
  ETIMEOUT: 'timeout', ECLOSE: 'refused', ECANCEL: 'timeout', EINVALIDSTATE: 'refused', ESOCKET: 'refused', EENCRYPT: 'tls',
};

/** What kind of failure an error is. A login that fails for any further reason than the password is no wrong password. */
export function kindOf(error: unknown): FailureKind {
  if (error instanceof ServerFailure) {
    const kind = KINDS.find(([, numbers]) => error.numbers.some((number) => numbers.includes(number)))?.[0];
    const isLogin = error.numbers.length > 0 && error.numbers.every((number) => number === LOGIN_FAILED);
    return kind ?? (isLogin ? 'authentication' : 'unexpected');
  }
  const code = String((error as { readonly code?: unknown } | undefined)?.code);
  return networkFailure(error) ?? CODES[code] ?? 'unexpected';
}

/** What to throw for a login that failed. */
export const loginFailure = (error: Error, numbers: readonly number[]): Error => (numbers.length === 0 ? error : new ServerFailure(numbers));

/** What to throw for a statement that failed: fixed words for what rotation can explain. */
export function statementFailure(error: Error): Error {
  const errors = error instanceof AggregateError ? error.errors as unknown[] : [error];
  const numbers = errors.map((one) => (one as { readonly number?: unknown }).number).filter((number) => typeof number === 'number');
  if (numbers.some((number) => POLICY.includes(number))) {
    return new RotationError('refused-input', 'the password does not meet the password policy of the server: ask for a longer one, or exclude fewer characters');
  }
  if (numbers.includes(15023)) {
    return new RotationError('not-equal', 'a database has a user of the pending name that belongs to another login, or to none: drop it');
  }
  return numbers.length === 0 ? error : new ServerFailure(numbers);
}
