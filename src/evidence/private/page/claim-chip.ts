import { chip } from './chip';
import { both, html, type Html } from './html';
import { asksNothing, CLAIM_STATUSES, type ClaimStatus, countClaims } from '../claim-status';
import type { ClaimRow } from '../proof-evidence';
import type { RowStatus } from '../status';

/** Names of what became of a claim, a mark, and the status of a check whose colours fit. */
const CLAIM_NAMES: Readonly<Record<ClaimStatus, { readonly en: string; readonly ko: string; readonly mark: string; readonly tone: RowStatus }>> = {
  refuted: { en: 'Refuted', ko: '반증됨', mark: '✕', tone: 'violated' },
  undecided: { en: 'Undecided', ko: '판정 불가', mark: '?', tone: 'unknown' },
  acknowledged: { en: 'Acknowledged', ko: '예외 승인', mark: '◆', tone: 'acknowledged' },
  accepted: { en: 'Undecided, accepted', ko: '판정 불가(수용)', mark: '◇', tone: 'acknowledged' },
  proved: { en: 'Proved', ko: '증명됨', mark: '✓', tone: 'compliant' },
};

export function claimChip(claim: ClaimRow): Html {
  if (asksNothing(claim)) { return chip('notApplicable', '–', 'Nothing to ask', '해당 없음'); }
  const { en, ko, mark, tone } = CLAIM_NAMES[claim.status];
  return chip(tone, mark, en, ko);
}

/** Some claims in numbers, such as "5 proved (1 with nothing to ask), 1 refuted". */
export function claimCounts(claims: readonly ClaimRow[]): Html {
  const counts = countClaims(claims);
  const idle = claims.filter(asksNothing).length;
  const note = idle > 0 && html` ${both(`(${idle} with nothing to ask)`, `(해당 없음 ${idle}건 포함)`)}`;
  return html`<span class="tally">${[...CLAIM_STATUSES].reverse().filter((status) => counts[status] > 0).map((status) => {
    const { en, ko, mark, tone } = CLAIM_NAMES[status];
    return html`<span class="count ${tone}"><span class="mark" aria-hidden="true">${mark}</span>${both(en, ko)} ${counts[status]}${status === 'proved' && note}</span> `;
  })}</span>`;
}
