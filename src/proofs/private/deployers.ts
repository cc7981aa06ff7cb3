import { glob } from '../engine';
import type { App } from '../model/app';
import { type CallerPolicies, policiesOf, UNBOUNDED, unknownPolicies } from '../model/caller-policies';

/** The role that the CDK's bootstrap makes, with AdministratorAccess unless told otherwise. */
const BOOTSTRAP_ROLE = /:role\/cdk-[^/]+-cfn-exec-role-/;

/** Roles that deploy: what they may do is known where they are in the templates, assumed where they are trusted, open otherwise. */
export class Deployers {
  private readonly known = new Map<string, CallerPolicies>();

  /** @param trusted ARNs of roles that may do everything by their own policies, wildcards allowed */
  constructor(private readonly app: App, private readonly trusted: readonly string[]) {}

  /** What a role may do by itself; the same for the same role. */
  public policiesOf(role: string): CallerPolicies {
    const policies = this.known.get(role) ?? this.read(role);
    this.known.set(role, policies);
    return policies;
  }

  private read(role: string): CallerPolicies {
    const known = this.app.role(role);
    if (known?.isComplete) { return policiesOf(known); }
    return this.isTrusted(role) ? UNBOUNDED
      : unknownPolicies(`what ${role} may do by its own policies is not known: name it in trustedDeployers if it may do everything`);
  }

  /** What is known of a role's own permissions, for people. */
  public identityOf(role: string): string {
    if (this.app.role(role)?.isComplete) { return 'its policies are in the templates'; }
    return this.isTrusted(role) ? 'assumed: it may do everything by its own policies (AdministratorAccess is the default of cdk bootstrap)' : 'unknown';
  }

  private isTrusted(role: string): boolean {
    return BOOTSTRAP_ROLE.test(role) || this.trusted.some((pattern) => glob(pattern).takes(role));
  }
}
