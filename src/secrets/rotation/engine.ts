import type { FailureKind } from './failure';
import type { Credential, CredentialDefaults } from './secret-value';

/**
 * What a rotation does to one kind of server; everything else is the state machine's.
 *
 * Each method opens its own connection and closes it. Each may be run again after a crash at any point of it, and beside itself.
 */
export interface Engine {
  /** What a secret has where it does not say. */
  readonly defaults: CredentialDefaults;
  /** The most characters of a user name; counted in bytes of UTF-8. */
  readonly longestUsername: number;

  /** Whether a user has two passwords that both work: after a commit, the new one and the one that it was done with. */
  readonly hasTwoPasswords?: boolean;

  /** What kind of failure a driver's error is. Whatever is not known for certain to be a wrong password or user is not `authentication`. */
  classify(error: unknown): FailureKind;

  /** Logs in, over verified TLS, and reads something trivial. Throws what the driver throws. */
  probe(credential: Credential): Promise<void>;

  /**
   * Brings the pending user to the state of the current one (privileges, roles, defaults, limits, TLS requirement), without making the
   * pending password usable: nobody can log in with it afterwards who could not before.
   *
   * What the current user has is added before what it has not is taken away, since clients may still use the pending user with its old password.
   */
  provision(administrator: Credential, current: Credential, pending: Credential): Promise<void>;

  /**
   * Makes the pending password usable: one operation, the last of a rotation.
   *
   * @param by who does it: an administrator, or the user itself with the password that works now. Where the engine holds two passwords, that one
   * stays valid.
   */
  commit(by: Credential, pending: Credential): Promise<void>;

  /** Logs in with the pending credential and compares it with the current one. Throws a `RotationError` `not-equal` if it has more or less of anything. */
  verify(pending: Credential, current: Credential, administrator: Credential): Promise<void>;
}
