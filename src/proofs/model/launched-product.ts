import { SERVICES } from '../../keys/private/service-facts';
import { LAUNCH_ROLE_PREFIX, PRODUCT_TAG } from '../../private/names';
import { isSymbol, lettersOf } from '../engine/text';
import { KEY_CONSUMERS } from '../facts/key-consumers';
import type { Deployment, Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';
import { fieldsOf, isFields, resourcesOf } from '../template/stack-template';

/** Whether a resource is a role that launches a product. */
export const isLaunchRole = ({ resource: { type, properties } }: Placed): boolean =>
  type === 'AWS::IAM::Role' && typeof properties.RoleName === 'string' && properties.RoleName.startsWith(LAUNCH_ROLE_PREFIX);

/** The resources of the templates that a launch role deploys, those of versions before too: known by who deploys it, and where nobody says so, by the tag of the product. */
export function productResources(deployment: Deployment, roleName: string): Placed[] {
  const product = roleName.slice(LAUNCH_ROLE_PREFIX.length);
  const deployed = new Set(deployment.stacks.filter((stack) =>
    stack.deploymentRole !== undefined && deployment.settledText(stack, stack.deploymentRole).endsWith(`:role/${roleName}`)));
  const tagged = new Set(deployment.resources.filter((one) => hasTag(one.resource.properties, product)).map(({ stack }) => stack));
  for (const { stack } of deployment.resources.filter(isLaunchRole)) { tagged.delete(stack); } // a role may carry the tag too
  const stacks = deployed.size > 0 ? deployed : tagged;
  const earlier = [...stacks].flatMap((stack) => (stack.earlier ?? []).map((template) => ({ ...stack, template })));
  return [
    ...deployment.resources.filter(({ stack }) => stacks.has(stack)),
    ...earlier.flatMap((stack) => resourcesOf(stack.template).map((resource) => ({ stack, resource }))),
  ];
}

/** Whether a value has the tag of a product anywhere, as a list of tags or as a map. */
function hasTag(value: unknown, product: string): boolean {
  if (Array.isArray(value)) { return value.some((one) => hasTag(one, product)); }
  if (!isFields(value)) { return false; }
  const isTag = value[PRODUCT_TAG] === product || (value.Key === PRODUCT_TAG && value.Value === product);
  return isTag || Object.values(value).some((one) => hasTag(one, product));
}

/** The services of the types of some resources, as `kms:ViaService` names them: those that they are of, and those that encrypt for them. */
export function servicesOf(resources: readonly Placed[]): string[] {
  const types = new Set(resources.map(({ resource: { type } }) => type));
  const ids = new Set([
    ...[...types].map((type) => type.split('::')[1]?.toLowerCase()),
    ...KEY_CONSUMERS.filter(({ type }) => types.has(type)).map(({ service }) => service),
  ]);
  return [...new Set(SERVICES.filter(({ id }) => ids.has(id)).flatMap(({ viaServices }) => viaServices))].sort();
}

/** Patterns of the ARNs of the secrets and parameters that a template makes, and of those whose value it asks for. */
export function readablePatterns(resources: readonly Placed[], { partition, account }: Resolver): string[] {
  const secrets = [...resources.flatMap(secretNames), ...namesIn(resources, /\{\{resolve:secretsmanager:([^:}"]+)/g).map((name) => `${name}-??????`)];
  const parameters = [...resources.flatMap(parameterNames), ...namesIn(resources, /\{\{resolve:ssm(?:-secure)?:([^:}"]+)/g), ...parametersAskedFor(resources)];
  const arns = namesIn(resources, /\{\{resolve:secretsmanager:(arn:[^:"]+:secretsmanager:[^:"]*:[^:"]*:secret:[^:}"]+)/g);
  return [...new Set([
    ...secrets.map((name) => `arn:${partition}:secretsmanager:*:${account}:secret:${name}`),
    ...parameters.map((name) => (name.startsWith('/') ? name : `/${name}`))
      .flatMap((name) => [account, ...name.startsWith('/aws/') ? [''] : []].map((owner) => `arn:${partition}:ssm:*:${owner}:parameter${name}`)),
    ...arns,
  ])].sort();
}

/**
 * Six characters of Secrets Manager's own stand behind a name, and CloudFormation makes a name of the logical id.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
 */
function secretNames({ resource: { type, logicalId, properties } }: Placed): string[] {
  switch (type) {
    case 'AWS::SecretsManager::Secret': return [properties.Name === undefined ? `${logicalId}-*` : `${patternOf(properties.Name)}-??????`];
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html: RDS names the secrets that it keeps
    case 'AWS::RDS::DBInstance':
    case 'AWS::RDS::DBCluster': return properties.ManageMasterUserPassword === undefined ? [] : ['rds!*'];
    default: return [];
  }
}

const parameterNames = ({ resource: { type, logicalId, properties } }: Placed): string[] =>
  (type !== 'AWS::SSM::Parameter' ? [] : [properties.Name === undefined ? `CFN-${logicalId}-*` : patternOf(properties.Name)]);

/** Names in Systems Manager that parameters of a template have for a default. */
const parametersAskedFor = (resources: readonly Placed[]): string[] => [...new Set(resources.map(({ stack }) => stack))]
  .flatMap(({ template }) => Object.values(fieldsOf(fieldsOf(template).Parameters)).map(fieldsOf))
  .flatMap(({ Type: type, Default: name }) => (String(type).startsWith('AWS::SSM::Parameter::Value<') && typeof name === 'string' ? [name] : []));

const namesIn = (resources: readonly Placed[], reference: RegExp): string[] =>
  resources.flatMap(({ resource: { properties } }) => [...JSON.stringify(properties).matchAll(reference)].map(([, name]) => name)).filter((name) => name !== 'arn');

/** A name as a pattern: `*` for all that is not written out. */
function patternOf(value: unknown): string {
  if (typeof value === 'string') { return lettersOf(value).map((letter) => (isSymbol(letter) ? '*' : letter)).join(''); }
  const { 'Fn::Join': join, 'Fn::Sub': sub } = fieldsOf(value);
  if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1])) { return join[1].map(patternOf).join(join[0]).replace(/\*{2,}/g, '*'); }
  return typeof sub === 'string' ? sub.replace(/\$\{[^}]*\}/g, '*') : '*';
}
