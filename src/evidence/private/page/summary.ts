import { STATUS_NAMES } from './chip';
import { both, count, html, type Html, type Part } from './html';
import type { EvidenceSummary } from '../../evidence-summary';
import { duration } from '../duration';
import { type EvidenceModel, summarize } from '../model';
import { countStatuses, type RowStatus, STATUSES } from '../status';

export function summarySection(model: EvidenceModel): Html {
  const { resources, templates, keys, monthlyKeyCost, passed, violated, errors, acknowledged, undecided, ...other } = summarize(model);
  return html`<section id="summary" aria-labelledby="summary-title">
<h2 id="summary-title">${both('Summary', '요약')}</h2>
${verdict(violated + errors, model.proofs && other.refuted, other.undecidedClaims)}
<ul class="${model.proofs ? 'tiles many' : 'tiles'}">
${tile(resources, both('resources', '리소스'), both(`in ${count(templates, 'template')}`, `템플릿 ${templates}개`))}
${tile(keys, both('keys', 'KMS 키'), both(`$${monthlyKeyCost} a month`, `월 ${monthlyKeyCost}달러`))}
${tile(passed, both('checks met', '준수'), undefined, passed > 0 && 'compliant')}
${tile(violated + errors, both('checks violated', '위반'), errors > 0 && both(`${errors} of them failed to run`, `점검 오류 ${errors}건 포함`), violated + errors > 0 && 'violated')}
${tile(acknowledged, both('acknowledged', '예외 승인'), undefined, acknowledged > 0 && 'acknowledged')}
${tile(undecided, both('undecided', '판단 보류'), undecided > 0 && both('known at deployment', '배포 시점에 결정'), undecided > 0 && 'unknown')}
${tile(other.otherFindings, both('findings of other tools', '다른 도구의 지적'), other.otherAcknowledged > 0 && both(`${other.otherAcknowledged} acknowledged`, `예외 승인 ${other.otherAcknowledged}건`))}
${model.proofs && claimTiles(other)}
</ul>
${bar(model)}
${warnings(model)}
</section>`;
}

function verdict(broken: number, refuted: number | undefined, undecided: number): Html {
  const checks = broken === 0
    ? both('No check is violated.', '위반된 점검 항목이 없습니다.')
    : both(`${count(broken, 'check')} ${broken === 1 ? 'needs' : 'need'} attention.`, `점검 ${broken}건에 조치가 필요합니다.`);
  return html`<p class="verdict">${checks} ${claimsText(refuted, undecided)}</p>`;
}

function claimsText(refuted: number | undefined, undecided: number): Html {
  if (refuted === undefined) { return html`<small>${both('Proofs were not run: add proofs.GoldProofs to the app.', '증명은 실행하지 않았습니다. 앱에 proofs.GoldProofs를 추가하십시오.')}</small>`; }
  const found = refuted === 0
    ? both('No claim is refuted.', '반증된 명제가 없습니다.')
    : both(`${count(refuted, 'claim')} ${refuted === 1 ? 'is' : 'are'} refuted.`, `명제 ${refuted}건이 반증되었습니다.`);
  if (undecided === 0) { return found; }
  return html`${found} ${both(`${count(undecided, 'claim')} could not be decided.`, `명제 ${undecided}건은 판정할 수 없습니다.`)}`;
}

type Claims = Pick<EvidenceSummary, 'proved' | 'nothingToAsk' | 'refuted' | 'undecidedClaims' | 'acceptedClaims' | 'acknowledgedClaims' | 'proofsElapsedMs'>;

function claimTiles({ proved, nothingToAsk, refuted, undecidedClaims, acceptedClaims, acknowledgedClaims, proofsElapsedMs }: Claims): Html {
  const passed = acceptedClaims + acknowledgedClaims;
  const time = duration(proofsElapsedMs);
  const note = nothingToAsk > 0
    ? both(`${nothingToAsk} with nothing to ask; in ${time}`, `해당 없음 ${nothingToAsk}건 포함, 소요 시간 ${time}`)
    : both(`in ${time}`, `소요 시간 ${time}`);
  return html`${tile(proved, both('claims proved', '증명된 명제'), note, proved > 0 && 'compliant')}
${tile(refuted, both('claims refuted', '반증된 명제'), undefined, refuted > 0 && 'violated')}
${tile(undecidedClaims, both('claims undecided', '판정 불가 명제'), passed > 0 && both(`${passed} accepted as they are`, `별도로 수용·승인 ${passed}건`), undecidedClaims > 0 && 'unknown')}`;
}

const tile = (number: number, label: Html, note: Part, tone: RowStatus | false = false): Html =>
  html`<li class="${['tile', tone || ''].join(' ').trim()}"><strong>${number.toLocaleString('en')}</strong> <span class="label">${label}</span>${note ? html` <small>${note}</small>` : undefined}</li>`;

/** How all checks stand as one bar; the legend has the same in numbers. */
function bar({ controls }: EvidenceModel): Html {
  const counts = countStatuses(controls.flatMap(({ rows }) => rows.map(({ status }) => status)));
  const shown = STATUSES.filter((status) => status !== 'notApplicable' && counts[status] > 0).reverse();
  const total = shown.reduce((sum, status) => sum + counts[status], 0);
  let x = 0;
  const parts = shown.map((status) => {
    const width = counts[status] / total * 1000;
    x += width;
    return html`<rect class="${status}" x="${(x - width).toFixed(2)}" y="0" width="${Math.max(width - 3, 1).toFixed(2)}" height="12"/>`;
  });
  if (total === 0) { return html``; }
  return html`<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>
<ul class="legend">${shown.map((status) => html`<li class="${status}"><span class="mark" aria-hidden="true">${STATUS_NAMES[status].mark}</span>${both(STATUS_NAMES[status].en, STATUS_NAMES[status].ko)} <b>${counts[status]}</b></li>`)}</ul>`;
}

function warnings(model: EvidenceModel): Html {
  const { expiredAcknowledgements: expired, unmatchedAcknowledgements: unmatched, changedTemplates: changed, staleClaims: stale } = summarize(model);
  const notes = [
    changed > 0 && both(
      `${count(changed, 'template')} changed after the checks: synth again before this evidence is used.`,
      `점검 이후 내용이 바뀐 템플릿이 ${changed}개 있습니다. 이 증적을 사용하기 전에 다시 synth 하십시오.`,
    ),
    stale > 0 && both(
      `${count(stale, 'claim')} ${stale === 1 ? 'was' : 'were'} decided in a template that changed since: synth again before this evidence is used.`,
      `판정 이후 템플릿이 바뀐 명제가 ${stale}건 있습니다. 이 증적을 사용하기 전에 다시 synth 하십시오.`,
    ),
    expired > 0 && both(
      `${count(expired, 'acknowledgement')} expired: what ${expired === 1 ? 'it' : 'they'} accepted counts as violated again.`,
      `만료된 예외 승인이 ${expired}건 있습니다. 해당 항목은 다시 위반으로 집계됩니다.`,
    ),
    unmatched > 0 && both(
      `${count(unmatched, 'acknowledgement')} matched no finding: remove ${unmatched === 1 ? 'it' : 'them'}, or correct the id.`,
      `어떤 지적 사항과도 일치하지 않는 예외 승인이 ${unmatched}건 있습니다. 삭제하거나 ID를 바로잡으십시오.`,
    ),
  ].filter((note) => note !== false);
  return notes.length === 0 ? html`` : html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
}
