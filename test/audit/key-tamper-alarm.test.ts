import type { Stack } from 'aws-cdk-lib';
import { KeyTamperAlarm } from '../../src/audit';
import { Domain } from '../../src/core';
import { resourceOf, resourcesOf, statementsOf, testStack } from '../checks/template';

let stack: Stack;
beforeAll(() => {
  stack = testStack();
  new KeyTamperAlarm(new Domain(stack, 'Platform'), 'Alarm');
});

const [DENY_WITHOUT_TLS, OWN] = [expect.objectContaining({ Effect: 'Deny' }), { Ref: 'AWS::AccountId' }];
const idOf = (type: string, pattern: RegExp): string => Object.keys(resourcesOf(stack, type)).find((id) => pattern.test(id)) ?? 'none';

describe('the alarm on tampering with keys', () => {
  test('watches KMS for calls that delete, disable or open a key', () => {
    expect(resourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern).toEqual({
      'source': ['aws.kms'],
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': { eventName: expect.arrayContaining(['DisableKey', 'DisableKeyRotation', 'PutKeyPolicy', 'ScheduleKeyDeletion', 'DeleteImportedKeyMaterial']) },
    });
  });

  test('keeps what happened in an encrypted queue for 14 days', () => {
    const queueId = idOf('AWS::SQS::Queue', /^PlatformAlarmEvents(?!Dead)/);
    expect(resourceOf(stack, 'AWS::Events::Rule').Properties.Targets).toEqual([expect.objectContaining({ Arn: { 'Fn::GetAtt': [queueId, 'Arn'] } })]);
    expect(resourcesOf(stack, 'AWS::SQS::Queue')[queueId].Properties).toMatchObject({ MessageRetentionPeriod: 1_209_600, KmsMasterKeyId: expect.anything() });
  });

  test('lets only EventBridge\'s rules of the own account send to the queue', () => {
    const [deny, ...allowed] = statementsOf(resourceOf(stack, 'AWS::SQS::QueuePolicy', 'PlatformAlarmEventsPolicy'));
    expect(deny).toEqual(DENY_WITHOUT_TLS);
    expect(allowed).toHaveLength(1);
    expect(JSON.stringify(allowed[0].Condition ?? {})).toMatch(/aws:Source(Account|Arn)/);
  });

  test('tells its topic when the rule fired once in five minutes', () => {
    expect(resourceOf(stack, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({
      Namespace: 'AWS/Events',
      MetricName: 'TriggeredRules',
      Statistic: 'Sum',
      Period: 300,
      Threshold: 1,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      Dimensions: [{ Name: 'RuleName', Value: { Ref: idOf('AWS::Events::Rule', /./) } }],
      AlarmActions: [{ Ref: idOf('AWS::SNS::Topic', /./) }],
    });
  });

  test('lets CloudWatch publish for alarms of the own account only', () => {
    const [deny, ...allowed] = statementsOf(resourceOf(stack, 'AWS::SNS::TopicPolicy'));
    expect(deny).toEqual(DENY_WITHOUT_TLS);
    expect(allowed).toEqual([expect.objectContaining({
      Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': OWN } },
    })]);
  });

  test('opens the key to EventBridge and CloudWatch, each bound to sources of the own account', () => {
    const services = statementsOf(resourceOf(stack, 'AWS::KMS::Key'), 'KeyPolicy').filter(({ Principal }) => JSON.stringify(Principal).includes('"Service"'));
    expect(services.map(({ Principal }) => Principal)).toEqual(expect.arrayContaining([{ Service: 'events.amazonaws.com' }, { Service: 'cloudwatch.amazonaws.com' }]));
    for (const { Condition } of services) { expect(JSON.stringify(Condition ?? {})).toMatch(/aws:Source(Account|Arn)":.*"Ref":"AWS::AccountId"/); }
  });
});

test('the alarm lives in a domain, or is given one', () => {
  expect(() => new KeyTamperAlarm(testStack(), 'Alarm')).toThrow(/no domain around it/);
  const other = testStack();
  new KeyTamperAlarm(other, 'Alarm', { domain: new Domain(other, 'Watch') });
  expect(resourceOf(other, 'AWS::SNS::Topic').Properties.Tags).toEqual(expect.arrayContaining([{ Key: 'domain', Value: 'watch' }]));
});
