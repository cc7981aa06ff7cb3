import {
  ClientClosedError, ClientOfflineError, ConnectionTimeoutError, DisconnectsClientError, ErrorReply, SocketClosedUnexpectedlyError,
  SocketTimeoutError,
} from '@redis/client';
import type { FailureKind } from '../../failure';
import { networkFailure } from '../network-failure';

/** How an error that the server answers begins: most have no other code. https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const REPLIES: readonly (readonly [RegExp, FailureKind])[] = [
  [/^(WRONGPASS|ERR invalid password)\b/, 'authentication'], // the second is what servers before version 6 say
  [/^(NOAUTH|NOPERM|READONLY|DENIED)\b/, 'privilege'],
  [/^(ERR max number of clients|LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|OOM)\b/, 'capacity'],
];

/** Errors of the driver, known by their classes: a bundle has other names for them. */
const TIMEOUTS = [ConnectionTimeoutError, SocketTimeoutError];
const CUTS = [SocketClosedUnexpectedlyError, ClientClosedError, ClientOfflineError, DisconnectsClientError];

/** What kind of failure an error of the driver is. */
export function redisFailure(error: unknown): FailureKind {
  const network = networkFailure(error);
  if (network !== undefined) { return network; }
  if (error instanceof ErrorReply) { return REPLIES.find(([beginning]) => beginning.test(error.message))?.[1] ?? 'unexpected'; }
  if (TIMEOUTS.some((timeout) => error instanceof timeout)) { return 'timeout'; }
  return CUTS.some((cut) => error instanceof cut) ? 'refused' : 'unexpected';
}

/** Whether the server knows the user, and does not let it run the command. */
export const isNotPermitted = (error: unknown): boolean => error instanceof ErrorReply && error.message.startsWith('NOPERM');
