import { type Held, refused } from './stand-in-permissions';

export interface StandInLogin {
  readonly name: string;
  password: string;
  database: string;
  language: string;
  policy: boolean;
  expiration: boolean;
  disabled: boolean;
  credential: string | null;
  failures: number;
  isAdministrator: boolean;
  roles: string[];
  permissions: Held[];
}

export interface StandInUser {
  /** The login that it belongs to; `undefined` if it has a password in the database. */
  readonly login?: string;
  password?: string;
  schema: string | null;
  language: string | null;
  roles: string[];
  permissions: Held[];
}

export interface StandInDatabase {
  readonly owner: string;
  readonly users: Map<string, StandInUser>;
  /** What can be granted on, with its columns. */
  readonly securables: Map<string, readonly string[]>;
  /** Users that own securables. */
  readonly owners: Map<string, string>;
}

/** Forms of names, texts and clauses in statements. */
export const NAME = '\\[(?:[^\\]]|\\]\\])+\\]';
export const TEXT = 'N\'(?:[^\']|\'\')*\'';
export const OPTION = `(?:DEFAULT_DATABASE = ${NAME}|DEFAULT_LANGUAGE = ${NAME}|CHECK_POLICY = (?:ON|OFF)|CHECK_EXPIRATION = (?:ON|OFF)|CREDENTIAL = ${NAME}|NO CREDENTIAL)`;
export const USER_OPTION = `(?:DEFAULT_SCHEMA = ${NAME}|DEFAULT_LANGUAGE = (?:${NAME}|NONE))`;

export const nameOf = (name: string): string => name.slice(1, -1).replaceAll(']]', ']');
export const textOf = (text: string): string => text.slice(2, -1).replaceAll('\'\'', '\'');

/** Applies clauses of `ALTER LOGIN … WITH`. */
export function alterLogin(login: StandInLogin, options: string): void {
  for (const [option, key, value] of options.matchAll(new RegExp(`(?:(\\w+) = (${NAME}|ON|OFF)|NO CREDENTIAL)`, 'g'))) {
    if (option === 'NO CREDENTIAL') { login.credential = null; continue; }
    if (key === 'CHECK_POLICY') {
      login.policy = value === 'ON';
      if (!login.policy) { login.expiration = false; login.failures = 0; }
    } else if (key === 'CHECK_EXPIRATION') {
      login.expiration = value === 'ON';
    } else {
      Object.assign(login, { [{ DEFAULT_DATABASE: 'database', DEFAULT_LANGUAGE: 'language', CREDENTIAL: 'credential' }[key] as string]: nameOf(value) });
    }
  }
  if (login.expiration && !login.policy) { throw refused(15122); }
}

/** https://learn.microsoft.com/sql/relational-databases/security/password-policy */
export function checkPolicy({ policy }: StandInLogin, password: string): void {
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((pattern) => pattern.test(password)).length;
  if (password.length > 128 || (policy && (password.length < 8 || classes < 3))) { throw refused(15118); }
}
