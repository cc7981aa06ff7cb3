import { Fn, Stack, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { World } from './rotation-fixture';
import { Domain } from '../../src/core';
import { DomainSecret, Rotation, RotationSchedule, SecretAlarms, SecretRotation } from '../../src/secrets';
import { ACCOUNT, REGION, deployed, resourcesOf, statementsOf, testStack } from '../checks/template';

const rotation = (world: World) => Rotation.postgres({ database: world.server(), username: 'orders', vpc: world.vpc });

describe('the alarms on secrets of a domain', () => {
  let world: World;
  beforeAll(() => {
    world = new World();
    world.secret({ rotation: rotation(world) });
    SecretAlarms.of(world.stack, world.orders).watch(new DomainSecret(world.orders, 'Plain', { secretName: 'plain-key' }));
  });

  const rule = (name: string) => world.only('AWS::Events::Rule', `orderssecretalarms${name}Rule`).Properties;
  const pattern = (name: string) => rule(name).EventPattern as { readonly detail: Record<string, unknown> };
  const SECRETS = [{ Ref: expect.stringMatching(/^OrdersUser/) }, { Ref: expect.stringMatching(/^OrdersPlain/) }];

  test('are one construct for the domain in a stack, made when the first secret asks', () => {
    expect(SecretAlarms.of(world.orders, world.orders)).toBe(SecretAlarms.of(world.stack, world.orders));
    expect(world.resources('AWS::SNS::Topic')).toHaveLength(1);
  });

  test('ring when a rotation or the test of one failed or was given up', () => {
    expect(pattern('Failed')).toEqual({
      'source': ['aws.secretsmanager'],
      'detail-type': ['AWS Service Event via CloudTrail'],
      'detail': { eventName: ['RotationAbandoned', 'RotationFailed', 'TestRotationFailed'], additionalEventData: { SecretId: SECRETS } },
    });
    expect(rule('Failed').State).toBe('ENABLED');
  });

  test('ring when somebody was denied to read, which EventBridge passes on only when asked for events that read', () => {
    expect(pattern('Denied').detail).toMatchObject({ eventName: ['BatchGetSecretValue', 'GetSecretValue'], errorCode: [{ prefix: 'AccessDenied' }] });
    expect(rule('Denied').State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  });

  test('ring when a secret is being deleted, or its guards are changed', () => {
    expect(pattern('Changed').detail.eventName).toEqual(expect.arrayContaining([
      'CancelRotateSecret', 'DeleteResourcePolicy', 'DeleteSecret', 'PutResourcePolicy', 'ReplicateSecretToRegions', 'RotateSecret',
      'StopReplicationToReplica', 'UpdateSecret',
    ]));
    expect(rule('Changed').State).toBe('ENABLED');
  });

  test('know the secrets by ARN, by ARN without its end, and by name, one by one and in batches', () => {
    const lists = [pattern('Changed').detail, ...pattern('Denied').detail.$or as Record<string, unknown>[]].flatMap(({ requestParameters }) =>
      Object.entries(requestParameters as Record<string, unknown[]>));
    expect(lists.map(([name]) => name)).toEqual(['secretId', 'secretId', 'secretIdList']);
    for (const [, names] of lists) {
      expect(names).toHaveLength(6);
      expect(deployed(names.slice(3))).toEqual([
        expect.stringMatching(/^OrdersPlain/), 'arn:aws:secretsmanager:ap-northeast-2:111111111111:secret:plain-key', 'plain-key',
      ]);
    }
  });

  test('keep what happened in an encrypted queue for 14 days, into which only these rules send', () => {
    const queueId = Object.keys(resourcesOf(world.stack, 'AWS::SQS::Queue')).find((id) => /^orderssecretalarmsEvents(?!Dead)/.test(id));
    expect(rule('Failed').Targets).toEqual([expect.objectContaining({ Arn: { 'Fn::GetAtt': [queueId, 'Arn'] } })]);
    const [, ...allowed] = statementsOf(world.only('AWS::SQS::QueuePolicy', 'orderssecretalarmsEventsPolicy'));
    expect(allowed.map(({ Condition }) => JSON.stringify(Condition)).sort()).toEqual([
      expect.stringContaining('orderssecretalarmsChangedRule'), expect.stringContaining('orderssecretalarmsDeniedRule'), expect.stringContaining('orderssecretalarmsFailedRule'),
    ]);
  });

  test('tell their topic', () => {
    const [topic] = Object.keys(resourcesOf(world.stack, 'AWS::SNS::Topic'));
    const alarms = world.resources('AWS::CloudWatch::Alarm', 'orderssecretalarms');
    expect(alarms).toHaveLength(4);
    for (const { Properties } of alarms) { expect(Properties.AlarmActions).toEqual([{ Ref: topic }]); }
    expect(SecretAlarms.of(world.stack, world.orders).alarms).toHaveLength(4);
  });

  test('ring when a rotation is a day late, or when nobody looked', () => {
    expect(world.only('AWS::CloudWatch::Alarm', 'orderssecretalarmsLate').Properties).toMatchObject({
      Namespace: 'CdkGold/Rotation',
      MetricName: 'HoursOverdue',
      Statistic: 'Maximum',
      Threshold: 24,
      TreatMissingData: 'breaching',
      EvaluationPeriods: 1,
      Dimensions: [{ Name: 'Domain', Value: 'orders' }, { Name: 'Group', Value: '1' }, { Name: 'Stack', Value: 'Test' }],
    });
  });

  test('have a function that looks every hour at the secrets that rotate, and may do nothing but look', () => {
    const { ScheduleExpression, Targets } = rule('Age') as { ScheduleExpression: string; Targets: { Input: unknown }[] };
    expect(ScheduleExpression).toBe('rate(1 hour)');
    expect(JSON.stringify(Targets[0].Input)).toContain('\\"domain\\":\\"orders\\",\\"stack\\":\\"Test\\",\\"group\\":\\"1\\"');
    expect(JSON.stringify(Targets[0].Input)).toMatch(/intervalHours\\":720/);
    expect(JSON.stringify(Targets[0].Input)).not.toContain('plain-key');
    expect(statementsOf(world.only('AWS::IAM::ManagedPolicy', 'orderssecretalarmsAgePolicy'))).toEqual([
      { Sid: 'LookAtRotations', Effect: 'Allow', Action: 'secretsmanager:DescribeSecret', Resource: [SECRETS[0]] },
    ]);
  });
});

test('a second group of secrets gets rules and alarms of its own: a pattern has a limited length', () => {
  const stack = testStack();
  const orders = new Domain(stack, 'Orders');
  const alarms = SecretAlarms.of(stack, orders);
  for (let at = 0; at < 7; at += 1) { alarms.watch(new DomainSecret(orders, `Key${at}`)); }
  expect(Object.keys(resourcesOf(stack, 'AWS::Events::Rule'))).toHaveLength(6);
  const lengths = Object.values(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties: { EventPattern } }) => {
    const ids = (EventPattern as { detail: { additionalEventData?: { SecretId: unknown[] } } }).detail.additionalEventData?.SecretId;
    return ids?.length;
  });
  expect(lengths.filter((length) => length !== undefined).sort()).toEqual([1, 6]);
});

describe('secrets with the longest names', () => {
  const LONGEST = 512;
  const FILL = 'x'.repeat(LONGEST - 2);
  const arn = (at: number) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${FILL}${10 + at}-a1b2c3`;
  /** Tokens have the lengths that they have when they are deployed. */
  const lengthOf = (value: unknown) => JSON.stringify(deployed(value)).length;

  test.each([['the longest', LONGEST], ['long', 100]])('by %s names make patterns that EventBridge takes, and leave out no secret', (_name, length) => {
    const stack = testStack();
    const alarms = SecretAlarms.of(stack, new Domain(stack, 'Orders'));
    for (let at = 0; at < 7; at += 1) {
      alarms.watch(secretsmanager.Secret.fromSecretCompleteArn(stack, `S${at}`, arn(at).replace(FILL, FILL.slice(LONGEST - length))));
    }
    const patterns = Object.values(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties }) => Properties.EventPattern);
    expect(Math.max(...patterns.map(lengthOf))).toBeLessThanOrEqual(4_096);
    for (let at = 0; at < 7; at += 1) {
      expect(patterns.filter((pattern) => JSON.stringify(pattern).includes(`x${10 + at}-a1b2c3`))).toHaveLength(3);
    }
  });

  test('make inputs that a schedule takes, and leave out no secret', () => {
    const world = new World();
    const alarms = new SecretAlarms(world.orders, 'Alarms', { vpc: world.vpc });
    for (let at = 0; at < 10; at += 1) {
      const secret = secretsmanager.Secret.fromSecretCompleteArn(world.stack, `S${at}`, arn(at));
      new SecretRotation(world.orders, `R${at}`, { secret, alarms, rotation: Rotation.managed() });
    }
    const inputs = world.resources('AWS::Events::Rule', 'OrdersAlarmsAge').map(({ Properties }) => {
      const [{ Input }] = Properties.Targets as { readonly Input: unknown }[];
      return String(deployed(Input));
    });
    expect(inputs.length).toBeGreaterThan(1);
    expect(Math.max(...inputs.map((input) => input.length))).toBeLessThanOrEqual(8_192);
    expect(inputs.flatMap((input) => (JSON.parse(input) as { readonly secrets: unknown[] }).secrets)).toHaveLength(10);
    expect(world.resources('AWS::CloudWatch::Alarm', 'OrdersAlarmsLate')).toHaveLength(inputs.length);
  });

  test('are reckoned with where only the deployment knows the name', () => {
    const stack = testStack();
    const alarms = SecretAlarms.of(stack, new Domain(stack, 'Orders'));
    for (const name of ['One', 'Two']) { alarms.watch(secretsmanager.Secret.fromSecretCompleteArn(stack, name, Fn.importValue(name))); }
    expect(Object.keys(resourcesOf(stack, 'AWS::Events::Rule'))).toHaveLength(6);
  });
});

test('a secret that RDS manages is known by its name without the six characters of its ARN', () => {
  const world = new World();
  SecretAlarms.of(world.stack, world.orders).watch(world.aurora().secret!);
  const { detail } = world.only('AWS::Events::Rule', 'orderssecretalarmsChanged').Properties.EventPattern as { detail: { requestParameters: { secretId: unknown[] } } };
  const name = detail.requestParameters.secretId[2] as { 'Fn::Join': [string, { 'Fn::Select': [number, unknown] }[]] };
  expect(name['Fn::Join'][0]).toBe('-');
  expect(name['Fn::Join'][1].map((part) => part['Fn::Select'][0])).toEqual([0, 1, 2, 3, 4, 5]); // rds!cluster-<8>-<4>-<4>-<4>-<12>
});

test('a secret that is watched twice is watched once', () => {
  const world = new World();
  const secret = world.secret({ rotation: rotation(world) });
  SecretAlarms.of(world.stack, world.orders).watch(secret);
  const { detail } = world.only('AWS::Events::Rule', 'orderssecretalarmsFailed').Properties.EventPattern as { detail: { additionalEventData: { SecretId: unknown[] } } };
  expect(detail.additionalEventData.SecretId).toHaveLength(1);
});

test('alarms of another domain, with a VPC of their own, watch a rotation that has no function', () => {
  const world = new World();
  const alarms = new SecretAlarms(new Domain(world.stack, 'Watch'), 'Alarms', { vpc: world.vpc });
  new SecretRotation(world.orders, 'Master', { secret: world.aurora().secret!, rotation: Rotation.managed(), schedule: RotationSchedule.cron({ hour: '3' }), alarms });
  expect(world.resources('AWS::CloudWatch::Alarm', 'WatchAlarms')).toHaveLength(4);
  expect(world.resources('AWS::Lambda::Function', 'WatchAlarmsAge')).toHaveLength(1);
});

describe('a rotation without any VPC', () => {
  const managed = () => {
    const world = new World();
    new SecretRotation(world.orders, 'Master', { secret: world.aurora().secret!, rotation: Rotation.managed() });
    return world;
  };

  test('is watched for all but lateness', () => {
    expect(managed().resources('AWS::CloudWatch::Alarm')).toHaveLength(3);
  });

  const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('nobody looks whether rotations'));

  test('makes a warning with the way out', () => {
    const { stack } = managed();
    expect(warnings(stack).map(({ id, entry: { data } }) => [id, String(data)])).toEqual([
      ['/Test/orders-secret-alarms', expect.stringMatching(/of the domain 'orders' are late.*make new SecretAlarms\(domain, id, \{ vpc \}\) and pass it to the rotation as `alarms`.*cdk-gold:lateRotation/)],
    ]);
  });

  test('makes no warning where another one tells a VPC, before or after', () => {
    const world = managed();
    world.secret({ rotation: rotation(world) });
    expect(warnings(world.stack)).toEqual([]);
  });

  test('is watched for lateness, too, as soon as another one tells a VPC', () => {
    const world = managed();
    world.secret({ rotation: rotation(world) });
    expect(world.resources('AWS::CloudWatch::Alarm')).toHaveLength(4);
    expect(JSON.stringify(world.only('AWS::Events::Rule', 'orderssecretalarmsAge').Properties.Targets)).toContain('MasterUserSecret.SecretArn');
  });
});

test('a plain secret makes no alarms by itself', () => {
  const stack = testStack();
  new DomainSecret(new Domain(stack, 'Orders'), 'Plain');
  expect(resourcesOf(Stack.of(stack), 'AWS::CloudWatch::Alarm')).toEqual({});
});
