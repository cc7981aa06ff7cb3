import type { RoleModel } from './identity';
import { and, type Formula, not, or, type RequestSpace, unknown } from '../engine';

/** What a role's own policies allow. */
export function rolePolicy(space: RequestSpace, { documents, boundary }: RoleModel): Formula {
  const policies = documents.map((document) => space.policy(document, false));
  const own = and(or(...policies.map(({ allow }) => allow)), not(or(...policies.map(({ deny }) => deny))));
  if (boundary === undefined) { return own; }
  return and(own, typeof boundary === 'string' ? unknown('the permissions boundary is not in the templates') : space.policy(boundary, false).allows);
}
