/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html, whose samples test the names in camel case. */
export const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
export type Step = typeof STEPS[number];

/** What a rotation function is invoked with. */
export interface RotationEvent {
  readonly Step: Step;
  readonly SecretId: string;
  readonly ClientRequestToken: string;
  /** Sensitive. */
  readonly RotationToken: string;
}

export type RotationHandler = (event: RotationEvent) => Promise<unknown>;

/** One run through the four steps. */
export interface RotationAttempt {
  readonly failed?: Step;
  readonly error?: unknown;
}

export interface RotationOutcome {
  readonly token: string;
  /** The token's version holds AWSCURRENT. */
  readonly promoted: boolean;
  readonly attempts: readonly RotationAttempt[];
}

/** Invokes the steps in order, each after the one before has succeeded. */
export async function attempt(handler: RotationHandler, event: Omit<RotationEvent, 'Step'>, steps: readonly Step[] = STEPS): Promise<RotationAttempt> {
  for (const step of steps) {
    try {
      await handler({ Step: step, ...event });
    } catch (error) {
      return { failed: step, error };
    }
  }
  return {};
}
