import {
  type CloudFrontClient, CreatePublicKeyCommand, DeletePublicKeyCommand, GetKeyGroupCommand, GetPublicKeyCommand, ListPublicKeysCommand,
  type PublicKeySummary, UpdateKeyGroupCommand,
} from '@aws-sdk/client-cloudfront';
import { nameOf } from '../../../../secrets/rotation/secret-versions';

/**
 * What a deletion may end with: the key is gone already, or CloudFront still counts it as used, and a later rotation deletes it as one that nobody has.
 *
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeletePublicKey.html
 */
const DELETED_OR_LATER = ['NoSuchPublicKey', 'PublicKeyInUse'];

/** Another writer may be faster, a few times in a row. */
const MOST_CONFLICTS = 5;

/** The public keys of one key group, in CloudFront. */
export class PublicKeys {
  constructor(private readonly client: CloudFrontClient, private readonly keyGroupId: string, private readonly signal?: AbortSignal) {}

  /** Makes a public key known to CloudFront; no key group has it yet. */
  public async create(name: string, callerReference: string, publicKey: string): Promise<string> {
    const { PublicKey } = await this.client.send(new CreatePublicKeyCommand({
      PublicKeyConfig: { CallerReference: callerReference, Name: name, EncodedKey: publicKey, Comment: 'made by the rotation of a signing key' },
    }), this.options);
    if (PublicKey?.Id === undefined) { throw new Error('CloudFront gave the public key no id'); }
    return PublicKey.Id;
  }

  /** The public key with an id, in PEM; `undefined` where there is none. */
  public async read(id: string): Promise<string | undefined> {
    try {
      const { PublicKey } = await this.client.send(new GetPublicKeyCommand({ Id: id }), this.options);
      return PublicKey?.PublicKeyConfig?.EncodedKey;
    } catch (error) {
      if (nameOf(error) !== 'NoSuchPublicKey') { throw error; }
      return undefined;
    }
  }

  /** Every public key of the account whose name begins so. */
  public async namedFrom(prefix: string): Promise<PublicKeySummary[]> {
    const found: PublicKeySummary[] = [];
    let marker: string | undefined;
    do {
      const { PublicKeyList } = await this.client.send(new ListPublicKeysCommand({ Marker: marker }), this.options);
      found.push(...(PublicKeyList?.Items ?? []).filter(({ Name }) => Name?.startsWith(prefix)));
      marker = PublicKeyList?.NextMarker;
    } while (marker !== undefined && marker !== '');
    return found;
  }

  /** Ids of the public keys that the group trusts. */
  public async trusted(): Promise<string[]> {
    const { KeyGroup } = await this.client.send(new GetKeyGroupCommand({ Id: this.keyGroupId }), this.options);
    return KeyGroup?.KeyGroupConfig?.Items ?? [];
  }

  /** Changes what the group trusts; begins anew where somebody else has changed it meanwhile. */
  public async trust(changed: (trusted: readonly string[]) => readonly string[]): Promise<void> {
    for (let conflicts = 0; ; conflicts += 1) {
      const { KeyGroup, ETag } = await this.client.send(new GetKeyGroupCommand({ Id: this.keyGroupId }), this.options);
      const config = KeyGroup?.KeyGroupConfig;
      if (config === undefined) { throw new Error('CloudFront gave no key group'); }
      const before = config.Items ?? [];
      const after = [...new Set(changed(before))];
      if (after.length === before.length && after.every((id) => before.includes(id))) { return; }
      try {
        const change = new UpdateKeyGroupCommand({ Id: this.keyGroupId, IfMatch: ETag, KeyGroupConfig: { ...config, Items: after } });
        await this.client.send(change, this.options);
        return;
      } catch (error) {
        if (nameOf(error) !== 'PreconditionFailed' || conflicts >= MOST_CONFLICTS) { throw error; }
      }
    }
  }

  /** Deletes a public key that no group trusts. One that CloudFront still counts as used is left for a later rotation. */
  public async delete(id: string): Promise<void> {
    try {
      const { ETag } = await this.client.send(new GetPublicKeyCommand({ Id: id }), this.options);
      await this.client.send(new DeletePublicKeyCommand({ Id: id, IfMatch: ETag }), this.options);
    } catch (error) {
      if (!DELETED_OR_LATER.includes(nameOf(error))) { throw error; }
    }
  }

  private get options(): { readonly abortSignal?: AbortSignal } { return { abortSignal: this.signal }; }
}
