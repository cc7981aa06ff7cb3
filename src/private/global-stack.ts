import { createHash } from 'node:crypto';
import {
  CfnOutput, DefaultStackSynthesizer, type DefaultStackSynthesizerProps, type IStackSynthesizer, Names, Reference, ReferenceStrength, Stack, Token,
  Tokenization,
} from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { topOf } from './arns';
import { InvalidInputError, refuseUnless } from './errors';
import { Register } from './register';

/** Where AWS keeps what serves CloudFront and Route 53: https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html */
export const GLOBAL_REGION = 'us-east-1';

/**
 * The stack in us-east-1 for what a stack of any Region needs there: the stack itself where that lies there, otherwise one beside it.
 *
 * @param what is needed there, for the message
 * @throws if the stack names no Region, or one of a partition without us-east-1
 */
export function globalStackOf(scope: IConstruct, what: string): Stack {
  return stackBeside(scope, what, { id: GLOBAL_REGION, description: (name) => `what the stack ${name} needs in ${GLOBAL_REGION}` });
}

/** The scope in us-east-1 for the parts of a construct of any Region: the construct itself where it lies there. */
export function globalScopeOf(construct: Construct, what: string): Construct {
  return partsIn(globalStackOf(construct, what), construct);
}

/**
 * The scope in us-east-1 for what is told of the resources of a construct of any Region, as the delivery of its logs and its alarms are: in a stack
 * that is deployed after the construct's own. In the stack of `globalScopeOf`, which is deployed before, it would be a cycle.
 */
export function globalScopeAfter(construct: Construct, what: string): Construct {
  return partsIn(stackBeside(construct, what, { id: `${GLOBAL_REGION}-after`, description: (name) => `what ${GLOBAL_REGION} is told of the stack ${name}` }), construct);
}

/**
 * A value of a stack of another Region: CloudFormation reads it from that stack's outputs (`Fn::GetStackOutput`), with no function and no parameter
 * in between. Within one Region it is a reference as any other, but for a stack that the library made: what is no longer told of there must be removable.
 *
 * @param value an attribute of an L1: CDK takes no other across Regions
 */
export function fromRegionOf(value: string, producer: IConstruct, consumer: IConstruct): string {
  const [from, to] = [producer, consumer].map((construct) => Stack.of(construct));
  return from === to || from.region === to.region && !BESIDE.values(to).includes(to) ? value : weakly(value);
}

/**
 * The same of a stack that is deployed before, in the same Region too: an export that is in use can't be removed, so neither could what is told of here.
 */
export function fromStackBefore(value: string, producer: IConstruct, consumer: IConstruct): string {
  return topOf(Stack.of(producer)) === topOf(Stack.of(consumer)) ? value : weakly(value);
}

const weakly = (value: string): string => Stack.consumeReference(fromStackAround(value), ReferenceStrength.WEAK);

/**
 * A value of a nested stack as the stack around it has it, which is deployed under a name that others know; CDK would do so too, but would then carry
 * the value on by functions and parameters. The output's id is CDK's own, so that each value has one.
 */
function fromStackAround(value: string): string {
  const reference = Tokenization.reverseString(value).firstToken;
  if (!Reference.isReference(reference)) { return value; }
  const nested = Stack.of(reference.target);
  if (!nested.nestedStackResource) { return value; }
  const id = nested.resolve(`${Names.nodeUniqueId(reference.target.node)}${reference.displayName}`) as string;
  const output = nested.node.tryFindChild(id) as CfnOutput | undefined ?? new CfnOutput(nested, id, { value });
  return fromStackAround(Token.asString(nested.nestedStackResource.getAtt(`Outputs.${output.logicalId}`)));
}

/** The stack itself where it lies in us-east-1, otherwise one beside it, by its id. */
function stackBeside(scope: IConstruct, what: string, beside: { readonly id: string; readonly description: (name: string) => string }): Stack {
  const { region } = Stack.of(scope);
  if (region === GLOBAL_REGION) { return Stack.of(scope); }
  const stack = topOf(Stack.of(scope));
  if (Token.isUnresolved(region) || /^(cn|us-gov|us-iso|eusc)/.test(region)) {
    throw new InvalidInputError({
      what: `the Region of the stack '${stack.node.path}'`,
      got: Token.isUnresolved(region) ? 'none: its `env` names no Region' : region,
      allowed: 'a Region of the partition aws, named in the `env` of the stack',
      fix: `${what} lies in ${GLOBAL_REGION}, and stacks know each other across Regions by name: pass \`env: { region }\` to the stack`,
    });
  }
  return besideIn(stack, GLOBAL_REGION, beside.id, beside.description(stack.stackName));
}

/** The stack of another Region for the keys of what a stack of any Region has: in us-east-1 that of `globalStackOf`. */
export function stackInRegion(scope: IConstruct, region: string): Stack {
  const stack = topOf(Stack.of(scope));
  return besideIn(stack, region, region, `what the stack ${stack.stackName} needs in ${region}`);
}

/** The stack of a Region beside another, by its id. */
function besideIn(stack: Stack, region: string, suffix: string, description: string): Stack {
  const { account, synthesizer } = stack;
  const parent = (stack.node.scope ?? stack.node.root) as Construct;
  const id = `${stack.node.id}-${suffix}`;
  const known = BESIDE.get(stack, `${parent.node.path}/${id}`);
  if (known) { return known; }
  refuseUnless(parent.node.tryFindChild(id) === undefined, {
    what: `the id of the construct '${parent.node.path === '' ? '' : `${parent.node.path}/`}${id}'`,
    got: id,
    allowed: `an id other than this one, by which the library makes a stack in ${region} beside '${stack.node.path}'`,
    fix: 'give it another id; a stack keeps its name on AWS by `stackName`',
  });
  const made = new Stack(parent, id, {
    env: { account: Token.isUnresolved(account) ? undefined : account, region },
    stackName: nameBeside(stack, suffix),
    description,
    synthesizer: sameKind(synthesizer),
    terminationProtection: stack.terminationProtection,
    tags: stack.tags.tagValues(),
  });
  BESIDE.set(stack, `${parent.node.path}/${id}`, made);
  return made;
}

/** Stacks that the library made beside others, by path. */
const BESIDE = new Register<Stack>('stacks-beside', 'app');

/** The longest name that CloudFormation takes. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
const LONGEST_NAME = 128;

/** Stacks of one name in two Regions have stacks of their own beside them. */
function nameBeside({ stackName, region }: Stack, id: string): string {
  const suffix = `-${region}-${id}`;
  if (stackName.length + suffix.length <= LONGEST_NAME) { return `${stackName}${suffix}`; }
  const hash = createHash('sha256').update(stackName).digest('hex').slice(0, 8);
  return `${stackName.slice(0, LONGEST_NAME - suffix.length - hash.length - 1)}-${hash}${suffix}`;
}

/** The scope for the parts of a construct in a stack: the construct itself where that stack is its own. */
function partsIn(stack: Stack, construct: Construct): Construct {
  if (stack === Stack.of(construct)) { return construct; }
  const id = construct.node.scopes.slice(topOf(Stack.of(construct)).node.scopes.length).map((scope) => scope.node.id).join('.');
  return stack.node.tryFindChild(id) as Construct | undefined ?? new Construct(stack, id);
}

/** A synthesizer serves one stack: another one of the same settings, where it is CDK's own, otherwise the app's. */
function sameKind(synthesizer: IStackSynthesizer): IStackSynthesizer | undefined {
  return synthesizer.constructor === DefaultStackSynthesizer
    ? new DefaultStackSynthesizer((synthesizer as unknown as { props: DefaultStackSynthesizerProps }).props)
    : undefined;
}
