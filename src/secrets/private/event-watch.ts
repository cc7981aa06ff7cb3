import { Lazy, Stack, type aws_cloudwatch as cloudwatch, type aws_events as events, type aws_sns as sns, type aws_sqs as sqs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ARN_LENGTH, type RotatedSecret } from './rotated-secret';
import { SecretGroups } from './rotated-secret-groups';
import { alarmOnEvents } from '../../private/event-alarm';

/** An event pattern takes 4,096 characters, of which the longest has some 350 without secrets. */
const RULE = { count: 6, length: 3_700 };

/** A secret is named by its ARN, by the ARN without its end, and by its name, twice where batches count; each in quotes with a comma. */
const lengthOf = ({ nameLength }: RotatedSecret): number => 2 * (3 * (nameLength + 3) + 2 * ARN_LENGTH);

const ROTATION = ['RotationAbandoned', 'RotationFailed', 'TestRotationFailed'];
const READING = ['BatchGetSecretValue', 'GetSecretValue'];
const CHANGING = [
  'CancelRotateSecret', 'DeleteResourcePolicy', 'DeleteSecret', 'PutResourcePolicy', 'RemoveRegionsFromReplication', 'ReplicateSecretToRegions',
  'RotateSecret', // somebody's, with another function or schedule: those of the schedule are events of the service
  'StopReplicationToReplica', 'UpdateSecret',
];

/** The rules and alarms on events of secrets: three for every few secrets, since a pattern is of limited length. */
export class EventWatch {
  public readonly alarms: cloudwatch.Alarm[] = [];

  private readonly secrets = new SecretGroups<RotatedSecret>(RULE);

  constructor(private readonly scope: Construct, private readonly queue: sqs.Queue, private readonly topic: sns.Topic) {}

  public add(secret: RotatedSecret): void {
    const { group, isNew } = this.secrets.add(secret, lengthOf(secret));
    const { length } = this.secrets.groups;
    if (isNew) { this.watch(group, length === 1 ? '' : String(length)); }
  }

  private watch(group: readonly RotatedSecret[], number: string): void {
    const arns = Lazy.list({ produce: () => group.map(({ arn }) => arn) });
    const names = Lazy.list({ produce: () => group.flatMap((secret) => [secret.arn, partialArn(this.scope, secret), secret.name]) });
    const eventSource = ['secretsmanager.amazonaws.com'];
    const oneOrMany = [{ requestParameters: { secretId: names } }, { requestParameters: { secretIdList: names } }];
    this.alarm(`Failed${number}`, 'a rotation of a secret failed or was given up', {
      source: ['aws.secretsmanager'], detailType: ['AWS Service Event via CloudTrail'], detail: { eventName: ROTATION, additionalEventData: { SecretId: arns } },
    });
    this.alarm(`Denied${number}`, 'somebody was denied to read a secret', {
      source: ['aws.secretsmanager'],
      detailType: ['AWS API Call via CloudTrail'],
      detail: { eventSource, eventName: READING, errorCode: [{ prefix: 'AccessDenied' }], $or: oneOrMany },
    }, true);
    this.alarm(`Changed${number}`, 'a secret is being deleted, or its key, policy, rotation or replicas are changed, or it is rotated by hand', {
      source: ['aws.secretsmanager'],
      detailType: ['AWS API Call via CloudTrail'],
      detail: { eventSource, eventName: CHANGING, requestParameters: { secretId: names } },
    });
  }

  private alarm(id: string, what: string, eventPattern: events.EventPattern, readOnly = false): void {
    this.alarms.push(alarmOnEvents(this.scope, {
      ruleId: `${id}Rule`, alarmId: `${id}Alarm`, ruleDescription: what, alarmDescription: `${what}: see the queue for which, who and why`, eventPattern, readOnly, queue: this.queue, topic: this.topic,
    }));
  }
}

/** Callers may leave out the six characters that the ARN ends with. */
const partialArn = (scope: Construct, { name }: RotatedSecret): string => Stack.of(scope).formatArn({ service: 'secretsmanager', resource: `secret:${name}` });
