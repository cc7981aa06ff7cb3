import { chip } from './chip';
import { both, html, type Html, scrolling } from './html';
import type { EvidenceModel } from '../model';
import type { TemplateEvidence } from '../template-evidence';

const STATES: Readonly<Record<TemplateEvidence['state'], Html>> = {
  unchanged: chip('compliant', '✓', 'As checked', '점검 당시와 동일'),
  changed: chip('violated', '✕', 'Changed since', '점검 후 변경됨'),
  missing: chip('error', '!', 'Missing', '파일 없음'),
};

export function templatesSection({ templates }: EvidenceModel): Html {
  return html`<section id="templates" aria-labelledby="templates-title">
<h2 id="templates-title">${both('Templates', '템플릿')}</h2>
<p class="intro">${both('What was checked, byte for byte: the hash is that of the file the checks read.', '점검한 파일을 바이트 단위로 식별합니다. 해시는 점검이 읽은 파일의 값입니다.')}</p>
${scrolling('Templates', '템플릿', html`<table>
<caption class="hidden">${both('Templates with their SHA-256', '템플릿과 SHA-256 해시')}</caption>
<thead><tr><th scope="col">${both('File', '파일')}</th><th scope="col" class="number">${both('Resources', '리소스')}</th><th scope="col">SHA-256</th><th scope="col">${both('State', '상태')}</th></tr></thead>
<tbody>${templates.map(({ file, stack, resources, sha256, state }) => html`<tr><th scope="row"><span class="path">${file}</span><small>${both('stack', '스택')} ${stack}</small></th><td class="number">${resources}</td><td><code class="hash">${sha256}</code></td><td>${STATES[state]}</td></tr>`)}</tbody>
</table>`)}
</section>`;
}
