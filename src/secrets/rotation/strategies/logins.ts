import type { Engine } from '../engine';
import { AdministratorRefused, type FailureKind, RotationError } from '../failure';
import type { Credential } from '../secret-value';
import { isOfAws } from '../secret-versions';

/** A stored credential that may be the one that works. It is read only when its turn comes. */
export interface Candidate {
  readonly name: string;
  readonly version?: string;
  /** Whether it may have begun to work since it was refused: another handler is at it. */
  readonly isTriedAgain?: boolean;
  credential(): Promise<Credential | undefined>;
}

const FACTS: Readonly<Record<FailureKind, string>> = {
  'authentication': 'the server refuses user and password',
  'locked-out': 'the server has locked the user',
  'name-resolution': 'the name of the host is not known: look at the DNS settings of the VPC',
  'refused': 'nobody listens at the host and port, or the connection was cut',
  'timeout': 'the server did not answer in time: look at security groups and routes',
  'tls': 'the connection is not trusted: the certificate is not of a known authority, or not of this host, or the server has no TLS',
  'capacity': 'the server takes no more connections',
  'privilege': 'the server does not let the user do this',
  'unexpected': 'the server answered with an error that rotation does not know',
};

/** What a driver threw, told in fixed words. */
export function failureOf(engine: Engine, error: unknown): RotationError {
  if (error instanceof RotationError) { return error; }
  const kind = engine.classify(error);
  return new RotationError(kind, FACTS[kind]);
}

/** Works on the server, tells what its driver throws in fixed words, and counts the logins that failed: an engine may lock a user after few of them. */
export class Logins {
  public failed = 0;

  constructor(private readonly engine: Engine) {}

  /** Whether a credential logs in. Only a wrong password is an answer; any other failure ends the rotation at once. */
  public async works(credential: Credential): Promise<boolean> {
    try {
      await this.onServer(() => this.engine.probe(credential));
      return true;
    } catch (error) {
      if (isRefusal(error)) { return false; }
      throw error;
    }
  }

  /** Does something to the server. */
  public async onServer(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isOfAws(error)) { throw error; } // none of the server's: an engine may ask AWS for something, too
      const failure = failureOf(this.engine, error);
      if (isRefusal(failure) || failure instanceof AdministratorRefused) { this.failed += 1; }
      throw failure;
    }
  }

  /** Does something to the server that nobody logs in for but the administrator. */
  public async asAdministrator(work: () => Promise<void>): Promise<void> {
    try {
      await this.onServer(work);
    } catch (error) {
      throw isRefusal(error) ? new AdministratorRefused() : error;
    }
  }

  /** The first candidate that logs in. No password is tried twice, unless the candidate says so. */
  public async first(candidates: AsyncIterable<Candidate>): Promise<{ readonly candidate: Candidate; readonly credential: Credential } | undefined> {
    const tried = new Set<string>();
    for await (const candidate of candidates) {
      const credential = await candidate.credential();
      if (credential === undefined || (tried.has(credential.password) && candidate.isTriedAgain !== true)) { continue; }
      tried.add(credential.password);
      if (await this.works(credential)) { return { candidate, credential }; }
    }
    return undefined;
  }
}

const isRefusal = (error: unknown): boolean => error instanceof RotationError && error.kind === 'authentication';
