import { randomUUID } from 'node:crypto';
import type { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { isSameKey, newKeyPair, publicKeyOf } from './key-pair';
import { PublicKeys } from './public-keys';
import type { SecretFields } from '../../../../secrets/rotation/secret-value';
import type { KeyProvider } from '../../../../secrets/rotation/strategies/provider';

/** Fields of the secret: the pair that signs, and the one that will sign after the next rotation. */
export const SIGNING_FIELDS = ['keyPairId', 'privateKey', 'nextKeyPairId', 'nextPrivateKey'] as const;

/** What the function is told of its key group. */
export interface SigningOptions {
  readonly keyGroupId: string;
  /** Id of the public key that the group had when it was made. */
  readonly placeholderId: string;
  /** What names of the group's public keys begin with. */
  readonly prefix: string;
}

/** A public key that no version of the secret and no group has is one of a rotation that died: AWS tries no rotation for so long. */
const ORPHAN_MILLISECONDS = 24 * 60 * 60 * 1_000;

type Request<K extends keyof KeyProvider> = Parameters<NonNullable<KeyProvider[K]>>[0];

/**
 * Keys that sign URLs and cookies of CloudFront. A key is trusted for a whole period before it signs, since a key group takes its time to every
 * edge location, and for a whole period after, since what it has signed is still in use.
 */
export class SigningKeys implements KeyProvider {
  constructor(private readonly client: CloudFrontClient, private readonly options: SigningOptions) {}

  /** The next pair becomes the one that signs, beside a new next one. The first rotation makes both. */
  public async create({ current, idempotencyKey, signal }: Request<'create'>): Promise<SecretFields> {
    const keys = this.keys(signal);
    await this.deleteOrphans(keys, current);
    const isFirst = textOf(current.nextKeyPairId) === undefined;
    const [keyPairId, privateKey] = isFirst ? await this.make(keys, idempotencyKey) : [current.nextKeyPairId, current.nextPrivateKey];
    const [nextKeyPairId, nextPrivateKey] = await this.make(keys, idempotencyKey);
    return { keyPairId, privateKey, nextKeyPairId, nextPrivateKey };
  }

  /** Has the group trust what the secret holds: only now, so that no key is trusted whose private key was lost. */
  public async activate({ key, signal }: Request<'activate'>): Promise<void> {
    await this.keys(signal).trust((trusted) => [...trusted.filter((id) => id !== this.options.placeholderId), ...idsOf(key)]);
  }

  public async test({ key, signal }: Request<'test'>): Promise<void> {
    const keys = this.keys(signal);
    const trusted = await keys.trusted();
    for (const [id, privateKey] of pairsOf(key)) {
      const publicKey = await keys.read(id);
      if (!trusted.includes(id) || publicKey === undefined || !isSameKey(publicKey, publicKeyOf(privateKey))) { throw new Error('the group does not trust the key'); }
    }
  }

  /** What is left of the group when the first rotations were given up is the placeholder: CloudFront takes no empty group. */
  public async revoke({ key, current, signal }: Request<'revoke'>): Promise<void> {
    const keys = this.keys(signal);
    const served = idsOf(key).filter((id) => !idsOf(current).includes(id) && id !== this.options.placeholderId);
    await keys.trust((trusted) => {
      const left = trusted.filter((id) => !served.includes(id));
      return left.length > 0 ? left : [this.options.placeholderId];
    });
    for (const id of served) { await keys.delete(id); }
  }

  private async make(keys: PublicKeys, token: string): Promise<[id: string, privateKey: string]> {
    const { privateKey, publicKey } = newKeyPair();
    const id = randomUUID();
    return [await keys.create(`${this.options.prefix}-${id}`, `${token}-${id}`, publicKey), privateKey];
  }

  private async deleteOrphans(keys: PublicKeys, current: SecretFields): Promise<void> {
    const found = (await keys.namedFrom(`${this.options.prefix}-`)).filter(({ CreatedTime }) => CreatedTime && Date.now() - CreatedTime.getTime() > ORPHAN_MILLISECONDS);
    if (found.length === 0) { return; }
    const used = new Set([this.options.placeholderId, ...await keys.trusted(), ...idsOf(current)]);
    for (const { Id } of found) { if (Id !== undefined && !used.has(Id)) { await keys.delete(Id); } }
  }

  private keys(signal: AbortSignal): PublicKeys { return new PublicKeys(this.client, this.options.keyGroupId, signal); }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const pairsOf = (fields: SecretFields): [id: string, privateKey: string][] => [
  [textOf(fields.keyPairId), textOf(fields.privateKey)], [textOf(fields.nextKeyPairId), textOf(fields.nextPrivateKey)],
].filter((pair): pair is [string, string] => pair[0] !== undefined && pair[1] !== undefined);

const idsOf = (fields: SecretFields): string[] => pairsOf(fields).map(([id]) => id);
