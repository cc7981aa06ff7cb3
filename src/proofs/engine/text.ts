/**
 * Texts of policies as the engine sees them. What only a deployment knows stands in the text itself, so that documents stay plain JSON:
 * a symbol (`\uE000name\uE001`) is one definite text that differs from every other, such as the name CloudFormation makes up for a role;
 * a hole (`\uE002reason\uE003`) may be any text at all.
 */
const SYMBOL = /\uE000([^\uE001]*)\uE001/g;
/** Letters that mean something in a policy, and what stands for them in the name of a symbol. */
const SPECIAL: Readonly<Record<string, string>> = { ':': '\uE010', '/': '\uE011', '*': '\uE012', '?': '\uE013', '$': '\uE014' };
const PLAIN = new Map(Object.entries(SPECIAL).map(([letter, stand]) => [stand, letter]));
const HOLE = /\uE002([^\uE003]*)\uE003/;

/** One definite text that nobody knows yet and that equals no other. */
export const symbol = (name: string): string => `\uE000${name.replace(/[:/*?$]/g, (letter) => SPECIAL[letter])}\uE001`;

/** Any text at all: whatever depends on it can't be decided. */
export const hole = (reason: string): string => `\uE002${reason}\uE003`;

/** Why a text can't be known; `undefined` where it can. */
export const holeIn = (text: string): string | undefined => HOLE.exec(text)?.[1];

/** Whether a letter is a symbol. */
export const isSymbol = (letter: string): boolean => letter.length > 1;

export const hasSymbol = (text: string): boolean => text.includes('\uE000');

/** A text as its letters: a symbol is one letter, since nothing tells its parts apart. */
export const lettersOf = (text: string): readonly string[] => (hasSymbol(text) ? text.match(/\uE000[^\uE001]*\uE001|[^]/g) ?? [] : text.split(''));

/** A text for people: `<name>` for a symbol, `<reason>` for a hole. */
export const shown = (text: string): string => text.replace(SYMBOL, '<$1>').replace(new RegExp(HOLE, 'g'), '<$1>').replace(/[\uE010-\uE014]/g, (letter) => PLAIN.get(letter)!);

/** A text in lower case; symbols keep their names. */
export const lowered = (text: string): string => (!hasSymbol(text) ? text.toLowerCase() : lettersOf(text).map((letter) => (isSymbol(letter) ? letter : letter.toLowerCase())).join(''));
