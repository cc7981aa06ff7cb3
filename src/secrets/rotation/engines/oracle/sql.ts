import { refuseUnless } from '../../failure';

/** A name as the dictionary has it. Oracle's names can't hold a double quote. https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Database-Object-Names-and-Qualifiers.html */
export function quoted(name: string): string {
  refuseUnless(!/["\0]/.test(name), 'a name has a double quote, which Oracle does not take');
  return `"${name}"`;
}

/** A password in a statement: it can't be bound, and nothing escapes a double quote in it. */
export function identified(password: string): string {
  refuseUnless(!/["\0]/.test(password), 'a password has a double quote, which Oracle does not take: exclude that character');
  return `"${password}"`;
}

/** The name of a user in the dictionary. Clients write it without quotes, so Oracle takes it in upper case. */
export function exact(username: string): string {
  refuseUnless(/^[A-Za-z][A-Za-z0-9_$#]*$/.test(username), 'the user name is none that Oracle takes without quotes: letters, digits, _, $ and #, the first a letter');
  return username.toUpperCase();
}
