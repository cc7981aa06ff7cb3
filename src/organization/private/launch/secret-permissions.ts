import { namesOf } from './physical-names';
import { arnsOf, isRepeated } from './resource-arns';
import type { Permission } from './statement';
import { type LaunchedResource, patternOf } from './template';

const READ = 'secretsmanager:GetSecretValue';

/** The value of secrets is read only of those that the template makes, and of those whose value it asks for in a dynamic reference. */
export function secretPermissions(resources: readonly LaunchedResource[], isAsked: boolean): Permission[] {
  const secrets = resources.filter(({ type }) => type === 'AWS::SecretsManager::Secret');
  const own = secrets.flatMap((resource) =>
    (namesOf('secretsmanager:Secret', resource) ?? []).flatMap((name) => arnsOf('secretsmanager:Secret', name, isRepeated(resource) ? '*' : undefined)));
  const referred = [...new Set(dynamicReferences(resources))];
  const arns = [...new Set([...isAsked || referred.length > 0 ? own : [], ...referred])].sort();
  return arns.length === 0 ? [] : [{ action: READ, resources: arns, purpose: 'ReadOwn' }];
}

/**
 * The ARNs of secrets that dynamic references name beside the template's own.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
function dynamicReferences(resources: readonly LaunchedResource[]): string[] {
  const own = new Set(resources.filter(({ type }) => type === 'AWS::SecretsManager::Secret').map(({ id }) => id));
  return textsIn(resources.map(({ properties }) => properties), (id) => (own.has(id) ? `<${id}>` : undefined))
    .flatMap((text) => [...text.matchAll(/\{\{resolve:secretsmanager:(arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:[^:}]+|[^:}]+)/g)].map(([, id]) => id))
    .filter((id) => !id.startsWith('<'))
    .flatMap((id) => (id.startsWith('arn:') ? [id] : arnsOf('secretsmanager:Secret', id === '*' ? '*' : `${id}-??????`)));
}

function textsIn(value: unknown, refOf: (id: string) => string | undefined): string[] {
  if (typeof value === 'string') { return [value]; }
  if (typeof value !== 'object' || value === null) { return []; }
  const text = 'Fn::Join' in value || 'Fn::Sub' in value ? [patternOf(value, refOf)] : [];
  return [...text, ...Object.values(value).flatMap((item) => textsIn(item, refOf))];
}
