import { benchLongestPolicy } from './proofs/longest-policy';
import { benchManyKeys } from './proofs/many-keys';
import { benchPayments } from './proofs/payments';
import { benchRandomPairs } from './proofs/random-pairs';
import { benchUsualClaims } from './proofs/usual-claims';

/** What is claimed of the prover's speed. */
export async function benchProofs(): Promise<boolean> {
  benchPayments();
  const within = [benchUsualClaims(), benchLongestPolicy(), benchManyKeys(), await benchRandomPairs()];
  return within.every(Boolean);
}
