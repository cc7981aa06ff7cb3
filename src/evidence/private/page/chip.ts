import { both, html, type Html } from './html';
import type { RowStatus } from '../status';

/** Names of a status in English and Korean, and a mark, so that colour is never alone. */
export const STATUS_NAMES: Readonly<Record<RowStatus, { readonly en: string; readonly ko: string; readonly mark: string }>> = {
  error: { en: 'Check failed', ko: '점검 오류', mark: '!' },
  violated: { en: 'Violated', ko: '위반', mark: '✕' },
  unknown: { en: 'Undecided', ko: '판단 보류', mark: '?' },
  acknowledged: { en: 'Acknowledged', ko: '예외 승인', mark: '◆' },
  compliant: { en: 'Met', ko: '준수', mark: '✓' },
  notApplicable: { en: 'Not applicable', ko: '해당 없음', mark: '–' },
};

export function statusChip(status: RowStatus): Html {
  const { en, ko, mark } = STATUS_NAMES[status];
  return chip(status, mark, en, ko);
}

/** @param tone a status whose colours fit */
export const chip = (tone: RowStatus, mark: string, en: string, ko: string): Html =>
  html`<span class="chip ${tone}"><span class="mark" aria-hidden="true">${mark}</span>${both(en, ko)}</span>`;

const SEVERITIES: Readonly<Record<string, string>> = {
  critical: '심각', high: '높음', medium: '보통', low: '낮음', fatal: '치명', error: '오류', warning: '경고', info: '정보',
};

export const severityName = (severity: string): Html => both(severity.charAt(0).toUpperCase() + severity.slice(1), SEVERITIES[severity] ?? severity);
