import { refuseUnless } from '../../failure';

/** A name, quoted. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text, quoted. Amazon Redshift reads a backslash as an escape. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_USER.html */
export const literal = (text: string): string => `'${text.replaceAll(/['\\]/g, '$&$&')}'`;

/** A keyword that the server told, such as a privilege: it goes into statements as it is. */
export function keyword(text: unknown): string {
  refuseUnless(typeof text === 'string' && /^[A-Z]+( [A-Z]+)*$/.test(text.toUpperCase()), 'the server describes a grant in a way that rotation does not know');
  return text.toUpperCase();
}
