import { ITEMS } from './bill-items';
import type { Template } from '../../controls/template';

/** What AWS charges for being there, before any request. */
export interface BillItem {
  readonly id: string;
  readonly en: string;
  readonly ko: string;
  readonly count: number;
  /** US dollars a month for one; `undefined` where AWS charges, and only its page says how much. */
  readonly usd?: number;
  readonly source: string;
}

/** What is in the templates that AWS charges for being there. */
export function billOf(templates: readonly Template[]): BillItem[] {
  return ITEMS.map(({ countIn, once, ...item }) => {
    const count = templates.reduce((sum, template) => sum + countIn(template), 0);
    return { ...item, count: once ? Math.min(count, 1) : count };
  }).filter(({ count }) => count > 0);
}

/** US dollars of all whose price is known, to the cent. */
export const totalOf = (bill: readonly BillItem[]): number => Math.round(bill.reduce((sum, { count, usd = 0 }) => sum + count * usd, 0) * 100) / 100;

/** `$3,018`, `$18.25`: cents where there are some. */
export const dollars = (amount: number): string => `$${amount.toLocaleString('en', { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2, maximumFractionDigits: 2 })}`;
