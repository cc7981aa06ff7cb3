import {
  Stack, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_events as events, aws_events_targets as targets, aws_iam as iam,
  type aws_kms as kms, aws_s3 as s3, aws_s3_notifications as notifications, aws_sns as sns, aws_sns_subscriptions as subscriptions, aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { Domain, KeyGranularity } from '../../src/core';
import { KeyPurpose, KeyService } from '../../src/keys';
import { testApp } from '../checks/synth';

type Condition = Record<string, Record<string, unknown>>;
interface Statement { readonly Sid?: string; readonly Principal: { readonly Service?: string }; readonly Condition?: Condition }

/** Everything that publishes into an encrypted queue or topic, with one key for all or one for each purpose. */
function publish(keyGranularity: KeyGranularity, context: Record<string, unknown>): { stack: Stack; template: Template; statements: Statement[] } {
  const stack = new Stack(testApp({ context }), 'Stack', { env: { account: '111111111111', region: 'ap-northeast-2' } });
  const domain = new Domain(stack, 'Orders', { keyGranularity });
  const viewOf = (purpose: KeyPurpose, service: KeyService): kms.IKey => domain.keyFor(stack, purpose, service);
  const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey: viewOf(KeyPurpose.DATA, KeyService.S3) });
  const queue = new sqs.Queue(stack, 'Queue', { encryptionMasterKey: viewOf(KeyPurpose.MESSAGES, KeyService.SQS) });
  const topic = new sns.Topic(stack, 'Topic', { masterKey: viewOf(KeyPurpose.MESSAGES, KeyService.SNS) });
  topic.addSubscription(new subscriptions.SqsSubscription(queue));
  bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.SqsDestination(queue));
  bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, new notifications.SnsDestination(topic));
  const schedule = events.Schedule.expression('rate(1 day)');
  new events.Rule(stack, 'Rule', { schedule, targets: [new targets.SqsQueue(queue), new targets.SnsTopic(topic)] });
  new cloudwatch.Alarm(stack, 'Alarm', { metric: queue.metricNumberOfMessagesSent(), threshold: 1, evaluationPeriods: 1 })
    .addAlarmAction(new actions.SnsAction(topic));
  viewOf(KeyPurpose.MESSAGES, KeyService.SNS).addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')], actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'],
  }));
  const template = Template.fromStack(stack, { skipCyclicalDependenciesCheck: true });
  const statements = Object.values(template.findResources('AWS::KMS::Key')).flatMap((key) => key.Properties.KeyPolicy.Statement as Statement[]);
  return { stack, template, statements: statements.filter(({ Principal }) => Principal.Service !== undefined) };
}

/** A source ARN as written in the policy, with the partition's token as `*`. */
const sourceArn = ({ Condition }: Statement): string => JSON.stringify(Condition?.ArnLike?.['aws:SourceArn'] ?? '')
  .replace(/\{"Fn::Join":\["",\[|\]\]\}|"/g, '').replace(/,\{Ref:AWS::Partition\},|(?<=^arn:)aws(?=:)/g, '*');

const withoutPseudo = (json: string) => json.replace(/\{"Ref":"AWS::\w+"\}/g, '');

describe.each([KeyGranularity.PER_PURPOSE, KeyGranularity.PER_DOMAIN].flatMap((granularity) =>
  [['no flags', {}] as const, ['all recommended flags', recommendedFlags] as const].map(([name, flags]) => ({ granularity, name, flags }))))(
  'with keys $granularity and $name', ({ granularity, flags }) => {
    const { stack, template, statements } = publish(granularity, { ...flags });
    const of = (service: string) => statements.filter(({ Principal }) => Principal.Service === `${service}.amazonaws.com`);

    test('the template has no cycle', () => {
      expect(() => Template.fromStack(stack)).not.toThrow();
    });

    test('every publisher has a statement', () => {
      expect(Object.keys(template.findResources('AWS::KMS::Key'))).toHaveLength(granularity === KeyGranularity.PER_DOMAIN ? 1 : 2);
      expect([...new Set(statements.map(({ Principal }) => Principal.Service))].sort())
        .toEqual(['cloudwatch.amazonaws.com', 'events.amazonaws.com', 's3.amazonaws.com', 'sns.amazonaws.com']);
    });

    test('no source condition refers to a resource', () => {
      const conditions = withoutPseudo(JSON.stringify(statements.map(({ Condition }) => Condition ?? {})));
      expect(conditions).not.toMatch(/"Ref"|"Fn::GetAtt"|"Fn::ImportValue"/);
    });

    test('no service is bound like a role', () => {
      expect(JSON.stringify(statements.map(({ Condition }) => Condition ?? {}))).not.toMatch(/kms:ViaService|kms:CallerAccount|aws:PrincipalArn/);
    });

    test('S3 is bound to buckets of the account', () => {
      for (const { Condition } of of('s3')) { expect(Condition?.StringEquals).toEqual({ 'aws:SourceAccount': '111111111111' }); }
    });

    test('SNS is bound to topics of the account', () => {
      for (const statement of of('sns')) {
        expect(statement.Condition?.StringEquals).toEqual({ 'aws:SourceAccount': '111111111111' });
        expect(sourceArn(statement)).toBe('arn:*:sns:ap-northeast-2:111111111111:*');
      }
    });

    test('CloudWatch is bound to alarms of the account', () => {
      for (const statement of of('cloudwatch')) {
        expect(statement.Condition?.StringEquals).toEqual({ 'aws:SourceAccount': '111111111111' });
        expect(sourceArn(statement)).toBe('arn:*:cloudwatch:ap-northeast-2:111111111111:alarm:*');
      }
    });

    test('EventBridge is bound to rules for the queue, and bare for the topic, which supports no condition', () => {
      expect(of('events').map(sourceArn).sort()).toEqual(['', 'arn:*:events:ap-northeast-2:111111111111:rule/*']);
      expect(of('events').find((statement) => sourceArn(statement) === '')?.Condition).toBeUndefined();
    });
  });

test('a publisher whose bucket is in another stack makes no cycle', () => {
  const app = testApp();
  const env = { account: '111111111111', region: 'ap-northeast-2' };
  const home = new Stack(app, 'Home', { env });
  const far = new Stack(app, 'Far', { env });
  const domain = new Domain(home, 'Orders');
  const queue = new sqs.Queue(home, 'Queue', { encryptionMasterKey: domain.keyFor(home, KeyPurpose.MESSAGES, KeyService.SQS) });
  const topic = new sns.Topic(far, 'Topic');
  topic.addSubscription(new subscriptions.SqsSubscription(queue));
  const [key] = Object.values(Template.fromStack(home).findResources('AWS::KMS::Key'));
  const statement = (key.Properties.KeyPolicy.Statement as Statement[]).find(({ Principal }) => Principal.Service === 'sns.amazonaws.com');
  expect(sourceArn(statement as Statement)).toBe('arn:*:sns:ap-northeast-2:111111111111:*');
});

test('a service with a grant gets its statement in the key policy alone', () => {
  const stack = new Stack(testApp(), 'Stack');
  new Domain(stack, 'Orders').keyFor(stack, KeyPurpose.MESSAGES, KeyService.SQS).grantEncryptDecrypt(new iam.ServicePrincipal('s3.amazonaws.com'));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  const [key] = Object.values(template.findResources('AWS::KMS::Key'));
  const statement = (key.Properties.KeyPolicy.Statement as Statement[]).find(({ Principal }) => Principal.Service === 's3.amazonaws.com');
  expect(statement).toMatchObject({ Resource: '*', Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } });
});
