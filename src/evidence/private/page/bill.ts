import { both, html, type Html, link, scrolling } from './html';
import { type BillItem, totalOf } from '../bill';
import type { EvidenceModel } from '../model';

export function billSection({ bill }: EvidenceModel): Html {
  return html`<section id="bill" aria-labelledby="bill-title">
<h2 id="bill-title">${both('What it costs', '비용')}</h2>
${bill.length === 0 ? html`<p class="soft">${both('The templates have nothing that AWS charges a fixed amount for.', '템플릿에 고정 요금이 부과되는 항목이 없습니다.')}</p>` : html`
<p class="intro">${both(
  'What AWS charges a fixed amount for each month, before requests, data and hours. Shield Advanced covers the usual fees of AWS WAF for what it protects.',
  '요청 수, 데이터 전송량, 사용 시간과 관계없이 매월 고정으로 부과되는 요금입니다. Shield Advanced로 보호하는 리소스에는 AWS WAF 기본 요금이 부과되지 않습니다.',
)}</p>
${scrolling('Bill', '요금', html`<table>
<caption class="hidden">${both('Fixed charges a month, in US dollars', '월 고정 요금(미국 달러)')}</caption>
<thead><tr><th scope="col">${both('What', '항목')}</th><th scope="col" class="number">${both('How many', '수량')}</th><th scope="col" class="number">${both('Each', '단가')}</th><th scope="col" class="number">${both('A month', '월 요금')}</th><th scope="col">${both('Source', '출처')}</th></tr></thead>
<tbody>${bill.map(row)}<tr><th scope="row"><strong>${both('Together', '합계')}</strong></th><td></td><td></td><td class="number"><strong>${dollars(totalOf(bill))}</strong></td><td>${bill.some(({ usd }) => usd === undefined) && both('and what only the page says', '출처에서 확인할 항목 별도')}</td></tr></tbody>
</table>`)}`}
</section>`;
}

const row = ({ en, ko, count, usd, source }: BillItem): Html => html`<tr><th scope="row">${both(en, ko)}</th><td class="number">${count}</td><td class="number">${usd === undefined ? both('see the source', '출처 참조') : dollars(usd)}</td><td class="number">${usd === undefined ? '–' : dollars(count * usd)}</td><td>${link(source)}</td></tr>`;

const dollars = (amount: number): string => `$${amount.toLocaleString('en')}`;
