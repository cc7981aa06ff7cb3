import { randomUUID } from 'node:crypto';
import { type Login, newPassword } from './client';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { type Connect, connectWith } from '../../../../../src/secrets/rotation/engines/mysql/connection';
import { mariadb } from '../../../../../src/secrets/rotation/engines/mysql/mariadb-dialect';
import { MysqlEngine } from '../../../../../src/secrets/rotation/engines/mysql/mysql-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';
import type { MariadbServer } from '../../../../servers/mariadb';

export const credential = ({ host, port }: MariadbServer, { username, password }: Login): Credential =>
  ({ username, password, host, port, fields: {} });

export const connectTo = ({ ca }: MariadbServer, milliseconds = 60_000): Connect =>
  connectWith({ authorities: ca }, new Deadline(() => milliseconds));

/** An engine, and the two users that it rotates; none of them exists yet. */
export class Twins {
  public readonly current: Credential;
  public readonly pending: Credential;
  public readonly administrator: Credential;
  public readonly engine: MysqlEngine;

  constructor(server: MariadbServer, administrator: Login, around: (connect: Connect) => Connect = (connect) => connect, plaintextPassword = false) {
    const username = `u_${randomUUID().slice(0, 8)}`;
    this.current = credential(server, { username, password: newPassword() });
    this.pending = credential(server, { username: `${username}_clone`, password: newPassword() });
    this.administrator = credential(server, administrator);
    this.engine = new MysqlEngine(around(connectTo(server)), mariadb({ plaintextPassword }));
  }

  /** All that a rotation does to the server. */
  public async rotate(): Promise<void> {
    await this.engine.provision(this.administrator, this.current, this.pending);
    await this.engine.commit(this.administrator, this.pending);
    await this.engine.verify(this.pending, this.current, this.administrator);
  }
}
