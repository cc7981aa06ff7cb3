import { type Stack, aws_ec2 as ec2, aws_elasticloadbalancingv2 as elb, aws_s3 as s3, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { accessLogs } from '../../src/controls/elasticloadbalancing/access-logs';
import { deletionProtection } from '../../src/controls/elasticloadbalancing/deletion-protection';
import { desyncMitigation } from '../../src/controls/elasticloadbalancing/desync-mitigation';
import { healthCheckEncryption } from '../../src/controls/elasticloadbalancing/health-check-encryption';
import { invalidHeaders } from '../../src/controls/elasticloadbalancing/invalid-headers';
import { listenerEncryption } from '../../src/controls/elasticloadbalancing/listener-encryption';
import { targetEncryption } from '../../src/controls/elasticloadbalancing/target-encryption';
import { tlsPolicy } from '../../src/controls/elasticloadbalancing/tls-policy';
import { webAcl } from '../../src/controls/elasticloadbalancing/web-acl';
import { zones } from '../../src/controls/elasticloadbalancing/zones';

const vpcOf = (stack: Stack): ec2.IVpc => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-0123456789abcdef0',
  availabilityZones: ['ap-northeast-2a', 'ap-northeast-2c'],
  publicSubnetIds: ['subnet-1', 'subnet-2'],
  privateSubnetIds: ['subnet-3', 'subnet-4'],
});
const balancer = (stack: Stack, props: Partial<elb.ApplicationLoadBalancerProps> = {}) =>
  new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc: vpcOf(stack), internetFacing: true, ...props });
const cfn = (construct: elb.ApplicationLoadBalancer) => construct.node.defaultChild as elb.CfnLoadBalancer;
const bare = (stack: Stack, props: elb.CfnLoadBalancerProps = {}) => new elb.CfnLoadBalancer(stack, 'Balancer', { subnets: ['subnet-1', 'subnet-2'], ...props });
const attribute = (key: string, value: unknown) => ({ loadBalancerAttributes: [{ key, value: value as string }] });
const declared = (properties: Record<string, unknown> = {}) => ({ Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: properties } });
const withAttribute = (Key: string, Value: unknown) => declared({ LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '60' }, { Key, Value }] });
const certificates = [{ certificateArn: 'arn:aws:acm:ap-northeast-2:111122223333:certificate/1' }];
const listener = (stack: Stack, props: Partial<elb.BaseApplicationListenerProps> = {}) => balancer(stack).addListener('Listener', {
  port: 443, certificates, open: false, defaultAction: elb.ListenerAction.fixedResponse(404), ...props,
});
const cfnListener = (stack: Stack, props: Partial<elb.CfnListenerProps>) => new elb.CfnListener(stack, 'Listener', {
  loadBalancerArn: 'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/app/shop/1', defaultActions: [{ type: 'fixed-response' }], ...props,
});
const declaredListener = (properties: Record<string, unknown>) => ({ Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: 'arn', DefaultActions: [{ Type: 'forward' }], ...properties } } });
const listenerOf = (one: elb.ApplicationListener) => one.node.defaultChild as elb.CfnListener;
const REDIRECT = { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_301' } };
const targets = (stack: Stack, props: Partial<elb.ApplicationTargetGroupProps> = {}) =>
  new elb.ApplicationTargetGroup(stack, 'Targets', { vpc: vpcOf(stack), targetType: elb.TargetType.IP, port: 8443, protocol: elb.ApplicationProtocol.HTTPS, ...props });
const targetsOf = (one: elb.ApplicationTargetGroup) => one.node.defaultChild as elb.CfnTargetGroup;
const declaredTargets = (properties: Record<string, unknown>) => ({ Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: properties } });
const acl = (stack: Stack, resourceArn: string) => new wafv2.CfnWebACLAssociation(stack, 'Association', { webAclArn: 'arn:aws:wafv2:ap-northeast-2:111122223333:regional/webacl/a/1', resourceArn });
const HEADERS = 'routing.http.drop_invalid_header_fields.enabled';
const DESYNC = 'routing.http.desync_mitigation_mode';

testControls(
  {
    control: invalidHeaders,
    l2: { passes: (stack) => balancer(stack, { dropInvalidHeaderFields: true }), fails: (stack) => balancer(stack) },
    l1: { passes: (stack) => bare(stack, attribute(HEADERS, 'true')), fails: (stack) => bare(stack) },
    override: {
      passes: (stack) => cfn(balancer(stack)).addPropertyOverride('LoadBalancerAttributes', [{ Key: HEADERS, Value: true }]),
      fails: (stack) => cfn(balancer(stack, { dropInvalidHeaderFields: true })).addPropertyDeletionOverride('LoadBalancerAttributes'),
    },
    template: { passes: withAttribute(HEADERS, 'true'), fails: withAttribute(HEADERS, 'false') },
  },
  {
    control: desyncMitigation,
    l2: {
      passes: (stack) => balancer(stack, { desyncMitigationMode: elb.DesyncMitigationMode.STRICTEST }),
      fails: (stack) => balancer(stack, { desyncMitigationMode: elb.DesyncMitigationMode.MONITOR }),
    },
    l1: { passes: (stack) => bare(stack), fails: (stack) => bare(stack, attribute(DESYNC, 'monitor')) },
    override: {
      passes: (stack) => cfn(balancer(stack, { desyncMitigationMode: elb.DesyncMitigationMode.MONITOR })).addPropertyDeletionOverride('LoadBalancerAttributes'),
      fails: (stack) => cfn(balancer(stack)).addPropertyOverride('LoadBalancerAttributes', [{ Key: DESYNC, Value: 'monitor' }]),
    },
    template: { passes: withAttribute(DESYNC, 'defensive'), fails: withAttribute(DESYNC, 'monitor') },
  },
  {
    control: accessLogs,
    l2: { passes: (stack) => balancer(stack).logAccessLogs(new s3.Bucket(stack, 'Logs')), fails: (stack) => balancer(stack) },
    l1: { passes: (stack) => bare(stack, attribute('access_logs.s3.enabled', 'true')), fails: (stack) => bare(stack) },
    override: {
      passes: (stack) => cfn(balancer(stack)).addPropertyOverride('LoadBalancerAttributes', [{ Key: 'access_logs.s3.enabled', Value: 'true' }]),
      fails: (stack) => cfn(balancer(stack)).addPropertyOverride('LoadBalancerAttributes', [{ Key: 'access_logs.s3.enabled', Value: false }]),
    },
    template: { passes: withAttribute('access_logs.s3.enabled', true), fails: declared() },
  },
  {
    control: deletionProtection,
    l2: { passes: (stack) => balancer(stack, { deletionProtection: true }), fails: (stack) => balancer(stack) },
    l1: { passes: (stack) => bare(stack, { type: 'network', ...attribute('deletion_protection.enabled', 'true') }), fails: (stack) => bare(stack, { type: 'network' }) },
    override: {
      passes: (stack) => cfn(balancer(stack)).addPropertyOverride('LoadBalancerAttributes', [{ Key: 'deletion_protection.enabled', Value: 'true' }]),
      fails: (stack) => cfn(balancer(stack, { deletionProtection: true })).addPropertyOverride('LoadBalancerAttributes', []),
    },
    template: { passes: withAttribute('deletion_protection.enabled', 'true'), fails: withAttribute('deletion_protection.enabled', false) },
  },
  {
    control: zones,
    l2: { passes: (stack) => balancer(stack), fails: (stack) => balancer(stack, { vpcSubnets: { availabilityZones: ['ap-northeast-2a'], subnetType: ec2.SubnetType.PUBLIC } }) },
    l1: { passes: (stack) => bare(stack), fails: (stack) => bare(stack, { subnets: ['subnet-1'] }) },
    override: {
      passes: (stack) => cfn(balancer(stack)).addPropertyOverride('Subnets', ['subnet-7', 'subnet-8']),
      fails: (stack) => cfn(balancer(stack)).addPropertyDeletionOverride('Subnets'),
    },
    template: { passes: declared({ SubnetMappings: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }] }), fails: declared({ SubnetMappings: [{ SubnetId: 'subnet-1' }] }) },
  },
  {
    control: webAcl,
    l2: { passes: (stack) => acl(stack, balancer(stack).loadBalancerArn), fails: (stack) => balancer(stack) },
    l1: { passes: (stack) => bare(stack, { scheme: 'internal' }), fails: (stack) => bare(stack, { scheme: 'internet-facing' }) },
    override: {
      passes: (stack) => cfn(balancer(stack)).addPropertyOverride('Scheme', 'internal'),
      fails: (stack) => cfn(balancer(stack, { internetFacing: false })).addPropertyDeletionOverride('Scheme'),
    },
    template: {
      passes: { ...declared(), Association: { Type: 'AWS::WAFv2::WebACLAssociation', Properties: { WebACLArn: 'arn:aws:wafv2:ap-northeast-2:111122223333:regional/webacl/a/1', ResourceArn: { Ref: 'Balancer' } } } },
      fails: { ...declared(), Other: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Scheme: 'internal' } }, Association: { Type: 'AWS::WAFv2::WebACLAssociation', Properties: { WebACLArn: 'arn:aws:wafv2:ap-northeast-2:111122223333:regional/webacl/a/1', ResourceArn: { Ref: 'Other' } } } },
    },
  },
  {
    control: listenerEncryption,
    l2: {
      passes: (stack) => listener(stack, { port: 80, certificates: undefined, defaultAction: elb.ListenerAction.redirect({ protocol: 'HTTPS', port: '443' }) }),
      fails: (stack) => listener(stack, { port: 80, certificates: undefined }),
    },
    l1: { passes: (stack) => cfnListener(stack, { protocol: 'TLS' }), fails: (stack) => cfnListener(stack, { protocol: 'UDP' }) },
    override: {
      passes: (stack) => listenerOf(listener(stack, { port: 80, certificates: undefined })).addPropertyOverride('DefaultActions', [REDIRECT]),
      fails: (stack) => listenerOf(listener(stack)).addPropertyOverride('Protocol', 'HTTP'),
    },
    template: {
      passes: declaredListener({ Protocol: 'HTTP', DefaultActions: [REDIRECT] }),
      fails: declaredListener({ Protocol: 'HTTP', DefaultActions: [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301' } }] }),
    },
  },
  {
    control: tlsPolicy,
    l2: {
      passes: (stack) => listener(stack, { sslPolicy: elb.SslPolicy.TLS13_12_RES_PQ }),
      fails: (stack) => listener(stack, { sslPolicy: elb.SslPolicy.TLS13_EXT2 }),
    },
    l1: { passes: (stack) => cfnListener(stack, { protocol: 'TLS', sslPolicy: 'ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04' }), fails: (stack) => cfnListener(stack, { protocol: 'HTTPS' }) },
    override: {
      passes: (stack) => listenerOf(listener(stack, { sslPolicy: elb.SslPolicy.TLS13_11 })).addPropertyOverride('SslPolicy', 'ELBSecurityPolicy-TLS13-1-2-2021-06'),
      fails: (stack) => listenerOf(listener(stack)).addPropertyOverride('SslPolicy', 'ELBSecurityPolicy-2016-08'),
    },
    template: { passes: declaredListener({ Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09' }), fails: declaredListener({ Protocol: 'TLS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-0-PQ-2025-09' }) },
  },
  {
    control: targetEncryption,
    l2: { passes: (stack) => targets(stack), fails: (stack) => targets(stack, { protocol: elb.ApplicationProtocol.HTTP }) },
    l1: { passes: (stack) => new elb.CfnTargetGroup(stack, 'Targets', { protocol: 'TLS' }), fails: (stack) => new elb.CfnTargetGroup(stack, 'Targets', { targetType: 'ip' }) },
    override: {
      passes: (stack) => targetsOf(targets(stack, { protocol: elb.ApplicationProtocol.HTTP })).addPropertyOverride('Protocol', 'HTTPS'),
      fails: (stack) => targetsOf(targets(stack)).addPropertyOverride('Protocol', 'HTTP'),
    },
    template: { passes: declaredTargets({ TargetType: 'lambda' }), fails: declaredTargets({ Protocol: 'UDP' }) },
  },
  {
    control: healthCheckEncryption,
    l2: { passes: (stack) => targets(stack), fails: (stack) => targets(stack, { healthCheck: { protocol: elb.Protocol.HTTP } }) },
    l1: { passes: (stack) => new elb.CfnTargetGroup(stack, 'Targets', { protocol: 'HTTP', healthCheckProtocol: 'HTTPS' }), fails: (stack) => new elb.CfnTargetGroup(stack, 'Targets', { protocol: 'HTTP' }) },
    override: {
      passes: (stack) => targetsOf(targets(stack)).addPropertyOverride('HealthCheckEnabled', false),
      fails: (stack) => targetsOf(targets(stack)).addPropertyOverride('HealthCheckProtocol', 'HTTP'),
    },
    template: { passes: declaredTargets({ Protocol: 'HTTPS' }), fails: declaredTargets({ Protocol: 'TLS', HealthCheckProtocol: 'HTTP' }) },
  },
);

describe('what only a deployment knows is unknown', () => {
  const of = (control: typeof zones, properties: Record<string, unknown>) => statusOf(control, declared(properties), 'Balancer');
  test.each([
    ['attributes of a parameter', deletionProtection, { LoadBalancerAttributes: { Ref: 'P' } }],
    ['the value of an attribute', accessLogs, { LoadBalancerAttributes: [{ Key: 'access_logs.s3.enabled', Value: { Ref: 'P' } }] }],
    ['an attribute that a condition may add', invalidHeaders, { LoadBalancerAttributes: [{ 'Fn::If': ['C', { Key: HEADERS, Value: 'true' }, { Ref: 'AWS::NoValue' }] }] }],
    ['an attribute that a parameter may be', invalidHeaders, { LoadBalancerAttributes: [{ Ref: 'P' }] }],
    ['an attribute whose name a parameter gives', desyncMitigation, { LoadBalancerAttributes: [{ Key: { Ref: 'P' }, Value: 'monitor' }] }],
    ['an attribute whose name a condition decides', invalidHeaders, { LoadBalancerAttributes: [{ Key: { 'Fn::If': ['C', HEADERS, 'idle_timeout.timeout_seconds'] }, Value: 'true' }] }],
    ['subnets of a parameter', zones, { Subnets: { Ref: 'P' } }],
    ['the scheme', webAcl, { Scheme: { Ref: 'P' } }],
  ])('%s', (_name, control, properties) => { expect(of(control, properties)).toBe('unknown'); });

  test.each([
    ['whether TCP carries TLS to a listener', listenerEncryption, declaredListener({ Protocol: 'TCP' }), 'Listener'],
    ['whether TCP carries TLS to targets', targetEncryption, declaredTargets({ Protocol: 'TCP' }), 'Targets'],
    ['the protocol of a parameter', tlsPolicy, declaredListener({ Protocol: { Ref: 'P' } }), 'Listener'],
  ])('%s', (_name, control, resources, id) => { expect(statusOf(control, resources, id)).toBe('unknown'); });
});

test('headers, desync, logs and AWS WAF are no business of a network load balancer', () => {
  const statuses = [invalidHeaders, desyncMitigation, accessLogs, webAcl].map((control) => statusOf(control, declared({ Type: 'network' }), 'Balancer'));
  expect(new Set(statuses)).toEqual(new Set(['notApplicable']));
});

test('an internal load balancer needs no web ACL', () => {
  expect(statusOf(webAcl, declared({ Scheme: 'internal' }), 'Balancer')).toBe('notApplicable');
});

describe('rules of a listener of HTTP', () => {
  const rule = (Actions: unknown, others: Record<string, unknown> = {}, ListenerArn: unknown = { Ref: 'Listener' }) =>
    ({ Rule: { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: { ListenerArn, Priority: 1, Conditions: [], Actions }, ...others } });
  const judged = (rules: Parameters<typeof statusOf>[1]) => statusOf(listenerEncryption, { ...declaredListener({ Protocol: 'HTTP', DefaultActions: [REDIRECT] }), ...rules }, 'Listener');
  const FORWARD = { Type: 'forward' };
  test('redirect as it does', () => {
    expect(judged(rule([REDIRECT]))).toBe('compliant');
    expect(judged(rule([FORWARD]))).toBe('violated');
  });
  test('count for their own listener', () => { expect(judged(rule([FORWARD], {}, 'arn:other'))).toBe('compliant'); });
  test('may forward', () => {
    expect(judged(rule([FORWARD], { Condition: 'C' }))).toBe('unknown');
    expect(judged(rule({ Ref: 'Actions' }))).toBe('unknown');
    expect(judged(rule([{ 'Fn::If': ['C', FORWARD, REDIRECT] }]))).toBe('unknown');
  });
});

test('a balancer that a parameter may make one of applications is unknown, unless it holds', () => {
  const statuses = [invalidHeaders, accessLogs, webAcl].map((control) => statusOf(control, declared({ Type: { Ref: 'Type' } }), 'Balancer'));
  expect(new Set(statuses)).toEqual(new Set(['unknown']));
  expect(statusOf(desyncMitigation, declared({ Type: { Ref: 'Type' } }), 'Balancer')).toBe('compliant');
});

test('a subnet that a condition may leave out is not in a zone for certain', () => {
  const perhaps = { 'Fn::If': ['C', 'subnet-2', { Ref: 'AWS::NoValue' }] };
  expect(statusOf(zones, declared({ Subnets: ['subnet-1', perhaps] }), 'Balancer')).toBe('unknown');
  expect(statusOf(zones, declared({ Subnets: [perhaps] }), 'Balancer')).toBe('violated');
  expect(statusOf(zones, declared({ Subnets: ['subnet-1', { Ref: 'Subnet' }, perhaps] }), 'Balancer')).toBe('compliant');
});

describe('protocols of other load balancers', () => {
  test('QUIC is encrypted always', () => {
    expect(statusOf(listenerEncryption, declaredListener({ Protocol: 'QUIC' }), 'Listener')).toBe('compliant');
    expect(statusOf(targetEncryption, declaredTargets({ Protocol: 'QUIC' }), 'Targets')).toBe('compliant');
  });
  test('TCP beside it may not be', () => {
    expect(statusOf(listenerEncryption, declaredListener({ Protocol: 'TCP_QUIC' }), 'Listener')).toBe('unknown');
    expect(statusOf(targetEncryption, declaredTargets({ Protocol: 'TCP_QUIC' }), 'Targets')).toBe('unknown');
  });
  test.each(['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'])('%s is checked by TCP where nothing is said', (Protocol) => {
    expect(statusOf(healthCheckEncryption, declaredTargets({ Protocol }), 'Targets')).toBe('unknown');
  });
  test('GENEVE leads to appliances', () => {
    expect([healthCheckEncryption, targetEncryption].map((control) => statusOf(control, declaredTargets({ Protocol: 'GENEVE' }), 'Targets'))).toEqual(['notApplicable', 'notApplicable']);
  });
});
