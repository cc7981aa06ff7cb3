import { RotationError, refuseUnless } from '../failure';
import { PREVIOUS } from '../labels';
import type { SecretFields } from '../secret-value';
import type { KeyProvider } from './provider';
import type { Rotation, Strategy } from './strategy';

/** The one field of the first value, which holds no key. */
const PLACEHOLDER = 'placeholder';

/** The longest that a provider may take for one answer. */
const PROVIDER_MILLISECONDS = 20_000;

/**
 * A key that somebody else issues. The new one is valid beside the current one from its creation, and the one before is revoked at the next
 * rotation: clients have a whole period to notice.
 */
export class ApiKey implements Strategy {
  public readonly rotating: readonly string[];

  /** @param fields what the provider makes */
  constructor(private readonly rotation: Rotation, private readonly provider: KeyProvider, private readonly fields: readonly string[]) {
    this.rotating = [...fields, PLACEHOLDER];
  }

  public async create(current: SecretFields): Promise<SecretFields> {
    const { versions } = this.rotation;
    for (const key of await this.outlived(current)) {
      await this.ask('the provider could not revoke a key that has served', (signal) => this.provider.revoke({ key, current, signal }));
    }
    const made = await this.ask('the provider could not create a key', (signal) => this.provider.create({ current, idempotencyKey: versions.token, signal }));
    refuseUnless(this.isComplete(made), 'the provider returned other fields than the construct names, or an empty one');
    refuseUnless(this.differs(made, current), 'the provider returned the current key');
    const { [PLACEHOLDER]: _, ...kept } = current;
    return { ...kept, ...made };
  }

  /** The key is valid since it was made, unless the provider makes it so now. */
  public async set(current: SecretFields, pending: SecretFields): Promise<void> {
    await this.ask('the provider could not activate the new key', async (signal) => this.provider.activate?.({ key: pending, current, signal }));
  }

  public async test(_current: SecretFields, pending: SecretFields): Promise<void> {
    await this.ask('the provider does not take the new key', (signal) => this.provider.test({ key: pending, signal }));
  }

  /** The current key is never touched. */
  public async restore(): Promise<void> { return; }

  /** The key before the current one, and those of rotations that were given up. */
  private async outlived(current: SecretFields): Promise<readonly SecretFields[]> {
    const { versions } = this.rotation;
    const found = [await versions.read(PREVIOUS)];
    for (const version of await versions.unlabelled()) { found.push(await versions.readVersion(version)); }
    return found.filter((key) => key !== undefined && this.isKey(key) && this.differs(key, current)) as readonly SecretFields[];
  }

  private isComplete(made: SecretFields): boolean {
    return typeof made === 'object' && made !== null && Object.keys(made).length === this.fields.length && this.isKey(made);
  }

  private isKey(fields: SecretFields): boolean { return this.fields.every((name) => typeof fields[name] === 'string' && fields[name] !== ''); }

  private differs(one: SecretFields, other: SecretFields): boolean { return this.fields.some((name) => one[name] !== other[name]); }

  /** What a provider's module throws may quote a key: only that it threw is told. */
  private async ask<T>(fact: string, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.timeout(this.rotation.deadline.budget(PROVIDER_MILLISECONDS));
    try {
      return await Promise.race([call(signal), new Promise<never>((_, reject) => { signal.addEventListener('abort', () => { reject(new Error()); }); })]);
    } catch (error) {
      if (error instanceof RotationError) { throw error; } // fixed words: a module of the user's can't throw it
      throw new RotationError(signal.aborted ? 'timeout' : 'unexpected', fact);
    }
  }
}
