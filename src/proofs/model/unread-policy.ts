import { ACCESS_GIVING_TYPES, type AccessGivingType, OTHER_STATEMENTS } from '../facts/access-giving-types';
import { POLICY_RESOURCES } from '../facts/policy-resources';
import { constructOf, type Deployment, type Placed } from '../template/deployment';
import { hasMacro } from '../template/macro';
import { fieldsOf, type StackTemplate } from '../template/stack-template';

type Properties = Placed['resource']['properties'];

/** The resources that may give access in a way that nobody reads: no claim covers them, and a change of them is not decided. */
export function unreadResources({ resources, stacks }: Deployment): Placed[] {
  return resources.filter((placed) => isOpen(placed) || unreadPart(placed, stacks) !== undefined);
}

/** What lets everybody in as it has no policy: claims are made of policies that are there. */
const isOpen = ({ resource: { type, properties } }: Placed): boolean =>
  POLICY_RESOURCES.some((facts) => facts.type === type && facts.openActions !== undefined && properties[facts.document] === undefined);

/** What of a resource may give access and is not read, as the template has it; `undefined` where all of that is read. */
export function unreadPart(placed: Placed, stacks: readonly StackTemplate[]): unknown {
  const { type, properties } = placed.resource;
  const giving = ACCESS_GIVING_TYPES.filter((facts) => facts.type === type && mayGive(facts, properties));
  const read = POLICY_RESOURCES.find((facts) => facts.type === type);
  if (giving.length > 0) { return read || isIdentity(type) ? giving.map((facts) => givenBy(facts, properties)) : properties; }
  if (isUnreadStack(placed, stacks)) { return properties; }
  const others = OTHER_STATEMENTS.filter((facts) => facts.type === type).map(({ property }) => property);
  const rest = Object.entries(properties).filter(([name]) => name !== read?.document && !others.includes(name));
  return !isIdentity(type) && hasStatement(rest) ? Object.fromEntries(rest) : undefined;
}

/** A policy of somebody's own gives nothing that a claim is about, and differences decide it. */
const isIdentity = (type: string): boolean => type.startsWith('AWS::IAM::');

/** A policy may also be a text of JSON, its quotation marks escaped. */
const hasStatement = (value: unknown): boolean => /\\*"Statement\\*":/.test(JSON.stringify(value));

function mayGive({ property, harmless = [], ...facts }: AccessGivingType, properties: Properties): boolean {
  if (property === undefined || hasMacro(properties)) { return true; }
  return givenBy({ property, ...facts }, properties).some((value) => !harmless.some((one) => one === value));
}

const givenBy = ({ property }: AccessGivingType, properties: Properties): unknown[] => (property === undefined ? [properties] : valuesAt(properties, property.split('.')));

/** The values at a path of a value that is not resolved: an intrinsic on the way may come to anything. */
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  const { Ref: reference } = fieldsOf(value);
  if (value === undefined || reference === 'AWS::NoValue') { return []; }
  if (name === undefined || reference !== undefined || hasMacro(fieldsOf(value))) { return [value]; }
  return name === '*' ? [value].flat().flatMap((one) => valuesAt(one, rest)) : valuesAt(fieldsOf(value)[name], rest);
}

/** A nested stack whose template is not among those that were read; the CDK names it by its construct, the command line by its logical id. */
function isUnreadStack(placed: Placed, stacks: readonly StackTemplate[]): boolean {
  const { stack, resource: { type, logicalId } } = placed;
  if (type !== 'AWS::CloudFormation::Stack') { return false; }
  const names = [`${stack.stack}/${logicalId}`, constructOf(placed).replace(/\.NestedStack\/[^/]*\.NestedStackResource$/, '')];
  return !stacks.some((one) => names.includes(one.stack));
}
