import type { ArnFormat } from './arn-formats';
import { format } from './format';

const QUEUE_URL = 'https://sqs.${Region}.${UrlSuffix}/${Account}/${Name}';
const TOPIC = 'arn:${Partition}:sns:${Region}:${Account}:${Name}';
const STATES = 'arn:${Partition}:states:${Region}:${Account}';

/** What references to queues, topics, streams, events, workflows, logs and trails give. */
export const MESSAGE_FORMATS: readonly ArnFormat[] = [
  format(
    'AWS::SQS::Queue',
    { Ref: QUEUE_URL, QueueUrl: QUEUE_URL, QueueName: '${Name}', Arn: 'arn:${Partition}:sqs:${Region}:${Account}:${Name}' },
    { nameProperty: 'QueueName' },
  ),
  format('AWS::SNS::Topic', { Ref: TOPIC, TopicArn: TOPIC, TopicName: '${Name}' }, { nameProperty: 'TopicName' }),
  format('AWS::Kinesis::Stream', { Ref: '${Name}', Arn: 'arn:${Partition}:kinesis:${Region}:${Account}:stream/${Name}' }, { nameProperty: 'Name' }),
  format(
    'AWS::KinesisFirehose::DeliveryStream',
    { Ref: '${Name}', Arn: 'arn:${Partition}:firehose:${Region}:${Account}:deliverystream/${Name}' },
    { nameProperty: 'DeliveryStreamName' },
  ),
  // Of a rule on another bus than the default one, Ref and ARN have the bus's name too.
  format(
    'AWS::Events::Rule',
    { Ref: '${Name}', RuleName: '${Name}', Arn: 'arn:${Partition}:events:${Region}:${Account}:rule/${Name}' },
    { nameProperty: 'Name', unless: ['EventBusName'] },
  ),
  format(
    'AWS::Events::EventBus',
    { Ref: '${Name}', Name: '${Name}', Arn: 'arn:${Partition}:events:${Region}:${Account}:event-bus/${Name}' },
    { nameProperty: 'Name' },
  ),
  format('AWS::Events::Archive', { Ref: '${Name}', Arn: 'arn:${Partition}:events:${Region}:${Account}:archive/${Name}' }, { nameProperty: 'ArchiveName' }),
  format(
    'AWS::StepFunctions::StateMachine',
    { Ref: `${STATES}:stateMachine:\${Name}`, Arn: `${STATES}:stateMachine:\${Name}`, Name: '${Name}' },
    { nameProperty: 'StateMachineName' },
  ),
  format(
    'AWS::StepFunctions::Activity',
    { Ref: `${STATES}:activity:\${Name}`, Arn: `${STATES}:activity:\${Name}`, Name: '${Name}' },
    { nameProperty: 'Name' },
  ),
  format(
    'AWS::Logs::LogGroup',
    { Ref: '${Name}', Arn: 'arn:${Partition}:logs:${Region}:${Account}:log-group:${Name}:*' },
    { nameProperty: 'LogGroupName' },
  ),
  format(
    'AWS::CloudWatch::Alarm',
    { Ref: '${Name}', Arn: 'arn:${Partition}:cloudwatch:${Region}:${Account}:alarm:${Name}' },
    { nameProperty: 'AlarmName' },
  ),
  format(
    'AWS::CloudWatch::CompositeAlarm',
    { Ref: '${Name}', Arn: 'arn:${Partition}:cloudwatch:${Region}:${Account}:alarm:${Name}' },
    { nameProperty: 'AlarmName' },
  ),
  format(
    'AWS::CloudTrail::Trail',
    { Ref: '${Name}', Arn: 'arn:${Partition}:cloudtrail:${Region}:${Account}:trail/${Name}' },
    { nameProperty: 'TrailName' },
  ),
  format('AWS::CloudTrail::EventDataStore', { EventDataStoreArn: 'arn:${Partition}:cloudtrail:${Region}:${Account}:eventdatastore/${Random}' }),
];
