import { allOf, answerOf, not as opposite, type Truth } from './answer';
import type { CallerPolicies } from './caller-policies';
import { and, type Formula, not, or, type Request, type RequestSpace, TRUE, unknown } from '../engine';

/** What the caller's own policies say. */
export interface RolePolicy {
  /** Some of them allow. */
  readonly allow: Formula;
  /** None of them denies, and the boundary allows: that holds even where a resource's policy names the role. */
  readonly bounds: Formula;
  /** Neither they nor the boundary deny: all that holds where a resource's policy names the session or the user itself. */
  readonly spares: Formula;
  /** The same of one request, as the concrete evaluator sees it. */
  readonly answer: (request: Request) => RoleAnswer;
}

/** What a role's own policies say of one request; `undefined` where nobody can tell. */
export interface RoleAnswer {
  readonly allows: Truth;
  readonly isWithin: Truth;
  readonly isSpared: Truth;
}

/** What whoever may do everything may do. */
export const EVERYTHING: RolePolicy = { allow: TRUE, bounds: TRUE, spares: TRUE, answer: () => ({ allows: true, isWithin: true, isSpared: true }) };

/** What the caller's own policies say of requests; the same for the same policies. */
export function rolePolicy(space: RequestSpace, caller: CallerPolicies): RolePolicy {
  if (caller.isUnbounded) { return EVERYTHING; }
  const known = KNOWN.get(space) ?? new Map<CallerPolicies, RolePolicy>();
  const policy = known.get(caller) ?? (caller.unknown === undefined ? readPolicies(space, caller) : openPolicy(caller.unknown));
  KNOWN.set(space, known.set(caller, policy));
  return policy;
}

/** The most that the caller's own policies may let: of those that are not known, whatever they may say. */
export function worstPolicy(space: RequestSpace, caller: CallerPolicies): RolePolicy {
  const known = rolePolicy(space, caller);
  return caller.isPartial ? { ...known, allow: TRUE, answer: (request) => ({ ...known.answer(request), allows: true }) } : known;
}

/** What the caller's own policies let for certain: of those that are not known, nobody can say. */
export function knownPolicy(space: RequestSpace, caller: CallerPolicies): RolePolicy {
  const known = rolePolicy(space, caller);
  if (!caller.isPartial) { return known; }
  const open = unknown('the caller has policies that are not in the templates');
  const least = (truth: Truth): Truth => (truth === false ? false : undefined);
  return {
    allow: or(known.allow, open),
    bounds: and(known.bounds, open),
    spares: and(known.spares, open),
    answer: (request) => {
      const { allows, isWithin, isSpared } = known.answer(request);
      return { allows: allows === true ? true : undefined, isWithin: least(isWithin), isSpared: least(isSpared) };
    },
  };
}

const KNOWN = new WeakMap<RequestSpace, Map<CallerPolicies, RolePolicy>>();

function openPolicy(reason: string): RolePolicy {
  const open = unknown(reason);
  return { allow: open, bounds: open, spares: open, answer: () => ({ allows: undefined, isWithin: undefined, isSpared: undefined }) };
}

function readPolicies(space: RequestSpace, { documents, boundary }: CallerPolicies): RolePolicy {
  const policies = documents.map((document) => space.policy(document, false));
  const isWithin = boundary === undefined ? TRUE
    : typeof boundary === 'string' ? unknown('the permissions boundary is not in the templates') : space.policy(boundary, false).allows;
  const denied = or(...policies.map(({ deny }) => deny));
  const deniedBeside = boundary === undefined || typeof boundary === 'string' ? isWithin : not(space.policy(boundary, false).deny);
  return {
    allow: or(...policies.map(({ allow }) => allow)),
    bounds: and(isWithin, not(denied)),
    spares: and(deniedBeside, not(denied)),
    answer: (request) => {
      const { allows, denies } = answerOf(documents, request);
      const isSpared = boundary === undefined ? true : typeof boundary === 'string' ? undefined : opposite(answerOf([boundary], request).denies);
      return { allows, isWithin: allOf(opposite(denies), boundaryAnswer(boundary, request)), isSpared: allOf(opposite(denies), isSpared) };
    },
  };
}

/** A boundary that is not in the templates is a text. */
function boundaryAnswer(boundary: unknown, request: Request): Truth {
  if (boundary === undefined || typeof boundary === 'string') { return boundary === undefined ? true : undefined; }
  const { allows, denies } = answerOf([boundary], request);
  return allOf(allows, opposite(denies));
}
