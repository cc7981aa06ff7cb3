import { severityName, STATUS_NAMES, statusChip } from './chip';
import { both, bothLabels, bothTexts, capital, html, type Html, idOf, link, scrolling } from './html';
import type { ControlEvidence, ControlRow } from '../control-evidence';
import { FRAMEWORK_NAMES, FRAMEWORKS } from '../frameworks';
import type { EvidenceModel } from '../model';
import { STATUSES, worstOf } from '../status';

export function controlsSection({ controls, frameworks }: EvidenceModel): Html {
  const services = [...new Set(controls.map(serviceOf))].sort();
  const sorted = [...controls].sort((a, b) => urgency(a) - urgency(b));
  return html`<section id="controls" aria-labelledby="controls-title">
<h2 id="controls-title">${both('Controls', '통제 항목')}</h2>
<form class="filters" role="search" ${bothLabels('Filter controls', '통제 항목 필터')}>
<label class="wide">${both('Search', '검색')} <input type="search" name="text" autocomplete="off"></label>
<label>${both('Service', '서비스')} <select name="service">${allOption}${services.map((service) => html`<option value="${service}">${service}</option>`)}</select></label>
<label>${both('Status', '상태')} <select name="status">${allOption}${STATUSES.map((status) => html`<option value="${status}" ${bothTexts(STATUS_NAMES[status].en, STATUS_NAMES[status].ko)}>${STATUS_NAMES[status].en}</option>`)}</select></label>
<label>${both('Framework', '프레임워크')} <select name="framework">${allOption}${frameworks.map(({ framework }) => html`<option value="${framework}">${FRAMEWORK_NAMES[framework]}</option>`)}</select></label>
<button type="button" class="quiet" data-expand="controls-table" aria-pressed="false">${both('Expand all', '모두 펼치기')}</button>
<p class="count" role="status"><b data-count>${controls.length}</b> / ${controls.length}${both(' controls', '개 항목')}</p>
</form>
<table id="controls-table" class="controls" role="table">
<caption class="hidden">${both('Controls with their worst status; each opens to its resources', '통제 항목과 가장 나쁜 상태. 각 항목을 펼치면 리소스별 결과가 나옵니다')}</caption>
<thead role="rowgroup"><tr role="row">
<th scope="col" role="columnheader">${both('Status', '상태')}</th>
<th scope="col" role="columnheader">${both('Control', '통제 항목')}</th>
<th scope="col" role="columnheader">${both('Severity', '심각도')}</th>
<th scope="col" role="columnheader" class="number">${both('Resources', '리소스')}</th>
</tr></thead>
${sorted.map(controlRows)}
</table>
<p class="empty" data-empty hidden>${both('No control matches the filter.', '조건에 맞는 통제 항목이 없습니다.')}</p>
</section>`;
}

const allOption = html`<option value="" ${bothTexts('All', '전체')}>All</option>`;

const serviceOf = ({ control }: ControlEvidence): string => control.id.split('.')[0];

function controlRows(evidence: ControlEvidence): Html {
  const { control, status, rows, counts } = evidence;
  const id = idOf('control', control.id);
  const frameworks = FRAMEWORKS.filter((framework) => control.frameworks[framework]?.length);
  const requirements = frameworks.flatMap((framework) => control.frameworks[framework] ?? []);
  const words = [control.id, control.title, control.titleKo, ...requirements, ...rows.map(({ construct }) => construct)];
  const statuses = STATUSES.filter((one) => counts[one] > 0);
  return html`<tbody role="rowgroup" data-control data-service="${serviceOf(evidence)}" data-status="${[status, ...statuses].join(' ')}" data-framework="${frameworks.join(' ')}" data-words="${words.join(' ').toLowerCase()}">
<tr role="row" id="${id}">
<td role="cell">${statusChip(status)}</td>
<th scope="row" role="rowheader"><button type="button" class="opener" aria-expanded="false" aria-controls="${id}-detail"><span class="arrow" aria-hidden="true"></span><span>${both(capital(control.title), control.titleKo)} <code>${control.id}</code></span></button></th>
<td role="cell" class="severity">${control.severity && severityName(control.severity)}</td>
<td role="cell" class="number">${counted(evidence)}</td>
</tr>
<tr role="row" class="detail" id="${id}-detail"><td role="cell" colspan="4">${detail(evidence)}</td></tr>
</tbody>`;
}

const SEVERITIES: readonly (string | undefined)[] = ['critical', 'high', 'medium', 'low'];

/** What needs attention comes first, the severest before; what concerns no resource, last. */
const urgency = ({ status, control }: ControlEvidence): number => STATUSES.indexOf(status) * 10 + SEVERITIES.indexOf(control.severity);

function counted({ rows, counts }: ControlEvidence): Html {
  const concerned = rows.length - counts.notApplicable;
  return concerned === 0 ? html`<span class="soft">–</span>` : html`${counts.compliant} / ${concerned}`;
}

function detail({ control, rows }: ControlEvidence): Html {
  const frameworks = FRAMEWORKS.filter((framework) => control.frameworks[framework]?.length);
  return html`<div class="detail-body">
<dl class="facts">
${control.why && html`<dt>${both('Why', '이유')}</dt><dd lang="en-US">${capital(control.why)}</dd>`}
${control.fix && html`<dt>${both('What to do', '조치')}</dt><dd><span lang="en-US">${capital(control.fix)}</span> ${control.source && link(control.source, both('AWS page', 'AWS 문서'))}</dd>`}
${control.responsibility && html`<dt>${both('Responsible', '책임 주체')}</dt><dd>${RESPONSIBLE[control.responsibility]}</dd>`}
${control.runtime && html`<dt>${both('After deployment', '배포 후 점검')}</dt><dd>${runtimeText(control.runtime)}</dd>`}
${frameworks.length > 0 && html`<dt>${both('Answers to', '관련 요구 사항')}</dt><dd><ul class="tags">${frameworks.map((framework) => html`<li><b>${FRAMEWORK_NAMES[framework]}</b> ${(control.frameworks[framework] ?? []).join(', ')}</li>`)}</ul></dd>`}
</dl>
${rows.length === 0
  ? html`<p class="soft">${both('No resource of this app is concerned.', '이 앱에는 해당하는 리소스가 없습니다.')}</p>`
  : scrolling(`Resources of ${control.id}`, `${control.id} 리소스 목록`, resources(control.id, rows))}
</div>`;
}

const RESPONSIBLE: Readonly<Record<string, Html>> = { aws: both('AWS', 'AWS'), customer: both('Customer', '고객'), shared: both('AWS and customer', 'AWS와 고객 공동') };

function runtimeText(runtime: NonNullable<ControlEvidence['control']['runtime']>): Html {
  switch (runtime.kind) {
    case 'managed': return html`${both('AWS Config rule', 'AWS Config 규칙')} <code>${runtime.identifier}</code>`;
    case 'guard': return both('AWS Config rule in Guard', 'Guard로 작성한 AWS Config 규칙');
    case 'none': return html`${both('No rule:', '규칙 없음:')} <span lang="en-US">${runtime.why}</span>`;
  }
}

function resources(id: string, rows: readonly ControlRow[]): Html {
  const sorted = [...rows].sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
  return html`<table class="resources">
<caption class="hidden">${both(`Resources that ${id} was checked in`, `${id} 점검 대상 리소스`)} (${STATUS_NAMES[worstOf(rows.map(({ status }) => status))].en})</caption>
<thead><tr><th scope="col">${both('Status', '상태')}</th><th scope="col">${both('Construct', '구성 요소 경로')}</th><th scope="col">${both('What was seen', '확인 내용')}</th></tr></thead>
<tbody>${sorted.map((row) => html`<tr><td>${statusChip(row.status)}</td><th scope="row"><span class="path">${row.construct}</span><small>${row.resourceType} · ${row.logicalId} · ${row.template}</small></th><td>${row.detail && html`<span lang="en-US">${capital(row.detail)}</span>`}${acceptance(row)}</td></tr>`)}</tbody>
</table>`;
}

function acceptance({ accepted }: ControlRow): Html {
  if (!accepted) { return html``; }
  const expired = accepted.expired ? html`<b>${both('expired', '만료')}</b> · ` : undefined;
  return html`<p class="acceptance">${expired}${both('Acknowledged', '예외 승인')}${accepted.owner && html` · ${accepted.owner}`}${accepted.until && html` · ${both(`until ${accepted.until}`, `${accepted.until}까지`)}`}: ${accepted.text}</p>`;
}
