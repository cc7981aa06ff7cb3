import { and, not } from './formula';
import type { Request } from './request';
import { RequestSpace } from './request-space';
import { TooComplexError } from './too-complex-error';
import type { World } from './world';

/** Whether one policy allows what another does not. */
export interface Decision {
  readonly verdict: 'possible' | 'impossible' | 'undecided';
  /** With `possible`: a shortest request. */
  readonly request?: Request;
  /** With `undecided`: why. */
  readonly reasons: readonly string[];
}

/** Whether some request is allowed by policy `a` and not by policy `b`. */
export function compare(a: unknown, b: unknown, world: World): Decision {
  try {
    const space = new RequestSpace(world, [a, b]);
    const question = and(space.policy(a).allows, not(space.policy(b).allows));
    space.close();
    const { verdict, request, reasons } = space.find(question);
    return { verdict, request, reasons };
  } catch (error) {
    if (error instanceof TooComplexError) { return { verdict: 'undecided', reasons: [error.message] }; }
    throw error;
  }
}
