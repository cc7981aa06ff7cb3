import { type Connect, type Connection, type DefinedCredential } from './connection';
import { kindOf } from './failure';
import { type Twins, equalize, refuseUnequal, setPassword } from './twin';
import type { Engine } from '../../engine';
import { AdministratorRefused, type FailureKind, RotationError } from '../../failure';
import type { Credential } from '../../secret-value';
import { withConnection } from '../with-connection';

/** Amazon DocumentDB and MongoDB. */
export class DocumentDbEngine implements Engine {
  public readonly defaults = { port: 27017, database: 'admin' };
  /** What Amazon DocumentDB tells of its first user; MongoDB has no limit. https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-parameters.html */
  public readonly longestUsername = 63;

  /** @param usersDatabase the database that the users are defined in, where the `dbname` of the secret is another one */
  constructor(private readonly connect: Connect, private readonly usersDatabase?: string) {}

  public classify(error: unknown): FailureKind { return kindOf(error); }

  public async probe(credential: Credential): Promise<void> {
    await withConnection(this.connect, this.user(credential), async (connection) => { await connection.run('ping', 1, 'admin'); });
  }

  public async provision(administrator: Credential, current: Credential, pending: Credential): Promise<void> {
    await this.administrate(administrator, (connection) => equalize(connection, this.twins(current, pending)));
  }

  public async commit(by: Credential, pending: Credential): Promise<void> {
    const set = (connection: Connection) => setPassword(connection, this.user(pending).database, pending.username, pending.password);
    await (by.username === pending.username ? withConnection(this.connect, this.user(by), set) : this.administrate(by, set));
  }

  public async verify(pending: Credential, current: Credential, administrator: Credential): Promise<void> {
    await this.probe(pending);
    await this.administrate(administrator, (connection) => refuseUnequal(connection, this.twins(current, pending)));
  }

  private twins(current: Credential, pending: Credential): Twins {
    return { database: this.user(current).database, current: current.username, pending: pending.username };
  }

  /** One of the users that rotate, with the database that it is defined in. */
  private user(credential: Credential): DefinedCredential {
    return { ...credential, database: this.usersDatabase ?? credential.database ?? this.defaults.database };
  }

  /** An administrator is defined where its own secret says, whatever the users' database is. That it can't log in says nothing of the users. */
  private async administrate(administrator: Credential, work: (connection: Connection) => Promise<void>): Promise<void> {
    const { dbname } = administrator.fields;
    const database = typeof dbname === 'string' ? dbname : this.defaults.database;
    await withConnection(this.connect, { ...administrator, database }, work).catch((error: unknown) => {
      const kind = this.classify(error);
      if (kind === 'authentication') { throw new AdministratorRefused(); }
      if (kind === 'privilege') { throw new RotationError('privilege', 'the administrator lacks a privilege: it takes the role userAdmin on the users\' database, or userAdminAnyDatabase'); }
      throw error;
    });
  }
}
