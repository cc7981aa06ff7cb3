import { Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** What is kept once for a Stage, or for the whole app, by key. It is kept on the tree, never in the process. */
export class Register<T> {
  private readonly symbol: symbol;

  /** @param name of the register, the same in every copy of the library that an app loads */
  constructor(name: string, private readonly place: 'stage' | 'app' = 'stage') { this.symbol = Symbol.for(`cdk-gold.${name}`); }

  /** What is kept for a key. */
  public get(scope: IConstruct, key: string): T | undefined { return this.mapOf(scope).get(key); }

  /** Everything that is kept. */
  public values(scope: IConstruct): T[] { return [...this.mapOf(scope).values()]; }

  /** Keeps a value. */
  public set(scope: IConstruct, key: string, value: T): void { this.mapOf(scope).set(key, value); }

  private mapOf(scope: IConstruct): Map<string, T> {
    const holder = ((this.place === 'stage' ? Stage.of(scope) : undefined) ?? scope.node.root) as IConstruct & { [key: symbol]: Map<string, T> };
    if (!(this.symbol in holder)) { Object.defineProperty(holder, this.symbol, { value: new Map<string, T>() }); }
    return holder[this.symbol];
  }
}
