import { accountName, type Account } from './account';
import { type Connect } from './connection';
import { StatementFailure, kindOf } from './failure';
import { type Dialect, type Session, withSession } from './session';
import { areEqual, equalize } from './twin';
import type { Engine } from '../../engine';
import { type FailureKind, RotationError, refuseUnless } from '../../failure';
import type { Credential } from '../../secret-value';
import { withConnection } from '../with-connection';

/** MySQL and MariaDB: what differs between them is the dialect's. */
export class MysqlEngine implements Engine {
  public readonly defaults = { port: 3306 };
  public readonly longestUsername: number;
  public readonly hasTwoPasswords: boolean;

  constructor(private readonly connect: Connect, private readonly dialect: Dialect) {
    this.longestUsername = dialect.longestUsername;
    this.hasTwoPasswords = dialect.hasTwoPasswords;
  }

  public classify(error: unknown): FailureKind { return kindOf(error); }

  public async probe(credential: Credential): Promise<void> {
    await withConnection(this.connect, credential, async (connection) => { await connection.run('SELECT 1'); });
  }

  public async provision(administrator: Credential, current: Credential, pending: Credential): Promise<void> {
    await this.administrate(administrator, async (session) => {
      await session.lock(pending.username);
      await equalize(session, current.username, pending.username);
    });
  }

  public async commit(by: Credential, pending: Credential): Promise<void> {
    if (by.username !== pending.username) {
      await this.administrate(by, async (session) => {
        await session.lock(pending.username);
        await this.setPassword(session, await session.accountsOf(pending.username), pending);
      });
      return;
    }
    await withSession(this.connect, this.dialect, by, async (session) => {
      await session.lock(pending.username);
      const accounts = await visibleAccounts(session, pending.username);
      if (accounts.length > 1) {
        throw new RotationError('privilege', 'the user has accounts for several hosts, and can change only its own: let two users alternate, which an administrator prepares');
      }
      await session.changeOwnPassword(by, pending);
    });
  }

  public async verify(pending: Credential, current: Credential, administrator: Credential): Promise<void> {
    await this.probe(pending);
    await this.administrate(administrator, async (session) => {
      const [models, twins] = [await session.accountsOf(current.username), await session.accountsOf(pending.username)];
      let equal = JSON.stringify(models.map(({ host }) => host)) === JSON.stringify(twins.map(({ host }) => host));
      for (const [at, model] of models.entries()) { equal &&= areEqual(await session.read(model), await session.read(twins[at])); }
      if (!equal) { throw new RotationError('not-equal', 'the two users are not equal: somebody changed one of them meanwhile'); }
    });
  }

  /** One statement for all accounts of the user. */
  private async setPassword(session: Session, accounts: readonly Account[], { password }: Credential): Promise<void> {
    refuseUnless(accounts.length > 0, 'the user is not known to the server');
    const identified: string[] = [];
    for (const account of accounts) {
      identified.push(`${accountName(account)} ${session.identifiedBy((await session.describe(account)).plugin, password)}`);
      await session.discardOldPassword(account);
    }
    await session.run(`ALTER USER ${identified.join(', ')}`);
  }

  private async administrate(administrator: Credential, work: (session: Session) => Promise<void>): Promise<void> {
    try {
      await withSession(this.connect, this.dialect, administrator, work);
    } catch (error) {
      if (!(error instanceof StatementFailure) || kindOf(error) !== 'privilege') { throw error; }
      throw new RotationError('privilege', 'the administrator lacks a privilege: it takes CREATE USER, SELECT on mysql.*, and whatever the user has, with the option to grant it');
    }
  }
}

/** What the user may see of its own accounts: all of them, if it may read `mysql.user`. */
async function visibleAccounts(session: Session, username: string): Promise<readonly Account[]> {
  try {
    return await session.accountsOf(username);
  } catch (error) {
    if (kindOf(error) !== 'privilege') { throw error; }
    return [];
  }
}
