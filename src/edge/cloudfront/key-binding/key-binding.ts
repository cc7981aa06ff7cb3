import type { KeyPolicies } from './key-policies';
import { type Narrowing, narrowedPolicy } from './narrowed-policy';
import { hasStatement, saysTheSame } from './policy-text';
import { type Pause, sleep } from '../../../secrets/parameter/patience';
import type { NamedProperties, ResourceRequest } from '../../../secrets/parameter/request';
import { ResourceError } from '../../../secrets/parameter/resource-error';

/** What the template says of a binding; `Name` is the key's ARN. */
export interface BindingProperties extends NamedProperties {
  readonly Pattern: string;
  readonly Statements: readonly Narrowing[];
  /** The statement by which the template's policy is known: its `Sid` has a digest of the policy. */
  readonly Marker: string;
}

/** Rewriting what somebody else wrote at the same time. */
const ROUNDS = 4;
/** A change reaches every part of AWS KMS within minutes: https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html */
const READS = 90;
const PAUSE_MILLISECONDS = 5_000;
/** Reads in succession that must say the same: one alone may be of a part that lags behind. */
const STEADY_READS = 3;

/** Binds a key's policy to distributions, once they exist. */
export class KeyBinding {
  constructor(private readonly policies: KeyPolicies, private readonly pause: Pause = sleep) {}

  /** Does what a request asks. A deleted binding leaves the policy narrow: what it names reads nothing once it is gone. */
  public async handle({ RequestType: type, ResourceProperties: properties }: ResourceRequest<BindingProperties>): Promise<undefined> {
    if (type === 'Delete') { return; }
    // a type that CloudFormation adds some day
    if (!['Create', 'Update'].includes(type)) { throw new ResourceError('the request is of no type that CloudFormation sends'); }
    await new Attempt(this.policies, this.pause, properties).bind();
  }
}

/** One request's work on one policy. */
class Attempt {
  private reads = 0;

  constructor(private readonly policies: KeyPolicies, private readonly pause: Pause, private readonly properties: BindingProperties) {}

  public async bind(): Promise<void> {
    const { Name: key, Statements: statements, Pattern: pattern } = this.properties;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const found = await this.steady();
      const wanted = narrowedPolicy(found, statements, pattern);
      if (wanted === undefined) { return; }
      if (await this.policies.write(key, wanted) && await this.stays(wanted, found)) { return; }
    }
    throw new ResourceError('the key\'s policy does not stay as it was written: somebody else changes it too; deploy again');
  }

  /** The policy that CloudFormation wrote last, read until it stays the same: what is read stale would be written back. */
  private async steady(): Promise<string> {
    let [last, times] = ['', 0];
    do {
      const now = await this.read('the key\'s policy is not the template\'s, or does not come to rest: it was changed by hand; deploy the key\'s stack again');
      times = hasStatement(now, this.properties.Marker) ? (times > 0 && saysTheSame(now, last) ? times + 1 : 1) : 0;
      last = now;
    } while (times < STEADY_READS);
    return last;
  }

  /** Whether the policy stays as it was written; not where somebody else wrote over it. */
  private async stays(wanted: string, before: string): Promise<boolean> {
    let times = 0;
    do {
      const now = await this.read('the key\'s policy does not show what was written; deploy again');
      if (saysTheSame(now, wanted)) { times += 1; } else if (saysTheSame(now, before)) { times = 0; } else { return false; }
    } while (times < STEADY_READS);
    return true;
  }

  private async read(otherwise: string): Promise<string> {
    if (this.reads === READS) { throw new ResourceError(otherwise); }
    if (this.reads > 0) { await this.pause(PAUSE_MILLISECONDS); }
    this.reads += 1;
    return this.policies.read(this.properties.Name);
  }
}
