import { chip, severityName } from './chip';
import { both, html, type Html, scrolling } from './html';
import type { Acknowledgement } from '../acknowledgement';
import { type EvidenceModel, isOpen } from '../model';
import type { Finding } from '../validation-report';

const STATES: Readonly<Record<Acknowledgement['state'], Html>> = {
  active: chip('acknowledged', '◆', 'In force', '유효'),
  expired: chip('violated', '✕', 'Expired', '만료'),
  unmatched: chip('unknown', '?', 'Matches nothing', '일치 항목 없음'),
};

export function acknowledgementsSection({ acknowledgements }: EvidenceModel): Html {
  return html`<section id="acknowledgements" aria-labelledby="acknowledgements-title">
<h2 id="acknowledgements-title">${both('Acknowledgements', '예외 승인')}</h2>
<p class="intro">${both(
  'Findings that somebody accepted, with the reason. What has expired counts as violated again.',
  '사유를 남기고 받아들인 지적 사항입니다. 만료된 승인은 다시 위반으로 집계됩니다.',
)}</p>
${acknowledgements.length === 0
  ? html`<p class="soft">${both('Nothing was acknowledged.', '예외로 승인된 항목이 없습니다.')}</p>`
  : scrolling('Acknowledgements', '예외 승인', html`<table>
<caption class="hidden">${both('Acknowledgements with reason, owner and expiry', '예외 승인의 사유, 담당자, 만료일')}</caption>
<thead><tr><th scope="col">${both('State', '상태')}</th><th scope="col">${both('Finding', '지적 사항')}</th><th scope="col">${both('Reason', '사유')}</th><th scope="col">${both('Owner', '담당자')}</th><th scope="col">${both('Until', '만료일')}</th></tr></thead>
<tbody>${acknowledgements.map(acknowledgementRow)}</tbody>
</table>`)}
</section>`;
}

const NO_PLUGIN = html`<small>${both('CDK took it for an annotation: put the plugin\'s name before it, such as Gold::', 'CDK가 주석(annotation) ID로 처리했습니다. Gold::처럼 플러그인 이름을 앞에 붙이십시오')}</small>`;

const acknowledgementRow = ({ id, at, state, text, owner, until, constructs }: Acknowledgement): Html => html`<tr>
<td>${STATES[state]}</td>
<th scope="row"><code>${id}</code><small>${both('declared on', '선언 위치')} <span class="path">${at === '' ? '/' : at}</span></small>${id.startsWith('Annotation::') && NO_PLUGIN}${constructs.length > 0 && html`<small>${both('accepts', '적용 대상')} ${constructs.map((construct) => html`<span class="path">${construct}</span> `)}</small>`}</th>
<td class="prose">${text === '' ? html`<span class="soft">${both('none given', '없음')}</span>` : text}</td>
<td>${owner ?? html`<span class="soft">${both('not named', '미지정')}</span>`}</td>
<td class="date">${until ?? html`<span class="soft">${both('no end', '기한 없음')}</span>`}</td>
</tr>`;

const OPEN = chip('violated', '✕', 'Open', '미조치');
const OPEN_WARNING = chip('unknown', '!', 'Open', '미조치');
const ACCEPTED = chip('acknowledged', '◆', 'Acknowledged', '예외 승인');

/** What cdk-nag's packs, CDK itself and other plugins found in the same synth. */
export function findingsSection({ findings }: EvidenceModel): Html {
  const sorted = [...findings].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  return html`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">${both('Findings of other tools', '다른 도구의 지적 사항')}</h2>
${findings.length === 0
  ? html`<p class="soft">${both('No other validation plugin reported anything. CDK leaves plugins without findings out of its report.', '다른 검증 플러그인이 보고한 내용이 없습니다. 지적 사항이 없는 플러그인은 CDK 보고서에 나타나지 않습니다.')}</p>`
  : scrolling('Findings of other tools', '다른 도구의 지적 사항', html`<table>
<caption class="hidden">${both('Findings of other validation plugins', '다른 검증 플러그인의 지적 사항')}</caption>
<thead><tr><th scope="col">${both('State', '상태')}</th><th scope="col">${both('Rule', '규칙')}</th><th scope="col">${both('Severity', '심각도')}</th><th scope="col">${both('Construct', '구성 요소 경로')}</th></tr></thead>
<tbody>${sorted.map(findingRow)}</tbody>
</table>`)}
</section>`;
}

function findingRow(finding: Finding): Html {
  const { plugin, rule, severity, construct, description, accepted } = finding;
  const open = severity === 'warning' || severity === 'info' ? OPEN_WARNING : OPEN;
  return html`<tr><td>${isOpen(finding) ? open : ACCEPTED}</td>
<th scope="row"><code>${rule}</code><small>${plugin}</small><small class="prose" lang="en-US">${description}</small></th>
<td>${severityName(severity)}</td>
<td><span class="path">${construct}</span>${accepted && html`<p class="acceptance">${accepted.text}</p>`}</td></tr>`;
}
