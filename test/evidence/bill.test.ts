import { type Stack, aws_fms as fms, aws_kms as kms, aws_shield as shield, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { evidenceOf } from './assembly';
import { Template } from '../../src/controls/template';
import type { Evidence } from '../../src/evidence';
import { billOf, dollars, totalOf } from '../../src/evidence/private/bill';
import { ITEMS } from '../../src/evidence/private/bill-items';

const visibilityConfig = { cloudWatchMetricsEnabled: true, metricName: 'm', sampledRequestsEnabled: false };
const group = (name: string, priority: number): wafv2.CfnWebACL.RuleProperty =>
  ({ name, priority, overrideAction: { none: {} }, statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } }, visibilityConfig });
const protection = (stack: Stack, id: string) => new shield.CfnProtection(stack, id, { name: id, resourceArn: 'arn:aws:cloudfront::111122223333:distribution/E1' });

describe('the bill', () => {
  let evidence: Evidence;
  beforeAll(() => {
    evidence = evidenceOf((stack) => {
      new kms.CfnKey(stack, 'Key', {});
      new wafv2.CfnWebACL(stack, 'Acl', {
        scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig, rules: [group('AWSManagedRulesAntiDDoSRuleSet', 0), group('AWSManagedRulesBotControlRuleSet', 1)],
      });
      protection(stack, 'One');
      protection(stack, 'Other');
    });
  });

  test('has keys, web ACLs, their rules, paid rule groups, and Shield Advanced once for all that it protects', () => {
    expect(evidence.summary.monthlyFixedCost).toBe(1 + 5 + 2 * 1 + 10 + 3_000);
  });

  test('is a table of the page in both languages, and says what it does not know', () => {
    const page = evidence.toHtml();
    expect(page).toContain('<td class="number"><strong>$3,018</strong></td>');
    expect(page).toMatch(/Anti-DDoS 규칙 그룹을 쓰는 웹 ACL<\/span><\/th><td class="number">1<\/td><td class="number"><span lang="en">see the source/);
  });
});

test('a policy of Firewall Manager is on the bill without a price, and one of Shield Advanced with its subscription', () => {
  const policy = (Type: string) => new Template({ Resources: { Policy: { Type: 'AWS::FMS::Policy', Properties: { SecurityServicePolicyData: { Type } } } } });
  expect(billOf([policy('SHIELD_ADVANCED'), policy('SHIELD_ADVANCED')])).toEqual([
    expect.objectContaining({ id: 'shield.advanced', count: 1, usd: 3_000 }), expect.objectContaining({ id: 'fms.policy', count: 2 }),
  ]);
  expect(billOf([policy('WAFV2')])).toEqual([expect.not.objectContaining({ usd: expect.anything() })]);
  expect(fms.CfnPolicy.CFN_RESOURCE_TYPE_NAME).toBe('AWS::FMS::Policy');
});

test('templates without any of it cost nothing', () => {
  expect(billOf([new Template({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } })])).toEqual([]);
  expect(evidenceOf((stack) => { new kms.CfnKey(stack, 'Key', {}); }).summary.monthlyFixedCost).toBe(1);
});

const resources = (...declared: readonly (readonly [type: string, properties?: Record<string, unknown>])[]) =>
  [new Template({ Resources: Object.fromEntries(declared.map(([Type, Properties], index) => [`R${index}`, { Type, Properties }])) })];

test.each<[string, string, number | undefined, number, ...(readonly [string, Record<string, unknown>?])[]]>([
  ['a secret and each of its replicas', 'secretsmanager.secret', 0.4, 3, ['AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: 'us-east-1' }, { Region: 'eu-west-1' }] }]],
  ['a hosted zone', 'route53.hosted-zone', 0.5, 1, ['AWS::Route53::HostedZone']],
  ['a health check', 'route53.health-check', undefined, 1, ['AWS::Route53::HealthCheck']],
  ['alarms of both kinds', 'cloudwatch.alarm', undefined, 2, ['AWS::CloudWatch::Alarm'], ['AWS::CloudWatch::CompositeAlarm']],
  ['a dashboard', 'cloudwatch.dashboard', undefined, 1, ['AWS::CloudWatch::Dashboard']],
  ['an accelerator for 730 hours', 'globalaccelerator.accelerator', 18.25, 1, ['AWS::GlobalAccelerator::Accelerator']],
  ['a load balancer', 'elb.load-balancer', undefined, 1, ['AWS::ElasticLoadBalancingV2::LoadBalancer']],
  ['an interface endpoint in each subnet, and no gateway endpoint', 'vpc.interface-endpoint', undefined, 2,
    ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b'] }], ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }], ['AWS::EC2::VPCEndpoint']],
  ['a NAT gateway', 'vpc.nat-gateway', undefined, 1, ['AWS::EC2::NatGateway']],
  ['the cache of an API, and no stage without one', 'apigateway.cache', undefined, 1, ['AWS::ApiGateway::Stage', { CacheClusterEnabled: true }], ['AWS::ApiGateway::Stage']],
  ['a private certificate authority', 'private-ca.authority', undefined, 1, ['AWS::ACMPCA::CertificateAuthority']],
])('the bill has %s', (_what, id, usd, count, ...declared) => {
  expect(billOf(resources(...declared)).map((item) => [item.id, item.usd, item.count])).toEqual([[id, usd, count]]);
});

test('the sum is exact to the cent, and shows cents where there are some', () => {
  const bill = billOf(resources(...Array.from({ length: 3 }, () => ['AWS::SecretsManager::Secret'] as const), ['AWS::KMS::Key']));
  expect(totalOf(bill)).toBe(2.2);
  expect([totalOf(bill), 3_018, 18.25].map(dollars)).toEqual(['$2.20', '$3,018', '$18.25']);
});

test('each item names a page of AWS with its price', () => {
  expect(ITEMS.filter(({ source }) => !/^https:\/\/aws\.amazon\.com\/[a-z0-9-]+\/pricing\/$/.test(source))).toEqual([]);
  expect(new Set(ITEMS.map(({ id }) => id)).size).toBe(ITEMS.length);
});

test('the page does not claim to have the whole bill', () => {
  const page = evidenceOf((stack) => { new kms.CfnKey(stack, 'Key', {}); }).toHtml();
  expect(page).toContain('It is not the whole bill');
  expect(page).not.toContain('What it costs');
});
