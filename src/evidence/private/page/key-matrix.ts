import { both, html, type Html, scrolling } from './html';
import { principalName, serviceName } from './principal';
import { ACCESS_CATEGORIES, type AccessCategory, type KeyAccess } from '../key-access';
import type { KeyEvidence } from '../key-evidence';
import type { KeyPrincipal } from '../key-principal';

const CATEGORY_NAMES: Readonly<Record<AccessCategory, Html>> = {
  use: both('Use', '키 사용'),
  grant: both('Create grants', '권한 부여'),
  administer: both('Administer', '관리'),
  delete: both('Delete', '삭제'),
  see: both('See', '조회'),
};

/** Who × what, and in each cell through which service. */
export function keyMatrix({ construct }: KeyEvidence, access: readonly KeyAccess[]): Html {
  const allowed = access.filter(({ effect }) => effect === 'Allow');
  const denied = access.filter(({ effect }) => effect === 'Deny');
  return scrolling(`Access to ${construct}`, `${construct} 접근 권한`, html`<table class="matrix">
<caption class="hidden">${both(`Who can do what with ${construct}, and through which service`, `${construct}에 대해 누가, 무엇을, 어떤 서비스를 통해 할 수 있는지`)}</caption>
<thead><tr><th scope="col">${both('Who', '주체')}</th>${ACCESS_CATEGORIES.map((category) => html`<th scope="col">${CATEGORY_NAMES[category]}</th>`)}</tr></thead>
${matrixBody('allow', both('Allowed', '허용'), allowed)}
${matrixBody('deny', both('Denied whatever else allows', '명시적 거부'), denied)}
</table>`);
}

function matrixBody(kind: 'allow' | 'deny', title: Html, access: readonly KeyAccess[]): Html {
  if (access.length === 0) { return html``; }
  const rows = new Map<string, { readonly who: Html; readonly statements: KeyAccess[] }>();
  for (const statement of access) {
    for (const principal of statement.who) {
      const key = JSON.stringify([principal.kind, principal.text, statement.except.map(({ text }) => text)]);
      const row = rows.get(key) ?? { who: html`${principalName(principal)}${exceptions(statement.except)}`, statements: [] };
      row.statements.push(statement);
      rows.set(key, row);
    }
  }
  return html`<tbody class="${kind}"><tr><th scope="rowgroup" colspan="${ACCESS_CATEGORIES.length + 1}" class="group">${title}</th></tr>
${[...rows.values()].map(({ who, statements }) => html`<tr><th scope="row">${who}</th>${ACCESS_CATEGORIES.map((category) => cell(kind, category, statements.filter(({ categories }) => categories.includes(category))))}</tr>`)}</tbody>`;
}

function cell(kind: 'allow' | 'deny', category: AccessCategory, statements: readonly KeyAccess[]): Html {
  if (statements.length === 0) { return html`<td class="none"><span aria-hidden="true">·</span></td>`; }
  const plain = statements.flatMap((statement) => (statement.throughOthers || statement.directly ? [] : statement.through.map(serviceName)));
  const ways = [
    ...[...new Set(plain)].sort().map((service) => html`<li>${service}</li>`),
    ...statements.some(isAnyWay) ? [html`<li>${anyWay(kind, category, statements)}</li>`] : [],
    ...statements.some(({ directly }) => directly) ? [html`<li>${both('directly', '직접 호출')}</li>`] : [],
    ...statements.filter(({ throughOthers }) => throughOthers).map(({ through }) => html`<li>${both(`except through ${names(through)}`, `${names(through)} 이외의 경로`)}</li>`),
  ];
  const conditional = statements.every(({ conditions }) => conditions.length > 0);
  return html`<td><span class="mark" aria-hidden="true">${kind === 'allow' ? '●' : '✕'}</span><ul class="ways">${ways}</ul>${conditional && html`<small>${both('with conditions', '조건부')}</small>`}</td>`;
}

/** Only data goes through services; of what is done to the key itself there is nothing to say but yes or no. */
function anyWay(kind: 'allow' | 'deny', category: AccessCategory, statements: readonly KeyAccess[]): Html {
  if (kind === 'deny') { return both('denied', '거부'); }
  if (category !== 'use' && category !== 'grant') { return both('allowed', '허용'); }
  return statements.every(({ who }) => who.every(({ kind: principal }) => principal === 'service'))
    ? both('by itself', '서비스 자체')
    : html`<strong>${both('any way', '경로 제한 없음')}</strong>`;
}

const isAnyWay = ({ through, directly }: KeyAccess): boolean => through.length === 0 && !directly;

const names = (services: readonly string[]): string => services.map(serviceName).join(', ');

const exceptions = (except: readonly KeyPrincipal[]): Html => (except.length === 0 ? html``
  : html`<small>${both('except', '제외:')} ${except.map((principal, index) => html`${index > 0 && ', '}${principalName(principal)}`)}</small>`);

/** Every statement in full. */
export function keyStatements({ construct }: KeyEvidence, access: readonly KeyAccess[]): Html {
  return html`<details class="statements"><summary>${both(access.length === 1 ? 'The statement in full' : `All ${access.length} statements in full`, `정책 문 ${access.length}개 전체 보기`)}</summary>
${scrolling(`Statements of ${construct}`, `${construct} 정책 문`, html`<table>
<caption class="hidden">${both(`Statements of the policy of ${construct}`, `${construct} 키 정책의 정책 문`)}</caption>
<thead><tr><th scope="col">${both('Statement', '정책 문')}</th><th scope="col">${both('Who', '주체')}</th><th scope="col">${both('Actions', '작업')}</th><th scope="col">${both('Only if', '조건')}</th></tr></thead>
<tbody>${access.map(statementRow)}</tbody></table>`)}</details>`;
}

function statementRow(row: KeyAccess): Html {
  const conditions = [
    ...row.through.length > 0 ? [`kms:ViaService ${row.throughOthers ? '≠' : '='} ${row.through.join(row.throughOthers ? ', ' : ' or ')}`] : [],
    ...row.directly ? ['kms:ViaService is absent'] : [],
    ...row.conditions,
  ];
  return html`<tr><th scope="row"><code>${row.sid ?? '–'}</code><small>${row.effect === 'Allow' ? both('allows', '허용') : html`<b>${both('denies', '거부')}</b>`}</small></th>
<td>${row.who.map(({ text }) => html`<code class="line">${text}</code>`)}${row.except.length > 0 && html`<small>${both('except', '제외:')}</small>`}${row.except.map(({ text }) => html`<code class="line">${text}</code>`)}</td>
<td>${row.actions.map((action) => html`<code class="line">${action}</code>`)}</td>
<td>${conditions.length === 0 ? html`<span class="soft">–</span>` : conditions.map((condition) => html`<code class="line">${condition}</code>`)}</td></tr>`;
}
