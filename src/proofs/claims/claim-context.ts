import type { ClaimSpec } from './claim-spec';
import type { KeySubjects } from './key-subjects';
import type { App } from '../model/app';
import type { KeyAccess } from '../model/key-access';
import type { PolicyAccess } from '../model/policy-access';
import type { RolePolicy } from '../model/role-policy';
import type { Resolver } from '../template/resolver';

/** What a claim is decided with, in one case of the deployment. */
export interface ClaimContext {
  readonly spec: ClaimSpec;
  readonly app: App;
  readonly resolver: Resolver;
  readonly subjects: KeySubjects;
  /** The access to the resource. */
  readonly access: PolicyAccess;
  /** The same where the resource is a key. */
  readonly key?: KeyAccess;
  /** What the role that deploys may do by itself. */
  readonly deployerMay: (role: string) => RolePolicy;
}
