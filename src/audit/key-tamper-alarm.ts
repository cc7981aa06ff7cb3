import { Duration, type aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Domain } from '../core';
import { DomainQueue, DomainTopic } from '../data';
import { alarmOnEvents, letAlarmsPublish } from '../private/event-alarm';

/** Properties of the alarm on tampering with keys. */
export interface KeyTamperAlarmProps {
  /**
   * The domain that owns the alarm's topic and queue.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;
}

/**
 * Raises an alarm when somebody schedules the deletion of a key, disables one, changes its policy or its aliases, in this account and Region.
 *
 * Needs a CloudTrail trail that records management events. The events themselves wait in an encrypted queue for 14 days.
 *
 * @example
 * const platform = new core.Domain(this, 'Platform');
 * const tampering = new audit.KeyTamperAlarm(platform, 'KeyTampering');
 * tampering.topic.addSubscription(new subscriptions.EmailSubscription('security@example.com'));
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-creating-cloudwatch-alarm.html
 */
export class KeyTamperAlarm extends Construct {
  /** Where the alarm is told. Subscribe whoever must know. */
  public readonly topic: DomainTopic;
  /** What happened, as CloudTrail tells it. */
  public readonly events: DomainQueue;
  /** The alarm. */
  public readonly alarm: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, props: KeyTamperAlarmProps = {}) {
    super(scope, id);
    const domain = props.domain ?? Domain.of(scope);
    this.topic = new DomainTopic(this, 'Topic', { domain, displayName: 'Tampering with keys' });
    this.events = new DomainQueue(this, 'Events', { domain, retentionPeriod: Duration.days(14) });
    this.alarm = alarmOnEvents(this, {
      ruleId: 'Rule',
      alarmId: 'Alarm',
      ruleDescription: 'a key is being deleted, disabled, or opened',
      alarmDescription: 'a key is being deleted, disabled, or opened: see the queue for who and what',
      eventPattern: { source: ['aws.kms'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: TAMPERING } },
      queue: this.events,
      topic: this.topic,
    });
    letAlarmsPublish(this.topic);
    domain.tag(this);
  }
}

const TAMPERING = [
  'DeleteAlias', 'DeleteImportedKeyMaterial', 'DisableKey', 'DisableKeyRotation', 'PutKeyPolicy', 'ScheduleKeyDeletion', 'UpdateAlias',
];
