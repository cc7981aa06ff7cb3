import { setTimeout as delay } from 'node:timers/promises';
import { RotationError } from './failure';

/** Time kept back for the answer and the last log line. */
const MARGIN_MILLISECONDS = 1_500;

/** When the function must be done: it gives up by itself before Lambda kills it, so that the reason gets into the log. */
export class Deadline {
  /** @param remaining milliseconds that are left, as Lambda's context tells them */
  constructor(private readonly remaining: () => number) {}

  /** Milliseconds that one operation may take: a share of what is left, at most the longest it should take. */
  public budget(longest: number): number {
    const left = this.remaining() - MARGIN_MILLISECONDS;
    if (left <= 0) { throw new RotationError('timeout', 'the function has no time left: raise its timeout, or look at what is slow'); }
    return Math.min(left, longest);
  }

  /** Repeats a read until it has what is waited for; `undefined` when it has not within the attempts or the time. */
  public async poll<T>(
    read: () => Promise<T | undefined>, { attempts, firstDelay }: { readonly attempts: number; readonly firstDelay: number },
  ): Promise<T | undefined> {
    for (let attempt = 0; ; attempt += 1) {
      const found = await read();
      if (found !== undefined || attempt + 1 >= attempts) { return found; }
      await delay(this.budget(firstDelay * 2 ** attempt));
    }
  }
}
