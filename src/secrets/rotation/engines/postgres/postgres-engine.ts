import { escapeIdentifier, escapeLiteral } from 'pg';
import { type Connect, type Connection, withTransaction } from './connection';
import { kindOf } from './failure';
import { attributeChanges, readRole, settingKey } from './role';
import { type Twins, dependents, disown, equalize } from './twin';
import { md5Verifier, scramVerifier } from './verifier';
import type { Engine } from '../../engine';
import { type FailureKind, RotationError } from '../../failure';
import type { Credential } from '../../secret-value';
import { withConnection } from '../with-connection';

/** PostgreSQL, Amazon RDS for PostgreSQL and Aurora PostgreSQL. */
export class PostgresEngine implements Engine {
  public readonly defaults = { port: 5432, database: 'postgres' };
  /** NAMEDATALEN - 1. https://www.postgresql.org/docs/current/limits.html */
  public readonly longestUsername = 63;

  /** @param actingRole the role without login that both users act as; the first user if there is none */
  constructor(private readonly connect: Connect, private readonly actingRole?: string) {}

  public classify(error: unknown): FailureKind { return kindOf(error); }

  public async probe(credential: Credential): Promise<void> {
    await withConnection(this.connect, credential, async (connection) => { await connection.run('SELECT 1'); });
  }

  public async provision(administrator: Credential, current: Credential, pending: Credential): Promise<void> {
    const twins = this.twins(current, pending);
    await withTransaction(this.connect, administrator, twins.acting, (connection) => equalize(connection, twins));
    if (twins.pending === twins.acting) { return; }
    for (const database of await this.databasesOf(administrator, twins.pending)) {
      const there = { ...administrator, database };
      await withTransaction(this.connect, there, twins.acting, (connection) => disown(connection, twins.pending, twins.acting));
    }
  }

  public async commit(by: Credential, pending: Credential): Promise<void> {
    await withTransaction(this.connect, by, pending.username, async (connection) => {
      if (by.username === pending.username) { await connection.run('SET LOCAL ROLE NONE'); } // a user that acts as another role can't change its own password
      await connection.run(`ALTER ROLE ${escapeIdentifier(pending.username)} PASSWORD ${escapeLiteral(await this.verifier(connection, pending))}`);
    });
  }

  public async verify(pending: Credential, current: Credential): Promise<void> {
    const { acting } = this.twins(current, pending);
    await withConnection(this.connect, pending, async (connection) => {
      const [{ acts }] = await connection.run('SELECT current_user AS acts');
      const [one, other] = [await readRole(connection, current.username), await readRole(connection, pending.username)];
      const settings = (user: typeof one) => JSON.stringify([...user?.settings ?? []].filter(([key]) => key !== settingKey('', 'role')).sort());
      const equal = one !== undefined && other !== undefined
        && acts === acting
        && attributeChanges(one, other).length === 0
        && one.isSuperuser === other.isSuperuser
        && one.connectionLimit === other.connectionLimit
        && one.validUntil === other.validUntil
        && settings(one) === settings(other)
        && [one, other].every((user, at) => [current, pending][at].username === acting || user.memberships.every(({ role }) => role === acting))
        && (pending.username === acting || (await dependents(connection, other)).length === 0);
      if (!equal) { throw new RotationError('not-equal', 'the two users are not equal: somebody changed one of them meanwhile'); }
    });
  }

  /** Databases in which a user owns something or was granted something. What it has in none (`''`) is shared, and any connection reaches it. */
  private async databasesOf(administrator: Credential, username: string): Promise<readonly string[]> {
    return withConnection(this.connect, administrator, async (connection) => {
      const role = await readRole(connection, username);
      const found = role === undefined ? [] : await dependents(connection, role);
      return [...new Set(found.map(({ database }) => (database === '' ? administrator.database ?? this.defaults.database : database)))];
    });
  }

  /** The second user's name is the first one's and a suffix, so the shorter is the first. */
  private twins({ username: current }: Credential, { username: pending }: Credential): Twins {
    return { acting: this.actingRole ?? (current.length < pending.length ? current : pending), current, pending };
  }

  /** The form that the server is set to keep: never the password itself. */
  private async verifier(connection: Connection, { username, password }: Credential): Promise<string> {
    const [{ encryption, iterations }] = await connection.run(
      'SELECT current_setting(\'password_encryption\') AS encryption, coalesce(current_setting(\'scram_iterations\', true), \'4096\') AS iterations');
    return encryption === 'md5' ? md5Verifier(username, password) : scramVerifier(password, Number(iterations));
  }
}
