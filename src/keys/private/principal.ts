import { Stack, Token, type aws_iam as iam } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { areDifferent, iamArn } from '../../private/arns';
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
  readonly conditions?: Record<string, Record<string, unknown>>;
}

/** What CDK wraps around principals: the one inside counts. */
export function unwrap(grantee: iam.IGrantable): iam.IPrincipal {
  const principal = grantee.grantPrincipal as iam.IPrincipal & { basePrincipal?: iam.IPrincipal; wrapped?: iam.IPrincipal };
  const inner = principal.basePrincipal ?? principal.wrapped;
  return inner ? unwrap(inner) : principal;
}

/** Whether a principal is one or more AWS services. */
export function isServicePrincipal(scope: IConstruct, principal: iam.IPrincipal): boolean {
  if (Construct.isConstruct(principal)) { return false; } // a role or user; resolving is what costs time in a synth
  return 'Service' in (Stack.of(scope).resolve(principal.policyFragment.principalJson) as object);
}

/**
 * A grantee as a bound principal.
 *
 * @throws for principals that a key policy can't bind: groups, federated identities, wildcards, whole accounts
 */
export function boundPrincipal(keyScope: IConstruct, grantee: iam.IGrantable): BoundPrincipal {
  const principal = unwrap(grantee);
  const conditions = principal === grantee.grantPrincipal ? undefined : conditionsOf(grantee.grantPrincipal);
  return { ...identity(keyScope, principal), ...conditions ? { conditions } : {} };
}

/** What a wrapper asks for beside the principal; the service it may name is the view's own. */
function conditionsOf(wrapper: iam.IPrincipal): Record<string, Record<string, unknown>> | undefined {
  const conditions = Object.entries(wrapper.policyFragment.conditions as Record<string, Record<string, unknown>>)
    .map(([operator, keys]) => [operator, Object.fromEntries(Object.entries(keys).filter(([key]) => key !== 'kms:ViaService'))] as const)
    .filter(([, keys]) => Object.keys(keys).length > 0);
  return conditions.length > 0 ? Object.fromEntries(conditions) : undefined;
}

function identity(keyScope: IConstruct, principal: iam.IPrincipal): BoundPrincipal {
  if (Construct.isConstruct(principal) && isNamedIn(principal, 'roleArn')) { return roleConstruct(keyScope, principal as iam.IRole); }
  if (Construct.isConstruct(principal) && isNamedIn(principal, 'userArn')) {
    return userConstruct(keyScope, principal as iam.IUser);
  }
  const arn = (principal as Partial<iam.ArnPrincipal>).arn;
  if (arn === undefined || 'accountId' in principal) { throw unbindable(String(principal)); }
  return fromArn(keyScope, arn);
}

/**
 * A role or user by its ARN, which may hold tokens for its partition and account.
 *
 * @throws for what names no single role or user
 */
export function fromArn(keyScope: IConstruct, arn: string): BoundPrincipal {
  const [, , , , account, resource] = splitArn(arn);
  if (resource === undefined && Token.isUnresolved(arn)) { return { account: Stack.of(keyScope).account, arn }; }
  if (!/^(role|user)\//.test(resource ?? '') || /[*?]/.test(arn)) { throw unbindable(arn); }
  const domain = domainOfPath(`/${(resource ?? '').replace(/^(role|user)\//, '')}`);
  return { account, arn, domain, hasDomainPath: domain !== undefined && resource?.startsWith('role/') };
}

/** As text, so that tokens in it stay whole; the resource may hold colons of its own. */
function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length < 6 ? [arn] : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function unbindable(got: string): InvalidInputError {
  return new InvalidInputError({
    what: 'key user',
    got,
    allowed: 'one IAM role or IAM user; in a grant also a service principal',
    fix: 'grant the role that is assumed in the end: groups, federated identities, accounts and wildcards can\'t be bound by aws:PrincipalArn',
  });
}

function userConstruct(keyScope: IConstruct, user: iam.IUser): BoundPrincipal {
  const cfn = user.node.defaultChild as iam.CfnUser | undefined;
  if (!cfn || !('userName' in cfn)) { return fromArn(keyScope, user.userArn); }
  const { account } = Stack.of(user);
  const domain = domainOfPath(cfn.path ?? '/') ?? domainOfTree(user);
  if (cfn.userName !== undefined && !Token.isUnresolved(cfn.userName)) {
    return { account, domain, arn: iamArn(user, 'user', `${cfn.path ?? '/'}${cfn.userName}`, account) };
  }
  if (Stack.of(user) === Stack.of(keyScope)) { return { account, domain, arn: user.userArn }; }
  throw nameless('user', user);
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
  const isFar = areDifferent(account, Stack.of(keyScope).account) || Token.isUnresolved(stackName);
  if (isFar && domain !== undefined) { return { arn: iamArn(role, 'role', `${rolePathOf(domain)}*`, account) }; }
  if (isFar) { throw nameless('role', role); }
  // the name that CloudFormation makes up is matched by its beginning, beside the tag
  const beginning = stackName.length <= GENERATED_NAME_STACK_PART ? `${stackName}-` : stackName.slice(0, GENERATED_NAME_STACK_PART);
  return { arn: iamArn(role, 'role', `${path}${beginning}*`, account), taggable: role };
}

function nameless(kind: 'role' | 'user', construct: IConstruct): InvalidInputError {
  return new InvalidInputError({
    what: `key user '${construct.node.path}'`,
    got: `a ${kind} without a name, in another stack whose names can't be foreseen`,
    allowed: `a ${kind} with a \`${kind}Name\`, or a domain's own role`,
    fix: `give the ${kind} a \`${kind}Name\`, or use a core.DomainRole: a key policy can't refer to it without a cycle`,
  });
}

/** CloudFormation shortens long stack names in the physical names it makes up; the first part is kept. */
const GENERATED_NAME_STACK_PART = 20;

function domainOfTree(construct: IConstruct): string | undefined {
  const domain = [...construct.node.scopes].reverse().find((scope) => DOMAIN_NAME in scope) as { [DOMAIN_NAME]?: string } | undefined;
  return domain?.[DOMAIN_NAME];
}

const isNamedIn = (value: object, name: string): boolean => name in value;
