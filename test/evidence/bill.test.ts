import { type Stack, aws_fms as fms, aws_kms as kms, aws_shield as shield, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { evidenceOf } from './assembly';
import { Template } from '../../src/controls/template';
import type { Evidence } from '../../src/evidence';
import { billOf } from '../../src/evidence/private/bill';

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

test('Shield Advanced by Firewall Manager is on the bill; other policies are not', () => {
  const policy = (Type: string) => new Template({ Resources: { Policy: { Type: 'AWS::FMS::Policy', Properties: { SecurityServicePolicyData: { Type } } } } });
  expect(billOf([policy('SHIELD_ADVANCED'), policy('SHIELD_ADVANCED')])).toEqual([expect.objectContaining({ id: 'shield.advanced', count: 1, usd: 3_000 })]);
  expect(billOf([policy('WAFV2')])).toEqual([]);
  expect(fms.CfnPolicy.CFN_RESOURCE_TYPE_NAME).toBe('AWS::FMS::Policy');
});

test('templates without any of it cost nothing', () => {
  expect(billOf([new Template({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } })])).toEqual([]);
  expect(evidenceOf((stack) => { new kms.CfnKey(stack, 'Key', {}); }).summary.monthlyFixedCost).toBe(1);
});
