import { createHash } from 'node:crypto';
import { type Properties, UnknownPropertyError, byPriority, known, listOf, numberOf, text } from './properties';

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html; texts are bytes, a character each

const char = (code: number): string => String.fromCharCode(code % 256);

/** A full-width letter (FF01 to FF5E) becomes its narrow one; of others the lower byte stays. */
const narrowed = (code: number): string => (code >= 0xff01 && code <= 0xff5e ? char(code - 0xff01 + 0x21) : char(code));

/** Space, form feed, tab, line feed, carriage return, vertical tab and the non-breaking space. */
const WHITE = '[ \\f\\t\\n\\r\\v\\xa0]';

const ESCAPES: Readonly<Record<string, string>> = { 'a': '\x07', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\', '?': '?', '\'': '\'', '"': '"' };

const base64 = (value: string): string => Buffer.from(value, 'base64').toString('latin1');
const hex = (value: string): string => Buffer.from(value, 'hex').toString('latin1');
const hash = (algorithm: string) => (value: string): string => createHash(algorithm).update(Buffer.from(value, 'latin1')).digest().toString('latin1');

const urlDecode = (value: string): string => value.replace(/\+/g, ' ').replace(/%([0-9a-f]{2})/gi, (_, code: string) => char(parseInt(code, 16)));

/** Slashes, self-references and back-references that are not at the beginning go. */
function normalizePath(value: string): string {
  const absolute = value.startsWith('/');
  const parts: string[] = [];
  for (const part of value.split('/')) {
    if (part === '' || part === '.') { continue; }
    if (part !== '..') { parts.push(part); continue; }
    if (parts.length > 0 && parts[parts.length - 1] !== '..') { parts.pop(); } else if (!absolute) { parts.push('..'); }
  }
  return `${absolute ? '/' : ''}${parts.join('/')}${value.endsWith('/') && parts.length > 0 ? '/' : ''}`;
}

/** `&apos;` is left as it is: the page prints a backslash for it, which it prints for `&bsol;` also. */
const ENTITIES: Readonly<Record<string, string>> = Object.fromEntries([
  ['quot', '"'], ['amp', '&'], ['lt', '<'], ['gt', '>'], ['nbsp nonbreakingspace', '\xa0'], ['newline', '\n'], ['tab', '\t'], ['lcub lbrace', '{'],
  ['verbar vert verticalline', '|'], ['rcub rbrace', '}'], ['excl', '!'], ['num', '#'], ['dollar', '$'], ['percent percnt', '%'], ['lpar', '('], ['rpar', ')'],
  ['ast midast', '*'], ['plus', '+'], ['comma', ','], ['period', '.'], ['sol', '/'], ['colon', ':'], ['semi', ';'], ['equals', '='], ['quest', '?'],
  ['tilde diacriticaltilde', '~'], ['minus', '-'], ['lsqb lbrack', '['], ['bsol', '\\'], ['rsqb rbrack', ']'], ['hat', '^'], ['lowbar underbar', '_'],
  ['grave diacriticalgrave', '`'],
].flatMap(([names, letter]) => names.split(' ').map((name) => [name, letter])));

const htmlDecode = (value: string): string => value
  .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => char(parseInt(code, 16)))
  .replace(/&#(\d+);/g, (_, code: string) => char(Number(code)))
  .replace(/&([a-z]+);/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole);

const escapeDecode = (value: string): string => value.replace(/\\(?:x([0-9a-f]{2})|(0[0-7]{1,3})|([abfnrtv\\?'"]))/gi,
  (whole, hexCode?: string, octal?: string, letter?: string) => {
    if (hexCode) { return char(parseInt(hexCode, 16)); }
    return octal ? char(parseInt(octal, 8)) : ESCAPES[letter ?? ''] ?? whole;
  });

const jsDecode = (value: string): string => value.replace(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([0-3]?[0-7]{1,2})|([\s\S]))/gi,
  (_, unicode?: string, hexCode?: string, octal?: string, letter?: string) => {
    if (unicode) { return narrowed(parseInt(unicode, 16)); }
    if (hexCode) { return char(parseInt(hexCode, 16)); }
    return octal ? char(parseInt(octal, 8)) : ESCAPES[letter ?? ''] ?? letter ?? '';
  });

/** Up to two bytes of an escape count; a backslash before anything else goes. */
const cssDecode = (value: string): string => value.replace(/\\(?:([0-9a-f]{1,6})[ \t\n\r\f]?|\n|([\s\S]))/gi,
  (_, code?: string, letter?: string) => (code ? narrowed(parseInt(code.slice(-4), 16)) : letter ?? ''));

const TRANSFORMATIONS: Readonly<Record<string, (value: string) => string>> = {
  NONE: (value) => value,
  // what is no Base64 stays as it is: the page says nothing of it
  BASE64_DECODE: (value) => (/^[a-z0-9+/]*={0,2}$/i.test(value) ? base64(value) : value),
  BASE64_DECODE_EXT: (value) => base64(value.replace(/[^a-z0-9+/]/gi, '')),
  CMD_LINE: (value) => value.replace(/[\\"'^]/g, '').replace(/ +(?=[/(])/g, '').replace(/[,;]/g, ' ').replace(/ +/g, ' ').toLowerCase(),
  COMPRESS_WHITE_SPACE: (value) => value.replace(new RegExp(`${WHITE}+`, 'g'), ' '),
  CSS_DECODE: cssDecode,
  ESCAPE_SEQ_DECODE: escapeDecode,
  HEX_DECODE: hex,
  HTML_ENTITY_DECODE: htmlDecode,
  JS_DECODE: jsDecode,
  LOWERCASE: (value) => value.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  MD5: hash('md5'),
  NORMALIZE_PATH: normalizePath,
  NORMALIZE_PATH_WIN: (value) => normalizePath(value.replaceAll('\\', '/')),
  // the marks that removeCommentsChar of ModSecurity removes, whose names AWS took over
  REMOVE_COMMENTS_CHAR: (value) => value.replace(/\/\*|\*\/|--|#/g, ''),
  REMOVE_NULLS: (value) => value.replaceAll('\0', ''),
  REPLACE_COMMENTS: (value) => value.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' '),
  REPLACE_NULLS: (value) => value.replaceAll('\0', ' '),
  SQL_HEX_DECODE: (value) => value.replace(/0x((?:[0-9a-f]{2})+)/gi, (_, digits: string) => hex(digits)),
  URL_DECODE: urlDecode,
  URL_DECODE_UNI: (value) => urlDecode(value.replace(/%u([0-9a-f]{4})/gi, (_, code: string) => {
    const letter = narrowed(parseInt(code, 16));
    return letter === '%' || letter === '+' ? `%${letter.charCodeAt(0).toString(16)}` : letter;
  })),
  UTF8_TO_UNICODE: (value) => [...Buffer.from(value, 'latin1').toString('utf8')]
    .map((letter) => (letter < '\x80' ? letter : [...Buffer.from(letter, 'utf16le').swap16().toString('hex').match(/.{4}/g) ?? []].map((code) => `%u${code}`).join(''))).join(''),
  REMOVE_WHITESPACE: (value) => value.replace(new RegExp(WHITE, 'g'), ''),
  TRIM: (value) => value.replace(new RegExp(`^${WHITE}+|${WHITE}+$`, 'g'), ''),
  TRIM_LEFT: (value) => value.replace(new RegExp(`^${WHITE}+`), ''),
  TRIM_RIGHT: (value) => value.replace(new RegExp(`${WHITE}+$`), ''),
  UPPERCASE: (value) => value.replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
  SHA256: hash('sha256'),
};

/** Merges the values of an argument that comes several times, at its first place. */
function combined(query: string): string {
  const values = new Map<string, string[]>();
  for (const part of query.split('&')) {
    const [name, ...value] = part.split('=');
    values.set(name, [...values.get(name) ?? [], value.join('=')]);
  }
  return [...values].map(([name, all]) => `${name}=${all.join(',')}`).join('&');
}

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-preparse-transformation.html
const BEFORE_PARSING: Readonly<Record<string, (value: string) => string>> = {
  NONE: TRANSFORMATIONS.NONE,
  URL_DECODE: TRANSFORMATIONS.URL_DECODE,
  URL_DECODE_UNI: TRANSFORMATIONS.URL_DECODE_UNI,
  COMBINE_DUPLICATE_QUERY_ARGS_BY_COMMA: combined,
  REPLACE_SEMICOLONS_WITH_AMPERSANDS: (value) => value.replaceAll(';', '&'),
};

/**
 * What a list of transformations makes of a value, the lowest priority first.
 *
 * Of the types that AWS's API names, CMD_LINE_WIN, CMD_LINE_UNIX and JS_DECODE_EXT are refused: what they do in detail was not at hand.
 */
export const transformation = (list: unknown, where: string): (value: string) => string => chain(listOf(list, `${where}.TextTransformations`), TRANSFORMATIONS, where);

/** What is done to a query string before it is parsed. */
export const preParsing = (list: unknown, where: string): (value: string) => string =>
  chain(list === undefined ? [] : listOf(list, `${where}.PreParseTextTransformations`), BEFORE_PARSING, where);

function chain(list: readonly unknown[], table: Readonly<Record<string, (value: string) => string>>, where: string): (value: string) => string {
  const steps = byPriority(list.map((step): Properties => known(step, where, ['Priority', 'Type'])), where).map(({ Type, Priority }) => {
    const name = text(Type, where);
    if (numberOf(Priority, where) < 0 || !Object.hasOwn(table, name)) { throw new UnknownPropertyError(`${where}: the text transformation ${name} is not known`); }
    return table[name];
  });
  return (value) => steps.reduce((result, step) => step(result), value);
}
