import { aws_cloudwatch as cloudwatch, aws_ec2 as ec2, aws_route53 as route53, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { dnssec } from '../../src/controls/route53/dnssec';
import { dnssecAlarms } from '../../src/controls/route53/dnssec-alarms';
import { queryLogs } from '../../src/controls/route53/query-logs';

type Properties = Record<string, unknown>;

const LOG_GROUP = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/example.com';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';
const METRICS = ['DNSSECInternalFailure', 'DNSSECKeySigningKeysNeedingAction'];

const zone = (stack: Stack, queryLogsLogGroupArn?: string) => new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'example.com', queryLogsLogGroupArn });
const cfnOf = (one: route53.HostedZone) => one.node.defaultChild as route53.CfnHostedZone;
const privateZone = (stack: Stack) => new route53.PrivateHostedZone(stack, 'Zone', { zoneName: 'internal', vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }) });
const cfn = (stack: Stack, props: route53.CfnHostedZoneProps = {}) => new route53.CfnHostedZone(stack, 'Zone', { name: 'example.com', ...props });
const signed = (stack: Stack, hostedZoneId: string, status = 'ACTIVE') => {
  new route53.CfnKeySigningKey(stack, 'Key', { name: 'key', status, hostedZoneId, keyManagementServiceArn: KEY });
  return new route53.CfnDNSSEC(stack, 'Signing', { hostedZoneId });
};
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:told';
const tell = (alarm: cloudwatch.Alarm) => {
  alarm.addAlarmAction({ bind: () => ({ alarmActionArn: TOPIC }) });
  return alarm;
};
const alarmed = (stack: Stack, hostedZoneId: string, ...names: string[]) => names.map((metricName) => tell(new cloudwatch.Alarm(stack, metricName, {
  metric: new cloudwatch.Metric({ namespace: 'AWS/Route53', metricName, dimensionsMap: { HostedZoneId: hostedZoneId } }),
  threshold: 1,
  evaluationPeriods: 1,
})));
const declared = (properties: Properties = {}) => ({ Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'example.com', ...properties } } });
const signing = (status: unknown = 'ACTIVE', zoneId: unknown = { Ref: 'Zone' }) => ({
  Key: { Type: 'AWS::Route53::KeySigningKey', Properties: { Name: 'key', Status: status, HostedZoneId: zoneId, KeyManagementServiceArn: KEY } },
  Signing: { Type: 'AWS::Route53::DNSSEC', Properties: { HostedZoneId: zoneId } },
});
const alarms = (zoneId: unknown, ...names: string[]) => Object.fromEntries(names.map((MetricName) => [MetricName, {
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'AWS/Route53',
    MetricName,
    Dimensions: [{ Name: 'HostedZoneId', Value: zoneId }],
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    EvaluationPeriods: 1,
    Threshold: 1,
    Period: 86400,
    Statistic: 'Sum',
    AlarmActions: [TOPIC],
  },
}]));

testControls(
  {
    control: queryLogs,
    l2: { passes: (stack) => zone(stack, LOG_GROUP), fails: (stack) => zone(stack) },
    l1: { passes: (stack) => cfn(stack, { queryLoggingConfig: { cloudWatchLogsLogGroupArn: LOG_GROUP } }), fails: (stack) => cfn(stack) },
    override: {
      passes: (stack) => cfnOf(zone(stack)).addPropertyOverride('QueryLoggingConfig.CloudWatchLogsLogGroupArn', LOG_GROUP),
      fails: (stack) => cfnOf(zone(stack, LOG_GROUP)).addPropertyDeletionOverride('QueryLoggingConfig'),
    },
    template: { passes: declared({ VPCs: [{ VPCId: 'vpc-1', VPCRegion: 'ap-northeast-2' }] }), fails: declared({ VPCs: [] }) },
  },
  {
    control: dnssec,
    l2: { passes: (stack) => signed(stack, zone(stack).hostedZoneId), fails: (stack) => zone(stack) },
    l1: { passes: (stack) => signed(stack, cfn(stack).ref), fails: (stack) => signed(stack, cfn(stack).ref, 'INACTIVE') },
    override: { passes: (stack) => privateZone(stack), fails: (stack) => signed(stack, zone(stack).hostedZoneId).addPropertyOverride('HostedZoneId', 'Z1') },
    template: { passes: { ...declared(), ...signing() }, fails: { ...declared(), Signing: signing().Signing } },
  },
  {
    control: dnssecAlarms,
    l2: {
      passes: (stack) => {
        const { hostedZoneId } = zone(stack);
        signed(stack, hostedZoneId);
        alarmed(stack, hostedZoneId, ...METRICS);
      },
      fails: (stack) => {
        const { hostedZoneId } = zone(stack);
        signed(stack, hostedZoneId);
        alarmed(stack, hostedZoneId, METRICS[0]);
      },
    },
    l1: {
      passes: (stack) => {
        signed(stack, 'Z1');
        alarmed(stack, 'Z1', ...METRICS);
      },
      fails: (stack) => {
        signed(stack, 'Z1');
        alarmed(stack, 'Z2', ...METRICS);
      },
    },
    override: {
      passes: (stack) => {
        signed(stack, 'Z1').addPropertyOverride('HostedZoneId', 'Z2');
        alarmed(stack, 'Z2', ...METRICS);
      },
      fails: (stack) => {
        signed(stack, 'Z1');
        (alarmed(stack, 'Z1', ...METRICS)[0].node.defaultChild as cloudwatch.CfnAlarm).addPropertyOverride('MetricName', 'DNSQueries');
      },
    },
    template: { passes: { ...declared(), ...signing(), ...alarms({ Ref: 'Zone' }, ...METRICS) }, fails: { ...declared(), ...signing(), ...alarms({ Ref: 'Zone' }, METRICS[1]) } },
  },
);

test.each([dnssec, queryLogs])('$id: whether a zone is private may be unknown', (control) => {
  expect(statusOf(control, declared({ VPCs: { Ref: 'Vpcs' } }), 'Zone')).toBe('unknown');
});
test('the status of a signing key may be unknown', () => { expect(statusOf(dnssec, { ...declared(), ...signing({ Ref: 'Status' }) }, 'Zone')).toBe('unknown'); });
test('a log group that a parameter names is unknown', () => {
  expect(statusOf(queryLogs, declared({ QueryLoggingConfig: { CloudWatchLogsLogGroupArn: { Ref: 'Arn' } } }), 'Zone')).toBe('unknown');
});
test('signing that a condition may leave out is unknown', () => {
  const { Key, Signing } = signing();
  expect(statusOf(dnssec, { ...declared(), Key, Signing: { ...Signing, Condition: 'C' } }, 'Zone')).toBe('unknown');
  expect(statusOf(dnssec, { ...declared(), Key: { ...Key, Condition: 'C' }, Signing }, 'Zone')).toBe('unknown');
  expect(statusOf(dnssec, { ...declared(), ...signing('ACTIVE', { 'Fn::If': ['C', { Ref: 'Zone' }, 'Z1'] }) }, 'Zone')).toBe('unknown');
});

describe('an alarm on signing tells somebody', () => {
  const judged = (properties: Properties, others: Properties = {}) => {
    const both = alarms({ Ref: 'Zone' }, ...METRICS);
    const [name] = METRICS;
    return statusOf(dnssecAlarms, { ...declared(), ...signing(), ...both, [name]: { ...both[name], Properties: { ...both[name].Properties, ...properties }, ...others } }, 'Signing');
  };
  test.each([{}, { ComparisonOperator: 'GreaterThanThreshold', Threshold: 0 }])('with %j', (properties) => { expect(judged(properties)).toBe('compliant'); });
  test.each([{ ActionsEnabled: false }, { AlarmActions: [] }, { Threshold: 0 }, { Threshold: 5 }, { ComparisonOperator: 'LessThanThreshold' }])('not with %j', (properties) => {
    expect(judged(properties)).toBe('violated');
  });
  test('perhaps under a condition, or with a parameter', () => {
    expect(judged({}, { Condition: 'C' })).toBe('unknown');
    expect(judged({ Threshold: { Ref: 'P' } })).toBe('unknown');
    expect(judged({ AlarmActions: { Ref: 'P' } })).toBe('unknown');
  });
});
