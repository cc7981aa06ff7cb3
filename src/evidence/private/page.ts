import { createHash } from 'node:crypto';
import type { EvidenceModel } from './model';
import { acknowledgementsSection, findingsSection } from './page/acknowledgements';
import { billSection } from './page/bill';
import { controlsSection } from './page/controls';
import { frameworksSection } from './page/frameworks';
import { both, bothLabels, html, Html } from './page/html';
import { keysSection } from './page/keys';
import { proofsSection } from './page/proofs';
import { SCRIPT } from './page/script';
import { STYLE } from './page/style';
import { summarySection } from './page/summary';
import { templatesSection } from './page/templates';

const TITLE = { en: 'Security evidence', ko: '보안 증적' };

const SECTIONS: readonly (readonly [string, string, string])[] = [
  ['summary', 'Summary', '요약'],
  ['controls', 'Controls', '통제 항목'],
  ['keys', 'Keys', '키'],
  ['proofs', 'Proofs', '증명'],
  ['bill', 'Cost', '비용'],
  ['frameworks', 'Frameworks', '프레임워크'],
  ['acknowledgements', 'Acknowledgements', '예외 승인'],
  ['findings', 'Other tools', '다른 도구'],
  ['templates', 'Templates', '템플릿'],
];

const sectionsOf = ({ proofs }: EvidenceModel) => SECTIONS.filter(([id]) => id !== 'proofs' || proofs !== undefined);

/** The whole evidence as one file. Its policy allows no other script, style or request than its own, whatever the names in it say. */
export function page(model: EvidenceModel): string {
  const policy = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;
  const date = `${model.generatedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return html`<!doctype html>
<html lang="en" data-title-en="${TITLE.en}" data-title-ko="${TITLE.ko}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${TITLE.en}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#summary">${both('Skip to the evidence', '본문으로 건너뛰기')}</a>
<header class="top">
<div>
<p class="brand">cdk-gold ${model.version}</p>
<h1>${both(TITLE.en, TITLE.ko)}</h1>
<p class="soft">${both('Made from the synthesized templates on', '합성된 템플릿을 기준으로 작성:')} <time datetime="${model.generatedAt.toISOString()}">${date}</time></p>
</div>
<div class="languages" role="group" ${bothLabels('Language', '언어')}>
<button type="button" data-language="en" lang="en-US" aria-pressed="true">English</button><button type="button" data-language="ko" lang="ko-KR" aria-pressed="false">한국어</button>
</div>
</header>
<nav ${bothLabels('Sections', '목차')}><ul>${sectionsOf(model).map(([id, en, ko]) => html`<li><a href="#${id}">${both(en, ko)}</a></li>`)}</ul></nav>
<main>
${summarySection(model)}
${controlsSection(model)}
${keysSection(model)}
${proofsSection(model)}
${billSection(model)}
${frameworksSection(model)}
${acknowledgementsSection(model)}
${findingsSection(model)}
${templatesSection(model)}
</main>
<footer>
<p>${both(
  'A check looks up one control in one resource of a synthesized template. It says what the template declares, before deployment; what only a deployment knows is undecided, never met.',
  '점검은 합성된 템플릿의 리소스 하나에 통제 항목 하나를 적용한 결과입니다. 배포 전 템플릿의 선언을 기준으로 하며, 배포 시점에만 알 수 있는 값은 준수로 보지 않고 판단을 보류합니다.',
)}</p>
</footer>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`.text;
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
