import type { RoleModel } from './identity';

/** What is known of the policies of whoever calls, as plain data. */
export interface CallerPolicies {
  /** Its policies, inline and managed. */
  readonly documents: readonly unknown[];
  /** Its permissions boundary: `undefined` where it has none, a text where it is not in the templates. */
  readonly boundary?: unknown;
  /** Whether it may do everything, whatever its documents say. */
  readonly isUnbounded?: boolean;
  /** Whether it has other policies too, which may allow and deny what nobody knows. */
  readonly isPartial?: boolean;
  /** Why nobody knows what it may do. */
  readonly unknown?: string;
  /** Ids of what is taken for granted of it. */
  readonly assumptions?: readonly string[];
}

/** Whoever may do everything. */
export const UNBOUNDED: CallerPolicies = { documents: [], isUnbounded: true };

/** Whoever may do what nobody knows. */
export const unknownPolicies = (reason: string): CallerPolicies => ({ documents: [], unknown: reason });

/** What a role of the templates may do; the same for the same role. */
export function policiesOf(role: RoleModel): CallerPolicies {
  const { documents, boundary, isComplete } = role;
  const known = OF_ROLES.get(role) ?? { documents, ...boundary === undefined ? {} : { boundary }, ...isComplete ? {} : { isPartial: true } };
  OF_ROLES.set(role, known);
  return known;
}

const OF_ROLES = new WeakMap<RoleModel, CallerPolicies>();
