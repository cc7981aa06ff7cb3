import { refuseUnless } from './failure';

export const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
export type Step = typeof STEPS[number];

/**
 * What Secrets Manager invokes a rotation function with. `RotationToken` is sensitive and is never logged, so the event itself is not either.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export interface RotationEvent {
  readonly Step: Step;
  readonly SecretId: string;
  readonly ClientRequestToken: string;
  readonly RotationToken?: string;
}

/** Reads an event; anybody who may invoke the function could have sent it. */
export function rotationEventOf(event: unknown): RotationEvent {
  const { Step, SecretId, ClientRequestToken, RotationToken } = (event ?? {}) as Record<string, unknown>;
  refuseUnless(STEPS.includes(Step as Step), 'the step is none of createSecret, setSecret, testSecret, finishSecret');
  refuseUnless(typeof SecretId === 'string' && SecretId !== '', 'the event names no secret');
  refuseUnless(typeof ClientRequestToken === 'string' && /^[A-Za-z0-9-]{32,64}$/.test(ClientRequestToken), 'the event has no ClientRequestToken');
  refuseUnless(RotationToken === undefined || typeof RotationToken === 'string', 'the RotationToken is no text');
  return { Step: Step as Step, SecretId, ClientRequestToken, RotationToken };
}
