/** A failure whose message goes to CloudFormation and into the log: fixed text, never what a service quoted. */
export class ResourceError extends Error {
  public readonly name = 'ResourceError';

  /** @param code the name of AWS's error, where there is one */
  constructor(message: string, public readonly code?: string) { super(message); }
}

/** Errors of AWS whose messages quote no value; of others only the name is told. A ValidationException quotes what it refuses. */
const TELLABLE = new Set([
  'AccessDenied', 'AccessDeniedException', 'DecryptionFailure', 'HierarchyLevelLimitExceededException', 'IncompatiblePolicyException', 'InvalidKeyId',
  'InvalidPolicyAttributeException', 'InvalidPolicyTypeException', 'NoSuchBucket', 'NoSuchKey', 'ParameterLimitExceeded', 'ParameterMaxVersionLimitExceeded',
  'PoliciesLimitExceededException', 'ResourceNotFoundException', 'ThrottlingException', 'TooManyUpdates',
]);

/** An error of AWS in words that may be told. */
export function failureOf(action: string, error: unknown): ResourceError {
  const { name = 'unknown error', message = '' } = error as Partial<Error>;
  return new ResourceError(TELLABLE.has(name) ? `${action} failed: ${name}: ${message}` : `${action} failed: ${name}`, name);
}
