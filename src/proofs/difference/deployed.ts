import { App } from '../model/app';
import type { Choices } from '../template/case';
import { Deployment, type Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';
import type { StackTemplate } from '../template/stack-template';

/** Tells resources apart; the same resource has the same on both sides. */
export const keyOf = ({ stack, resource: { logicalId, type } }: Placed): string => JSON.stringify([stack.stack, logicalId, type]);

/** One of two deployments that are compared. */
export class Deployed {
  public readonly deployment: Deployment;
  public readonly app: App;
  private readonly byKey: ReadonlyMap<string, Placed>;

  constructor(public readonly stacks: readonly StackTemplate[]) {
    this.deployment = new Deployment(stacks);
    this.app = new App(this.deployment);
    this.byKey = new Map(this.deployment.resources.map((placed) => [keyOf(placed), placed]));
  }

  public find(key: string): Placed | undefined {
    return this.byKey.get(key);
  }

  /** What reads a resource in a case; `undefined` where it is not made. */
  public resolver(placed: Placed | undefined, choices: Choices): Resolver | undefined {
    return placed && this.deployment.exists(placed, choices) ? this.deployment.resolver(placed.stack, choices) : undefined;
  }
}
