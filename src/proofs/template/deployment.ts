import { type Choices, eachCase } from './case';
import { conditionHolds } from './condition';
import { type Export, exportsOf, importedFrom } from './export';
import { partitionOf } from './partition';
import { Resolver } from './resolver';
import { type Resource, resourcesOf, type StackTemplate } from './stack-template';
import { TooManyCasesError } from './too-many-cases-error';
import { hole } from '../engine';

/** A resource with the stack it is in. */
export interface Placed {
  readonly stack: StackTemplate;
  readonly resource: Resource;
}

/** The construct that made a resource; the stack and the logical id where no construct did. */
export const constructOf = ({ stack, resource: { logicalId } }: Placed): string => stack.constructOf?.(logicalId) ?? `${stack.stack}/${logicalId}`;

/** All templates that are deployed together, read as one. */
export class Deployment {
  /** Partition of stacks whose Region is not known: that of the others. */
  public readonly partition: string;
  public readonly resources: readonly Placed[];

  private readonly byId: ReadonlyMap<StackTemplate, ReadonlyMap<string, Resource>>;
  private readonly byType = new Map<string, Placed[]>();
  private readonly exports: readonly Export[];

  constructor(public readonly stacks: readonly StackTemplate[]) {
    this.partition = partitionOf(stacks.find(({ region }) => region !== undefined)?.region);
    const all = stacks.map((stack) => ({ stack, resources: resourcesOf(stack.template) }));
    this.resources = all.flatMap(({ stack, resources }) => resources.map((resource) => ({ stack, resource })));
    for (const placed of this.resources) {
      const { type } = placed.resource;
      const known = this.byType.get(type);
      if (known) { known.push(placed); } else { this.byType.set(type, [placed]); }
    }
    this.exports = stacks.flatMap(exportsOf);
    this.byId = new Map(all.map(({ stack, resources }) => [stack, new Map(resources.map((resource) => [resource.logicalId, resource]))]));
  }

  public find(stack: StackTemplate, logicalId: string): Resource | undefined {
    return this.byId.get(stack)?.get(logicalId);
  }

  /** The template that a stack is nested in, with the resource that nests it. */
  public above({ nestedIn }: StackTemplate): Placed | undefined {
    const stack = nestedIn && this.stacks.find((one) => one.stack === nestedIn.stack);
    const resource = stack && this.find(stack, nestedIn.logicalId);
    return resource && { stack, resource };
  }

  /** The template that a resource nests. */
  public nestedBy({ stack }: StackTemplate, logicalId: string): StackTemplate | undefined {
    return this.stacks.find(({ nestedIn }) => nestedIn?.stack === stack && nestedIn.logicalId === logicalId);
  }

  public ofType(...types: readonly string[]): Placed[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** Reads values of a stack in a case. */
  public resolver(stack: StackTemplate, choices: Choices): Resolver {
    return new Resolver(this, stack, choices);
  }

  /** A value of a stack that is the same in every case; a hole where it is not. */
  public settledText(stack: StackTemplate, value: unknown): string {
    try {
      const texts = new Set(everyCase((choices) => this.resolver(stack, choices).text(value)));
      return texts.size === 1 ? [...texts][0] : hole('a value depends on conditions or parameters');
    } catch (error) {
      if (error instanceof TooManyCasesError) { return hole(error.message); }
      throw error;
    }
  }

  /** What a resource comes to in each case in which it is made. */
  public inEachCase<Result>(placed: Placed, compute: (resolver: Resolver) => Result): Result[] {
    return everyCase((choices) => (this.exists(placed, choices) ? [compute(this.resolver(placed.stack, choices))] : [])).flat();
  }

  /** Whether a resource is made at all in a case: what is nested, only with its stack. */
  public exists({ stack, resource }: Placed, choices: Choices): boolean {
    const above = this.above(stack);
    const isMeant = resource.condition === undefined || conditionHolds(this.resolver(stack, choices), { Condition: resource.condition });
    return isMeant && (above === undefined || this.exists(above, choices));
  }

  /** What the stack of a resolver imports by a name, or nothing where no stack here exports it. */
  public exported(resolver: Resolver, name: string): Export | undefined {
    return importedFrom(this.exports, resolver, name);
  }
}

/** The outcomes of all cases; too many of them are an error, for nothing is built on a part of them. */
const everyCase = <Result>(compute: (choices: Choices) => Result): Result[] => eachCase(compute).map(({ result }) => result);
