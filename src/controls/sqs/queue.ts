import { names, type PolicyKind } from '../resource-policy';
import { asArray, isRecord, type Template, type TemplateResource } from '../template';
import { valuesAt } from '../value';

export const QUEUE_POLICIES: PolicyKind = {
  attachedBy: { 'AWS::SQS::QueuePolicy': 'Queues', 'AWS::SQS::QueueInlinePolicy': 'Queue' },
  nameProperty: 'QueueName',
  allActions: 'sqs:*',
  parts: [''],
};

/** Whether messages that could not be handled elsewhere end in this queue. */
export function receivesDeadLetters(queue: TemplateResource): boolean {
  const permission = valuesAt(queue.properties, 'RedriveAllowPolicy', 'redrivePermission');
  return permission.some((value) => value === 'allowAll' || value === 'byQueue')
    || deadLetterTargets(queue.template).some((target) => names(queue, 'QueueName', target));
}

const targetsOf = new WeakMap<Template, readonly unknown[]>();

/** What the resources of a template name as the place for dead letters; kept, since every queue asks. */
function deadLetterTargets(template: Template): readonly unknown[] {
  const known = targetsOf.get(template);
  if (known) { return known; }
  const targets: unknown[] = [];
  for (const { properties } of template.resources) { collect(targets, properties); }
  targetsOf.set(template, targets);
  return targets;
}

const DEAD_LETTER_PROPERTIES = ['RedrivePolicy', 'DeadLetterConfig', 'OnFailure'];

function collect(targets: unknown[], value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) { collect(targets, item); }
  } else if (isRecord(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (DEAD_LETTER_PROPERTIES.includes(name)) { targets.push(...leaves(item)); } else { collect(targets, item); }
    }
  }
}

/** The value itself, for references at any depth, and the texts in it, for literal ARNs. */
const leaves = (value: unknown): readonly unknown[] => [value, ...isRecord(value) ? Object.values(value).flatMap((item) => asArray(item)) : []];
