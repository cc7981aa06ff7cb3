import { Duration, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_events as events, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Domain } from '../core';
import { DomainQueue, DomainTopic } from '../data';

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
    const rule = new events.Rule(this, 'Rule', {
      description: 'a key is being deleted, disabled, or opened',
      eventPattern: { source: ['aws.kms'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: TAMPERING } },
      targets: [{ bind: () => ({ arn: this.events.queueArn }) }],
    });
    // CDK's own target binds EventBridge to the rule only where a feature flag is set
    this.events.grantSendMessages(new iam.ServicePrincipal('events.amazonaws.com', { conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } } }));
    this.alarm = new cloudwatch.Alarm(this, 'Alarm', {
      alarmDescription: 'a key is being deleted, disabled, or opened: see the queue for who and what',
      metric: new cloudwatch.Metric({
        namespace: 'AWS/Events', metricName: 'TriggeredRules', dimensionsMap: { RuleName: rule.ruleName }, statistic: 'Sum', period: Duration.minutes(5),
      }),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    this.alarm.addAlarmAction(new actions.SnsAction(this.topic));
    this.letAlarmsPublish();
    domain.tag(this);
  }

  /** CloudWatch publishes to an encrypted topic as itself: it needs the topic and the key. */
  private letAlarmsPublish(): void {
    const cloudWatch = new iam.ServicePrincipal('cloudwatch.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': this.topic.env.account } } });
    this.topic.grantPublish(cloudWatch);
  }
}

const TAMPERING = [
  'DeleteAlias', 'DeleteImportedKeyMaterial', 'DisableKey', 'DisableKeyRotation', 'PutKeyPolicy', 'ScheduleKeyDeletion', 'UpdateAlias',
];
