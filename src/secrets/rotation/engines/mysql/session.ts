import { createHash } from 'node:crypto';
import { type Account, type AccountDescription, accountName, describedAccount } from './account';
import type { Connect, Connection, Row } from './connection';
import { ERRNO, hasErrno } from './failure';
import { type Expand, type Grants, expandedBy, grantsOf, grantsOfRow } from './grants';
import { quoted } from './sql';
import { RotationError } from '../../failure';
import type { Credential } from '../../secret-value';
import { withConnection } from '../with-connection';

/** How long one rotation waits for another one of the same user. */
const LOCK_SECONDS = 10;

/** Everything of an account that twins have alike. */
export interface AccountState extends AccountDescription {
  readonly grants: Grants;
}

/** A connection to a server whose dialect is known. The SQL that the dialects share is here. */
export abstract class Session {
  /** A condition that tells users from roles in `mysql.user`. */
  protected abstract readonly isUser: string;
  private expand?: Expand;

  constructor(private readonly connection: Connection) {}

  /** The clause that sets a password, as a hash where the plugin allows that. Refuses a plugin whose passwords can't be set. */
  public abstract identifiedBy(plugin: string | undefined, password: string): string;
  /** The clause that sets a password that nobody knows. */
  public abstract identifiedByNobody(plugin: string | undefined): string;
  /** The statement that makes roles active from the start, these and no others. */
  public abstract settingDefaultRoles(account: Account, roles: readonly string[]): string;
  /** Changes the password of the user that is logged in. */
  public abstract changeOwnPassword(by: Credential, pending: Credential): Promise<void>;
  /** Makes the second password of an account useless, where the server knows such. */
  public abstract discardOldPassword(account: Account): Promise<void>;
  public async run(statement: string): Promise<readonly Row[]> {
    try {
      return await this.connection.run(statement);
    } catch (error) {
      if (!hasErrno(error, ERRNO.OPTION_PREVENTS_STATEMENT)) { throw error; }
      throw new RotationError('privilege', 'an option of the server prevents this: read_only, if it is a replica, or strict_password_validation, which takes no hash of a password');
    }
  }

  /** Lets no other rotation of the same user run beside, until the connection is closed. */
  public async lock(username: string): Promise<void> {
    const name = createHash('sha256').update(username).digest('hex').slice(0, 32); // a lock's name has at most 64 characters
    const [[got]] = await this.run(`SELECT GET_LOCK('cdk-gold-rotation:${name}', ${LOCK_SECONDS})`);
    if (Number(got) !== 1) { throw new RotationError('timeout', 'another rotation of the same user is at work, and does not end'); }
  }

  /** The accounts of a user name, one for each host part. */
  public async accountsOf(username: string): Promise<readonly Account[]> {
    const rows = await this.run(`SELECT Host FROM mysql.user WHERE User = ${quoted(username)} AND ${this.isUser} ORDER BY Host`);
    return rows.map(([host]) => ({ username, host: String(host) }));
  }

  /** How an account authenticates, and its options; of the one that is logged in if none is given. */
  public async describe(account?: Account): Promise<AccountDescription> {
    const [[statement]] = await this.run(`SHOW CREATE USER ${account === undefined ? 'CURRENT_USER()' : accountName(account)}`);
    return describedAccount(String(statement));
  }

  public async read(account: Account): Promise<AccountState> {
    const expand = this.expand ??= expandedBy(await this.run('SHOW PRIVILEGES'));
    const description = await this.describe(account);
    const rows = (await this.run(`SHOW GRANTS FOR ${accountName(account)}`)).map(([row]) => String(row));
    const defaultRoles = rows.flatMap((row) => /^SET DEFAULT ROLE (.*) FOR `/.exec(row)?.[1] ?? []); // MariaDB's
    const grants = rows.filter((row) => !row.startsWith('SET DEFAULT ROLE ')).flatMap((row) => grantsOfRow(row, expand));
    return { ...description, defaultRoles: [...description.defaultRoles, ...defaultRoles], grants: grantsOf(grants) };
  }
}

/** What differs between MySQL and MariaDB. */
export interface Dialect {
  readonly longestUsername: number;
  /** Whether the password that a rotation replaces stays valid until the next one. */
  readonly hasTwoPasswords: boolean;
  /** @param version what the server says of itself */
  open(connection: Connection, version: string): Promise<Session>;
}

/** Runs work in a session. No database is chosen: statements on accounts need none. */
export async function withSession<T>(connect: Connect, dialect: Dialect, credential: Credential, work: (session: Session) => Promise<T>): Promise<T> {
  return withConnection(connect, { ...credential, database: undefined }, async (connection) => {
    const [[version]] = await connection.run('SELECT VERSION()');
    return work(await dialect.open(connection, String(version)));
  });
}

/** For a plugin that keeps no password, or one whose passwords can't be set or used here. */
export const unknownPlugin = (): RotationError =>
  new RotationError('refused-input', 'the user authenticates by a plugin whose passwords rotation can\'t set: choose caching_sha2_password, or mysql_native_password for MariaDB');
