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
  /** Passwords that were refused, in order. */
  public readonly refused: string[] = [];
  /** Whether a user may change its own password. */
  public mayChangeItself = true;
  /** What the next login fails with, whoever tries. */
  public failure?: FailureKind;
  private readonly passwords = new Map<string, readonly string[]>();

  /** @param hasTwoPasswords whether a user keeps the password that it changes itself with */
  constructor(passwords: Readonly<Record<string, string>>, public readonly hasTwoPasswords = false) {
    for (const [username, password] of Object.entries(passwords)) { this.set(username, password); }
  }

  /** Sets the passwords of a user, as somebody would by hand. */
  public set(username: string, ...passwords: readonly string[]): void { this.passwords.set(username, passwords); }

  public classify(error: unknown): FailureKind { return error instanceof DriverError ? error.kind : 'unexpected'; }

  public async probe(credential: Credential): Promise<void> {
    this.hosts.push(credential.host);
    if (this.failure) { throw new DriverError(this.failure, credential); }
    if (this.passwords.get(credential.username)?.includes(credential.password) === true) { return; }
    this.refused.push(credential.password);
    throw new DriverError('authentication', credential);
  }

  public async provision(administrator: Credential, _current: Credential, pending: Credential): Promise<void> {
    await this.probe(administrator);
    if (!this.passwords.has(pending.username)) { this.set(pending.username, 'throw-away'); }
  }

  public async commit(by: Credential, { username, password }: Credential): Promise<void> {
    await this.probe(by);
    if (by.username === username && !this.mayChangeItself) { throw new DriverError('privilege', by); }
    this.set(username, password, ...this.hasTwoPasswords && by.username === username ? [by.password] : []);
  }

  public async verify(pending: Credential, _current: Credential, administrator: Credential): Promise<void> {
    await this.probe(pending);
    await this.probe(administrator);
  }
}
