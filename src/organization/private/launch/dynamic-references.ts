import type { Need } from './needs';
import { namesOf } from './physical-names';
import { arnsOf, isRepeated } from './resource-arns';
import type { Permission } from './statement';
import { type LaunchTemplate, patternOf, resourcesOf } from './template';

const SECRET = 'secretsmanager:Secret';

/** What a template reads of secrets and parameters that it does not make. */
export interface References { readonly permissions: readonly Permission[]; readonly needs: readonly Need[]; readonly readsSecrets: boolean }

/**
 * CloudFormation resolves `{{resolve:…}}`, and parameters whose values lie in Parameter Store, as the launch role.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function dynamicReferences(template: LaunchTemplate): References {
  const secrets = resourcesOf(template).filter(({ type }) => type === 'AWS::SecretsManager::Secret');
  const own = new Set(secrets.map(({ id }) => id));
  const texts = textsIn(resourcesOf(template).map(({ properties }) => properties), (id) => (own.has(id) ? `<${id}>` : undefined));
  const read = texts.flatMap((text) => [...text.matchAll(/\{\{resolve:secretsmanager:(arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:[^:}]+|[^:}]+)/g)].map(([, id]) => id));
  const secretArns = read.flatMap((id) => {
    const secret = secrets.find((one) => id === `<${one.id}>`);
    if (secret) { return secretArnsOf(template).filter((arn) => (namesOf(SECRET, secret) ?? []).some((name) => arn.endsWith(name))); }
    return id.startsWith('arn:') ? [id] : arnsOf(SECRET, id === '*' ? '*' : `${id}-??????`);
  });
  const parameters = [
    ...texts.flatMap((text) => [...text.matchAll(/\{\{resolve:ssm(?:-secure)?:([^:}]+)/g)].map(([, name]) => name)),
    ...Object.values(template.Parameters ?? {}).flatMap((parameter) => storedNames(parameter as StoredParameter)),
  ].flatMap((name) => (name.startsWith('/aws/service/') ? [`arn:\${AWS::Partition}:ssm:\${AWS::Region}::parameter${name}`] : arnsOf('ssm:parameter', name.replace(/^\//, ''))));
  const permissions = [
    { action: 'secretsmanager:GetSecretValue', resources: [...new Set(secretArns)].sort(), purpose: 'Resolve' },
    { action: 'ssm:GetParameters', resources: [...new Set(parameters)].sort(), purpose: 'Resolve' },
  ].filter(({ resources }) => resources.length > 0);
  return {
    permissions,
    needs: permissions.map(({ action }) => ({ action, type: 'AWS::CloudFormation::Stack', phase: 'all', source: 'cloudformation' })),
    readsSecrets: read.length > 0,
  };
}

/** The ARNs of the secrets that the template makes. */
export const secretArnsOf = (template: LaunchTemplate): string[] => [...new Set(resourcesOf(template).filter(({ type }) => type === 'AWS::SecretsManager::Secret')
  .flatMap((secret) => (namesOf(SECRET, secret) ?? []).flatMap((name) => arnsOf(SECRET, name, isRepeated(secret) ? '*' : undefined))))].sort();

interface StoredParameter { readonly Type?: string; readonly Default?: string; readonly AllowedValues?: readonly string[] }

/** The names of stored parameters that a launch may give: any, unless they are a fixed choice or AWS's own. */
function storedNames({ Type = '', Default = '', AllowedValues }: StoredParameter): string[] {
  if (!Type.startsWith('AWS::SSM::Parameter::')) { return []; }
  return [...AllowedValues ?? (Default.startsWith('/aws/service/') ? [Default] : ['*'])];
}

function textsIn(value: unknown, refOf: (id: string) => string | undefined): string[] {
  if (typeof value === 'string') { return [value]; }
  if (typeof value !== 'object' || value === null) { return []; }
  const text = 'Fn::Join' in value || 'Fn::Sub' in value ? [patternOf(value, refOf)] : [];
  return [...text, ...Object.values(value).flatMap((item) => textsIn(item, refOf))];
}
