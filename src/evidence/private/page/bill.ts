import { both, html, type Html, link, scrolling } from './html';
import { type BillItem, dollars, totalOf } from '../bill';
import type { EvidenceModel } from '../model';

export function billSection({ bill }: EvidenceModel): Html {
  return html`<section id="bill" aria-labelledby="bill-title">
<h2 id="bill-title">${both('Fixed charges', '고정 요금')}</h2>
${bill.length === 0 ? html`<p class="soft">${both('The templates have nothing that this page knows a fixed charge of.', '템플릿에 이 페이지가 아는 고정 요금 항목이 없습니다.')}</p>` : html`
<p class="intro">${both(
  'What AWS charges for these being there, in use or not: by the month, or by the hour for 730 hours. It is not the whole bill: requests, data, storage, tasks and what the list does not name come on top. Shield Advanced covers the usual fees of AWS WAF for what it protects.',
  '사용량과 관계없이 존재하는 것만으로 부과되는 요금입니다(시간당 요금은 월 730시간 기준). 요청, 데이터, 스토리지, 태스크와 목록에 없는 항목의 요금은 별도이므로 전체 청구 금액이 아닙니다. Shield Advanced로 보호하는 리소스에는 AWS WAF 기본 요금이 부과되지 않습니다.',
)}</p>
${scrolling('Bill', '요금', html`<table>
<caption class="hidden">${both('Fixed charges a month, in US dollars', '월 고정 요금(미국 달러)')}</caption>
<thead><tr><th scope="col">${both('What', '항목')}</th><th scope="col" class="number">${both('How many', '수량')}</th><th scope="col" class="number">${both('Each', '단가')}</th><th scope="col" class="number">${both('A month', '월 요금')}</th><th scope="col">${both('Source', '출처')}</th></tr></thead>
<tbody>${bill.map(row)}<tr><th scope="row"><strong>${both('Together', '합계')}</strong></th><td></td><td></td><td class="number"><strong>${dollars(totalOf(bill))}</strong></td><td>${bill.some(({ usd }) => usd === undefined) && both('and what only the page says', '출처에서 확인할 항목 별도')}</td></tr></tbody>
</table>`)}`}
</section>`;
}

const row = ({ en, ko, count, usd, source }: BillItem): Html => html`<tr><th scope="row">${both(en, ko)}</th><td class="number">${count}</td><td class="number">${usd === undefined ? both('see the source', '출처 참조') : dollars(usd)}</td><td class="number">${usd === undefined ? '–' : dollars(count * usd)}</td><td>${link(source)}</td></tr>`;
