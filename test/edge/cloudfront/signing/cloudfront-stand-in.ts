import type { CloudFrontClient } from '@aws-sdk/client-cloudfront';

interface PublicKey {
  readonly id: string;
  readonly name: string;
  readonly callerReference: string;
  readonly encodedKey: string;
  readonly made: Date;
  readonly etag: string;
}
type Input = Record<string, unknown> & {
  readonly Id?: string;
  readonly IfMatch?: string;
  readonly Marker?: string;
  readonly PublicKeyConfig?: { readonly Name: string; readonly CallerReference: string; readonly EncodedKey: string };
  readonly KeyGroupConfig?: { readonly Items: readonly string[] };
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const MOST_KEYS_IN_GROUP = 5;
/** Small, so that a list has pages. */
const PAGE = 2;

/** Public keys and one key group as CloudFront's API has them: versions by ETag, names once, keys in use that can't be deleted. */
export class CloudFrontStandIn {
  public static readonly GROUP = 'group-1';
  /** What the clock of CloudFront says. */
  public now = new Date('2026-05-01T00:00:00Z');
  /** Called before a group is changed, as if somebody else were faster. */
  public beforeUpdate?: () => void;
  /** Keys that CloudFront still counts as used, whatever the group trusts: some other group has them, or its own answer lags. */
  public readonly stillUsed = new Set<string>();

  private readonly keys = new Map<string, PublicKey>();
  private items: readonly string[];
  private version = 1;
  private made = 0;

  constructor(public readonly placeholderId = 'placeholder') {
    this.keys.set(placeholderId, { id: placeholderId, name: 'orders-placeholder', callerReference: 'template', encodedKey: 'none', made: this.now, etag: 'E0' });
    this.items = [placeholderId];
  }

  public get trusted(): readonly string[] { return this.items; }
  public get known(): readonly string[] { return [...this.keys.keys()]; }
  public encodedKey(id: string): string | undefined { return this.keys.get(id)?.encodedKey; }

  /** A client of it; each call goes through `perform`. */
  public client(perform: <T>(name: string, work: () => Promise<T>) => Promise<T> = async (_name, work) => work()): CloudFrontClient {
    const send = async ({ constructor: { name }, input }: { readonly constructor: { readonly name: string }; readonly input: Input }) =>
      perform(name, async () => this.answer(name, input));
    return { send } as unknown as CloudFrontClient;
  }

  /** Somebody else's change of the group. */
  public touch(): void { this.version += 1; }

  private answer(name: string, input: Input): unknown {
    switch (name) {
      case 'CreatePublicKeyCommand': return this.create(input);
      case 'GetPublicKeyCommand': {
        const { id, name: Name, callerReference, encodedKey, etag } = this.find(input.Id);
        return { ETag: etag, PublicKey: { Id: id, PublicKeyConfig: { Name, CallerReference: callerReference, EncodedKey: encodedKey } } };
      }
      case 'ListPublicKeysCommand': return this.list(Number(input.Marker ?? 0));
      case 'DeletePublicKeyCommand': return this.delete(input);
      case 'GetKeyGroupCommand': return this.group(input);
      case 'UpdateKeyGroupCommand': return this.update(input);
      default: throw new Error(`the stand-in knows no ${name}`);
    }
  }

  private create({ PublicKeyConfig: config }: Input): unknown {
    const { Name = '', CallerReference = '', EncodedKey = '' } = config ?? {};
    if (!/^-----BEGIN PUBLIC KEY-----\n[\w+/=\n]+-----END PUBLIC KEY-----\n$/.test(EncodedKey)) { throw named('InvalidArgument'); }
    if ([...this.keys.values()].some((key) => key.callerReference === CallerReference || key.name === Name)) { throw named('PublicKeyAlreadyExists'); }
    this.made += 1;
    const id = `K${this.made}`;
    this.keys.set(id, { id, name: Name, callerReference: CallerReference, encodedKey: EncodedKey, made: this.now, etag: `E${this.made}` });
    return { PublicKey: { Id: id }, ETag: `E${this.made}` };
  }

  private list(from: number): unknown {
    const all = [...this.keys.values()];
    const Items = all.slice(from, from + PAGE).map(({ id, name, made }) => ({ Id: id, Name: name, CreatedTime: made }));
    return { PublicKeyList: { Items, ...from + PAGE < all.length ? { NextMarker: String(from + PAGE) } : {} } };
  }

  private delete({ Id, IfMatch }: Input): unknown {
    const key = this.find(Id);
    if (IfMatch !== key.etag) { throw named('InvalidIfMatchVersion'); }
    if (this.items.includes(key.id) || this.stillUsed.has(key.id)) { throw named('PublicKeyInUse'); }
    this.keys.delete(key.id);
    return {};
  }

  private group({ Id }: Input): unknown {
    if (Id !== CloudFrontStandIn.GROUP) { throw named('NoSuchResource'); }
    return { ETag: `G${this.version}`, KeyGroup: { Id, KeyGroupConfig: { Name: 'orders', Items: [...this.items] } } };
  }

  private update({ IfMatch, KeyGroupConfig: { Items = [] } = { Items: [] } }: Input): unknown {
    const before = this.beforeUpdate;
    this.beforeUpdate = undefined;
    before?.();
    if (IfMatch !== `G${this.version}`) { throw named('PreconditionFailed'); }
    if (Items.length === 0 || Items.some((id) => !this.keys.has(id))) { throw named('InvalidArgument'); }
    if (Items.length > MOST_KEYS_IN_GROUP) { throw named('TooManyPublicKeysInKeyGroup'); }
    this.items = [...Items];
    this.version += 1;
    return {};
  }

  private find(id = ''): PublicKey {
    const key = this.keys.get(id);
    if (key === undefined) { throw named('NoSuchPublicKey'); }
    return key;
  }
}

const named = (name: string): Error => Object.assign(new Error(name), { name, $fault: 'client', $metadata: {} });
