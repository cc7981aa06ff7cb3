import { randomBytes } from 'node:crypto';
import { type Account, accountName } from './account';
import type { Connection } from './connection';
import { nativeHash, unusableNativeHash } from './password-hash';
import { type Dialect, Session, unknownPlugin } from './session';
import { quoted } from './sql';
import { refuseUnless } from '../../failure';
import type { Credential } from '../../secret-value';

/** What may be chosen. */
export interface MariadbOptions {
  /** Whether passwords are sent as they are, for servers that validate them: MariaDB then has them in its logs of statements. */
  readonly plaintextPassword: boolean;
}

/** MariaDB 10.6 and later, Amazon RDS for MariaDB. */
export const mariadb = (options: MariadbOptions): Dialect => ({
  longestUsername: 80,
  hasTwoPasswords: false,
  open: async (connection, version) => {
    refuseUnless(/mariadb/i.test(version), 'the server is no MariaDB: use the rotation for MySQL');
    // without NO_AUTO_CREATE_USER a GRANT to an account that was just dropped would make one without a password
    await connection.run('SET SESSION sql_mode = \'NO_AUTO_CREATE_USER\', sql_quote_show_create = 1');
    return new MariadbSession(connection, options);
  },
});

/** MariaDB writes statements to its logs as they are; so passwords are sent as hashes, unless it was told otherwise. */
class MariadbSession extends Session {
  protected readonly isUser = 'is_role = \'N\'';

  constructor(connection: Connection, private readonly options: MariadbOptions) { super(connection); }

  public identifiedBy(plugin: string | undefined, password: string): string { return `IDENTIFIED VIA mysql_native_password USING ${this.secret(plugin, password)}`; }

  public identifiedByNobody(plugin: string | undefined): string {
    return this.options.plaintextPassword
      ? this.identifiedBy(plugin, `aA1!${randomBytes(32).toString('base64url')}`) // one that passes validation
      : `IDENTIFIED VIA ${supported(plugin)} USING ${quoted(unusableNativeHash())}`;
  }

  public settingDefaultRoles(account: Account, roles: readonly string[]): string { return `SET DEFAULT ROLE ${roles[0] ?? 'NONE'} FOR ${accountName(account)}`; }

  /** `ALTER USER` takes a privilege even for oneself, and knows no second password. */
  public async changeOwnPassword(_by: Credential, { password }: Credential): Promise<void> {
    const { plugin } = await this.describe();
    await this.run(`SET PASSWORD = ${this.secret(plugin, password)}`);
  }

  public async discardOldPassword(): Promise<void> { return; }

  private secret(plugin: string | undefined, password: string): string {
    supported(plugin);
    return this.options.plaintextPassword ? `PASSWORD(${quoted(password)})` : quoted(nativeHash(password));
  }
}

/** The driver can't log in by the other plugins that keep a password. */
function supported(plugin: string | undefined): string {
  if (plugin !== 'mysql_native_password') { throw unknownPlugin(); }
  return plugin;
}
