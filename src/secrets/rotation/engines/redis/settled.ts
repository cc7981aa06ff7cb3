import type { Deadline } from '../../deadline';

/** Reads before the delays begin anew, so that they stay short. */
const READS = 5;

/** Waits until no change is under way; the deadline ends it, before Lambda does. Resolves with whether there was none. */
export async function settled(deadline: Deadline, firstDelay: number, isSettled: () => Promise<boolean>): Promise<boolean> {
  let reads = 0;
  const read = async () => {
    reads += 1;
    return await isSettled() || undefined;
  };
  while (await deadline.poll(read, { attempts: READS, firstDelay }) === undefined) { /* once more */ }
  return reads === 1;
}
