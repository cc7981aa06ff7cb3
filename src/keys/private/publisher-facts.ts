/** A service that publishes into an encrypted queue, topic or bucket: which source conditions its calls carry. */
export interface PublisherFacts {
  readonly principal: string;
  readonly title: string;
  /** Services that it publishes into, where they differ in what they support; all where not given. */
  readonly into?: readonly string[];
  readonly sourceAccount: boolean;
  /** Pattern for `aws:SourceArn` where calls carry it; `${Partition}`, `${Region}`, `${Account}` are filled in. */
  readonly sourceArn?: string;
  readonly note?: string;
  readonly source: string;
}

const DOCS = 'https://docs.aws.amazon.com';
const TRAIL_PAGE = `${DOCS}/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html`;
const SNS_PAGE = `${DOCS}/sns/latest/dg/sns-key-management.html`;
const SQS_PAGE = `${DOCS}/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html`;
const DELIVERY_PAGE = `${DOCS}/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html`;

/** Source conditions where a page names them; where only the topic's policy does, the note says so. */
export const PUBLISHERS: readonly PublisherFacts[] = [
  { principal: 's3', title: 'Amazon S3', sourceAccount: true, note: 'A bucket ARN has no account: use both.', source: SQS_PAGE },
  { principal: 'sns', title: 'Amazon SNS', sourceAccount: true, sourceArn: 'arn:${Partition}:sns:${Region}:${Account}:*', note: 'To an encrypted queue.', source: SQS_PAGE },
  {
    principal: 'events',
    title: 'Amazon EventBridge',
    into: ['sqs'],
    sourceAccount: false,
    sourceArn: 'arn:${Partition}:events:${Region}:${Account}:rule/*',
    source: SQS_PAGE,
  },
  {
    principal: 'events',
    title: 'Amazon EventBridge',
    sourceAccount: false,
    note: 'To an encrypted topic, source conditions in the key policy are not supported.',
    source: SNS_PAGE,
  },
  {
    principal: 'cloudwatch',
    title: 'Amazon CloudWatch alarms',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:cloudwatch:${Region}:${Account}:alarm:*',
    note: 'Documented for the topic; with non-ASCII alarm names use aws:SourceAccount only.',
    source: `${DOCS}/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html`,
  },
  {
    principal: 'ses',
    title: 'Amazon SES',
    sourceAccount: false,
    note: 'Both are documented for the topic; the statement for the key has none.',
    source: `${DOCS}/ses/latest/dg/configure-sns-notifications.html`,
  },
  {
    principal: 'codestar-notifications',
    title: 'AWS CodeStar Notifications',
    sourceAccount: false,
    note: 'AWS binds its statement for the key by kms:ViaService sns.<region>.amazonaws.com instead.',
    source: `${DOCS}/dtconsole/latest/userguide/set-up-sns.html`,
  },
  {
    principal: 'budgets',
    title: 'AWS Budgets',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:budgets::${Account}:*',
    note: 'Documented for the topic; the ARN has no Region.',
    source: `${DOCS}/cost-management/latest/userguide/budgets-sns-policy.html`,
  },
  {
    principal: 'config',
    title: 'AWS Config',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:config:${Region}:${Account}:*',
    note: 'AWS Config does not support encrypted topics; the conditions hold for buckets.',
    source: `${DOCS}/config/latest/developerguide/sns-topic-policy.html`,
  },
  {
    principal: 'cloudtrail',
    title: 'AWS CloudTrail',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:cloudtrail:*:${Account}:trail/*',
    note: 'aws:SourceArn is what AWS recommends; an organization trail carries the management account.',
    source: TRAIL_PAGE,
  },
  { principal: 'lambda', title: 'AWS Lambda', into: ['sqs'], sourceAccount: false, sourceArn: 'arn:${Partition}:lambda:${Region}:${Account}:function:*', note: 'To an encrypted queue.', source: SQS_PAGE },
  {
    principal: 'backup',
    title: 'AWS Backup',
    sourceAccount: false,
    note: 'No page names a source condition for it.',
    source: `${DOCS}/aws-backup/latest/devguide/backup-notifications.html`,
  },
  {
    principal: 'events.rds',
    title: 'Amazon RDS events',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:rds:${Region}:${Account}:*',
    note: 'Documented for the topic.',
    source: `${DOCS}/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html`,
  },
  { principal: 'delivery.logs', title: 'Vended logs', sourceAccount: true, sourceArn: 'arn:${Partition}:logs:${Region}:${Account}:*', source: DELIVERY_PAGE },
];
