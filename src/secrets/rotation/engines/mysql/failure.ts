import { type FailureKind, RotationError } from '../../failure';
import { networkFailure } from '../network-failure';

/** What a server answered to a statement. The driver's own error quotes the statement, so nothing but its codes is kept. */
export class StatementFailure extends Error {
  /** @param errno the server's number; `undefined` if it did not answer */
  constructor(public readonly errno: number | undefined, public readonly code: string) { super('a statement failed'); }
}

/** https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html, https://mariadb.com/docs/server/reference/error-codes */
export const ERRNO = {
  NO_SUCH_TABLE: 1146,
  OPTION_PREVENTS_STATEMENT: 1290,
  NO_SUCH_ROUTINE: 1305,
  PASSWORD_IN_HISTORY: 3638,
  INCORRECT_CURRENT_PASSWORD: 3891,
  MISSING_CURRENT_PASSWORD: 3892,
} as const;

const KINDS: readonly (readonly [FailureKind, readonly number[]])[] = [
  ['locked-out', [1129, 1820, 1862, 3118, 3955, 4150, 4151]],
  ['capacity', [1040, 1203, 1226]],
  ['timeout', [1159, 1161, 1205, 1969, 3024]],
  ['refused', [1053]],
  ['privilege', [1044, 1130, 1142, 1143, 1227, 1290, 1370, 1410, 1836]],
];

/** 1045 means a wrong password to who logs in, but a missing privilege to who sends `GRANT`. */
const AT_LOGIN: readonly (readonly [FailureKind, readonly number[]])[] = [['authentication', [1045]]];
const AT_STATEMENT: readonly (readonly [FailureKind, readonly number[]])[] = [['privilege', [1045, 1698]]];

const CODES: Readonly<Record<string, FailureKind>> = {
  HANDSHAKE_SSL_ERROR: 'tls',
  HANDSHAKE_NO_SSL_SUPPORT: 'tls',
  PROTOCOL_CONNECTION_LOST: 'refused',
  PROTOCOL_SEQUENCE_TIMEOUT: 'timeout',
};

/** What kind of failure an error of the driver is. */
export function kindOf(error: unknown): FailureKind {
  const { errno, code } = (error ?? {}) as { readonly errno?: unknown; readonly code?: unknown };
  const byCode = typeof code === 'string' ? CODES[code] : undefined; // first: the driver puts its own code over OpenSSL's
  if (byCode !== undefined) { return byCode; }
  const kinds = [...KINDS, ...error instanceof StatementFailure ? AT_STATEMENT : AT_LOGIN];
  return kinds.find(([, numbers]) => numbers.includes(Number(errno)))?.[0] ?? networkFailure(error) ?? 'unexpected';
}

/** What to throw for a login that failed: the driver's error, or fixed words for what no other credential would mend. */
export function loginFailure(error: unknown): unknown {
  const { errno, code } = error as { readonly errno?: unknown; readonly code?: unknown };
  if (code === 'AUTH_SWITCH_PLUGIN_ERROR' || code === 'MYSQL_CLEAR_PASSWORD_NOT_ENABLED') {
    return new RotationError('refused-input', 'the user authenticates by a plugin that is not known here: choose one that keeps a password');
  }
  return errno === 1049 ? new RotationError('refused-input', 'the server has no database of the dbname in the secret') : error;
}

/** What to throw for a statement that failed. */
export function statementFailure(error: unknown): StatementFailure {
  const { errno, code } = error as { readonly errno?: unknown; readonly code?: unknown };
  return new StatementFailure(typeof errno === 'number' && errno > 0 ? errno : undefined, String(code));
}

/** Whether a server answered with one of some numbers. */
export const hasErrno = (error: unknown, ...numbers: readonly number[]): boolean =>
  error instanceof StatementFailure && numbers.includes(error.errno ?? 0);
