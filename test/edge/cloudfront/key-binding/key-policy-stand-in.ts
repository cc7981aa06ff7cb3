import { GetKeyPolicyCommand, type KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';

/** An error as the SDK throws it. */
export const failure = (name: string): Error => Object.assign(new Error(`${name} of the stand-in`), { name });

/**
 * AWS KMS as far as one key's policy goes: it takes only JSON with statements, only under the name `default`, and only with the safety check on;
 * what was written is read after a few reads; what it is told to fail with, it fails with once.
 */
export class KeyPolicyStandIn {
  public readonly written: string[] = [];
  public readonly failures: { GetKeyPolicy: string[]; PutKeyPolicy: string[] } = { GetKeyPolicy: [], PutKeyPolicy: [] };
  /** What somebody else writes after the function did, once for each. */
  public readonly overwrites: string[] = [];
  /** What parts that lag behind give to the next reads. */
  public readonly lagging: string[] = [];
  /** Reads that still give the former policy after a write. */
  public delay = 0;
  public reads = 0;
  private former: string;
  private stale = 0;

  constructor(private readonly keyArn: string, public policy: string) {
    this.former = policy;
  }

  public get client(): KMSClient {
    return { send: (command: unknown) => this.send(command) } as unknown as KMSClient;
  }

  private async send(command: unknown): Promise<object> {
    if (command instanceof GetKeyPolicyCommand) { return this.read(command.input); }
    if (command instanceof PutKeyPolicyCommand) { return this.write(command.input); }
    throw failure('UnknownOperationException');
  }

  private read({ KeyId, PolicyName }: GetKeyPolicyCommand['input']): object {
    this.reads += 1;
    this.check('GetKeyPolicy', KeyId, PolicyName);
    const lagging = this.lagging.shift();
    if (lagging !== undefined) { return { Policy: lagging, PolicyName }; }
    if (this.stale > 0) { this.stale -= 1; return { Policy: this.former, PolicyName }; }
    return { Policy: this.policy, PolicyName };
  }

  private write({ KeyId, PolicyName, Policy = '', BypassPolicyLockoutSafetyCheck }: PutKeyPolicyCommand['input']): object {
    this.check('PutKeyPolicy', KeyId, PolicyName);
    if (BypassPolicyLockoutSafetyCheck !== false) { throw failure('ValidationException'); }
    const { Statement: statements } = JSON.parse(Policy) as { Statement?: unknown };
    if (!Array.isArray(statements) || Policy.length > 32_768) { throw failure('MalformedPolicyDocumentException'); }
    this.written.push(Policy);
    if (this.stale === 0) { this.former = this.policy; }
    this.policy = this.overwrites.shift() ?? Policy;
    this.stale = this.delay;
    return {};
  }

  private check(operation: 'GetKeyPolicy' | 'PutKeyPolicy', keyId?: string, name?: string): void {
    const next = this.failures[operation].shift();
    if (next !== undefined) { throw failure(next); }
    if (keyId !== this.keyArn) { throw failure('NotFoundException'); }
    if (name !== 'default') { throw failure('ValidationException'); }
  }
}
