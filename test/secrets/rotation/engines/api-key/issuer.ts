import { randomBytes } from 'node:crypto';
import type { KeyProvider } from '../../../../../src/secrets/rotation/strategies/provider';

/** A provider of API keys, as many are: a customer has at most so many keys, and a repeated request with one idempotency key makes one key. */
export class Issuer implements KeyProvider {
  private readonly keys = new Map<string, string>();
  private made = 0;

  /** @param most how many keys may be valid at once */
  constructor(private readonly most = 3) {}

  /** The key that an operator has stored first. */
  public first(): string { return this.issue('first'); }

  public get valid(): readonly string[] { return [...this.keys.values()]; }

  public async create(
    { current, idempotencyKey }: { readonly current: Record<string, unknown>; readonly idempotencyKey: string },
  ): Promise<Record<string, unknown>> {
    await this.test({ key: current });
    return { apiKey: this.issue(idempotencyKey) };
  }

  public async test({ key }: { readonly key: Record<string, unknown> }): Promise<void> {
    if (!this.valid.includes(String(key.apiKey))) { throw new Error(`401: the key ${String(key.apiKey)} is unknown`); } // a careless provider quotes the key
  }

  public async revoke({ key }: { readonly key: Record<string, unknown> }): Promise<void> {
    for (const [request, value] of this.keys) { if (value === key.apiKey) { this.keys.delete(request); } }
  }

  private issue(request: string): string {
    const known = this.keys.get(request);
    if (known !== undefined) { return known; }
    if (this.keys.size >= this.most) { throw new Error('409: too many keys'); }
    this.made += 1;
    const key = `key-${this.made}-${randomBytes(16).toString('hex')}`;
    this.keys.set(request, key);
    return key;
  }
}
