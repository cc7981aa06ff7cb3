/** Why a server or service refused. Only `authentication` lets a rotation try another credential: every other kind says nothing about the password. */
export type FailureKind =
  | 'authentication'
  | 'locked-out'
  | 'name-resolution'
  | 'refused'
  | 'timeout'
  | 'tls'
  | 'capacity'
  | 'privilege'
  | 'unexpected';

/**
 * A failure whose message is fixed text: the Lambda runtime writes it to the log and Secrets Manager to its event.
 *
 * What a driver threw is never kept as its cause: drivers quote statements, hosts and values.
 */
export class RotationError extends Error {
  /** @param fact a fixed sentence in lower case, of what is wrong and what to do */
  constructor(public readonly kind: FailureKind | 'refused-input' | 'changed-meanwhile' | 'not-equal', fact: string) {
    super(`${kind}: ${fact}`);
    this.name = 'RotationError';
    this.stack = `${this.name}: ${this.message}`; // a stack tells of paths only, and the runtime prints it beside the message
  }
}

/**
 * The administrator does not log in. That says nothing of the user, so it is not of the kind `authentication`: no other password of the user is
 * tried for it.
 */
export class AdministratorRefused extends RotationError {
  constructor() { super('privilege', 'the server refuses user and password of the administrator'); }
}

/** Refuses input that the construct did not foresee. */
export function refuseUnless(holds: boolean, fact: string): asserts holds {
  if (!holds) { throw new RotationError('refused-input', fact); }
}
