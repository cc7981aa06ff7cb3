import { aws_elasticloadbalancingv2 as elbv2, aws_ec2 as ec2, aws_shield as shield, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { automaticResponseEnabled } from '../../src/controls/shield/automatic-response';
import { healthChecks } from '../../src/controls/shield/health-checks';
import { proactiveEngagement } from '../../src/controls/shield/proactive-engagement';
import { responseTeam } from '../../src/controls/shield/response-team';

type Properties = Record<string, unknown>;

const BALANCER = 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/web/1';
const BLOCK = { action: { block: {} }, status: 'ENABLED' };
const RESPONSE = { Action: { Block: {} }, Status: 'ENABLED' };
const protect = (stack: Stack, props: Partial<shield.CfnProtectionProps> = {}) => new shield.CfnProtection(stack, 'Protection', { name: 'web', resourceArn: BALANCER, ...props });
const balancer = (stack: Stack) => new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 0 }) });
const declared = (properties: Properties = {}) => ({ Protection: { Type: 'AWS::Shield::Protection', Properties: { Name: 'web', ResourceArn: BALANCER, ...properties } } });
const engage = (stack: Stack, phoneNumber?: string, proactiveEngagementStatus = 'ENABLED') =>
  new shield.CfnProactiveEngagement(stack, 'Engagement', { proactiveEngagementStatus, emergencyContactList: [{ emailAddress: 'security@example.com', phoneNumber }] });
const engaged = (contacts: unknown, status = 'ENABLED') =>
  ({ Engagement: { Type: 'AWS::Shield::ProactiveEngagement', Properties: { ProactiveEngagementStatus: status, EmergencyContactList: contacts } } });
const CONTACT = { EmailAddress: 'security@example.com', PhoneNumber: '+8225550100' };
const access = (stack: Stack) => new shield.CfnDRTAccess(stack, 'Access', { roleArn: 'arn:aws:iam::123456789012:role/srt' });
const ACCESS = { Access: { Type: 'AWS::Shield::DRTAccess', Properties: { RoleArn: 'arn:aws:iam::123456789012:role/srt' } } };

testControls(
  {
    control: automaticResponseEnabled,
    l2: {
      passes: (stack) => protect(stack, { resourceArn: balancer(stack).loadBalancerArn, applicationLayerAutomaticResponseConfiguration: BLOCK }),
      fails: (stack) => protect(stack, { resourceArn: balancer(stack).loadBalancerArn }),
    },
    l1: {
      passes: (stack) => protect(stack, { resourceArn: 'arn:aws:route53:::hostedzone/Z1' }),
      fails: (stack) => protect(stack, { applicationLayerAutomaticResponseConfiguration: { ...BLOCK, action: { count: {} } } }),
    },
    override: {
      passes: (stack) => protect(stack, { applicationLayerAutomaticResponseConfiguration: { ...BLOCK, status: 'DISABLED' } })
        .addPropertyOverride('ApplicationLayerAutomaticResponseConfiguration.Status', 'ENABLED'),
      fails: (stack) => protect(stack, { applicationLayerAutomaticResponseConfiguration: BLOCK }).addPropertyOverride('ApplicationLayerAutomaticResponseConfiguration.Status', 'DISABLED'),
    },
    template: {
      passes: declared({ ApplicationLayerAutomaticResponseConfiguration: RESPONSE }),
      fails: declared({ ResourceArn: { 'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/E1' } }),
    },
  },
  {
    control: healthChecks,
    l2: { passes: (stack) => protect(stack, { resourceArn: balancer(stack).loadBalancerArn, healthCheckArns: ['arn:aws:route53:::healthcheck/1'] }), fails: (stack) => protect(stack, { resourceArn: balancer(stack).loadBalancerArn }) },
    l1: { passes: (stack) => protect(stack, { healthCheckArns: ['arn:aws:route53:::healthcheck/1'] }), fails: (stack) => protect(stack, { healthCheckArns: [] }) },
    override: {
      passes: (stack) => protect(stack).addPropertyOverride('HealthCheckArns', ['arn:aws:route53:::healthcheck/1']),
      fails: (stack) => protect(stack, { healthCheckArns: ['arn:aws:route53:::healthcheck/1'] }).addPropertyDeletionOverride('HealthCheckArns'),
    },
    template: { passes: declared({ HealthCheckArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:route53:::healthcheck/1' }] }), fails: declared() },
  },
  {
    control: proactiveEngagement,
    l2: { passes: (stack) => engage(stack, '+8225550100'), fails: (stack) => engage(stack) },
    l1: { passes: (stack) => engage(stack, '+8225550100'), fails: (stack) => engage(stack, '+8225550100', 'DISABLED') },
    override: {
      passes: (stack) => engage(stack).addPropertyOverride('EmergencyContactList.0.PhoneNumber', '+8225550100'),
      fails: (stack) => engage(stack, '+8225550100').addPropertyOverride('ProactiveEngagementStatus', 'DISABLED'),
    },
    template: { passes: engaged([CONTACT]), fails: engaged([]) },
  },
  {
    control: responseTeam,
    l2: {
      passes: (stack) => {
        access(stack);
        engage(stack);
      },
      fails: (stack) => engage(stack),
    },
    l1: {
      passes: (stack) => {
        engage(stack);
        access(stack);
      },
      fails: (stack) => engage(stack),
    },
    override: {
      passes: (stack) => {
        engage(stack);
        access(stack).addPropertyOverride('LogBucketList', ['logs']);
      },
      fails: (stack) => {
        engage(stack);
        access(stack).addOverride('Type', 'AWS::Shield::Other');
      },
    },
    template: { passes: { ...engaged([CONTACT]), ...ACCESS }, fails: engaged([CONTACT]) },
  },
);

describe('an automatic response', () => {
  const judged = (properties: Properties, others: Parameters<typeof statusOf>[1] = {}) => statusOf(automaticResponseEnabled, { ...others, ...declared(properties) }, 'Protection');
  test.each([
    'arn:aws:ec2:ap-northeast-2:123456789012:eip-allocation/eipalloc-1', 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/net/web/1',
    'arn:aws:globalaccelerator::123456789012:accelerator/1',
  ])('is nothing for %s, which has no web ACL', (arn) => { expect(judged({ ResourceArn: arn })).toBe('notApplicable'); });
  test('is nothing for a Network Load Balancer or an address of the template', () => {
    const of = (Type: string, Properties: Properties = {}) => judged({ ResourceArn: { Ref: 'Other' } }, { Other: { Type, Properties } });
    expect(of('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network' })).toBe('notApplicable');
    expect(of('AWS::ElasticLoadBalancingV2::LoadBalancer')).toBe('violated');
    expect(of('AWS::EC2::EIP')).toBe('notApplicable');
    expect(of('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: { Ref: 'Kind' } })).toBe('unknown');
  });
  test('is unknown for a parameter, unless it is there', () => {
    expect(judged({ ResourceArn: { Ref: 'Arn' } })).toBe('unknown');
    expect(judged({ ResourceArn: { Ref: 'Arn' }, ApplicationLayerAutomaticResponseConfiguration: RESPONSE })).toBe('compliant');
    expect(judged({ ApplicationLayerAutomaticResponseConfiguration: { Ref: 'Response' } })).toBe('unknown');
  });
});

test('a hosted zone takes no health checks', () => { expect(statusOf(healthChecks, declared({ ResourceArn: 'arn:aws:route53:::hostedzone/Z1' }), 'Protection')).toBe('notApplicable'); });
test('health checks that a parameter names are unknown', () => { expect(statusOf(healthChecks, declared({ HealthCheckArns: { Ref: 'Checks' } }), 'Protection')).toBe('unknown'); });
test('a telephone number may be a parameter', () => {
  expect(statusOf(proactiveEngagement, engaged([{ ...CONTACT, PhoneNumber: { Ref: 'Number' } }]), 'Engagement')).toBe('unknown');
  expect(statusOf(proactiveEngagement, engaged({ Ref: 'Contacts' }), 'Engagement')).toBe('unknown');
});

describe('a condition of the template', () => {
  const NOTHING = { Ref: 'AWS::NoValue' };
  test('may let an automatic response only count', () => {
    const judged = (Action: unknown) => statusOf(automaticResponseEnabled, declared({ ApplicationLayerAutomaticResponseConfiguration: { Status: 'ENABLED', Action } }), 'Protection');
    expect(judged({ 'Fn::If': ['C', { Block: {} }, { Count: {} }] })).toBe('unknown');
    expect(judged({ Block: { 'Fn::If': ['C', {}, NOTHING] } })).toBe('unknown');
    expect(judged({ 'Fn::If': ['C', { Block: {} }, { Block: {} }] })).toBe('compliant');
  });
  test('may leave the only health check out', () => {
    const judged = (...HealthCheckArns: unknown[]) => statusOf(healthChecks, declared({ HealthCheckArns }), 'Protection');
    expect([judged({ 'Fn::If': ['C', 'arn', NOTHING] }), judged('arn', { 'Fn::If': ['C', 'arn', NOTHING] }), judged(NOTHING)]).toEqual(['unknown', 'compliant', 'violated']);
  });
  test('may leave the response team out', () => {
    expect(statusOf(responseTeam, { ...engaged([CONTACT]), Access: { ...ACCESS.Access, Condition: 'C' } }, 'Engagement')).toBe('unknown');
    expect(statusOf(responseTeam, { Engagement: { ...engaged([CONTACT]).Engagement, Condition: 'C' }, Access: { ...ACCESS.Access, Condition: 'C' } }, 'Engagement')).toBe('compliant');
  });
});
