import { listOf, quoted, tokensOf, written } from './sql';

/** A user at one host part: what MySQL keeps a password and privileges for. One user name may have several. */
export interface Account {
  readonly username: string;
  readonly host: string;
}

export const accountName = ({ username, host }: Account): string => `${quoted(username)}@${quoted(host)}`;

/** How an account authenticates, and what holds for it besides its grants. */
export interface AccountDescription {
  /** The plugin that keeps its password; `undefined` where there are several, or none that the server names. */
  readonly plugin?: string;
  /** Values by the keywords of `ALTER USER`. */
  readonly options: ReadonlyMap<string, string>;
  /** Roles that are active from the start, in order; MariaDB tells them with the grants. */
  readonly defaultRoles: readonly string[];
}

/**
 * What an account has unless told, by keywords and in the order that both dialects take them in.
 *
 * https://dev.mysql.com/doc/refman/8.4/en/alter-user.html, https://mariadb.com/docs/server/reference/sql-statements/account-management-sql-statements/alter-user
 */
const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['REQUIRE', 'NONE'],
  ['MAX_QUERIES_PER_HOUR', '0'],
  ['MAX_UPDATES_PER_HOUR', '0'],
  ['MAX_CONNECTIONS_PER_HOUR', '0'],
  ['MAX_USER_CONNECTIONS', '0'],
  ['MAX_STATEMENT_TIME', '0'],
  ['ACCOUNT', 'UNLOCK'],
  ['PASSWORD EXPIRE', 'DEFAULT'],
  ['PASSWORD HISTORY', 'DEFAULT'],
  ['PASSWORD REUSE INTERVAL', 'DEFAULT'],
  ['PASSWORD REQUIRE CURRENT', 'DEFAULT'],
  ['FAILED_LOGIN_ATTEMPTS', '0'],
  ['PASSWORD_LOCK_TIME', '0'],
]);

/** Keywords that begin a clause of `SHOW CREATE USER`, the longest first. */
const HEADS = [...DEFAULTS.keys(), 'DEFAULT ROLE', 'IDENTIFIED', 'ATTRIBUTE', 'COMMENT'].map((head) => head.split(' ')).sort((a, b) => b.length - a.length);

/** Reads what `SHOW CREATE USER` answers. */
export function describedAccount(statement: string): AccountDescription {
  const clauses = clausesOf(tokensOf(statement));
  const options = new Map([...DEFAULTS].map(([head, value]) => [head, optionOf(head, clauses.get(head)) ?? value]));
  const roles = clauses.get('DEFAULT ROLE') ?? [];
  return { plugin: pluginOf(clauses.get('IDENTIFIED')), options, defaultRoles: listOf(roles).map(written).filter((role) => role !== '').sort() };
}

function clausesOf(tokens: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const clauses = new Map<string, string[]>();
  let values: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const head = HEADS.find((words) => words.every((word, offset) => tokens[at + offset] === word));
    if (head !== undefined) {
      values = clauses.get(head.join(' ')) ?? []; // a second factor has a clause of the same kind
      clauses.set(head.join(' '), values);
      at += head.length - 1;
    } else if (tokens[at] !== 'WITH' || !(tokens[at + 1] ?? '').startsWith('MAX_')) {
      values.push(tokens[at]);
    }
  }
  return clauses;
}

/** The value of a clause; `undefined` for that of a password that has expired now, which the next password ends. */
function optionOf(head: string, values: readonly string[] | undefined): string | undefined {
  if (values === undefined || (head === 'PASSWORD EXPIRE' && values.length === 0)) { return undefined; }
  return head.startsWith('MAX_') ? String(Number(values[0])) : written(values);
}

/** `BY PASSWORD '…'` is MariaDB's way to write its first plugin, and so is no clause at all. */
function pluginOf(clause: readonly string[] | undefined): string | undefined {
  if (clause === undefined || clause[0] === 'BY') { return 'mysql_native_password'; }
  return clause.includes('OR') || clause.includes('AND') ? undefined : clause[1].replace(/['`"]/g, '');
}

/** The options of one account that another one lacks, as `ALTER USER` takes them; empty if there are none. */
export function optionChanges(from: AccountDescription, to: AccountDescription): string {
  const changed = [...to.options].filter(([head, value]) => from.options.get(head) !== value);
  const limits = changed.filter(([head]) => head.startsWith('MAX_'));
  const clauses = ([head, value]: readonly [string, string]) => `${head} ${value}`.trim();
  const [requirement, others] = [changed.filter(([head]) => head === 'REQUIRE'), changed.filter(([head]) => head !== 'REQUIRE' && !head.startsWith('MAX_'))];
  return [...requirement.map(clauses), ...limits.length > 0 ? ['WITH', ...limits.map(clauses)] : [], ...others.map(clauses)].join(' ');
}
