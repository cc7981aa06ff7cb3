import { allOf, answerOf, not as opposite, type Truth } from './answer';
import type { RoleModel } from './identity';
import { and, type Formula, not, or, type Request, type RequestSpace, TRUE, unknown } from '../engine';

/** What a role's own policies say. */
export interface RolePolicy {
  /** Some of them allow. */
  readonly allow: Formula;
  /** None of them denies, and the boundary allows: that holds even where a resource's policy names the role. */
  readonly bounds: Formula;
  /** The same of one request, as the concrete evaluator sees it. */
  readonly answer: (request: Request) => RoleAnswer;
}

/** What a role's own policies say of one request; `undefined` where nobody can tell. */
export interface RoleAnswer {
  readonly allows: Truth;
  readonly isWithin: Truth;
}

/** What a role may do that may do everything. */
export const UNBOUNDED: RolePolicy = { allow: TRUE, bounds: TRUE, answer: () => ({ allows: true, isWithin: true }) };

/** What a role may do of which nobody knows. */
export function unknownPolicy(reason: string): RolePolicy {
  const open = unknown(reason);
  return { allow: open, bounds: open, answer: () => ({ allows: undefined, isWithin: undefined }) };
}

/** What a role's own policies say of requests; the same for the same role. */
export function rolePolicy(space: RequestSpace, role: RoleModel): RolePolicy {
  const known = KNOWN.get(space) ?? new Map<RoleModel, RolePolicy>();
  const policy = known.get(role) ?? readPolicies(space, role);
  KNOWN.set(space, known.set(role, policy));
  return policy;
}

const KNOWN = new WeakMap<RequestSpace, Map<RoleModel, RolePolicy>>();

function readPolicies(space: RequestSpace, { documents, boundary }: RoleModel): RolePolicy {
  const policies = documents.map((document) => space.policy(document, false));
  const isWithin = boundary === undefined ? TRUE
    : typeof boundary === 'string' ? unknown('the permissions boundary is not in the templates') : space.policy(boundary, false).allows;
  return {
    allow: or(...policies.map(({ allow }) => allow)),
    bounds: and(isWithin, not(or(...policies.map(({ deny }) => deny)))),
    answer: (request) => {
      const { allows, denies } = answerOf(documents, request);
      return { allows, isWithin: allOf(opposite(denies), boundaryAnswer(boundary, request)) };
    },
  };
}

/** A boundary that is not in the templates is a text. */
function boundaryAnswer(boundary: unknown, request: Request): Truth {
  if (boundary === undefined || typeof boundary === 'string') { return boundary === undefined ? true : undefined; }
  const { allows, denies } = answerOf([boundary], request);
  return allOf(allows, opposite(denies));
}
