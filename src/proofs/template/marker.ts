import { hasSymbol, hole, holeIn, shown, symbol } from '../engine';

/** The engine writes symbols and holes with these letters: those of a template itself must not pass for them. */
const MARKERS = /[\uE000-\uE014]/g;

const plain = (text: string): string => text.replace(MARKERS, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`);

/** A hole whose reason may quote anything: a name of the template, or a text that has holes itself. */
export const unknownText = (reason: string): string => hole(plain(shown(reason)));

/** A text that nobody knows yet and that no other resource has. */
export const madeUp = (name: string): string => symbol(plain(name));

/** A text of the template as it is, or a hole where only deployment knows it. */
export function templateText(text: string): string {
  // search() forgets where it was, unlike test()
  return text.search(MARKERS) < 0 ? deployedText(text) : hole(`the text ${plain(text)} has letters that are kept for symbols`);
}

/** A text that is put together: dynamic references are found only when it is whole. */
export function deployedText(text: string): string {
  return text.includes('{{resolve:') ? hole(plain(`the dynamic reference in ${shown(text)} is known only at deployment`)) : text;
}

/** The parts of a text, or nothing where they can't be told: a symbol has no colon and no slash, but may have anything else. */
export function partsOf(text: string, separator: string): string[] | undefined {
  if (separator === '' || holeIn(text) !== undefined) { return undefined; }
  if (!hasSymbol(text)) { return text.split(separator); }
  const isWhole = /^\uE000[^\uE001]*\uE001$/.test(text); // what such a text looks like is not known at all
  return isWhole || !/^[:/]+$/.test(separator) ? undefined : text.split(new RegExp(`${separator}(?![^\\uE000]*\\uE001)`));
}
