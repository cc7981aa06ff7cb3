import type { ClaimFacts } from './claim-facts';
import type { IdentityAccess } from '../model/identity-access';
import type { KeyAccess } from '../model/key-access';
import type { PolicyAccess } from '../model/policy-access';
import type { ResourceAccess } from '../model/resource-access';

/** What a claim is asked with. */
export interface ClaimContext extends ClaimFacts {
  /** The access to the resource; claims about a role's own policies ask the identity. */
  readonly access: PolicyAccess;
  /** The same where the resource is a key. */
  readonly key?: KeyAccess;
  /** The same where it is none. */
  readonly resource?: ResourceAccess;
  /** What a launch role can do, where the claim is about its own policies. */
  readonly identity?: IdentityAccess;
}
