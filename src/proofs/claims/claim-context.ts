import type { ClaimSpec } from './claim-spec';
import type { KeySubjects } from './key-claims';
import type { RequestSpace } from '../engine';
import type { App } from '../model/app';
import type { KeyAccess } from '../model/key-access';
import type { ResourceAccess } from '../model/resource-access';
import type { RolePolicy } from '../model/role-policy';
import type { Resolver } from '../template/resolver';

/** What a claim is decided with, in one case of the deployment. */
export interface ClaimContext {
  readonly spec: ClaimSpec;
  readonly space: RequestSpace;
  readonly app: App;
  readonly resolver: Resolver;
  readonly subjects: KeySubjects;
  /** The access to a key; `undefined` for other resources. */
  readonly key?: KeyAccess;
  /** The access to a resource that is no key. */
  readonly resource?: ResourceAccess;
  /** What the role that deploys may do by itself. */
  readonly deployerMay: (role: string) => RolePolicy;
}
