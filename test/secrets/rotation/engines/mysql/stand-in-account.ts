import { StatementFailure } from '../../../../../src/secrets/rotation/engines/mysql/failure';
import { cachingSha2Hash, nativeHash } from '../../../../../src/secrets/rotation/engines/mysql/password-hash';

/** A password as the server keeps it: what a client sent as it is, or only its hash. */
export type Kept = { readonly password: string } | { readonly hash: string };

const matches = new Map<string, boolean>();

/** Whether a password is the kept one. A slow hash is computed once for each pair. */
export function isPassword(kept: Kept, password: string): boolean {
  if ('password' in kept) { return kept.password === password; }
  const key = `${kept.hash}\0${password}`;
  const known = matches.get(key) ?? (kept.hash.startsWith('*') ? nativeHash(password) : cachingSha2Hash(password, kept.hash.slice(7, 27))) === kept.hash;
  matches.set(key, known);
  return known;
}

export const refused = (errno: number): StatementFailure => new StatementFailure(errno, 'ER_STAND_IN');

/** Clauses that `SHOW CREATE USER` of MySQL 8 always writes, with their defaults. */
const ALWAYS = { 'REQUIRE': 'NONE', 'PASSWORD EXPIRE': 'DEFAULT', 'ACCOUNT': 'UNLOCK', 'PASSWORD HISTORY': 'DEFAULT', 'PASSWORD REUSE INTERVAL': 'DEFAULT', 'PASSWORD REQUIRE CURRENT': 'DEFAULT' };
/** Clauses that it writes if they say something. */
const LIMITS = ['MAX_QUERIES_PER_HOUR', 'MAX_UPDATES_PER_HOUR', 'MAX_CONNECTIONS_PER_HOUR', 'MAX_USER_CONNECTIONS'];
const LOCKING = ['FAILED_LOGIN_ATTEMPTS', 'PASSWORD_LOCK_TIME'];
const VALUE = '(NONE|SSL|X509|DEFAULT|NEVER|LOCK|UNLOCK|OPTIONAL|UNBOUNDED|INTERVAL \\d+ DAY|\\d+(?: DAY)?|)';
const CLAUSE = new RegExp(`^(${[...Object.keys(ALWAYS), ...LIMITS, ...LOCKING].join('|')}) ?${VALUE}(?: |$)`);

/** One account: passwords, options, and grants as plain rows. */
export class StandInAccount {
  public primary?: Kept;
  public secondary?: Kept;
  public readonly options = new Map<string, string>(Object.entries(ALWAYS));
  /** Privileges by what they are on; columns are part of a name, as in `SELECT (id)`. */
  public readonly privileges = new Map<string, Set<string>>();
  /** Dynamic privileges, proxies and roles, and whether each may be passed on. */
  public readonly dynamic = new Map<string, boolean>();
  public readonly proxies = new Map<string, boolean>();
  public readonly roles = new Map<string, boolean>();
  public readonly restrictions = new Map<string, Set<string>>();
  public defaultRoles: string[] = [];
  private readonly used: string[] = [];

  constructor(public readonly username: string, public readonly host: string, public plugin: string) {}

  public get name(): string { return `\`${this.username}\`@\`${this.host}\``; }
  public get isLocked(): boolean { return this.options.get('ACCOUNT') === 'LOCK'; }

  public has(privilege: string, on = '*.*'): boolean {
    return (this.privileges.get('*.*')?.has(privilege) ?? false) || (this.privileges.get(on)?.has(privilege) ?? false) || this.dynamic.has(privilege);
  }

  public logsIn(password: string): boolean { return [this.primary, this.secondary].some((kept) => kept !== undefined && isPassword(kept, password)); }

  /** https://dev.mysql.com/doc/refman/8.4/en/password-management.html */
  public change(password: string, replace: string | undefined, retain: boolean, isPrivileged: boolean): void {
    if (replace !== undefined && (this.primary === undefined || !isPassword(this.primary, replace))) { throw refused(3891); }
    if (replace === undefined && this.options.get('PASSWORD REQUIRE CURRENT') === '' && !isPrivileged) { throw refused(3892); }
    const history = Number(this.options.get('PASSWORD HISTORY'));
    if (history > 0 && this.used.slice(-history).includes(password)) { throw refused(3638); }
    if (retain && this.primary === undefined) { throw refused(3895); }
    if (retain) { this.secondary = this.primary; }
    this.primary = { password };
    this.used.push(password);
  }

  /** A plugin that changes takes the second password with it; otherwise that stays. */
  public identify(plugin: string, kept: Kept): void {
    if (plugin !== this.plugin) { this.secondary = undefined; }
    this.plugin = plugin;
    this.primary = kept;
  }

  public alter(clauses: string): void {
    for (let rest = clauses.replace(/\bWITH MAX_/, 'MAX_'); rest !== '';) {
      const found = CLAUSE.exec(rest);
      if (found === null) { throw refused(1064); }
      const [whole, head, value] = found;
      this.options.set(head, value);
      rest = rest.slice(whole.length).trim();
    }
  }

  /** The row of `SHOW CREATE USER`, with the hash in hexadecimal as the session was told to write it. */
  public created(): string {
    const told = (heads: readonly string[]) => heads.map((head) => `${head} ${this.options.get(head) ?? ''}`.trim());
    const nonZero = (heads: readonly string[]) => heads.filter((head) => (this.options.get(head) ?? '0') !== '0');
    const hash = this.primary !== undefined && 'hash' in this.primary ? this.primary.hash : 'kept';
    return [
      `CREATE USER ${this.name} IDENTIFIED WITH '${this.plugin}' AS 0x${Buffer.from(hash).toString('hex')}`,
      ...this.defaultRoles.length > 0 ? [`DEFAULT ROLE ${this.defaultRoles.join(',')}`] : [],
      ...told(['REQUIRE']),
      ...nonZero(LIMITS).length > 0 ? ['WITH', ...told(nonZero(LIMITS))] : [],
      ...told(['PASSWORD EXPIRE', 'ACCOUNT', 'PASSWORD HISTORY', 'PASSWORD REUSE INTERVAL', 'PASSWORD REQUIRE CURRENT']),
      ...told(nonZero(LOCKING)),
    ].join(' ');
  }
}
