import { fieldsOf, type StackTemplate } from '../template/stack-template';

type Stacks = readonly StackTemplate[];

/** Two sets of stacks, those of one name being one stack before and after. */
export function pairStacks(older: Stacks, newer: Stacks): readonly [Stacks, Stacks] {
  const [one, ...more] = newer;
  const [before, ...moreBefore] = older;
  const isOnly = one !== undefined && before !== undefined && more.length === 0 && moreBefore.length === 0;
  // symbols have the stack's name in them, and names of resources begin with the name it is deployed by
  const renamed = isOnly && one.stack !== before.stack ? [{ ...before, stack: one.stack, stackName: one.stackName }] : older;
  return [renamed.map((stack) => completed(stack, newer)), newer.map((stack) => completed(stack, renamed))];
}

/** What a template alone does not say of its stack is taken from the other side. */
function completed(stack: StackTemplate, others: Stacks): StackTemplate {
  const other = others.find((candidate) => candidate.stack === stack.stack);
  const { account = other?.account, region = other?.region, stackName = other?.stackName } = stack;
  return { ...stack, account, region, stackName };
}

/** Parameters whose default is not the same on both sides. */
export function changedDefaults(older: StackTemplate | undefined, newer: StackTemplate | undefined): string[] {
  const [before, after] = [older, newer].map((stack) => fieldsOf(fieldsOf(stack?.template).Parameters));
  const defaultOf = (declared: unknown): string | undefined => JSON.stringify(fieldsOf(declared).Default);
  return Object.keys(before).filter((name) => Object.hasOwn(after, name) && defaultOf(before[name]) !== defaultOf(after[name]));
}
