import { allOf, answerOf, not as opposite, type Truth } from './answer';
import type { CallerPolicies } from './caller-policies';
import { and, type Formula, not, or, type Request, type RequestSpace, TRUE, unknown } from '../engine';

/** What the caller's own policies say. */
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

/** What whoever may do everything may do. */
export const EVERYTHING: RolePolicy = { allow: TRUE, bounds: TRUE, answer: () => ({ allows: true, isWithin: true }) };

/** What the caller's own policies say of requests; the same for the same policies. */
export function rolePolicy(space: RequestSpace, caller: CallerPolicies): RolePolicy {
  if (caller.isUnbounded) { return EVERYTHING; }
  const known = KNOWN.get(space) ?? new Map<CallerPolicies, RolePolicy>();
  const policy = known.get(caller) ?? (caller.unknown === undefined ? readPolicies(space, caller) : openPolicy(caller.unknown));
  KNOWN.set(space, known.set(caller, policy));
  return policy;
}

const KNOWN = new WeakMap<RequestSpace, Map<CallerPolicies, RolePolicy>>();

function openPolicy(reason: string): RolePolicy {
  const open = unknown(reason);
  return { allow: open, bounds: open, answer: () => ({ allows: undefined, isWithin: undefined }) };
}

function readPolicies(space: RequestSpace, { documents, boundary }: CallerPolicies): RolePolicy {
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
