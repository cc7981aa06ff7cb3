import { randomBytes } from 'node:crypto';
import { type Account, accountName } from './account';
import { type Connect, type Connection } from './connection';
import { ERRNO, hasErrno, kindOf } from './failure';
import { cachingSha2Hash, nativeHash, unusableCachingSha2Hash, unusableNativeHash } from './password-hash';
import { type Dialect, Session, unknownPlugin } from './session';
import { quoted } from './sql';
import { RotationError, refuseUnless } from '../../failure';
import type { Credential } from '../../secret-value';
import { withConnection } from '../with-connection';

/** What may be chosen. */
export interface MysqlOptions {
  /** Whether the password that a rotation replaces stays valid until the next one. */
  readonly dualPassword: boolean;
}

type Version = readonly [number, number, number];

/** MySQL 5.7 and later, Amazon RDS for MySQL and Aurora MySQL. */
export const mysql = (options: MysqlOptions, connect: Connect): Dialect => ({
  longestUsername: 32,
  hasTwoPasswords: options.dualPassword,
  open: async (connection, text) => {
    const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
    refuseUnless(patch !== undefined && !/mariadb/i.test(text), 'the server is no MySQL: use the rotation for MariaDB');
    const version: Version = [Number(major), Number(minor), Number(patch)];
    refuseUnless(!options.dualPassword || isAtLeast(version, DUAL_PASSWORDS), 'the server keeps one password only: two take MySQL 8.0.14 or later');
    // without NO_AUTO_CREATE_USER, which version 8 has for ever, a GRANT to an account that was just dropped would make one without a password
    await connection.run(`SET SESSION sql_mode = ${isAtLeast(version, [8, 0, 0]) ? '\'\'' : '\'NO_AUTO_CREATE_USER\''}, sql_quote_show_create = 1`);
    if (isAtLeast(version, [8, 0, 17])) { await connection.run('SET SESSION print_identified_with_as_hex = ON'); } // hashes have bytes that are no text
    return new MysqlSession(connection, version, options, connect);
  },
});

/** https://dev.mysql.com/doc/refman/8.4/en/password-management.html#dual-passwords */
const DUAL_PASSWORDS: Version = [8, 0, 14];
const REPLACE_CLAUSE: Version = [8, 0, 13];

const isAtLeast = (version: Version, least: Version): boolean => {
  const at = version.findIndex((number, index) => number !== least[index]);
  return at < 0 || version[at] > least[at];
};

/** Plugins whose hashes can be computed here: a password then never leaves the function. */
const HASHINGS = new Map([
  ['caching_sha2_password', { of: (password: string) => cachingSha2Hash(password), ofNobody: unusableCachingSha2Hash }],
  ['mysql_native_password', { of: nativeHash, ofNobody: unusableNativeHash }],
]);

class MysqlSession extends Session {
  protected readonly isUser = 'TRUE'; // a role is a locked user

  constructor(connection: Connection, private readonly version: Version, private readonly options: MysqlOptions, private readonly connect: Connect) {
    super(connection);
  }

  public identifiedBy(plugin: string | undefined, password: string): string {
    const hashing = HASHINGS.get(plugin ?? '');
    if (hashing !== undefined) { return `IDENTIFIED WITH ${plugin} AS ${quoted(hashing.of(password))}`; }
    if (plugin !== 'sha256_password') { throw unknownPlugin(); }
    return `IDENTIFIED WITH sha256_password BY ${quoted(password)}`; // the server keeps it out of its logs
  }

  public identifiedByNobody(plugin: string | undefined): string {
    const hashing = HASHINGS.get(plugin ?? '');
    return hashing === undefined
      ? this.identifiedBy(plugin, `aA1!${randomBytes(32).toString('base64url')}`) // one that passes validation
      : `IDENTIFIED WITH ${plugin} AS ${quoted(hashing.ofNobody())}`;
  }

  public settingDefaultRoles(account: Account, roles: readonly string[]): string {
    return `ALTER USER ${accountName(account)} DEFAULT ROLE ${roles.length === 0 ? 'NONE' : roles.join(', ')}`;
  }

  public async discardOldPassword(account: Account): Promise<void> {
    if (isAtLeast(this.version, DUAL_PASSWORDS)) { await this.run(`ALTER USER ${accountName(account)} DISCARD OLD PASSWORD`); }
  }

  /**
   * Oneself one may change by `USER()` only, which takes no hash; the server keeps the password out of its logs.
   *
   * With two passwords, the one that `by` has stays. `REPLACE` lets the server itself refuse if that is not the first of the two, as when this
   * was done before; then it is the second, which a change without `RETAIN` keeps. So done twice it is as done once.
   */
  public async changeOwnPassword(by: Credential, pending: Credential): Promise<void> {
    const change = `ALTER USER USER() IDENTIFIED BY ${quoted(pending.password)}`;
    if (!isAtLeast(this.version, REPLACE_CLAUSE)) {
      await this.run(change);
      return;
    }
    try {
      await this.run(`${change} REPLACE ${quoted(by.password)}${this.options.dualPassword ? ' RETAIN CURRENT PASSWORD' : ''}`);
    } catch (error) {
      if (this.options.dualPassword && kindOf(error) === 'privilege') {
        throw new RotationError('privilege', 'two passwords take the privilege APPLICATION_PASSWORD_ADMIN: grant it to the user, or rotate with one');
      }
      if (!hasErrno(error, ERRNO.INCORRECT_CURRENT_PASSWORD)) { throw error; }
      await this.changeFirst(change, pending);
    }
  }

  /** The server may refuse to set the same password again, or to set one without the first, which is not known here; the pending one logs in if it was set before. */
  private async changeFirst(change: string, pending: Credential): Promise<void> {
    try {
      await this.run(change);
    } catch (error) {
      if (!hasErrno(error, ERRNO.PASSWORD_IN_HISTORY, ERRNO.MISSING_CURRENT_PASSWORD)) { throw error; }
      await withConnection(this.connect, pending, async (connection) => { await connection.run('SELECT 1'); });
    }
  }
}
