/** Codes that `Intl` knows as regions and ISO 3166-1 does not know as countries. */
const NO_COUNTRIES = ['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'];
const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Whether a code of two letters is that of a country, as CloudFront and WAF know it. A code that stands for another, as UK does for GB, is none of theirs. */
export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && !NO_COUNTRIES.includes(code) && NAMES.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code;
}
