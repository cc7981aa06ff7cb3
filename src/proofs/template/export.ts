import { conditionHolds } from './condition';
import { unknownText } from './marker';
import type { Resolver } from './resolver';
import { fieldsOf, type StackTemplate } from './stack-template';

/** An output that other stacks can import. */
export interface Export {
  readonly stack: StackTemplate;
  readonly name: unknown;
  readonly value: unknown;
  /** Name of the condition it is made under. */
  readonly condition?: string;
}

/** What a stack exports. */
export function exportsOf(stack: StackTemplate): Export[] {
  return Object.values(fieldsOf(fieldsOf(stack.template).Outputs)).flatMap((output) => {
    const { Export: exported, Value: value, Condition: condition } = fieldsOf(output);
    const { Name: name } = fieldsOf(exported);
    return name === undefined ? [] : [{ stack, name, value, condition: typeof condition === 'string' ? condition : undefined }];
  });
}

/** The export that a stack imports by a name without holes; nothing where it is none of these. */
export function importedFrom(exports: readonly Export[], resolver: Resolver, name: string): Export | undefined {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html: names are unique in an account and a Region
  const reached = exports.filter(({ stack: { account, region } }) => account === resolver.stack.account && region === resolver.stack.region);
  const isMade = ({ stack, condition }: Export) => condition === undefined || conditionHolds(resolver.of(stack), { Condition: condition });
  const isNamed = (one: Export) => nameOf(resolver.of(one.stack), one) === name;
  // a name that must be computed may ask for choices: only where no other fits
  for (const isAsked of [isWritten, (one: Export) => !isWritten(one)]) {
    const found = reached.filter((one) => isAsked(one) && isNamed(one) && isMade(one));
    if (found.length > 0) { return found.length === 1 ? found[0] : undefined; }
  }
  return undefined;
}

const isWritten = ({ name }: Export): boolean => typeof name === 'string';

const nameOf = (resolver: Resolver, { stack, name }: Export): string =>
  resolver.once(`${stack.stack} export ${JSON.stringify(name)}`, () => resolver.text(name), () => unknownText('the name of an export refers to itself'));
