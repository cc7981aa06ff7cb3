import type { aws_iam as iam } from 'aws-cdk-lib';
import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { areDifferentAccounts, iamArn } from '../../private/arns';
import { InvalidInputError } from '../../private/errors';
import { DOMAIN_NAME, domainOfPath, rolePathOf } from '../../private/names';

/** A role or user as a key policy may speak of it: the account as principal, bound by `aws:PrincipalArn`. */
export interface BoundPrincipal {
  /** The account it lives in. */
  readonly account: string;
  /** Value of `aws:PrincipalArn`: exact, or a pattern where the name is not known yet. */
  readonly arn: string;
  /** The domain that it belongs to; `undefined` outside every domain. */
  readonly domain?: string;
  /** Whether it has its domain's role path, by which the domain's keys know it already. */
  readonly hasDomainPath?: boolean;
  /** Set where `arn` is a pattern: the role gets the domain's tag, and the policy asks for it too. */
  readonly taggable?: iam.IRole;
  /** Further conditions on the session. */
  readonly conditions?: Record<string, Record<string, string>>;
}

/** What CDK wraps around principals: the one inside counts. */
export function unwrap(grantee: iam.IGrantable): iam.IPrincipal {
  const principal = grantee.grantPrincipal as iam.IPrincipal & { basePrincipal?: iam.IPrincipal; wrapped?: iam.IPrincipal };
  const inner = principal.basePrincipal ?? principal.wrapped;
  return inner ? unwrap(inner) : principal;
}

/** The names of service principals (`sns` of `sns.amazonaws.com`), with their full form; none for other principals. */
export function servicePrincipalsOf(scope: IConstruct, principal: iam.IPrincipal): string[] {
  if (Construct.isConstruct(principal)) { return []; } // a role or user; resolving is what costs time in a synth
  const json = Stack.of(scope).resolve(principal.policyFragment.principalJson) as Record<string, string | string[]>;
  return [json.Service ?? []].flat();
}

/**
 * A grantee as a bound principal.
 *
 * @throws for principals that a key policy can't bind: groups, federated identities, wildcards, whole accounts
 */
export function boundPrincipal(keyScope: IConstruct, grantee: iam.IGrantable): BoundPrincipal {
  const principal = unwrap(grantee);
  if (Construct.isConstruct(principal) && isNamedIn(principal, 'roleArn')) { return roleConstruct(keyScope, principal as iam.IRole); }
  if (Construct.isConstruct(principal) && isNamedIn(principal, 'userArn')) {
    const user = principal as iam.IUser;
    return { account: user.env.account, arn: user.userArn };
  }
  const arn = (principal as Partial<iam.ArnPrincipal>).arn;
  const isWholeAccount = 'accountId' in principal || arn?.endsWith(':root');
  if (arn !== undefined && !isWholeAccount && (Token.isUnresolved(arn) || /:(role|user)\//.test(arn))) { return fromArn(keyScope, arn); }
  throw new InvalidInputError({
    what: 'key user',
    got: String(principal),
    allowed: 'an IAM role, an IAM user, or a service principal',
    fix: 'grant the role that is assumed in the end: groups, federated identities, accounts and wildcards can\'t be bound by aws:PrincipalArn',
  });
}

export function fromArn(keyScope: IConstruct, arn: string): BoundPrincipal {
  if (Token.isUnresolved(arn)) { return { account: Stack.of(keyScope).account, arn }; }
  const { account, resource, resourceName } = Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME);
  const domain = resource === 'role' ? domainOfPath(`/${resourceName ?? ''}`) : undefined;
  return { account: account ?? Stack.of(keyScope).account, arn, domain, hasDomainPath: domain !== undefined };
}

function roleConstruct(keyScope: IConstruct, role: iam.IRole): BoundPrincipal {
  const cfn = role.node.defaultChild as iam.CfnRole | undefined;
  if (!cfn || !('roleName' in cfn)) { // imported: its ARN is all there is
    return { ...fromArn(keyScope, role.roleArn), account: role.principalAccount ?? role.env.account };
  }
  const { account } = Stack.of(role);
  const path = cfn.path ?? '/';
  const domainByPath = domainOfPath(path);
  const known = { account, domain: domainByPath ?? domainOfTree(role), hasDomainPath: domainByPath !== undefined };
  const isNamed = cfn.roleName !== undefined && !Token.isUnresolved(cfn.roleName);
  if (isNamed) { return { ...known, arn: iamArn(role, 'role', `${path}${cfn.roleName}`, account) }; }
  if (Stack.of(role) === Stack.of(keyScope)) { return { ...known, arn: role.roleArn }; }
  return { ...known, ...withoutReference(keyScope, role, path, domainByPath) };
}

/** The ARN of a nameless role in another stack: a reference would be a cycle. */
function withoutReference(keyScope: IConstruct, role: iam.IRole, path: string, domain?: string): Pick<BoundPrincipal, 'arn' | 'taggable'> {
  const { account, stackName } = Stack.of(role);
  const isFar = areDifferentAccounts(account, Stack.of(keyScope).account) || Token.isUnresolved(stackName);
  if (isFar && domain !== undefined) { return { arn: iamArn(role, 'role', `${rolePathOf(domain)}*`, account) }; }
  if (isFar) {
    throw new InvalidInputError({
      what: `key user '${role.node.path}'`,
      got: 'a role without a name, in another account or in a nested stack',
      allowed: 'a role with a `roleName`, or a domain\'s own role',
      fix: 'give the role a `roleName`, or make it a core.DomainRole: a key policy can\'t refer to it without a cycle',
    });
  }
  // the name that CloudFormation makes up is matched by its beginning, beside the tag
  return { arn: iamArn(role, 'role', `${path}${stackName.slice(0, GENERATED_NAME_STACK_PART)}-*`, account), taggable: role };
}

/** CloudFormation shortens long stack names in the physical names it makes up; the first part is kept. */
const GENERATED_NAME_STACK_PART = 20;

function domainOfTree(construct: IConstruct): string | undefined {
  const domain = [...construct.node.scopes].reverse().find((scope) => DOMAIN_NAME in scope) as { [DOMAIN_NAME]?: string } | undefined;
  return domain?.[DOMAIN_NAME];
}

const isNamedIn = (value: object, name: string): boolean => name in value;
