import { and, type Formula, IAM_TYPES, implies, not, or, type RequestSpace, TRUE } from '../engine';

/** Policies of the organization that bound everything in an account. */
export interface Guardrails {
  /** Service control policies: what the account's own principals may do at most. */
  readonly serviceControl: readonly unknown[];
  /** Resource control policies: what may be done with the account's resources at most. */
  readonly resourceControl: readonly unknown[];
}

export const NO_GUARDRAILS: Guardrails = { serviceControl: [], resourceControl: [] };

/** Each of the policies lets the request pass; neither kind allows anything by itself. */
export function withinGuardrails(space: RequestSpace, { serviceControl, resourceControl }: Guardrails, account: string): Formula {
  const isOwn = and(space.principals.isOneOf(...IAM_TYPES), space.principals.isOfAccount(account));
  const passes = (policy: unknown): Formula => space.policy(policy, false).allows;
  // a resource control policy can't keep anybody from retiring a grant
  const retires = space.actionIs('kms:RetireGrant');
  const resource = resourceControl.map((policy) => or(retires, not(space.policy(policy).deny)));
  return and(...serviceControl.length > 0 ? [implies(isOwn, and(...serviceControl.map(passes)))] : [TRUE], ...resource);
}
