import { App, Duration, Stack, type aws_dynamodb as dynamodb, aws_logs as logs } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Domain } from '../../src/core';
import { DomainLogGroup, DomainQueue, DomainTable, DomainTopic } from '../../src/data';
import { type Resource, resourceOf, resourcesOf, statementsOf, testStack } from '../checks/template';

const partitionKey: dynamodb.Attribute = { name: 'id', type: 'S' as dynamodb.AttributeType };
const TAGS = [{ Key: 'data-classification', Value: 'confidential' }, { Key: 'domain', Value: 'orders' }];

let stack: Stack;
beforeAll(() => {
  stack = testStack();
  const orders = new Domain(stack, 'Orders');
  new DomainTable(orders, 'Ledger', { partitionKey });
  new DomainQueue(orders, 'Shipments');
  new DomainQueue(orders, 'Ordered', { fifo: true, maxReceiveCount: 2, retentionPeriod: Duration.days(1), visibilityTimeout: Duration.minutes(3) });
  new DomainTopic(orders, 'Shipped', { displayName: 'Shipped' });
  new DomainLogGroup(orders, 'Audit');
  new DomainLogGroup(orders, 'Short', { retention: logs.RetentionDays.ONE_YEAR });
});

const keyArn = (purpose: string) => {
  const [id] = Object.entries(resourcesOf(stack, 'AWS::KMS::Key'))
    .find(([, { Properties }]) => String(Properties.Description).startsWith(purpose)) ?? [];
  return { 'Fn::GetAtt': [id, 'Arn'] };
};

describe('a table of a domain', () => {
  const table = (): Resource => resourceOf(stack, 'AWS::DynamoDB::GlobalTable');

  test('is encrypted with the domain\'s key, recoverable and protected from deletion', () => {
    expect(table().Properties).toMatchObject({
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [{
        Region: 'ap-northeast-2',
        SSESpecification: { KMSMasterKeyId: keyArn('data') },
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        Tags: TAGS,
      }],
    });
  });

  test('outlives its stack, but not a failed creation', () => {
    expect([table().DeletionPolicy, table().UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  });

  test('in a stack without a Region is refused with a message that says so', () => {
    const anywhere = new Stack(new App({ builtinCloudFormationValidation: false }), 'Anywhere');
    const build = () => {
      new DomainTable(new Domain(anywhere, 'Orders'), 'Ledger', { partitionKey });
      Template.fromStack(anywhere);
    };
    expect(build).toThrow(/region/i);
  });
});

describe('a queue of a domain', () => {
  /** The queue itself; its dead-letter queue's id begins alike. */
  const main = (id: string): Resource => {
    const found = Object.entries(resourcesOf(stack, 'AWS::SQS::Queue')).filter(([logicalId]) => logicalId.startsWith(id) && !logicalId.includes('DeadLetters'));
    expect(found).toHaveLength(1);
    return found[0][1];
  };
  const queue = (beginning: string): [string, Resource] => {
    const found = Object.entries(resourcesOf(stack, 'AWS::SQS::Queue')).filter(([id]) => id.startsWith(beginning));
    expect(found).toHaveLength(1);
    return found[0];
  };

  test.each(['OrdersShipmentsDeadLetters', 'OrdersOrderedDeadLetters'])('has a dead-letter queue %s that keeps messages for 14 days', (id) => {
    expect(queue(id)[1].Properties).toMatchObject({ KmsMasterKeyId: keyArn('messages'), MessageRetentionPeriod: 1_209_600, Tags: TAGS });
  });

  test('gives messages five tries before they are dead, if nothing else is asked for', () => {
    expect(main('OrdersShipments').Properties).toMatchObject({
      KmsMasterKeyId: keyArn('messages'),
      Tags: TAGS,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [queue('OrdersShipmentsDeadLetters')[0], 'Arn'] }, maxReceiveCount: 5 },
    });
  });

  test('takes its times and tries as given', () => {
    expect(main('OrdersOrdered').Properties).toMatchObject({ VisibilityTimeout: 180, MessageRetentionPeriod: 86_400, RedrivePolicy: { maxReceiveCount: 2 } });
  });

  test('that keeps the order has a dead-letter queue that keeps it too: SQS takes no other', () => {
    const fifo = Object.values(resourcesOf(stack, 'AWS::SQS::Queue')).filter(({ Properties }) => Properties.FifoQueue === true);
    expect(fifo).toHaveLength(2);
    expect(queue('OrdersOrderedDeadLetters')[1].Properties.FifoQueue).toBe(true);
  });

  test('that keeps no order says nothing of it: CloudFormation refuses FifoQueue: false', () => {
    expect(queue('OrdersShipmentsDeadLetters')[1].Properties).not.toHaveProperty('FifoQueue');
  });

  test('denies everything but TLS, on the dead-letter queue too', () => {
    const policies = Object.values(resourcesOf(stack, 'AWS::SQS::QueuePolicy'));
    expect(policies).toHaveLength(4);
    for (const policy of policies) {
      expect(statementsOf(policy)).toContainEqual(expect.objectContaining({
        Effect: 'Deny', Action: 'sqs:*', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }));
    }
  });

  test.each([
    ['that hides messages for more than 12 hours', { visibilityTimeout: Duration.hours(13) }, /visibility timeout must be between 0 and 43,200 seconds/],
    ['that keeps messages for more than 14 days', { retentionPeriod: Duration.days(15) }, /retention period must be between 60 and 1,209,600 seconds/],
    ['that gives no message a try', { maxReceiveCount: 0 }, /1 or more, but 0 was provided/],
  ])('%s is refused', (_name, props, message) => {
    expect(() => new DomainQueue(new Domain(testStack(), 'Orders'), 'Bad', props)).toThrow(message);
  });
});

describe('a topic of a domain', () => {
  test('is encrypted with the domain\'s key and tagged', () => {
    expect(resourceOf(stack, 'AWS::SNS::Topic').Properties).toEqual({ DisplayName: 'Shipped', KmsMasterKeyId: keyArn('messages'), Tags: TAGS });
  });

  test('takes messages by TLS only', () => {
    expect(statementsOf(resourceOf(stack, 'AWS::SNS::TopicPolicy'))).toEqual([expect.objectContaining({
      Effect: 'Deny', Action: 'sns:Publish', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    })]);
  });
});

describe('a log group of a domain', () => {
  test('is encrypted with the domain\'s key, kept 13 months, tagged and retained', () => {
    const group = resourceOf(stack, 'AWS::Logs::LogGroup', 'OrdersAudit');
    expect(group.Properties).toEqual({ KmsKeyId: keyArn('logs'), RetentionInDays: 400, Tags: TAGS });
    expect([group.DeletionPolicy, group.UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  });

  test('keeps logs as long as asked', () => {
    expect(resourceOf(stack, 'AWS::Logs::LogGroup', 'OrdersShort').Properties.RetentionInDays).toBe(365);
  });

  test('opens its key to CloudWatch Logs for log groups of the own account only', () => {
    const key = resourcesOf(stack, 'AWS::KMS::Key')[keyArn('logs')['Fn::GetAtt'][0] ?? ''];
    const service = statementsOf(key, 'KeyPolicy').filter(({ Principal }) => JSON.stringify(Principal).includes('logs.'));
    expect(service).toHaveLength(1);
    expect(JSON.stringify(service[0].Condition)).toMatch(/"kms:EncryptionContext:aws:logs:arn":.*"Ref":"AWS::AccountId"/);
  });
});

test('everything of a domain lives only in a domain', () => {
  expect(() => new DomainTopic(testStack(), 'Lost')).toThrow(/no domain around it.*pass `domain`/);
});
