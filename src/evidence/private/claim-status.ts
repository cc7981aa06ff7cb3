import type { ProofRecord, Verdict } from '../../proofs/record/proof-run';

/** What became of a claim: its verdict, or that it is accepted as it is, by the app or by an acknowledgement. */
export type ClaimStatus = Verdict | 'accepted' | 'acknowledged';

/** From the worst to the best. */
export const CLAIM_STATUSES: readonly ClaimStatus[] = ['refuted', 'undecided', 'acknowledged', 'accepted', 'proved'];

/** An acknowledgement that has not expired accepts what may be accepted: nothing that is proved, and no mandatory claim that is refuted. */
export function claimStatus({ verdict, mandatory, accepted }: ProofRecord, acknowledgement: { readonly expired: boolean } | undefined): ClaimStatus {
  if (verdict === 'proved' || (verdict === 'refuted' && mandatory)) { return verdict; }
  if (acknowledgement && !acknowledgement.expired) { return 'acknowledged'; }
  return verdict === 'undecided' && accepted !== undefined ? 'accepted' : verdict;
}

/** A claim that holds because there was nothing to ask; an older version did not write down how much it asked. */
export const asksNothing = ({ verdict, questions }: { readonly verdict: Verdict; readonly questions?: number }): boolean => verdict === 'proved' && questions === 0;

export function countClaims(claims: readonly { readonly status: ClaimStatus }[]): Readonly<Record<ClaimStatus, number>> {
  const count = (status: ClaimStatus) => claims.filter((claim) => claim.status === status).length;
  return Object.fromEntries(CLAIM_STATUSES.map((status) => [status, count(status)])) as Record<ClaimStatus, number>;
}
