import { identifier, literal } from './sql';
import { type Twins, areEqualInCluster, areEqualInDatabase, equalizeInCluster, equalizeInDatabase } from './twin';
import type { Engine } from '../../engine';
import { type FailureKind, RotationError } from '../../failure';
import type { Credential } from '../../secret-value';
import { type Connect, type Connection } from '../postgres/connection';
import { kindOf } from '../postgres/failure';
import { md5Verifier } from '../postgres/verifier';
import { withConnection } from '../with-connection';

/** Amazon Redshift, provisioned and serverless: both speak PostgreSQL's protocol, with statements and catalogs of their own. */
export class RedshiftEngine implements Engine {
  public readonly defaults = { port: 5439, database: 'dev' };
  /** https://docs.aws.amazon.com/redshift/latest/dg/r_names.html */
  public readonly longestUsername = 127;

  constructor(private readonly connect: Connect) {}

  /** The server has an older code for a wrong password, which it uses for other refusals too; where it comes from tells them apart. */
  public classify(error: unknown): FailureKind {
    const { code, routine } = (error ?? {}) as { readonly code?: unknown; readonly routine?: unknown };
    return code === '28000' && routine === 'auth_failed' ? 'authentication' : kindOf(error);
  }

  public async probe(credential: Credential): Promise<void> {
    await withConnection(this.connect, credential, async (connection) => { await connection.run('SELECT 1'); });
  }

  public async provision(administrator: Credential, current: Credential, pending: Credential): Promise<void> {
    const twins = { current: current.username, pending: pending.username };
    await this.inTransaction(administrator, (connection) => equalizeInCluster(connection, twins));
    for (const database of await this.databases(administrator)) {
      await this.inTransaction({ ...administrator, database }, (connection) => equalizeInDatabase(connection, twins, database));
    }
  }

  /**
   * Sends a hash: MD5, for with SHA-256 neither this driver nor any other of PostgreSQL's could log in. It is what the server would keep of a
   * password sent in clear text. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_USER.html
   */
  public async commit(by: Credential, { username, password }: Credential): Promise<void> {
    await withConnection(this.connect, by, async (connection) => {
      await connection.run(`ALTER USER ${identifier(username)} PASSWORD ${literal(md5Verifier(username, password))}`);
    });
  }

  public async verify(pending: Credential, current: Credential, administrator: Credential): Promise<void> {
    const twins: Twins = { current: current.username, pending: pending.username };
    await this.probe(pending);
    let equal = await withConnection(this.connect, administrator, (connection) => areEqualInCluster(connection, twins));
    for (const database of await this.databases(administrator)) {
      equal &&= await withConnection(this.connect, { ...administrator, database }, (connection) => areEqualInDatabase(connection, twins, database));
    }
    if (!equal) { throw new RotationError('not-equal', 'the two users are not equal: somebody changed one of them meanwhile'); }
  }

  /** The databases of the cluster itself: those of datashares have no users' grants of their own. */
  private async databases(administrator: Credential): Promise<readonly string[]> {
    const rows = await withConnection(this.connect, administrator, (connection) =>
      connection.run('SELECT database_name AS name FROM svv_redshift_databases WHERE database_type = \'local\' ORDER BY 1'));
    return rows.map(({ name }) => String(name));
  }

  /** All statements on users and grants can be rolled back. https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html */
  private async inTransaction(administrator: Credential, work: (connection: Connection) => Promise<void>): Promise<void> {
    await withConnection(this.connect, administrator, async (connection) => {
      await connection.run('BEGIN');
      await work(connection);
      await connection.run('COMMIT');
    });
  }
}
