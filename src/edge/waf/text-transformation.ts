/**
 * What WAF does to a part of a request before it looks into it, so that a disguise does not hide an attack. Each costs 10 WCU.
 *
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_TextTransformation.html
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html
 */
export enum TextTransformation {
  /** Decodes a Base64 text. */
  BASE64_DECODE = 'BASE64_DECODE',
  /** Decodes a Base64 text, ignoring characters that are none of Base64's. */
  BASE64_DECODE_EXT = 'BASE64_DECODE_EXT',
  /** Undoes what hides a command line: quotes, carets, backslashes, and such. */
  CMD_LINE = 'CMD_LINE',
  /** As CMD_LINE, for the disguises of Unix shells. */
  CMD_LINE_UNIX = 'CMD_LINE_UNIX',
  /** As CMD_LINE, for the disguises of the Windows command line. */
  CMD_LINE_WIN = 'CMD_LINE_WIN',
  /** Replaces white space of any kind by single spaces. */
  COMPRESS_WHITE_SPACE = 'COMPRESS_WHITE_SPACE',
  /** Decodes CSS 2 escapes. */
  CSS_DECODE = 'CSS_DECODE',
  /** Decodes ANSI C escapes, and leaves what is none. */
  ESCAPE_SEQ_DECODE = 'ESCAPE_SEQ_DECODE',
  /** Decodes hexadecimal digits. */
  HEX_DECODE = 'HEX_DECODE',
  /** Decodes HTML entities. */
  HTML_ENTITY_DECODE = 'HTML_ENTITY_DECODE',
  /** Decodes JavaScript escapes. */
  JS_DECODE = 'JS_DECODE',
  /** Decodes JavaScript escapes by extended rules. */
  JS_DECODE_EXT = 'JS_DECODE_EXT',
  /** Makes A to Z lower case. */
  LOWERCASE = 'LOWERCASE',
  /** Takes the MD5 of the part, as bytes. */
  MD5 = 'MD5',
  /** Leaves the part as it is. It costs nothing. */
  NONE = 'NONE',
  /** Removes doubled slashes, and references to the same and the parent directory but those at the beginning. */
  NORMALIZE_PATH = 'NORMALIZE_PATH',
  /** As NORMALIZE_PATH, after backslashes became slashes. */
  NORMALIZE_PATH_WIN = 'NORMALIZE_PATH_WIN',
  /** Removes the marks of comments, such as those of C and SQL, and leaves what stands in them. */
  REMOVE_COMMENTS_CHAR = 'REMOVE_COMMENTS_CHAR',
  /** Removes null bytes. */
  REMOVE_NULLS = 'REMOVE_NULLS',
  /** Removes white space. */
  REMOVE_WHITESPACE = 'REMOVE_WHITESPACE',
  /** Replaces each C comment by a space. */
  REPLACE_COMMENTS = 'REPLACE_COMMENTS',
  /** Replaces null bytes by spaces. */
  REPLACE_NULLS = 'REPLACE_NULLS',
  /** Takes the SHA-256 of the part, as bytes. */
  SHA256 = 'SHA256',
  /** Decodes SQL's hexadecimal numbers. */
  SQL_HEX_DECODE = 'SQL_HEX_DECODE',
  /** Removes white space at the beginning and at the end. */
  TRIM = 'TRIM',
  /** Removes white space at the beginning. */
  TRIM_LEFT = 'TRIM_LEFT',
  /** Removes white space at the end. */
  TRIM_RIGHT = 'TRIM_RIGHT',
  /** Makes a to z upper case. */
  UPPERCASE = 'UPPERCASE',
  /** Decodes a URL's escapes. */
  URL_DECODE = 'URL_DECODE',
  /** Decodes a URL's escapes, and those of the form %u. */
  URL_DECODE_UNI = 'URL_DECODE_UNI',
  /** Converts UTF-8 sequences to Unicode, so that one character is always written alike. */
  UTF8_TO_UNICODE = 'UTF8_TO_UNICODE',
}
