import { randomBytes } from 'node:crypto';
import { accountChanges, creating, readAccount } from './account';
import { type Connect, type Connection } from './connection';
import { kindOf } from './failure';
import { changeKeepingOld, changeOwnPassword } from './own-password';
import { exact, identified, quoted } from './sql';
import type { Engine } from '../../engine';
import { type FailureKind, RotationError, refuseUnless } from '../../failure';
import type { Credential } from '../../secret-value';
import { withConnection } from '../with-connection';

/** What may be chosen. */
export interface OracleOptions {
  /** Whether the password that a user replaces stays valid for the while that its profile says. */
  readonly dualPassword: boolean;
}

/** Passes over an account until nothing differs: to revoke a privilege on a column revokes it on all columns, which are then granted again. */
const PASSES = 4;

/**
 * Oracle Database 19 and later, and Amazon RDS for Oracle, by TCPS: RDS listens for it where the option group has the option SSL, at 2484 unless
 * told otherwise, and its SQLNET.SSL_VERSION must allow 1.2.
 *
 * A password can't be bound: it is sent over TLS in the statement. Audit trails show an asterisk in its place, but no manual promises that.
 *
 * Every statement commits. So a new user is locked, with a password that nobody knows, until the last statement unlocks it.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html
 *
 * Tested with a stand-in only: no Oracle Database runs where the tests do.
 */
export class OracleEngine implements Engine {
  public readonly defaults = { port: 2484 };
  /** https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Database-Object-Names-and-Qualifiers.html */
  public readonly longestUsername = 128;
  public readonly hasTwoPasswords: boolean;

  constructor(private readonly connect: Connect, private readonly options: OracleOptions) { this.hasTwoPasswords = options.dualPassword; }

  public classify(error: unknown): FailureKind { return kindOf(error); }

  public async probe(credential: Credential): Promise<void> {
    await withConnection(this.connect, credential, async (connection) => { await connection.run('SELECT 1 AS ONE FROM DUAL'); });
  }

  public async provision(administrator: Credential, current: Credential, pending: Credential): Promise<void> {
    await this.administrate(administrator, async (connection) => {
      const [model, name] = [await readAccount(connection, exact(current.username)), exact(pending.username)];
      refuseUnless(model !== undefined, 'the current user is not known to the server');
      if (await readAccount(connection, name) === undefined) { await connection.run(creating(name, throwAway(), model)); }
      for (let pass = 1; ; pass += 1) {
        const changes = await differences(connection, current, pending);
        if (changes.length === 0) { return; }
        if (pass > PASSES) { throw new RotationError('not-equal', 'the pending user can\'t be made equal to the current one: look at the grants of both'); }
        for (const change of changes) { await connection.run(change); }
      }
    });
  }

  public async commit(by: Credential, pending: Credential): Promise<void> {
    if (by.username !== pending.username) {
      const set = `ALTER USER ${quoted(exact(pending.username))} IDENTIFIED BY ${identified(pending.password)} ACCOUNT UNLOCK`;
      await this.administrate(by, async (connection) => { await connection.run(set); });
      return;
    }
    await withConnection(this.connect, by, async (connection) => (this.options.dualPassword
      ? changeKeepingOld(connection, this.connect, by, pending)
      : changeOwnPassword(connection, by, pending)));
  }

  public async verify(pending: Credential, current: Credential, administrator: Credential): Promise<void> {
    await this.probe(pending);
    const changes = await this.administrate(administrator, async (connection) => differences(connection, current, pending));
    if (changes.length > 0) { throw new RotationError('not-equal', 'the two users are not equal: somebody changed one of them meanwhile'); }
  }

  private async administrate<T>(administrator: Credential, work: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await withConnection(this.connect, administrator, work);
    } catch (error) {
      if (kindOf(error) !== 'privilege') { throw error; }
      throw new RotationError('privilege', 'the administrator lacks a privilege: it takes CREATE USER, ALTER USER, SELECT_CATALOG_ROLE, and whatever the user has, with the option to grant it; what SYS owns is best granted to a role');
    }
  }
}

/** Statements that would make the pending user equal to the current one. */
async function differences(connection: Connection, current: Credential, pending: Credential): Promise<readonly string[]> {
  const [model, twin] = [await readAccount(connection, exact(current.username)), await readAccount(connection, exact(pending.username))];
  if (model === undefined || twin === undefined) { throw new RotationError('not-equal', 'one of the two users is not known to the server any more'); }
  return accountChanges(exact(pending.username), twin, model);
}

/** A password that nobody knows: 30 characters, which every version takes, of all kinds. */
const throwAway = (): string => identified(`aA1_${randomBytes(19).toString('base64url')}`);
