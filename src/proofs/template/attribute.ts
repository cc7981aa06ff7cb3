import type { Resolver } from './resolver';
import { NO_VALUE } from './resolver';
import type { Resource } from './stack-template';
import { hole, holeIn, symbol } from '../engine';
import { type ArnFormat, arnFormat, DEFAULT_PATH } from '../facts/arn-formats';

/** CloudFormation shortens long names of stacks in the names it makes up; so much of the beginning is kept. */
const KEPT_OF_STACK_NAME = 20;

/** What `Ref` or an attribute of a resource is. */
export function attributeText(resolver: Resolver, logicalId: string, attribute: string): string {
  const resource = resolver.deployment.find(resolver.stack, logicalId);
  if (!resource) { return hole(`${logicalId} is not in the template`); }
  const format = arnFormat(resource.type);
  const template = format?.attributes[attribute];
  if (!format || template === undefined || !isTrueFor(format, resource)) {
    // an id that AWS makes up: nobody else has it; what a custom resource or a nested stack gives may be anything
    return attribute === 'Ref' && !/^(AWS::CloudFormation::|Custom::)/.test(resource.type)
      ? symbol(`${resolver.stack.stack}/${logicalId}`) : hole(`${attribute} of ${logicalId} is known only at deployment`);
  }
  return filled(resolver, resource, format, template);
}

const isTrueFor = ({ unless = [], requires = [] }: ArnFormat, { properties }: Resource): boolean =>
  unless.every((name) => properties[name] === undefined) && requires.every((name) => properties[name] !== undefined);

function filled(resolver: Resolver, resource: Resource, format: ArnFormat, template: string): string {
  return template.replace(/\$\{(\.?)(\w+)\}/g, (_found, isProperty: string, name: string) => {
    if (isProperty) { return property(resolver, resource, name) ?? hole(`${resource.logicalId} has no ${name}`); }
    switch (name) {
      case 'Partition': return resolver.partition;
      case 'Region': return resolver.region;
      case 'Account': return resolver.account;
      case 'UrlSuffix': return resolver.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
      case 'Path': return (format.pathProperty === undefined ? undefined : property(resolver, resource, format.pathProperty)) ?? DEFAULT_PATH;
      case 'Name': return nameOf(resolver, resource, format);
      case 'Random': return symbol(`${resolver.stack.stack}/${resource.logicalId} random`);
      default: return hole(`${name} of ${resource.logicalId} is known only at deployment`);
    }
  });
}

function nameOf(resolver: Resolver, resource: Resource, format: ArnFormat): string {
  const given = format.nameProperty === undefined ? undefined : property(resolver, resource, format.nameProperty);
  if (given === undefined) { return madeUpName(resolver, resource); }
  const name = format.lowerCase ? given.toLowerCase() : given;
  return format.nameIsPath ? name.replace(/^\//, '') : name;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html: a role's begins with the stack's name */
function madeUpName({ stack }: Resolver, { logicalId, type }: Resource): string {
  const random = symbol(`${stack.stack}/${logicalId}`);
  if (stack.stackName === undefined || !/^AWS::IAM::(Role|User)$/.test(type)) { return random; }
  return `${stack.stackName.length <= KEPT_OF_STACK_NAME ? `${stack.stackName}-` : stack.stackName.slice(0, KEPT_OF_STACK_NAME)}${random}`;
}

function property(resolver: Resolver, { properties }: Resource, name: string): string | undefined {
  if (properties[name] === undefined) { return undefined; }
  const value = resolver.resolve(properties[name]);
  if (value === NO_VALUE || value === undefined) { return undefined; }
  return typeof value === 'string' ? value : holeIn(String(value)) ?? String(value);
}
