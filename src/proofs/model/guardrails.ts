import { and, type Formula, glob, IAM_TYPES, implies, not, or, type RequestSpace, TRUE } from '../engine';
import { readPolicy } from '../engine/policy';

/** Policies of the organization that bound everything in an account. */
export interface Guardrails {
  /** Service control policies: what the account's own principals may do at most. */
  readonly serviceControl: readonly unknown[];
  /** Resource control policies: what may be done with the account's resources at most. */
  readonly resourceControl: readonly unknown[];
}

export const NO_GUARDRAILS: Guardrails = { serviceControl: [], resourceControl: [] };

/** Services whose resources resource control policies reach; what they say of others has no effect. */
const UNDER_RESOURCE_CONTROL = ['kms:*', 's3:*', 'sts:*', 'sqs:*', 'secretsmanager:*', 'ecr:*'];

/**
 * The policies let the request pass; neither kind allows anything by itself.
 *
 * Those of one kind are taken as attached together: some must allow (`FullAWSAccess` does where none says so), and none may deny.
 * Service-linked roles are bound by neither.
 */
export function withinGuardrails(space: RequestSpace, { serviceControl, resourceControl }: Guardrails, account: string): Formula {
  if (serviceControl.length === 0 && resourceControl.length === 0) { return TRUE; }
  const isLinked = space.principals.arnTakenBy(glob(`arn:${space.principals.partition}:iam::*:role/aws-service-role/*`));
  const isOfAccount = and(space.principals.isOneOf(...IAM_TYPES), space.principals.isOfAccount(account));
  const isOwn = and(isOfAccount, not(isLinked));
  const service = serviceControl.map((policy) => space.policy(policy, false));
  const hasAllow = serviceControl.some((policy) => readPolicy(policy).statements.some(({ effect }) => effect !== 'Deny'));
  const passes = and(hasAllow ? or(...service.map(({ allow }) => allow)) : TRUE, not(or(...service.map(({ deny }) => deny))));
  // a resource control policy can't keep anybody from retiring a grant
  const isBound = and(space.actionIs(...UNDER_RESOURCE_CONTROL), not(space.actionIs('kms:RetireGrant')), not(and(isOfAccount, isLinked)));
  const denied = or(...resourceControl.map((policy) => space.policy(policy).deny));
  return and(service.length === 0 ? TRUE : implies(isOwn, passes), not(and(isBound, denied)));
}
