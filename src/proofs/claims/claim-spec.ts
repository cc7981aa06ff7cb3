import type { Placed } from '../template/deployment';

/** A claim about one resource as data. Values are texts or values of the resource's template (`Ref`, `Fn::GetAtt`, …); ARNs may have wildcards. */
export interface ClaimSpec {
  /** Name of the claim, such as `onlyDomainDecrypts`. */
  readonly claim: string;
  readonly placed: Placed;
  /** The resource that the claim names, where that is not the policy itself. */
  readonly about?: Placed;
  /** A refuted mandatory claim can't be acknowledged. */
  readonly mandatory: boolean;
  /** Why the claim may be undecided. */
  readonly accepted?: string;
  /** The domain that the resource belongs to, for sentences. */
  readonly domain?: string;
  readonly users?: readonly unknown[];
  readonly administrators?: readonly unknown[];
  readonly deployers?: readonly unknown[];
  readonly services?: readonly unknown[];
  readonly servicePrincipals?: readonly unknown[];
  readonly directContext?: { readonly key: string; readonly value: unknown };
  /** Service principals that statements were added for; with them, others are expected only where a resource of the templates needs them. */
  readonly declaredServices?: readonly unknown[];
  readonly shares?: readonly { readonly roles: readonly unknown[]; readonly services: readonly unknown[]; readonly actions: readonly string[] }[];
  readonly deletionWindowDays?: number;
  readonly organization?: string;
  readonly accounts?: readonly unknown[];
  /** Whom `can` and `cannot` speak of. */
  readonly principal?: unknown;
  /** What `can` and `cannot` speak of; `*` and `?` are wildcards. */
  readonly actions?: readonly string[];
  /** Id of the VPC endpoint that `onlyFromEndpoint` speaks of. */
  readonly endpoint?: unknown;
  /** ARNs of the resources for which a service may act, in `onlyForSources` and `onlyDistributionsRead`. */
  readonly sources?: readonly unknown[];
  /** The policy that `noNewAccess` compares with. */
  readonly baseline?: unknown;
}
