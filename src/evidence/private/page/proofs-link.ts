import { claimCounts } from './claim-chip';
import { both, html, type Html, idOf } from './html';
import type { KeyEvidence } from '../key-evidence';
import type { ProofEvidence, ResourceProofs } from '../proof-evidence';

type Place = Pick<ResourceProofs, 'template' | 'logicalId'>;

/** Where the claims about a resource stand in the page. */
export const claimsId = ({ template, logicalId }: Place): string => idOf('claims', template, logicalId);

/** From a key to its claims. */
export function claimsLink(key: KeyEvidence, { resources }: ProofEvidence): Html {
  const proofs = resources.find((resource) => isSame(resource, key));
  return proofs === undefined
    ? html`<b>${both('no claim was decided', '판정한 명제 없음')}</b>`
    : html`<a href="#${claimsId(proofs)}">${both(`${proofs.claims.length} claims`, `명제 ${proofs.claims.length}건`)}</a>${claimCounts(proofs.claims)}`;
}

export const isSame = (a: Place, b: Place): boolean => a.template === b.template && a.logicalId === b.logicalId;
