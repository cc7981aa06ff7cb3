import { shown as readable, symbol } from '../engine';

/** A text of JSON with each name that makes no difference replaced by a symbol of its own, numbered in the order in which they come. */
export interface CanonicalForm {
  readonly text: string;
  /** Puts the names back, as people read them, into JSON that was made from the form. */
  readonly restored: (json: string) => string;
}

const SYMBOL = /\uE000[^\uE001]*\uE001/g;

/** The symbols here, as people would read them: symbols of templates have the path of a stack in their names. */
const NUMBERED = /<\$(\d+)>/g;

/** Texts that claims and axioms compare with by themselves. */
const RESERVED = ['true', 'false', 'x'];

/** What a name consists of: a part of a longer one is another name. */
const LETTER = '[\\w+=.@-]';

/**
 * The canonical form of what a proof reads: what is proved of the form holds for all names, for a symbol is whatever text differs from all others.
 *
 * @param name a text that is only ever a whole value or a whole segment of a path; where it stands anywhere else, it stays as it is
 */
export function canonicalForm(text: string, name?: string): CanonicalForm {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const numbered = (key: string, shown: string): string => {
    const number = numbers.get(key) ?? names.push(JSON.stringify(shown).slice(1, -1)) - 1;
    numbers.set(key, number);
    return symbol(`$${number}`);
  };
  const renamed = text.replace(SYMBOL, (whole) => numbered(whole, readable(whole)));
  const own = name === undefined || RESERVED.includes(name) ? undefined : wholeUses(name);
  const canonical = own?.isOnly(renamed) === true ? renamed.replace(own.uses, () => numbered(name!, name!)) : renamed;
  return { text: canonical, restored: (shown) => shown.replace(NUMBERED, (found, number: string) => names[Number(number)] ?? found) };
}

/** Where a name is a whole value or segment, and whether it stands nowhere else. */
function wholeUses(name: string) {
  const quoted = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const uses = new RegExp(`(?<=[/"])${quoted}(?=/|"(?!:))`, 'g');
  const anywhere = new RegExp(`(?<!${LETTER})${quoted}(?!${LETTER})`, 'gi');
  return { uses, isOnly: (text: string) => (text.match(anywhere)?.length ?? 0) === (text.match(uses)?.length ?? 0) };
}
