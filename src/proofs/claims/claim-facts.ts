import type { KeySubjects } from './key-subjects';
import type { NeededCall } from './needed-call';
import type { CallerPolicies } from '../model/caller-policies';

/** What a claim speaks of, read from the templates in one case of the deployment: plain data. */
export interface ClaimFacts {
  /** Name of the claim. */
  readonly claim: string;
  readonly subjects: KeySubjects;
  /** Whom `can` and `cannot` speak of, and what of. */
  readonly principal?: string;
  readonly actions?: readonly string[];
  /** What the principal's own policies say, for each way in which it may be deployed. */
  readonly identities: readonly CallerPolicies[];
  /** Id of the VPC endpoint that `onlyFromEndpoint` speaks of. */
  readonly endpoint?: string;
  /** ARNs of the resources for which a service may act, in `onlyForSources` and `onlyDistributionsRead`. */
  readonly sources?: readonly string[];
  /** The policy that `noNewAccess` compares with. */
  readonly baseline?: unknown;
  /** Calls that must work; `undefined` where they are not known. */
  readonly calls?: readonly NeededCall[];
}
