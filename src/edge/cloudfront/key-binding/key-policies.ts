import { GetKeyPolicyCommand, type KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { type Pause, patiently, sleep } from '../../../secrets/parameter/patience';
import { ResourceError } from '../../../secrets/parameter/resource-error';

/** A key has one policy, of this name: https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
const POLICY_NAME = 'default';

/** Errors that a later call may not have. */
const PASSING = new Set(['ConflictException', 'DependencyTimeoutException', 'KMSInternalException']);

/** The policies of keys, as AWS KMS has them. */
export class KeyPolicies {
  constructor(private readonly client: KMSClient, private readonly pause: Pause = sleep) {}

  public async read(keyId: string): Promise<string> {
    const { Policy: policy } = await patiently('GetKeyPolicy', () => this.client.send(new GetKeyPolicyCommand({ KeyId: keyId, PolicyName: POLICY_NAME })), this.pause);
    if (policy === undefined) { throw new ResourceError('GetKeyPolicy gave no policy'); }
    return policy;
  }

  /** Writes a policy; `false` where AWS KMS could not just now. Whoever writes must be able to write again: a policy that locks out is refused. */
  public async write(keyId: string, policy: string): Promise<boolean> {
    try {
      await patiently('PutKeyPolicy', () => this.client.send(new PutKeyPolicyCommand({
        KeyId: keyId, PolicyName: POLICY_NAME, Policy: policy, BypassPolicyLockoutSafetyCheck: false,
      })), this.pause);
      return true;
    } catch (error) {
      if (error instanceof ResourceError && PASSING.has(error.code ?? '')) { return false; }
      throw error;
    }
  }
}
