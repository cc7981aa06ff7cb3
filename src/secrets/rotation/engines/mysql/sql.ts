/**
 * Quotes text for a statement. Sessions of this engine have neither ANSI_QUOTES nor NO_BACKSLASH_ESCAPES.
 *
 * https://dev.mysql.com/doc/refman/8.4/en/string-literals.html
 */
export const quoted = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, '\'\'')}'`;

const TOKEN = /`(?:[^`]|``)*`|'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"|\w+(?:\.\d+)?|\S/gs;

/** The words, quoted names, quoted texts and signs of a statement, each as the server wrote it. A keyword is thus never mistaken for a name. */
export const tokensOf = (statement: string): readonly string[] => statement.match(TOKEN) ?? [];

/** Splits tokens at the commas that are not within parentheses. */
export function listOf(tokens: readonly string[]): readonly (readonly string[])[] {
  const items: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === '(') { depth += 1; }
    if (token === ')') { depth -= 1; }
    if (token === ',' && depth === 0) { items.push([]); } else { items[items.length - 1].push(token); }
  }
  return items;
}

/** Writes tokens as SQL again, with spaces between words only: as short as the server writes names. */
export const written = (tokens: readonly string[]): string => tokens.reduce((text, token) => `${text}${/[\w`'"]$/.test(text) && /^[\w`'"]/.test(token) ? ' ' : ''}${token}`, '');
