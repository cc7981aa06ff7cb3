import type { Need } from './needs';
import { kindsOf, namesOf } from './physical-names';
import { type LaunchedResource, targetsIn } from './template';
import { type ActionFacts, arnFacts } from '../facts';

/** The ARNs of one kind of resources that an action is done on. */
export interface Target {
  /** `service:kind`. */
  readonly kind: string;
  readonly arns: readonly string[];
  /** The resources of the template that they are; none where they may be any of the account. */
  readonly made: readonly LaunchedResource[];
  /** Whether the ARNs are bound to names that this launch, or one of its kind, gives. */
  readonly isNamed: boolean;
}

/** Properties that repeat a resource in other Regions. */
const REPEATED: Readonly<Record<string, string>> = { 'AWS::SecretsManager::Secret': 'ReplicaRegions', 'AWS::DynamoDB::GlobalTable': 'Replicas' };

/** Whether a resource stands in several Regions. */
export const isRepeated = ({ type, properties }: LaunchedResource): boolean => type in REPEATED && properties[REPEATED[type]] !== undefined;

/** The ARNs that a format of the reference stands for; the first placeholder beside partition, Region and account is the name. */
export function arnsOf(kind: string, name?: string, region = '${AWS::Region}'): string[] {
  const [service, key] = [kind.slice(0, kind.indexOf(':')), kind.slice(kind.indexOf(':') + 1)];
  return (arnFacts(service)[key]?.arn ?? '*').split(/,\s*/).map((format) => {
    let names = name === undefined ? [] : [name];
    return (format.startsWith('arn:') ? format : `arn:\${Partition}:${format}`).replace(/\$\{([^}]+)\}/g, (_whole, placeholder: string) => {
      if (placeholder === 'Partition') { return '${AWS::Partition}'; }
      if (placeholder === 'Region') { return region; }
      if (placeholder === 'Account') { return '${AWS::AccountId}'; }
      // an event bus stands before the name of a rule, and is no part of it
      if (placeholder === 'EventBusName' && key.startsWith('rule-')) { return '*'; }
      const [first] = names;
      names = [];
      return first ?? '*';
    }).replace(/\*{2,}/g, '*');
  });
}

/** What an action that some of a template's types need is done on. What only reads or tags, and may be done on many kinds, is done on the template's own. */
export function targetsOf(action: string, { on = [], level }: ActionFacts, needs: readonly Need[], resources: readonly LaunchedResource[]): Target[] {
  const [service] = action.split(':');
  const askers = resources.filter(({ type }) => needs.some((need) => need.type === type));
  const targets = on.flatMap((entry): Target[] => {
    const kind = `${service}:${entry.replace('?', '')}`;
    // who tags, tags its own, and what a service makes for it
    const own = level === 'Tagging' ? askers.filter((asker) => kindsOf(asker.type).includes(kind) || namesOf(kind, asker) !== undefined) : [];
    return targetsOfKind(kind, own.length > 0 ? own : askers, resources);
  });
  const own = targets.filter(({ made }) => made.length > 0);
  return ['Read', 'List', 'Tagging'].includes(level) && own.length > 0 ? own : targets;
}

/**
 * Names bind only if each resource that asks is of the kind, or refers to one in the template: any other may be one that a parameter names. What a
 * service makes for a resource, such as the secret of a database, stands apart: it carries no tags of the template.
 */
function targetsOfKind(kind: string, askers: readonly LaunchedResource[], resources: readonly LaunchedResource[]): Target[] {
  const makers = resources.filter((resource) => kindsOf(resource.type).includes(kind) || namesOf(kind, resource) !== undefined);
  const ids = new Set(makers.map(({ id }) => id));
  const named = (asker: LaunchedResource): string[] => referencesOf(asker, resources);
  const isBound = makers.length > 0 && askers.every((asker) => ids.has(asker.id) || named(asker).some((id) => ids.has(id)));
  if (!isBound) { return [{ kind, arns: arnsOf(kind), made: [], isNamed: false }]; }
  const made = makers.filter(({ id }) => askers.some((asker) => asker.id === id || named(asker).includes(id)));
  return [made.filter(({ type }) => kindsOf(type).includes(kind)), made.filter(({ type }) => !kindsOf(type).includes(kind))]
    .filter((some) => some.length > 0).map((some) => ({
      kind,
      arns: [...new Set(some.flatMap((resource) => patternsOf(kind, resource)))].sort(),
      made: some,
      isNamed: some.every((resource) => namesOf(kind, resource) !== undefined),
    }));
}

/** What a resource refers to; the reference of an attachment is that of its secret: AWS::SecretsManager::SecretTargetAttachment. */
function referencesOf({ properties }: LaunchedResource, resources: readonly LaunchedResource[]): string[] {
  const direct = targetsIn(properties);
  const attachments = resources.filter(({ id, type }) => type === 'AWS::SecretsManager::SecretTargetAttachment' && direct.includes(id));
  return [...direct, ...attachments.flatMap((attachment) => targetsIn(attachment.properties.SecretId))];
}

const patternsOf = (kind: string, resource: LaunchedResource): string[] =>
  (namesOf(kind, resource) ?? [undefined]).flatMap((name) => arnsOf(kind, name, isRepeated(resource) ? '*' : undefined));
