import { STATUS_NAMES, statusChip } from './chip';
import { both, html, type Html, idOf } from './html';
import type { FrameworkCoverage } from '../control-evidence';
import { FRAMEWORK_NAMES } from '../frameworks';
import type { EvidenceModel } from '../model';
import { countStatuses, STATUSES } from '../status';

export function frameworksSection({ frameworks }: EvidenceModel): Html {
  return html`<section id="frameworks" aria-labelledby="frameworks-title">
<h2 id="frameworks-title">${both('Frameworks', '프레임워크')}</h2>
<p class="intro">${both(
  'Requirements that at least one control answers to. A met control is technical evidence for a requirement; whether it is enough is the assessor\'s judgement.',
  '하나 이상의 통제 항목과 연결된 요구 사항입니다. 통제 항목의 준수는 기술적 증적이며, 요구 사항 전체의 충족 여부는 심사자가 판단합니다.',
)}</p>
${frameworks.map(frameworkBlock)}
</section>`;
}

function frameworkBlock({ framework, requirements }: FrameworkCoverage): Html {
  const counts = countStatuses(requirements.map(({ status }) => status));
  return html`<details class="framework">
<summary><span class="name">${FRAMEWORK_NAMES[framework]}</span> <span class="soft">${both(`${requirements.length} requirements`, `요구 사항 ${requirements.length}개`)}</span>
<span class="tally">${STATUSES.filter((status) => counts[status] > 0).map((status) => html`<span class="count ${status}"><span class="mark" aria-hidden="true">${STATUS_NAMES[status].mark}</span>${both(STATUS_NAMES[status].en, STATUS_NAMES[status].ko)} ${counts[status]}</span> `)}</span></summary>
<table>
<caption class="hidden">${both(`Requirements of ${FRAMEWORK_NAMES[framework]}`, `${FRAMEWORK_NAMES[framework]} 요구 사항`)}</caption>
<thead><tr><th scope="col">${both('Requirement', '요구 사항')}</th><th scope="col">${both('Status', '상태')}</th><th scope="col">${both('Controls', '통제 항목')}</th></tr></thead>
<tbody>${requirements.map(({ id, status, controls }) => html`<tr><th scope="row">${id}</th><td>${statusChip(status)}</td><td><ul class="tags">${controls.map(({ control, status: own }) => html`<li><span class="mark ${own}" aria-hidden="true">${STATUS_NAMES[own].mark}</span><span class="hidden">${both(STATUS_NAMES[own].en, STATUS_NAMES[own].ko)}:</span> <a href="#${idOf('control', control.id)}"><code>${control.id}</code></a></li>`)}</ul></td></tr>`)}</tbody>
</table>
</details>`;
}
