import { MongoNetworkError, MongoNetworkTimeoutError, MongoServerError, MongoServerSelectionError } from 'mongodb';
import { type FailureKind, RotationError } from '../../failure';
import { networkFailure } from '../network-failure';

/** https://github.com/mongodb/mongo/blob/v8.0/src/mongo/base/error_codes.yml, and 303, which is Amazon DocumentDB's alone. */
export const CODE = {
  FAILED_TO_PARSE: 9,
  UNAUTHORIZED: 13,
  AUTHENTICATION_FAILED: 18,
  EXCEEDED_TIME_LIMIT: 262,
  FEATURE_NOT_SUPPORTED: 303,
  MAX_TIME_EXPIRED: 50,
  NETWORK_TIMEOUT: 89,
  UNKNOWN_FIELD: 40415,
  USER_ALREADY_EXISTS: 51003,
  WRITE_CONCERN_TIMEOUT: 64,
} as const;

/** Servers that answer, but are not, or no longer, the primary, and so take no change of a user. */
const NOT_PRIMARY: readonly number[] = [91, 189, 10058, 10107, 11600, 11602, 13435, 13436];

const KINDS: readonly (readonly [FailureKind, readonly number[]])[] = [
  ['authentication', [CODE.AUTHENTICATION_FAILED]],
  ['privilege', [CODE.UNAUTHORIZED]],
  ['timeout', [CODE.EXCEEDED_TIME_LIMIT, CODE.MAX_TIME_EXPIRED, CODE.NETWORK_TIMEOUT, CODE.WRITE_CONCERN_TIMEOUT]],
];

/** What kind of failure an error of the driver is: by what the server said, by what the network did, or by how the driver gave up. */
export function kindOf(error: unknown): FailureKind {
  if (error instanceof MongoServerError) { return KINDS.find(([, codes]) => hasCode(error, ...codes))?.[0] ?? 'unexpected'; }
  const network = networkFailure(error);
  if (network !== undefined) { return network; }
  if (error instanceof MongoNetworkTimeoutError || error instanceof MongoServerSelectionError) { return 'timeout'; }
  return error instanceof MongoNetworkError ? 'refused' : 'unexpected';
}

/** What to throw for a command that failed: the driver's error, or fixed words for what it is more than that. */
export function commandFailure(error: unknown): unknown {
  if (!hasCode(error, ...NOT_PRIMARY)) { return error; }
  return new RotationError('refused', 'the host is not the primary of its replica set, or is no longer: store the cluster\'s endpoint, or the primary');
}

export const hasCode = (error: unknown, ...codes: readonly number[]): boolean =>
  error instanceof MongoServerError && codes.includes(Number(error.code));
