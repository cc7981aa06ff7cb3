import type { ClaimContext } from './claim-context';
import type { Question } from './question';
import { and, type Formula, glob, not, or, type Request, TRUE } from '../engine';
import { evaluate } from '../engine/evaluator';
import { lowered } from '../engine/text';
import { CRYPTOGRAPHIC } from '../facts/kms-actions';
import { rolePolicy } from '../model/role-policy';

const WORST = ['identity-policies-assumed-worst'];

/** The claims that hold of keys and of other resources alike. */
interface Access {
  readonly allowed: Formula;
  readonly isIam: Formula;
  readonly isService: Formula;
  /** The policy allows the principal itself, not its account. */
  readonly allowedByName: Formula;
  isAmong(arns: readonly string[]): Formula;
  keyIs(key: string, ...values: readonly string[]): Formula;
  arnIs(key: string, ...values: readonly string[]): Formula;
  confirms(request: Request): boolean;
}

const accessOf = ({ key, resource }: ClaimContext): Access => (key ?? resource)!;

const account = ({ resolver }: ClaimContext): string => resolver.account;

function impossible(context: ClaimContext, formula: Formula, meaning: string, ...assumptions: readonly string[]): Question {
  const access = accessOf(context);
  return { wanted: 'none', formula: and(access.allowed, formula), confirm: (request) => access.confirms(request), meaning, assumptions: [...WORST, ...assumptions] };
}

/** Whoever is no service: also who comes by an identity provider, or without credentials. */
const isCaller = (context: ClaimContext): Formula => or(accessOf(context).isIam, context.space.principals.isOneOf('anonymous', 'federated'));

/** The principal belongs to one of the accounts, or comes by an identity provider that one of them keeps. */
function isInside(context: ClaimContext): Formula {
  const { space, subjects: { accounts }, resolver } = context;
  const provider = (id: string) => space.principals.isFederatedBy(glob(`arn:${resolver.partition}:iam::${id}:*`));
  return or(...[account(context), ...accounts].flatMap((id) => [space.principals.isOfAccount(id), provider(id)]));
}

/** Nobody of another account, or without an account, gets anywhere. */
export function noResourceAccessOutsideAccount(context: ClaimContext): Question {
  return impossible(context, and(isCaller(context), not(isInside(context))), 'is allowed');
}

/** Nobody outside the organization gets anywhere. */
export function noResourceAccessOutsideOrganization(context: ClaimContext): Question {
  const { subjects: { organization = '' } } = context;
  const inside = or(isInside(context), accessOf(context).keyIs('aws:PrincipalOrgID', organization));
  return impossible(context, and(isCaller(context), not(inside)), 'is allowed', 'own-account-in-organization');
}

/** No service acts on the resource for somebody else's. */
export function noResourceConfusedDeputy(context: ClaimContext): Question {
  const { subjects: { accounts, organization }, app } = context;
  const own = [account(context), ...accounts];
  const access = accessOf(context);
  // ARNs of buckets and the like name no account: those of the templates are known to be one's own
  const arns = app.accountlessArns(context.space.textsOf('aws:SourceArn'));
  const isOwn = or(
    access.keyIs('aws:SourceAccount', ...own),
    access.arnIs('aws:SourceArn', ...own.map((id) => `arn:*:*:*:${id}:*`), ...arns),
    organization === undefined ? or() : access.keyIs('aws:SourceOrgID', organization),
  );
  return impossible(context, and(access.isService, not(isOwn)), 'is allowed, whoever\'s resource the service acts for', 'services-act-for-owner', 'source-keys-only-from-services');
}

/** Whoever is no service reaches the resource through one VPC endpoint only; those who deploy don't. */
export function onlyFromEndpoint(context: ClaimContext): Question {
  const { spec, resolver, subjects: { deployers } } = context;
  const access = accessOf(context);
  const outside = not(access.keyIs('aws:SourceVpce', resolver.text(spec.endpoint)));
  return impossible(context, and(isCaller(context), not(access.isAmong(deployers)), outside), 'is allowed outside the endpoint', 'deployer-is-administrator');
}

/** The policy allows nothing that another did not. */
export function noNewAccess(context: ClaimContext): Question {
  const { spec, space, resource } = context;
  const access = accessOf(context);
  const before = space.policy(spec.baseline);
  // where identity policies are enough within the account, they were before
  const own = resource?.model.facts.reach === 'shared' ? and(access.isIam, space.principals.isOfAccount(account(context))) : or();
  return {
    wanted: 'none',
    formula: and(access.allowed, or(before.deny, not(or(before.allow, own)))),
    confirm: (request) => access.confirms(request) && ['deny', 'none'].includes(evaluate(spec.baseline, request)),
    meaning: 'is allowed, and was not before',
    assumptions: [],
  };
}

/** A principal can't call some actions on the resource. */
export function cannot(context: ClaimContext): Question {
  return impossible(context, and(isMeant(context), identityOf(context)), 'is allowed');
}

/** Nor can it make itself a grant of them, where the grant would be of use: a deny binds the holder of a grant too. */
export function cannotByGrant(context: ClaimContext): Question[] {
  const { key, spec: { principal, actions = ['*'] }, resolver } = context;
  const meant = CRYPTOGRAPHIC.filter((name) => actions.some((action) => glob(lowered(action)).takes(lowered(name))));
  if (key === undefined || meant.length === 0) { return []; }
  const isPrincipal = key.isAmong([resolver.text(principal)]);
  const grants = and(isPrincipal, key.makesOpenGrant, key.grantGives(meant), identityOf(context));
  return [{ ...impossible(context, grants, 'is allowed, and gives what it must not have'), onlyIf: and(isPrincipal, context.space.actionIs(...meant), key.notDenied) }];
}

/** A principal can call some actions on the resource by some request. */
export function can(context: ClaimContext): Question {
  const access = accessOf(context);
  return {
    wanted: 'some',
    formula: and(access.allowed, isMeant(context), identityOf(context)),
    confirm: (request) => access.confirms(request),
    meaning: 'is allowed',
    assumptions: ['identity-policies-assumed-worst'],
  };
}

function isMeant(context: ClaimContext): Formula {
  const { spec: { principal, actions = ['*'] }, resolver, space } = context;
  return and(accessOf(context).isAmong([resolver.text(principal)]), space.actionIs(...actions));
}

/** What the principal's own policies leave it, where it is a role of the templates; everything for all others. */
function identityOf(context: ClaimContext): Formula {
  const { spec: { principal }, resolver, app, space } = context;
  const role = app.role(resolver.text(principal));
  if (!role?.isComplete) { return TRUE; }
  const { allow, bounds } = rolePolicy(space, role);
  return and(bounds, or(allow, accessOf(context).allowedByName)); // a policy that names the principal itself needs no other
}
