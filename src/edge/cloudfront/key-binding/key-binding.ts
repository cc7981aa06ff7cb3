import type { KeyPolicies } from './key-policies';
import { type Narrowing, narrowedPolicy } from './narrowed-policy';
import { type Pause, sleep } from '../../../secrets/parameter/patience';
import type { NamedProperties, ResourceRequest } from '../../../secrets/parameter/request';
import { ResourceError } from '../../../secrets/parameter/resource-error';

/** What the template says of a binding; `Name` is the key's ARN. */
export interface BindingProperties extends NamedProperties {
  readonly Pattern: string;
  readonly Statements: readonly Narrowing[];
  /** Of the key's policy in the template: where that changes, CloudFormation has written it anew. */
  readonly PolicyHash: string;
}

/** Rewriting what somebody else wrote at the same time. */
const ROUNDS = 4;
/** A change reaches every part of AWS KMS within minutes: https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html */
const READS = 18;
const PAUSE_MILLISECONDS = 5_000;

/** Binds a key's policy to distributions, once they exist. */
export class KeyBinding {
  constructor(private readonly policies: KeyPolicies, private readonly pause: Pause = sleep) {}

  /** Does what a request asks. A deleted binding leaves the policy narrow: what it names reads nothing once it is gone. */
  public async handle({ RequestType: type, ResourceProperties: properties }: ResourceRequest<BindingProperties>): Promise<undefined> {
    if (type === 'Delete') { return; }
    // a type that CloudFormation adds some day
    if (!['Create', 'Update'].includes(type)) { throw new ResourceError('the request is of no type that CloudFormation sends'); }
    await this.bind(properties);
  }

  private async bind(properties: BindingProperties): Promise<void> {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const found = await this.policies.read(properties.Name);
      const wanted = narrowed(found, properties);
      if (wanted === undefined) { return; }
      if (await this.policies.write(properties.Name, wanted)) {
        if (await this.isSettled(properties, found)) { return; }
      } else {
        await this.pause(PAUSE_MILLISECONDS);
      }
    }
    throw new ResourceError('the key\'s policy does not stay as it was written: somebody else changes it too; deploy again');
  }

  /** Whether the policy is read as it was written; not where somebody else wrote over it, or it stays as it was. */
  private async isSettled(properties: BindingProperties, before: string): Promise<boolean> {
    for (let read = 1; read <= READS; read += 1) {
      const now = await this.policies.read(properties.Name);
      if (narrowed(now, properties) === undefined) { return true; }
      if (now !== before) { return false; }
      await this.pause(PAUSE_MILLISECONDS);
    }
    return false;
  }
}

const narrowed = (policy: string, { Statements, Pattern }: BindingProperties): string | undefined => narrowedPolicy(policy, Statements, Pattern);
