import { and, arnGlob, type Formula, IAM_TYPES, implies, not, or, type RequestSpace, TRUE } from '../engine';
import { readPolicy } from '../engine/policy';
import { RETIRING } from '../facts/kms-actions';
import { SERVICE_LINKED_PATH, UNDER_RESOURCE_CONTROL } from '../facts/resource-control';

/** Policies of the organization that bound everything in an account. */
export interface Guardrails {
  /** Service control policies: what the account's own principals may do at most. */
  readonly serviceControl: readonly unknown[];
  /** Resource control policies: what may be done with the account's resources at most. */
  readonly resourceControl: readonly unknown[];
}

export const NO_GUARDRAILS: Guardrails = { serviceControl: [], resourceControl: [] };

/**
 * The policies let the request pass; neither kind allows anything by itself.
 *
 * Those of one kind are taken as attached together: some must allow (`FullAWSAccess` does where none says so), and none may deny.
 * Service-linked roles are bound by neither.
 */
export function withinGuardrails(space: RequestSpace, { serviceControl, resourceControl }: Guardrails, account: string): Formula {
  if (serviceControl.length === 0 && resourceControl.length === 0) { return TRUE; }
  const isLinked = isServiceLinked(space);
  const isOfAccount = and(space.principals.isOneOf(...IAM_TYPES), space.principals.isOfAccount(account));
  const isOwn = and(isOfAccount, not(isLinked));
  const controls = serviceControl.map((policy) => space.policy(policy, false));
  const hasAllow = serviceControl.some((policy) => readPolicy(policy).statements.some(({ effect }) => effect !== 'Deny'));
  const passes = and(hasAllow ? or(...controls.map(({ allow }) => allow)) : TRUE, not(or(...controls.map(({ deny }) => deny))));
  const isReached = space.actionIs(...UNDER_RESOURCE_CONTROL.map((service) => `${service}:*`));
  // a resource control policy can't keep anybody from retiring a grant
  const isBound = and(isReached, not(space.actionIs(RETIRING)), not(and(isOfAccount, isLinked)));
  if (resourceControl.length > 0) { space.assumptions.add('service-linked-roles-stay-at-home'); }
  const denied = or(...resourceControl.map((policy) => space.policy(policy).deny));
  return and(controls.length === 0 ? TRUE : implies(isOwn, passes), not(and(isBound, denied)));
}

/** A role that AWS made for one of its services. */
export const isServiceLinked = ({ principals }: RequestSpace): Formula =>
  principals.arnTakenBy(arnGlob(`arn:${principals.partition}:iam::*:role/${SERVICE_LINKED_PATH}*`)!);
