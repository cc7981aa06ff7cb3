import type { RoleModel } from './identity';
import { and, type Formula, not, or, type RequestSpace, TRUE, unknown } from '../engine';

/** What a role's own policies say. */
export interface RolePolicy {
  /** Some of them allow. */
  readonly allow: Formula;
  /** None of them denies, and the boundary allows: that holds even where a resource's policy names the role. */
  readonly bounds: Formula;
}

/** What a role of which nothing is known may do: everything. */
export const UNBOUNDED: RolePolicy = { allow: TRUE, bounds: TRUE };

/** What a role's own policies say of a request. */
export function rolePolicy(space: RequestSpace, { documents, boundary }: RoleModel): RolePolicy {
  const policies = documents.map((document) => space.policy(document, false));
  const isWithin = boundary === undefined ? TRUE
    : typeof boundary === 'string' ? unknown('the permissions boundary is not in the templates') : space.policy(boundary, false).allows;
  return { allow: or(...policies.map(({ allow }) => allow)), bounds: and(isWithin, not(or(...policies.map(({ deny }) => deny)))) };
}
