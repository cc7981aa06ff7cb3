/** Text that is HTML already; everything else is escaped where it is put into `html`. */
export class Html {
  constructor(public readonly text: string) {}
}

export type Part = Html | string | number | undefined | false | readonly Part[];

/** A template of HTML in which every value is escaped, attributes' values included (they must be in double quotes). */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.reduce((text, string, index) => text + render(parts[index - 1]) + string));

function render(part: Part): string {
  if (part === undefined || part === false) { return ''; }
  if (part instanceof Html) { return part.text; }
  return typeof part === 'object' ? part.map(render).join('') : escape(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** Direction overrides go too: with them, a name could read as another. */
const escape = (text: string): string => text.replace(/[\u202A-\u202E\u2066-\u2069]/g, '').replace(/[&<>"']/g, (character) => ENTITIES[character]);

/** A text in both languages; the style sheet shows that of the page. */
export const both = (en: Part, ko: Part): Html => html`<span lang="en">${en}</span><span lang="ko">${ko}</span>`;

/** Attributes of an element whose own text, or whose label, is in the page's language; for what can't hold elements. */
export const bothTexts = (en: string, ko: string): Html => html`data-text-en="${en}" data-text-ko="${ko}"`;
export const bothLabels = (en: string, ko: string): Html => html`aria-label="${en}" data-label-en="${en}" data-label-ko="${ko}"`;

/** A table that scrolls by itself where the screen is narrow, by keyboard too. */
export const scrolling = (en: string, ko: string, content: Html): Html =>
  html`<div class="scroll" role="region" tabindex="0" ${bothLabels(en, ko)}>${content}</div>`;

/** A link to a public page; anything but https is text. */
export const link = (url: string, text: Part = url): Html => (url.startsWith('https://') ? html`<a href="${url}" rel="noreferrer">${text}</a>` : html`${url}`);

/** A phrase as the beginning of a sentence; a name stays as it is. */
export const capital = (text: string): string => (text.startsWith('arn:') ? text : text.charAt(0).toUpperCase() + text.slice(1));

/** `1 claim`, `2 claims`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** An id for an element, made of any text; never the same for two texts. */
export const idOf = (...texts: readonly string[]): string =>
  texts.map((text) => text.replace(/[^a-zA-Z0-9-]/g, (character) => `_${character.codePointAt(0)?.toString(16) ?? ''}_`)).join('--');
