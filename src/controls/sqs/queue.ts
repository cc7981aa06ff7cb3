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
  const known = targetsOf.get(template) ?? template.resources.flatMap(({ properties }) => under(properties));
  targetsOf.set(template, known);
  return known;
}

const DEAD_LETTER_PROPERTIES = ['RedrivePolicy', 'DeadLetterConfig', 'OnFailure'];

const under = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.flatMap(under)
  : !isRecord(value) ? []
    : Object.entries(value).flatMap(([name, item]) => (DEAD_LETTER_PROPERTIES.includes(name) ? leaves(item) : under(item))));

/** The value itself, for references at any depth, and the texts in it, for literal ARNs. */
const leaves = (value: unknown): readonly unknown[] => [value, ...isRecord(value) ? Object.values(value).flatMap((item) => asArray(item)) : []];
