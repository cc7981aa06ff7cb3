import { type Choices } from './case';
import { conditionHolds } from './condition';
import { Resolver } from './resolver';
import { fieldsOf, type Resource, resourcesOf, type StackTemplate } from './stack-template';

/** A resource with the stack it is in. */
export interface Placed {
  readonly stack: StackTemplate;
  readonly resource: Resource;
}

/** All templates that are deployed together, read as one. */
export class Deployment {
  /** Partition of all stacks. */
  public readonly partition: string;
  public readonly resources: readonly Placed[];

  private readonly byId: ReadonlyMap<StackTemplate, ReadonlyMap<string, Resource>>;
  private exports?: ReadonlyMap<string, { readonly stack: StackTemplate; readonly value: unknown }>;

  constructor(public readonly stacks: readonly StackTemplate[]) {
    this.partition = partitionOf(stacks.find(({ region }) => region !== undefined)?.region);
    const all = stacks.map((stack) => ({ stack, resources: resourcesOf(stack.template) }));
    this.resources = all.flatMap(({ stack, resources }) => resources.map((resource) => ({ stack, resource })));
    this.byId = new Map(all.map(({ stack, resources }) => [stack, new Map(resources.map((resource) => [resource.logicalId, resource]))]));
  }

  public find(stack: StackTemplate, logicalId: string): Resource | undefined {
    return this.byId.get(stack)?.get(logicalId);
  }

  public ofType(...types: readonly string[]): Placed[] {
    return this.resources.filter(({ resource }) => types.includes(resource.type));
  }

  /** Reads values of a stack in a case. */
  public resolver(stack: StackTemplate, choices: Choices): Resolver {
    return new Resolver(this, stack, choices);
  }

  /** Whether a resource is made at all in a case. */
  public exists({ stack, resource }: Placed, choices: Choices): boolean {
    return resource.condition === undefined || conditionHolds(this.resolver(stack, choices), { Condition: resource.condition });
  }

  /** What a stack exports under a name. */
  public exported(name: string): { readonly stack: StackTemplate; readonly value: unknown } | undefined {
    this.exports ??= new Map(this.stacks.flatMap((stack) => Object.values(fieldsOf(fieldsOf(stack.template).Outputs)).flatMap((output) => {
      const { Export: exported, Value: value } = fieldsOf(output);
      const { Name: exportName } = fieldsOf(exported);
      return typeof exportName === 'string' ? [[exportName, { stack, value }] as const] : [];
    })));
    return this.exports.get(name);
  }
}

function partitionOf(region = ''): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
