import { asAdmin, loginWorks } from './admin';
import { newPassword } from './scenario';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { type Connect, connectWith } from '../../../../../src/secrets/rotation/engines/redis/connection';
import { RedisEngine, type RedisOptions } from '../../../../../src/secrets/rotation/engines/redis/redis-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';
import type { RedisServer } from '../../../../servers/redis';

/** A user, the password that it has and the one that it is to have. */
export interface Made {
  readonly username: string;
  readonly current: Credential;
  readonly pending: Credential;
}

/** The users of a server, and engines that rotate them. */
export class Users {
  private made = 0;

  constructor(private readonly serverOf: () => RedisServer) {}

  public connect(): Connect { return connectWith({ authorities: this.serverOf().ca }, new Deadline(() => 60_000)); }

  public credential(username: string, password = newPassword(), server = this.serverOf()): Credential {
    return { username, password, host: server.host, port: server.port, fields: {} };
  }

  public administrator(server = this.serverOf()): Credential { return this.credential(server.admin.username, server.admin.password, server); }

  /** An engine by which users change themselves. */
  public engine(options: RedisOptions = {}): RedisEngine { return new RedisEngine(this.connect(), options); }

  /** An engine by which an administrator changes users. */
  public byAdministrator(options: RedisOptions = {}): RedisEngine {
    return this.engine({ administrator: async () => this.administrator(), ...options });
  }

  /** Makes a user with a password of its own. */
  public async make(...rules: string[]): Promise<Made> {
    this.made += 1;
    const username = `user-${this.made}`;
    const current = this.credential(username);
    await asAdmin(this.serverOf(), async (run) => run('ACL', 'SETUSER', username, 'on', `>${current.password}`, ...rules));
    return { username, current, pending: this.credential(username) };
  }

  public async works({ username, password }: Credential): Promise<boolean> { return loginWorks(this.serverOf(), { username, password }); }
}
