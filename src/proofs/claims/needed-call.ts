import type { App } from '../model/app';
import type { CallerPolicies } from '../model/caller-policies';
import type { Call } from '../model/ordinary';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** A call that must work, and why. */
export interface NeededCall {
  /** What the call is for, such as "create the table Orders". */
  readonly purpose: string;
  readonly call: Call;
  /** What the caller's own policies say. */
  readonly identity: CallerPolicies;
  /** Ids of what is taken for granted. */
  readonly assumptions: readonly string[];
}

/** What is needed to say which calls must work. */
export interface NeedContext {
  readonly app: App;
  readonly key: Placed;
  readonly resolver: Resolver;
  /** What the role that deploys may do by itself, in each way in which it may be made. */
  readonly policiesOf: (role: string) => readonly CallerPolicies[];
}

/** The role that deploys the stack of a resource; `undefined` where it is not known. */
export function deployerOf({ app }: NeedContext, { stack }: Placed): string | undefined {
  return stack.deploymentRole === undefined ? undefined : app.textIn(stack, stack.deploymentRole);
}
