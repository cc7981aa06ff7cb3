import { resourcePage } from './resource-page';

/** A property by which a resource tells a service to deliver somewhere: the service's own principal uses the key of the place. */
export interface Delivery {
  readonly type: string;
  /** To the place's ARN; `*` for each element of an array. */
  readonly path: readonly string[];
  /** The service principal without its suffix. */
  readonly principal: string;
  readonly source: string;
}

const delivery = (principal: string, type: string, ...paths: readonly string[]): Delivery[] =>
  paths.map((path) => ({ type, path: path.split('.'), principal, source: resourcePage(type) }));

/** Deliveries into queues, topics and buckets. */
export const DELIVERIES: readonly Delivery[] = [
  ...delivery('events', 'AWS::Events::Rule', 'Targets.*.Arn', 'Targets.*.DeadLetterConfig.Arn'),
  ...delivery('cloudwatch', 'AWS::CloudWatch::Alarm', 'AlarmActions.*', 'OKActions.*', 'InsufficientDataActions.*'),
  ...delivery('cloudwatch', 'AWS::CloudWatch::CompositeAlarm', 'AlarmActions.*', 'OKActions.*', 'InsufficientDataActions.*'),
  ...delivery('sns', 'AWS::SNS::Subscription', 'Endpoint', 'RedrivePolicy.deadLetterTargetArn'),
  ...delivery('s3', 'AWS::S3::Bucket', 'NotificationConfiguration.TopicConfigurations.*.Topic', 'NotificationConfiguration.QueueConfigurations.*.Queue'),
  ...delivery('budgets', 'AWS::Budgets::Budget', 'NotificationsWithSubscribers.*.Subscribers.*.Address'),
  ...delivery('codestar-notifications', 'AWS::CodeStarNotifications::NotificationRule', 'Targets.*.TargetAddress'),
  ...delivery('backup', 'AWS::Backup::BackupVault', 'Notifications.SNSTopicArn'),
  ...delivery('events.rds', 'AWS::RDS::EventSubscription', 'SnsTopicArn'),
  ...delivery('cloudtrail', 'AWS::CloudTrail::Trail', 'SnsTopicName'),
];

/** Services that encrypt what is delivered to them. A function is called, and the key of its variables is not asked. */
export const ENCRYPTS_DELIVERIES: readonly string[] = ['sqs', 'sns', 's3'];

/**
 * What a service needs of the key of a queue or topic that it delivers to.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export const DELIVERY_ACTIONS: readonly string[] = ['kms:GenerateDataKey', 'kms:Decrypt'];
