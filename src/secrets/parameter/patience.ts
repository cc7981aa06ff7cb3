import { failureOf } from './resource-error';

/** What a policy that was attached a moment ago may still look like: `AccessDenied` is S3's. Calls that need the key fail as the key's. */
const NOT_YET_ALLOWED = new Set(['AccessDenied', 'AccessDeniedException', 'InvalidKeyId']);
const ATTEMPTS = 8;
const PAUSE_MILLISECONDS = 4_000;

export type Pause = (milliseconds: number) => Promise<void>;
export const sleep: Pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

/**
 * Calls AWS, again for half a minute while IAM does not know the function's new rights yet.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
export async function patiently<T>(action: string, call: () => Promise<T>, pause: Pause): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const failure = failureOf(action, error);
      if (attempt === ATTEMPTS || !NOT_YET_ALLOWED.has(failure.code ?? '')) { throw failure; }
      await pause(PAUSE_MILLISECONDS);
    }
  }
}
