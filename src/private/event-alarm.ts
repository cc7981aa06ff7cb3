import { Duration, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_events as events, aws_iam as iam, type aws_sns as sns, type aws_sqs as sqs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What an alarm on events rings for. */
export interface EventAlarmProps {
  readonly ruleId: string;
  readonly alarmId: string;
  readonly ruleDescription: string;
  readonly alarmDescription: string;
  readonly eventPattern: events.EventPattern;
  /** Whether the events only read: EventBridge leaves those out unless told otherwise. */
  readonly readOnly?: boolean;
  /** Where the events wait. */
  readonly queue: sqs.Queue;
  /** Where the alarm is told. */
  readonly topic: sns.Topic;
}

/** A rule that keeps events in a queue, and an alarm that rings when it fired once in five minutes. */
export function alarmOnEvents(scope: Construct, props: EventAlarmProps): cloudwatch.Alarm {
  const rule = new events.Rule(scope, props.ruleId, {
    description: props.ruleDescription,
    eventPattern: props.eventPattern,
    targets: [{ bind: () => ({ arn: props.queue.queueArn }) }],
  });
  if (props.readOnly) {
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
    (rule.node.defaultChild as events.CfnRule).state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  }
  const alarm = new cloudwatch.Alarm(scope, props.alarmId, {
    alarmDescription: props.alarmDescription,
    metric: new cloudwatch.Metric({
      namespace: 'AWS/Events', metricName: 'TriggeredRules', dimensionsMap: { RuleName: rule.ruleName }, statistic: 'Sum', period: Duration.minutes(5),
    }),
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new actions.SnsAction(props.topic));
  letRuleSend(props.queue, rule);
  return alarm;
}

/** CDK's own target binds EventBridge to the rule only where a feature flag is set. */
function letRuleSend(queue: sqs.Queue, { ruleArn }: events.Rule): void {
  queue.grantSendMessages(new iam.ServicePrincipal('events.amazonaws.com', { conditions: { ArnEquals: { 'aws:SourceArn': ruleArn } } }));
}

/** CloudWatch publishes to an encrypted topic as itself: it needs the topic and the key. */
export function letAlarmsPublish(topic: sns.Topic): void {
  topic.grantPublish(new iam.ServicePrincipal('cloudwatch.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': topic.env.account } } }));
}
