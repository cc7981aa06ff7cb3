import type { Deadline } from '../../deadline';
import { RotationError } from '../../failure';

/** All attempts of one call. */
const CALL_MILLISECONDS = 20_000;

/** What AWS answers to any service's call. https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/CommonErrors.html */
const FAILURES: readonly (readonly [RegExp, 'privilege' | 'capacity' | 'timeout', string])[] = [
  [/^(AccessDenied|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|IncompleteSignature|SignatureDoesNotMatch|NotAuthorized|OptInRequired|CredentialsProviderError)/,
    'privilege', 'AWS denies a call of the function for the user: look at its role, and at the policies of the organization and of the VPC endpoint'],
  [/^(Throttl|TooManyRequests|RequestLimitExceeded|ServiceUnavailable|InternalFailure|InternalServer|InternalError)/,
    'capacity', 'AWS takes no more calls for the moment: it will be tried again'],
  [/^(TimeoutError|AbortError|RequestTimeout)/,
    'timeout', 'AWS did not answer in time: the function needs a way to the service\'s API beside the one to the cache: an interface VPC endpoint, or a NAT gateway'],
];

/** Calls an API of AWS, within the time that is left. What an API says of the call is told in fixed words; what it says of a user is thrown as it is. */
export async function call<T>(deadline: Deadline, send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
  try {
    return await send({ abortSignal: AbortSignal.timeout(deadline.budget(CALL_MILLISECONDS)) });
  } catch (error) {
    const [, kind, fact] = FAILURES.find(([name]) => error instanceof Error && name.test(error.name)) ?? [];
    throw kind === undefined || fact === undefined ? error : new RotationError(kind, fact);
  }
}
