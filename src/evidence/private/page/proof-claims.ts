import { chip } from './chip';
import { claimChip } from './claim-chip';
import { both, capital, count, html, Html } from './html';
import { assumptionId } from './proof-assumptions';
import { claimsId, isSame } from './proofs-link';
import type { ShownRequest } from '../../../proofs/record/proof-run';
import { asksNothing, CLAIM_STATUSES } from '../claim-status';
import { duration } from '../duration';
import { type KeyEvidence, keyTitle } from '../key-evidence';
import type { ClaimRow, ResourceProofs } from '../proof-evidence';
import type { TemplateState } from '../template-state';

const STALE: Readonly<Record<TemplateState, Html | undefined>> = {
  unchanged: undefined,
  changed: chip('violated', '✕', 'Template changed since', '판정 후 템플릿 변경됨'),
  missing: chip('error', '!', 'Template missing', '템플릿 파일 없음'),
};

/** All claims about a resource, what needs attention first. */
export function claimsBlock(resource: ResourceProofs, keys: readonly KeyEvidence[]): Html {
  const { construct, resourceType, template, state, claims } = resource;
  const id = claimsId(resource);
  const index = keys.findIndex((key) => isSame(resource, key));
  const sorted = [...claims].sort((a, b) => rank(a) - rank(b));
  return html`<article class="key" aria-labelledby="${id}">
<h3 id="${id}">${index < 0 ? construct : html`<a href="#key-${index}">${keyTitle(keys[index])}</a>`} ${STALE[state]}</h3>
<dl class="facts inline">
<div><dt>${both('Construct', '구성 요소')}</dt><dd class="path">${construct}</dd></div>
<div><dt>${both('Resource', '리소스')}</dt><dd>${resourceType}</dd></div>
<div><dt>${both('Template', '템플릿')}</dt><dd class="path">${template}</dd></div>
</dl>
<table class="claims" role="table">
<caption class="hidden">${both(`Claims about ${construct}, and how they came out`, `${construct}에 관한 명제와 판정 결과`)}</caption>
<thead role="rowgroup"><tr role="row">
<th scope="col" role="columnheader">${both('Verdict', '판정')}</th>
<th scope="col" role="columnheader">${both('Claim', '명제')}</th>
<th scope="col" role="columnheader">${both('Why', '근거')}</th>
<th scope="col" role="columnheader" class="number">${both('Time', '소요 시간')}</th>
</tr></thead>
<tbody role="rowgroup">${sorted.map(claimRow)}</tbody>
</table>
</article>`;
}

const rank = (row: ClaimRow): number => (asksNothing(row) ? CLAIM_STATUSES.length : CLAIM_STATUSES.indexOf(row.status));

const claimRow = (row: ClaimRow): Html => html`<tr role="row"><td role="cell">${claimChip(row)}</td>
<th scope="row" role="rowheader"><span>${both(capital(row.title), row.titleKo ?? row.title)}</span><small><code>${row.claim}</code>${row.mandatory && html` · ${both('mandatory', '필수')}`}</small></th>
<td role="cell">${row.detail && html`<p lang="en-US">${capital(row.detail)}</p>`}
${row.fix && html`<p><b>${both('What to do', '조치')}:</b> ${row.fixKo === undefined ? html`<span lang="en-US">${row.fix}</span>` : both(row.fix, row.fixKo)}</p>`}
${row.request && request(row.request, row.verdict !== 'proved')}
${basis(row)}
${row.accepted && html`<p class="acceptance">${both('Accepted', '수용 사유')}: ${row.accepted}</p>`}
${acknowledgement(row)}</td>
<td role="cell" class="number">${duration(row.micros / 1000)}</td></tr>`;

/** The request in its parts; what it shows is said in words beside it. */
const request = ({ principal, action, resource, context }: ShownRequest, open: boolean): Html => html`<details class="request"${open && new Html(' open')}>
<summary>${open ? both('The request', '요청 내용') : both('A request that shows it', '이를 보여 주는 요청')}</summary>
<dl class="facts"><dt>${both('Principal', '주체')}</dt><dd><code>${principal}</code></dd>
<dt>${both('Action', '작업')}</dt><dd><code>${action}</code></dd>
<dt>${both('Resource', '리소스')}</dt><dd><code>${resource}</code></dd>
${Object.entries(context).map(([key, values]) => html`<dt><code>${key}</code></dt><dd>${values.map((value) => html`<code class="line">${value}</code>`)}</dd>`)}</dl></details>`;

function acknowledgement({ acknowledged }: ClaimRow): Html {
  if (!acknowledged) { return html``; }
  const { expired, owner, until, text } = acknowledged;
  return html`<p class="acceptance">${expired && html`<b>${both('expired', '만료')}</b> · `}${both('Acknowledged', '예외 승인')}${owner && html` · ${owner}`}${until && html` · ${both(`until ${until}`, `${until}까지`)}`}: ${text}</p>`;
}

/** Statements that decide, and what is taken for granted. */
const basis = ({ statements, assumptions }: ClaimRow): Html => html`
${statements.length > 0 && html`<small>${both('decided by', '판정에 쓰인 정책 문:')} ${listed(statements.map((statement) => html`<code>${statement}</code>`))}</small>`}
${assumptions.length > 0 && html`<details class="assuming">
<summary>${both(`assuming ${count(assumptions.length, 'thing')}`, `가정 ${assumptions.length}개`)}</summary>
<small>${listed(assumptions.map((id) => html`<a href="#${assumptionId(id)}">${id}</a>`))}</small></details>`}`;

const listed = (items: readonly Html[]): Html => html`${items.map((item, index) => html`${index > 0 && ', '}${item}`)}`;
