import { Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** All that is in the same stage of the app. */
export const inStageOf = (construct: IConstruct): IConstruct[] => (Stage.of(construct) ?? construct.node.root).node.findAll();

/** Whether an id at a construct is that of an owner: one that was written by hand, as `Fn::Ref`, is another token of the same value. */
export function isSameId(node: IConstruct, id: string, owner: IConstruct, ownId: string): boolean {
  const textOf = (value: string): string => JSON.stringify(Stack.of(node).resolve(value));
  return id === ownId || (Stack.of(node) === Stack.of(owner) && textOf(id) === textOf(ownId));
}
