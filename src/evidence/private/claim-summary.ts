import { asksNothing, countClaims } from './claim-status';
import { claimsOf, type ProofEvidence } from './proof-evidence';
import type { ClaimSummary } from '../claim-summary';

/** Each claim by its name, in the order in which they were decided first. */
export function claimSummaries(proofs: ProofEvidence | undefined): ClaimSummary[] {
  const claims = claimsOf(proofs);
  return [...new Set(claims.map(({ claim }) => claim))].map((claim) => {
    const rows = claims.filter((row) => row.claim === claim);
    return { claim, ...countClaims(rows), nothingToAsk: rows.filter(asksNothing).length, elapsedMs: elapsedMs(rows) };
  });
}

/** What deciding some claims took. */
export const elapsedMs = (claims: readonly { readonly micros: number }[]): number =>
  Math.round(claims.reduce((total, { micros }) => total + micros, 0)) / 1000;
