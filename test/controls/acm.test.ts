import { aws_certificatemanager as acm, aws_cloudwatch as cloudwatch, aws_events as events, Duration, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { dnsValidation } from '../../src/controls/acm/dns-validation';
import { expiryWatched } from '../../src/controls/acm/expiry-watched';
import { keyLength } from '../../src/controls/acm/key-length';
import { noExport } from '../../src/controls/acm/no-export';
import { transparencyLogging } from '../../src/controls/acm/transparency-logging';

type Properties = Record<string, unknown>;

const certificate = (stack: Stack, props: Partial<acm.CertificateProps> = {}) =>
  new acm.Certificate(stack, 'Certificate', { domainName: 'example.com', validation: acm.CertificateValidation.fromDns(), ...props });
const cfn = (stack: Stack, props: Partial<acm.CfnCertificateProps> = {}) => new acm.CfnCertificate(stack, 'Certificate', { domainName: 'example.com', ...props });
const override = (one: acm.Certificate, path: string, value: unknown) =>
  (one.node.defaultChild as acm.CfnCertificate).addPropertyOverride(path, value);
const declared = (properties: Properties = {}) => ({ Certificate: { Type: 'AWS::CertificateManager::Certificate', Properties: { DomainName: 'example.com', ...properties } } });
const AUTHORITY = 'arn:aws:acm-pca:ap-northeast-2:123456789012:certificate-authority/1';
const silentAlarm = (stack: Stack) => certificate(stack).metricDaysToExpiry().createAlarm(stack, 'Alarm', {
  threshold: 30, evaluationPeriods: 1, comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
});
const alarm = (stack: Stack) => {
  const one = silentAlarm(stack);
  one.addAlarmAction({ bind: () => ({ alarmActionArn: TOPIC }) });
  return one;
};
const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:told';
const rule = (eventPattern: Properties, properties: Properties = {}) =>
  ({ Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: eventPattern, State: 'ENABLED', Targets: [{ Id: 'told', Arn: TOPIC }], ...properties } } });
const EXPIRING = { 'source': ['aws.acm'], 'detail-type': ['ACM Certificate Approaching Expiration'] };

testControls(
  {
    control: dnsValidation,
    l2: { passes: (stack) => certificate(stack), fails: (stack) => certificate(stack, { validation: acm.CertificateValidation.fromEmail() }) },
    l1: { passes: (stack) => cfn(stack, { validationMethod: 'DNS' }), fails: (stack) => cfn(stack) },
    override: {
      passes: (stack) => override(certificate(stack, { validation: acm.CertificateValidation.fromEmail() }), 'ValidationMethod', 'DNS'),
      fails: (stack) => override(certificate(stack), 'ValidationMethod', 'EMAIL'),
    },
    template: { passes: declared({ CertificateAuthorityArn: AUTHORITY }), fails: declared({ ValidationMethod: 'EMAIL' }) },
  },
  {
    control: expiryWatched,
    l2: { passes: (stack) => alarm(stack), fails: (stack) => certificate(stack) },
    l1: {
      passes: (stack) => {
        cfn(stack);
        new events.CfnRule(stack, 'Rule', { eventPattern: EXPIRING, targets: [{ id: 'told', arn: TOPIC }] });
      },
      fails: (stack) => {
        cfn(stack);
        new events.CfnRule(stack, 'Rule', { eventPattern: { ...EXPIRING, 'detail-type': ['ACM Certificate Available'] }, targets: [{ id: 'told', arn: TOPIC }] });
      },
    },
    override: {
      passes: (stack) => (alarm(stack).node.defaultChild as acm.CfnCertificate).addPropertyOverride('Period', Duration.days(1).toSeconds()),
      fails: (stack) => (alarm(stack).node.defaultChild as acm.CfnCertificate).addPropertyOverride('Dimensions.0.Value', 'arn:other'),
    },
    template: { passes: { ...declared(), ...rule({ ...EXPIRING, resources: [{ Ref: 'Certificate' }] }) }, fails: { ...declared(), ...rule(EXPIRING, { State: 'DISABLED' }) } },
  },
  {
    control: keyLength,
    l2: { passes: (stack) => certificate(stack, { keyAlgorithm: acm.KeyAlgorithm.EC_PRIME256V1 }), fails: (stack) => override(certificate(stack), 'KeyAlgorithm', 'RSA_1024') },
    l1: { passes: (stack) => cfn(stack), fails: (stack) => cfn(stack, { keyAlgorithm: 'RSA_1024' }) },
    override: { passes: (stack) => cfn(stack, { keyAlgorithm: 'RSA_1024' }).addPropertyOverride('KeyAlgorithm', 'RSA_2048'), fails: (stack) => cfn(stack).addPropertyOverride('KeyAlgorithm', 'RSA_1024') },
    template: { passes: declared({ KeyAlgorithm: 'EC_secp384r1' }), fails: declared({ KeyAlgorithm: 'RSA_1024' }) },
  },
  {
    control: transparencyLogging,
    l2: { passes: (stack) => certificate(stack), fails: (stack) => certificate(stack, { transparencyLoggingEnabled: false }) },
    l1: { passes: (stack) => cfn(stack, { certificateTransparencyLoggingPreference: 'ENABLED' }), fails: (stack) => cfn(stack, { certificateTransparencyLoggingPreference: 'DISABLED' }) },
    override: {
      passes: (stack) => override(certificate(stack, { transparencyLoggingEnabled: false }), 'CertificateTransparencyLoggingPreference', 'ENABLED'),
      fails: (stack) => override(certificate(stack), 'CertificateTransparencyLoggingPreference', 'DISABLED'),
    },
    template: {
      passes: declared({ CertificateAuthorityArn: AUTHORITY, CertificateTransparencyLoggingPreference: 'DISABLED' }),
      fails: declared({ CertificateTransparencyLoggingPreference: 'DISABLED' }),
    },
  },
  {
    control: noExport,
    l2: { passes: (stack) => certificate(stack), fails: (stack) => certificate(stack, { allowExport: true }) },
    l1: { passes: (stack) => cfn(stack, { certificateExport: 'DISABLED' }), fails: (stack) => cfn(stack, { certificateExport: 'ENABLED' }) },
    override: {
      passes: (stack) => override(certificate(stack, { allowExport: true }), 'CertificateExport', 'DISABLED'),
      fails: (stack) => override(certificate(stack), 'CertificateExport', 'ENABLED'),
    },
    template: { passes: declared(), fails: declared({ CertificateExport: 'ENABLED' }) },
  },
);

test.each([
  [dnsValidation, 'ValidationMethod'], [keyLength, 'KeyAlgorithm'], [transparencyLogging, 'CertificateTransparencyLoggingPreference'], [noExport, 'CertificateExport'],
])('$id: a parameter is unknown', (control, property) => {
  expect(statusOf(control, declared({ [property]: { Ref: 'Value' } }), 'Certificate')).toBe('unknown');
});
test('an algorithm that this version does not know is unknown', () => { expect(statusOf(keyLength, declared({ KeyAlgorithm: 'ML_DSA_44' }), 'Certificate')).toBe('unknown'); });

describe('a certificate is watched', () => {
  const judged = (others: Parameters<typeof statusOf>[1]) => statusOf(expiryWatched, { ...declared(), ...others }, 'Certificate');
  test('by a rule for every event of ACM', () => { expect(judged(rule({ source: ['aws.acm'] }))).toBe('compliant'); });
  test('not by a rule for another certificate', () => { expect(judged(rule({ ...EXPIRING, resources: ['arn:other'] }))).toBe('violated'); });
  describe('by an alarm on metrics', () => {
    const metric = (Id: string, others: Properties = {}) => ({
      Id, MetricStat: { Metric: { Namespace: 'AWS/CertificateManager', MetricName: 'DaysToExpiry', Dimensions: [{ Name: 'CertificateArn', Value: { Ref: 'Certificate' } }] }, Period: 86400, Stat: 'Minimum' }, ...others,
    });
    const on = (Metrics: unknown, Threshold = 30) =>
      judged({ Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [TOPIC], ComparisonOperator: 'LessThanThreshold', Threshold, Metrics } } });
    test('of which its own is the only one', () => {
      expect([on([metric('m')]), on([metric('m')], 0)]).toEqual(['compliant', 'violated']);
    });
    test('perhaps, where an expression makes something else of it', () => {
      expect(on([{ Id: 'e', Expression: 'IF(m < 0, 1, 0)' }, metric('m', { ReturnData: false })])).toBe('unknown');
    });
  });
});

describe('nobody is told before a certificate expires', () => {
  const NOTHING = { Ref: 'AWS::NoValue' };
  const judged = (others: Parameters<typeof statusOf>[1]) => statusOf(expiryWatched, { ...declared(), ...others }, 'Certificate');
  const onAlarm = (properties: Properties = {}, others: Properties = {}) => judged({
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        Namespace: 'AWS/CertificateManager',
        MetricName: 'DaysToExpiry',
        Dimensions: [{ Name: 'CertificateArn', Value: { Ref: 'Certificate' } }],
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 30,
        AlarmActions: [TOPIC],
        ...properties,
      },
      ...others,
    },
  });
  test('but by an alarm with an action', () => { expect(onAlarm()).toBe('compliant'); });
  test.each([
    { ActionsEnabled: false }, { AlarmActions: [] }, { AlarmActions: undefined }, { Threshold: 0 }, { ComparisonOperator: 'GreaterThanThreshold' }, { Dimensions: [] },
  ])('by an alarm with %j', (properties) => { expect(onAlarm(properties)).toBe('violated'); });
  test.each<Properties>([
    { ActionsEnabled: { Ref: 'P' } }, { AlarmActions: { Ref: 'P' } }, { AlarmActions: [{ 'Fn::If': ['C', TOPIC, NOTHING] }] }, { Threshold: { Ref: 'P' } }, { MetricName: { Ref: 'P' } },
  ])('for certain by an alarm with %j', (properties) => { expect(onAlarm(properties)).toBe('unknown'); });
  test('for certain by an alarm that a condition may leave out', () => { expect(onAlarm({}, { Condition: 'C' })).toBe('unknown'); });
  test('for certain by an alarm that is a part of another', () => {
    expect(judged({
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace: 'AWS/CertificateManager', MetricName: 'DaysToExpiry', Dimensions: [{ Name: 'CertificateArn', Value: { Ref: 'Certificate' } }], ComparisonOperator: 'LessThanThreshold', Threshold: 30 } },
      Whole: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule: { 'Fn::Sub': 'ALARM("${Alarm}")' } } },
    })).toBe('unknown');
  });

  test('by a rule that fires when it has expired', () => { expect(judged(rule({ ...EXPIRING, 'detail-type': ['ACM Certificate Expired'] }))).toBe('violated'); });
  test.each<[string, Properties]>([
    ['no target', { Targets: [] }], ['another bus', { EventBusName: 'orders' }],
  ])('by a rule of %s', (_name, properties) => { expect(judged(rule(EXPIRING, properties))).toBe('violated'); });
  test.each<[string, Properties, Properties]>([
    ['a state of a parameter', {}, { State: { Ref: 'State' } }],
    ['targets of a parameter', {}, { Targets: { Ref: 'Targets' } }],
    ['a target that a condition may leave out', {}, { Targets: [{ 'Fn::If': ['C', { Id: 'a', Arn: TOPIC }, NOTHING] }] }],
    ['an account that is written', { account: ['999999999999'] }, {}],
    ['a filter of the detail', { detail: { DaysToExpiry: [{ numeric: ['<', 10] }] } }, {}],
    ['a prefix', { 'detail-type': [{ prefix: 'ACM' }] }, {}],
  ])('for certain by a rule with %s', (_name, pattern, properties) => { expect(judged(rule({ ...EXPIRING, ...pattern }, properties))).toBe('unknown'); });
  test('for certain by a rule that a condition may leave out', () => { expect(judged({ Rule: { ...rule(EXPIRING).Rule, Condition: 'C' } })).toBe('unknown'); });
  test('but by a rule of the own account and Region', () => {
    expect(judged(rule({ ...EXPIRING, account: [{ Ref: 'AWS::AccountId' }], region: [{ Ref: 'AWS::Region' }] }))).toBe('compliant');
  });
});
