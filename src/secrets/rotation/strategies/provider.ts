import type { SecretFields } from '../secret-value';

/**
 * A module of the user's own that issues keys of one kind: of a payment provider, a partner, another system.
 *
 * Two keys are valid at any time, the current one and the one before it, so no client is ever cut off.
 */
export interface KeyProvider {
  /**
   * Issues a new key, with the current one or by whatever other right the function has.
   *
   * @returns the fields that rotate, as the construct named them
   */
  create(request: {
    readonly current: SecretFields;
    /** The same for every attempt of one rotation: where the provider takes an idempotency key, a crash leaves no key behind. */
    readonly idempotencyKey: string;
    readonly signal: AbortSignal;
  }): Promise<SecretFields>;

  /** Makes a key valid that was created and stored, where creating it did not. Run again after any crash. */
  activate?(request: { readonly key: SecretFields; readonly current: SecretFields; readonly signal: AbortSignal }): Promise<void>;

  /** Throws if a key does not work. */
  test(request: { readonly key: SecretFields; readonly signal: AbortSignal }): Promise<void>;

  /** Revokes a key that no client uses any more. A key that does not exist is revoked already. */
  revoke(request: { readonly key: SecretFields; readonly current: SecretFields; readonly signal: AbortSignal }): Promise<void>;
}

/** Whether a module has what a provider needs. */
export const isProvider = (module: unknown): module is KeyProvider =>
  typeof module === 'object' && module !== null && ['create', 'test', 'revoke'].every((name) => typeof (module as Record<string, unknown>)[name] === 'function');
