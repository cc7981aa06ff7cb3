import type { Engine } from '../../../src/secrets/rotation/engine';
import type { FailureKind } from '../../../src/secrets/rotation/failure';
import type { Credential } from '../../../src/secrets/rotation/secret-value';

/** What the model's driver throws: with everything in it that a driver may be careless with. */
export class DriverError extends Error {
  constructor(public readonly kind: FailureKind, { username, password, host }: Credential) {
    super(`${kind} for ${username}:${password}@${host}`);
  }
}

/** A server that is a list of users, for tests of the steps themselves. */
export class MemoryServer implements Engine {
  public readonly defaults = { port: 5432, database: 'postgres' };
  public readonly longestUsername = 20;
  /** Hosts that somebody connected to, in order. */
  public readonly hosts: string[] = [];
  /** What the next login fails with, whoever tries. */
  public failure?: FailureKind;

  constructor(private readonly passwords: Map<string, string>) {}

  public classify(error: unknown): FailureKind { return error instanceof DriverError ? error.kind : 'unexpected'; }

  public async probe(credential: Credential): Promise<void> {
    this.hosts.push(credential.host);
    if (this.failure) { throw new DriverError(this.failure, credential); }
    if (this.passwords.get(credential.username) !== credential.password) { throw new DriverError('authentication', credential); }
  }

  public async provision(administrator: Credential, _current: Credential, pending: Credential): Promise<void> {
    await this.probe(administrator);
    if (!this.passwords.has(pending.username)) { this.passwords.set(pending.username, 'throw-away'); }
  }

  public async commit(by: Credential, { username, password }: Credential): Promise<void> {
    await this.probe(by);
    this.passwords.set(username, password);
  }

  public async verify(pending: Credential): Promise<void> { await this.probe(pending); }
}
