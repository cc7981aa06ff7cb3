import { itemsOf } from './items';
import { textOf } from './policy';
import { accepted, agreed, best, type Presence, presenceOf, worst } from './presence';
import { asArray, asBoolean, isIntrinsic, type TemplateResource } from './template';
import { branchesOf, valuesAt } from './value';

/** What an alarm must be on. */
export interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimension: string;
  /** Whether the dimension's value is the one watched. */
  readonly isOf: (value: unknown) => boolean;
  /** Whether it rings in time at this threshold. */
  readonly rings: (operator: string, threshold: number) => boolean;
}

/** Whether an alarm of the template is on a metric, rings for what matters, and tells somebody. */
export const alarmOn = (subject: TemplateResource, metric: WatchedMetric): Presence =>
  best(subject.template.ofType('AWS::CloudWatch::Alarm').map((alarm) => worst([presenceOf(subject, alarm, [true]), watches(alarm, metric), telling(alarm)])));

/** An expression may make anything of the metrics in it: what it rings for is not judged. */
function watches(alarm: TemplateResource, metric: WatchedMetric): Presence {
  const { items, certain } = itemsOf(valuesAt(alarm.properties, 'Metrics'));
  const own = items.map((query) => agreed(valuesAt(query, 'MetricStat', 'Metric').map((one) => isOn(one, metric))));
  const rings = ringing(alarm, metric);
  const isAlone = certain && items.length === 1;
  return best([worst([isOn(alarm.properties, metric), rings]), ...own.map((one) => worst([one, isAlone ? rings : 'perhaps']))]);
}

function isOn(source: unknown, { namespace, name, dimension, isOf }: WatchedMetric): Presence {
  const dimensions = itemsOf(valuesAt(source, 'Dimensions'));
  const values = dimensions.items.filter((one) => textOf(valuesAt(one, 'Name')[0]) === dimension).flatMap((one) => valuesAt(one, 'Value').map(isOf));
  return worst([
    accepted(valuesAt(source, 'Namespace'), (value) => value === namespace),
    accepted(valuesAt(source, 'MetricName'), (value) => value === name),
    values.includes(true) ? (dimensions.certain && values.every((value) => value) ? 'there' : 'perhaps') : 'not',
  ]);
}

const ringing = ({ properties }: TemplateResource, { rings }: WatchedMetric): Presence => agreed(valuesAt(properties, 'ComparisonOperator')
  .flatMap((operator) => valuesAt(properties, 'Threshold').map((threshold): Presence =>
    (isIntrinsic(operator) || isIntrinsic(threshold) || threshold === undefined ? 'perhaps' : rings(String(operator), Number(threshold)) ? 'there' : 'not'))));

/** By its own actions, or by an alarm that is made of it. */
function telling(alarm: TemplateResource): Presence {
  const enabled = accepted(valuesAt(alarm.properties, 'ActionsEnabled'), (value) => asBoolean(value) !== false);
  const isPart = alarm.template.ofType('AWS::CloudWatch::CompositeAlarm').some(({ properties }) => alarm.isReferredBy(properties));
  return best([worst([enabled, presenceIn(valuesAt(alarm.properties, 'AlarmActions'))]), isPart ? 'perhaps' : 'not']);
}

/** Whether a list has an item for certain. */
export const presenceIn = (lists: readonly unknown[]): Presence => agreed(lists.map((list) => (isIntrinsic(list) ? 'perhaps' : best(asArray(list)
  .map(branchesOf).map((branches) => (branches.every((item) => item !== undefined) ? 'there' : branches.some((item) => item !== undefined) ? 'perhaps' : 'not'))))));
