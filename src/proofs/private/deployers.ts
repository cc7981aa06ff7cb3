import { glob, hasSymbol } from '../engine';
import type { App } from '../model/app';
import { type CallerPolicies, policiesOf, UNBOUNDED, unknownPolicies } from '../model/caller-policies';
import type { RoleModel } from '../model/identity';

/** The role that the CDK's bootstrap makes, with AdministratorAccess unless told otherwise. */
const BOOTSTRAP_ROLE = /:role\/cdk-[^/]+-cfn-exec-role-/;

/** Roles that deploy: what they may do is known where they are in the templates, assumed where they are trusted, open otherwise. */
export class Deployers {
  private readonly known = new Map<string, readonly CallerPolicies[]>();

  /** @param trusted ARNs of roles that may do everything by their own policies, wildcards allowed */
  constructor(private readonly app: App, private readonly trusted: readonly string[]) {}

  /** What a role may do by itself, for each template and case that has it; the same for the same role. */
  public policiesOf(role: string): readonly CallerPolicies[] {
    const policies = this.known.get(role) ?? this.read(role);
    this.known.set(role, policies);
    return policies;
  }

  private read(role: string): readonly CallerPolicies[] {
    const known = this.app.rolesNamed(role);
    if (known.length > 0 && known.every(({ isComplete }) => isComplete)) { return known.map((one) => asNamed(one, role)); }
    return this.isTrusted(role) ? [UNBOUNDED]
      : [unknownPolicies(`what ${role} may do by its own policies is not known: name it in trustedDeployers if it may do everything`)];
  }

  /** What is known of a role's own permissions, for people. */
  public identityOf(role: string): string {
    const known = this.app.rolesNamed(role);
    if (known.length > 0 && known.every(({ isComplete }) => isComplete)) { return 'its policies are in the templates'; }
    return this.isTrusted(role) ? 'assumed: it may do everything by its own policies (AdministratorAccess is the default of cdk bootstrap)' : 'unknown';
  }

  private isTrusted(role: string): boolean {
    return BOOTSTRAP_ROLE.test(role) || this.trusted.some((pattern) => glob(pattern).takes(role));
  }
}

/** What a role of a template may do in the account of an ARN: there, its template's own account is that one. */
function asNamed(role: RoleModel, arn: string): CallerPolicies {
  const own = policiesOf(role);
  const [, , , , account] = arn.split(':');
  if (role.arn === arn && !hasSymbol(account)) { return own; }
  const assumptions = ['deploying-role-is-of-the-templates'];
  if (role.arn === arn) { return { ...own, assumptions }; }
  const moved = (document: unknown): unknown => JSON.parse(JSON.stringify(document).replaceAll(role.account, account)) as unknown;
  return { ...own, documents: own.documents.map(moved), ...own.boundary === undefined ? {} : { boundary: moved(own.boundary) }, assumptions };
}
