import { madeUp, unknownText } from './marker';
import type { Resolver } from './resolver';
import { fieldsOf, ownField, type Resource } from './stack-template';
import { hasSymbol, holeIn } from '../engine';
import { type ArnFormat, arnFormat, DEFAULT_PATH } from '../facts/arn-formats';

/** CloudFormation shortens long names of stacks in the names it makes up; so much of the beginning is kept. */
const KEPT_OF_STACK_NAME = 20;

/** What `Ref` or an attribute of a resource is. */
export function attributeText(resolver: Resolver, logicalId: string, attribute: string): string {
  const resource = resolver.deployment.find(resolver.stack, logicalId);
  if (!resource) { return unknownText(`${logicalId} is not in the template`); }
  const inCircle = () => unknownText(`${attribute} of ${logicalId} refers to itself`);
  return resolver.once(`${resolver.stack.stack} ${logicalId}.${attribute}`, () => textOf(resolver, resource, attribute), inCircle);
}

function textOf(resolver: Resolver, resource: Resource, attribute: string): string {
  const output = outputOf(resolver, resource, attribute);
  if (output !== undefined) { return output; }
  const format = arnFormat(resource.type);
  const template = ownField(format?.attributes, attribute);
  if (format && typeof template === 'string' && isTrueFor(resolver, resource, format)) { return filled(resolver, resource, format, template); }
  // an id that AWS makes up: nobody else has it; what macros, custom resources and nested stacks give may be anything, and a name is chosen
  return attribute === 'Ref' && !format && !hasOwnName(resource) && /^AWS::(?!CloudFormation::|Serverless::)/.test(resource.type)
    ? madeUp(`${resolver.stack.stack}/${resource.logicalId}`) : unknownText(`${attribute} of ${resource.logicalId} is known only at deployment`);
}

/** Whether a name or an id of its own is given, which `Ref` may be. */
function hasOwnName({ type, properties }: Resource): boolean {
  const noun = type.split('::').at(-1)!;
  return Object.keys(properties).some((name) => name.startsWith('Fn::') || ['', noun].some((start) => ['Name', 'Id', 'Identifier'].includes(name.slice(start.length)) && name.startsWith(start)));
}

/** What a nested stack hands up. */
function outputOf(resolver: Resolver, { logicalId }: Resource, attribute: string): string | undefined {
  const [, name] = /^Outputs\.(\w+)$/.exec(attribute) ?? [];
  const nested = name === undefined ? undefined : resolver.deployment.nestedBy(resolver.stack, logicalId);
  const output = nested && ownField(fieldsOf(nested.template).Outputs, name);
  return output === undefined ? undefined : resolver.of(nested!).text(fieldsOf(output).Value);
}

function isTrueFor(resolver: Resolver, resource: Resource, { unless = [], requires = [] }: ArnFormat): boolean {
  const isGiven = (name: string) => property(resolver, resource, name) !== undefined;
  return !Object.keys(resource.properties).some((name) => name.startsWith('Fn::')) && !unless.some(isGiven) && requires.every(isGiven);
}

function filled(resolver: Resolver, resource: Resource, format: ArnFormat, template: string): string {
  return template.replace(/\$\{(\.?)(\w+)\}/g, (_found, isProperty: string, name: string) => {
    if (isProperty) { return partOf(resolver, resource, template, name); }
    switch (name) {
      case 'Partition': return resolver.partition;
      case 'Region': return resolver.region;
      case 'Account': return resolver.account;
      case 'UrlSuffix': return resolver.urlSuffix;
      case 'Path': return (format.pathProperty === undefined ? undefined : property(resolver, resource, format.pathProperty)) ?? DEFAULT_PATH;
      case 'Name': return nameOf(resolver, resource, format, template);
      case 'Random': return madeUp(`${resolver.stack.stack}/${resource.logicalId} random`);
      default: return unknownText(`${name} of ${resource.logicalId} is known only at deployment`);
    }
  });
}

/** A property of the resource in a text: most take a name or an ARN, but only a name is a part of an ARN, and only an ARN is the whole. */
function partOf(resolver: Resolver, resource: Resource, template: string, name: string): string {
  const text = property(resolver, resource, name) ?? unknownText(`${resource.logicalId} has no ${name}`);
  const fits = template.startsWith('arn:') ? !text.includes(':') : text.startsWith('arn:');
  return fits || holeIn(text) !== undefined ? text : unknownText(`${name} of ${resource.logicalId} is no ${template.startsWith('arn:') ? 'name' : 'ARN'}`);
}

function nameOf(resolver: Resolver, resource: Resource, format: ArnFormat, template: string): string {
  const given = format.nameProperty === undefined ? undefined : property(resolver, resource, format.nameProperty);
  if (given === undefined) { return madeUpName(resolver, resource); }
  if (format.lowerCase && hasSymbol(given)) { return unknownText(`the name of ${resource.logicalId} in lower case is known only at deployment`); }
  const name = format.lowerCase ? given.toLowerCase() : given;
  const { omitted } = format;
  return omitted !== undefined && template.startsWith('arn:') && name.startsWith(omitted) ? name.slice(omitted.length) : name;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html: a role's begins with the stack's name */
function madeUpName({ stack }: Resolver, { logicalId, type }: Resource): string {
  const random = madeUp(`${stack.stack}/${logicalId}`);
  if (stack.stackName === undefined || !/^AWS::IAM::(Role|User)$/.test(type)) { return random; }
  return `${stack.stackName.length <= KEPT_OF_STACK_NAME ? `${stack.stackName}-` : stack.stackName.slice(0, KEPT_OF_STACK_NAME)}${random}`;
}

function property(resolver: Resolver, { properties }: Resource, name: string): string | undefined {
  const given = resolver.given(ownField(properties, name));
  return given === undefined ? undefined : resolver.textOf(given);
}
