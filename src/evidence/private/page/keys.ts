import { both, bothTexts, html, type Html, link } from './html';
import { keyGraph } from './key-graph';
import { keyMatrix, keyStatements } from './key-matrix';
import { claimsLink } from './proofs-link';
import { KEY_PRICE_SOURCE } from '../key-cost';
import { type KeyEvidence, keyTitle } from '../key-evidence';
import { type EvidenceModel, summarize } from '../model';

export function keysSection(model: EvidenceModel): Html {
  const { keys } = model;
  const { monthlyKeyCost, monthlyKeyCostAfterRotations } = summarize(model);
  return html`<section id="keys" aria-labelledby="keys-title">
<h2 id="keys-title">${both('Keys and who can use them', '키와 접근 권한')}</h2>
${keys.length === 0 ? html`<p class="soft">${both('The templates have no customer-managed key.', '템플릿에 고객 관리형 키가 없습니다.')}</p>` : html`
<p class="intro">${both(
  'Read from the key policies of the templates. Where a statement names a role through its account, the role\'s own policy must allow the action too.',
  '템플릿의 키 정책에서 읽은 내용입니다. 계정을 통해 역할을 지정한 정책 문은 해당 역할의 IAM 정책도 그 작업을 허용해야 효력이 있습니다.',
)}</p>
<p class="bill">${bill(monthlyKeyCost, monthlyKeyCostAfterRotations)} <span class="soft">${both('Requests are not included.', '요청 요금은 포함하지 않습니다.')} ${link(KEY_PRICE_SOURCE, both('AWS KMS pricing', 'AWS KMS 요금'))}</span></p>
${keys.length > 1 && html`<form class="filters"><label>${both('Key', '키')} <select name="key"><option value="" ${bothTexts('All keys', '모든 키')}>All keys</option>${keys.map((key, index) => html`<option value="${index}">${keyTitle(key)}</option>`)}</select></label></form>`}
${keyGraph(keys)}
${keys.map((key, index) => keyBlock(key, index, model))}`}
</section>`;
}

const bill = (now: number, later: number): Html => (later > now
  ? both(
    html`<strong>$${now}</strong> a month for the keys now, <strong>$${later}</strong> once each has rotated twice.`,
    html`키 유지 비용은 현재 월 <strong>${now}달러</strong>, 키마다 두 번씩 교체된 뒤에는 월 <strong>${later}달러</strong>입니다.`,
  )
  : both(html`<strong>$${now}</strong> a month for the keys.`, html`키 유지 비용은 월 <strong>${now}달러</strong>입니다.`));

function keyBlock(key: KeyEvidence, index: number, { proofs }: EvidenceModel): Html {
  return html`<article class="key" data-key="${index}" aria-labelledby="key-${index}">
<h3 id="key-${index}">${keyTitle(key)}</h3>
<dl class="facts inline">
<div><dt>${both('Construct', '구성 요소')}</dt><dd class="path">${key.construct}</dd></div>
${key.aliases.length > 1 && html`<div><dt>${both('Other aliases', '다른 별칭')}</dt><dd>${key.aliases.slice(1).join(', ')}</dd></div>`}
<div><dt>${both('Domain', '도메인')}</dt><dd>${key.domain ?? missing}</dd></div>
<div><dt>${both('Data', '데이터 등급')}</dt><dd>${key.classification ?? missing}</dd></div>
<div><dt>${both('Rotation', '자동 교체')}</dt><dd>${rotation(key)}</dd></div>
${key.multiRegion && html`<div><dt>${both('Regions', '리전')}</dt><dd>${key.replica ? both('replica of a multi-Region key', '다중 리전 키의 복제본') : both('multi-Region', '다중 리전')}</dd></div>`}
<div><dt>${both('Month', '월 요금')}</dt><dd>$${key.monthlyUsd}</dd></div>
${proofs && html`<div><dt>${both('Proofs', '증명')}</dt><dd>${claimsLink(key, proofs)}</dd></div>`}
</dl>
${key.access === undefined
  ? html`<p class="soft">${both('Its policy is known only at deployment.', '키 정책을 배포 시점에만 알 수 있습니다.')}</p>`
  : html`${keyMatrix(key, key.access)}${keyStatements(key, key.access)}`}
</article>`;
}

const missing = html`<span class="soft">${both('no tag', '태그 없음')}</span>`;

function rotation({ replica, rotates, rotationDays }: KeyEvidence): Html {
  if (replica) { return both('as its primary', '기본 키와 동일'); }
  if (rotates === undefined) { return both('known at deployment', '배포 시점에 결정'); }
  return rotates ? both(`every ${rotationDays ?? ''} days`, `${rotationDays ?? ''}일마다`) : html`<b>${both('off', '꺼짐')}</b>`;
}
