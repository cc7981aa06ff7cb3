import { type Connect, type Connection } from './connection';
import { kindOf } from './failure';
import { bracketed, quoted } from './sql';
import { type Twins, areEqual, equalize } from './twin';
import { readUser } from './user';
import type { Engine } from '../../engine';
import { type FailureKind, RotationError, refuseUnless } from '../../failure';
import type { Credential } from '../../secret-value';
import { withConnection } from '../with-connection';

/** How long one rotation waits for another one of the same user. */
const LOCK_MILLISECONDS = 10_000;

/**
 * Microsoft SQL Server and Amazon RDS for SQL Server: logins, and contained users of one database.
 *
 * A password is sent as it is, over TLS, in a statement that the server hides from its traces. It takes hashes too, but only for logins that the
 * password policy is not checked for, and its manual advises against changing passwords so.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/alter-login-transact-sql,
 * https://learn.microsoft.com/archive/blogs/sqlsecurity/filtering-obfuscating-sensitive-text-in-sql-server
 *
 * Tested with a stand-in only: no SQL Server runs where the tests do.
 */
export class SqlServerEngine implements Engine {
  public readonly defaults = { port: 1433, database: 'master' };
  /** https://learn.microsoft.com/sql/t-sql/statements/create-login-transact-sql */
  public readonly longestUsername = 128;

  constructor(private readonly connect: Connect) {}

  public classify(error: unknown): FailureKind { return kindOf(error); }

  public async probe(credential: Credential): Promise<void> {
    await withConnection(this.connect, credential, async (connection) => { await connection.run('SELECT 1 AS [one]'); });
  }

  public async provision(administrator: Credential, current: Credential, pending: Credential): Promise<void> {
    await this.administrate(administrator, async (connection) => {
      await lock(connection, pending.username);
      await equalize(connection, await this.twins(connection, current, pending));
    });
  }

  public async commit(by: Credential, pending: Credential): Promise<void> {
    if (by.username === pending.username) { return this.commitItself(by, pending); }
    await this.administrate(by, async (connection) => {
      const setting = `WITH PASSWORD = ${quoted(pending.password)}`;
      if (await this.isContained(connection, pending)) {
        await connection.run(`ALTER USER ${bracketed(pending.username)} ${setting}`);
        return;
      }
      const [{ locked }] = await connection.run(`SELECT CAST(LOGINPROPERTY(${quoted(pending.username)}, 'IsLocked') AS int) AS [locked]`);
      refuseUnless(locked !== null, 'the user is not known to the server, as a login or in the database of the secret');
      await connection.run(`ALTER LOGIN ${bracketed(pending.username)} ${setting}${Number(locked) === 1 ? ' UNLOCK' : ''}`);
    });
  }

  public async verify(pending: Credential, current: Credential, administrator: Credential): Promise<void> {
    await this.probe(pending);
    await this.administrate(administrator, async (connection) => {
      if (!await areEqual(connection, await this.twins(connection, current, pending))) {
        throw new RotationError('not-equal', 'the two users are not equal: somebody changed one of them meanwhile');
      }
    });
  }

  /** The old password is the one that the connection was made with, whatever the secret's current value is. */
  private async commitItself(by: Credential, pending: Credential): Promise<void> {
    await withConnection(this.connect, by, async (connection) => {
      const [user] = await connection.run('SELECT authentication_type AS [authentication] FROM sys.database_principals WHERE principal_id = DATABASE_PRINCIPAL_ID()');
      const kind = Number(user?.authentication) === 2 ? 'USER' : 'LOGIN';
      await connection.run(`ALTER ${kind} ${bracketed(pending.username)} WITH PASSWORD = ${quoted(pending.password)} OLD_PASSWORD = ${quoted(by.password)}`);
    });
  }

  private async twins(connection: Connection, current: Credential, pending: Credential): Promise<Twins> {
    const containedIn = await this.isContained(connection, current) ? current.database : undefined;
    if (containedIn === undefined) { await connection.run('USE [master]'); }
    return { current: current.username, pending: pending.username, containedIn };
  }

  /** Whether a user has its password in the database of the secret. */
  private async isContained(connection: Connection, { username, database = this.defaults.database }: Credential): Promise<boolean> {
    if (database === this.defaults.database) { return false; }
    await connection.run(`USE ${bracketed(database)}`);
    return await readUser(connection, { name: username, isContained: true }) !== undefined;
  }

  /** An administrator is a login, and reaches every database from `master`. */
  private async administrate(administrator: Credential, work: (connection: Connection) => Promise<void>): Promise<void> {
    try {
      await withConnection(this.connect, { ...administrator, database: this.defaults.database }, work);
    } catch (error) {
      if (kindOf(error) !== 'privilege') { throw error; }
      throw new RotationError('privilege', 'the administrator lacks a permission: it takes ALTER ANY LOGIN, db_owner in the databases that the user can use, and whatever the user has, with the option to grant it');
    }
  }
}

/** Lets no other rotation of the same user run beside, until the connection is closed. */
async function lock(connection: Connection, username: string): Promise<void> {
  const [{ got }] = await connection.run(
    `DECLARE @got int; EXEC @got = sp_getapplock @Resource = ${quoted(`cdk-gold-rotation:${username}`)}, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = ${LOCK_MILLISECONDS}; SELECT @got AS [got]`);
  if (Number(got) < 0) { throw new RotationError('timeout', 'another rotation of the same user is at work, and does not end'); }
}
