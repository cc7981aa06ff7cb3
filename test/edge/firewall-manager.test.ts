import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { Domain } from '../../src/core';
import {
  FirewallManagerAudit, FirewallManagerMitigation, FirewallManagerPolicy, type FirewallManagerPolicyProps, FirewallManagerScope,
  FirewallManagerService, FirewallManagerTags,
} from '../../src/edge/firewall-manager';
import { ManagedRuleGroup, RuleGroup, RuleMode, WebAclBaseline, WebAclRule, WebAclScope } from '../../src/edge/waf';
import { findingsOf, testApp } from '../checks/synth';
import { type Resource, resourceOf, resourcesOf, testStack } from '../checks/template';

const EVERYBODY = FirewallManagerScope.organization();

/** The policy that a service makes, in a stack of Seoul; that of CloudFront lies in the stack beside it. */
function policyOf(service: FirewallManagerService, more: Partial<FirewallManagerPolicyProps> = {}): Resource {
  const stack = testStack();
  new FirewallManagerPolicy(stack, 'Policy', { service, policyScope: EVERYBODY, ...more });
  const global = stack.node.root.node.tryFindChild('Test-us-east-1') as Stack | undefined;
  return resourceOf(global ?? stack, 'AWS::FMS::Policy');
}

interface ServiceData { readonly Type: string; readonly ManagedServiceData?: unknown; readonly PolicyOption?: unknown }
const serviceOf = (policy: Resource) => policy.Properties.SecurityServicePolicyData as ServiceData;
const dataOf = (service: FirewallManagerService): unknown => JSON.parse(String(serviceOf(policyOf(service)).ManagedServiceData));

interface WafData {
  readonly preProcessRuleGroups: readonly { readonly managedRuleGroupIdentifier: { readonly managedRuleGroupName: string } | null }[];
  readonly postProcessRuleGroups: readonly unknown[];
}

describe('a Firewall Manager policy', () => {
  test('reports and changes nothing, and leaves its protections when it goes, unless told otherwise', () => {
    const policy = (remediation?: boolean) => policyOf(FirewallManagerService.waf(), { remediation }).Properties;
    expect(policy()).toMatchObject({ RemediationEnabled: false, DeleteAllPolicyResources: false, ResourcesCleanUp: false });
    expect(policy(true)).toMatchObject({ RemediationEnabled: true, DeleteAllPolicyResources: false });
  });

  test('covers the organization, or what is named of it, or all but that', () => {
    const scoped = (policyScope: FirewallManagerScope) => policyOf(FirewallManagerService.waf(), { policyScope }).Properties;
    expect([scoped(EVERYBODY).IncludeMap, scoped(EVERYBODY).ExcludeMap]).toEqual([undefined, undefined]);
    expect(scoped(FirewallManagerScope.only({ units: ['ou-ab12-c3d4e5f6'], accounts: ['111122223333'] })).IncludeMap).toEqual({ ORGUNIT: ['ou-ab12-c3d4e5f6'], ACCOUNT: ['111122223333'] });
    expect(scoped(FirewallManagerScope.allBut({ accounts: ['111122223333'] }))).toMatchObject({ ExcludeMap: { ACCOUNT: ['111122223333'] } });
  });

  test('covers resources with tags, or all but those', () => {
    const tagged = (resourceTags: FirewallManagerTags) => policyOf(FirewallManagerService.waf(), { resourceTags }).Properties;
    expect(tagged(FirewallManagerTags.only({ exposure: 'internet' }))).toMatchObject({ ExcludeResourceTags: false, ResourceTags: [{ Key: 'exposure', Value: 'internet' }] });
    expect(tagged(FirewallManagerTags.allBut({ exempt: 'yes' }))).toMatchObject({ ExcludeResourceTags: true, ResourceTags: [{ Key: 'exempt', Value: 'yes' }] });
  });

  test('passes the stock packs', () => {
    const app = testApp();
    const stack = testStack(app);
    new FirewallManagerPolicy(stack, 'Waf', { service: FirewallManagerService.waf(), policyScope: EVERYBODY });
    new FirewallManagerPolicy(stack, 'Shield', { service: FirewallManagerService.shieldAdvancedForDistributions(), policyScope: EVERYBODY });
    const packs = [new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app), new PCIDSS321Checks(app)];
    expect(findingsOf(app, ...packs)).toEqual([]);
  });
});

// the shapes are those of https://docs.aws.amazon.com/fms/2018-01-01/APIReference/API_SecurityServicePolicyData.html
describe('what a policy puts in place', () => {
  test('WAF: the baseline\'s groups that need no settings, in its order, in the shape of AWS\'s example', () => {
    const { preProcessRuleGroups, ...rest } = dataOf(FirewallManagerService.waf()) as WafData;
    expect(rest).toEqual({ type: 'WAFV2', postProcessRuleGroups: [], defaultAction: { type: 'ALLOW' }, overrideCustomerWebACLAssociation: false, loggingConfiguration: null });
    expect(preProcessRuleGroups[0]).toEqual({
      ruleGroupArn: null,
      overrideAction: { type: 'NONE' },
      managedRuleGroupIdentifier: { version: null, vendorName: 'AWS', managedRuleGroupName: 'AWSManagedRulesAmazonIpReputationList' },
      ruleGroupType: 'ManagedRuleGroup',
      excludeRules: [],
    });
    const names = preProcessRuleGroups.map(({ managedRuleGroupIdentifier: group }) => group?.managedRuleGroupName);
    expect(names).toEqual(['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesAnonymousIpList', 'AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesSQLiRuleSet']);
    expect(WebAclBaseline.recommended().ruleNames.slice(1, 6)).toEqual(['IpReputation', 'AnonymousIps', 'CoreRules', 'KnownBadInputs', 'SqlInjection']);
  });

  test('WAF: load balancers and stages in the Region of the stack, distributions from us-east-1', () => {
    const stack = testStack();
    new FirewallManagerPolicy(stack, 'Regional', { service: FirewallManagerService.waf(), policyScope: EVERYBODY });
    new FirewallManagerPolicy(stack, 'Global', { service: FirewallManagerService.wafForDistributions(), policyScope: EVERYBODY });
    const global = stack.node.root.node.findChild('Test-us-east-1') as Stack;
    expect(resourceOf(stack, 'AWS::FMS::Policy').Properties).toMatchObject({ ResourceType: 'ResourceTypeList', ResourceTypeList: ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ApiGateway::Stage'] });
    expect(resourceOf(global, 'AWS::FMS::Policy').Properties.ResourceType).toBe('AWS::CloudFront::Distribution');
    expect(global.region).toBe('us-east-1');
  });

  test('WAF: watching first, and own rule groups before and behind those of the accounts', () => {
    const stack = testStack();
    const shop = new Domain(stack, 'Shop');
    const group = (id: string) => new RuleGroup(shop, id, { rules: [WebAclRule.geo(id, ['KP'])] });
    const service = FirewallManagerService.waf({ mode: RuleMode.COUNT, managedRuleGroups: [ManagedRuleGroup.LINUX], firstRuleGroups: [group('First')], lastRuleGroups: [group('Last')] });
    new FirewallManagerPolicy(stack, 'Policy', { service, policyScope: EVERYBODY });
    const text = JSON.stringify(serviceOf(resourceOf(stack, 'AWS::FMS::Policy')).ManagedServiceData);
    const [first, last] = ['First', 'Last'].map((id) => Object.keys(resourcesOf(stack, 'AWS::WAFv2::RuleGroup')).find((logicalId) => logicalId.includes(id)) as string);
    expect(text.indexOf('AWSManagedRulesLinuxRuleSet')).toBeLessThan(text.indexOf(first));
    expect(text.indexOf(first)).toBeLessThan(text.indexOf('postProcessRuleGroups'));
    expect(text.indexOf('postProcessRuleGroups')).toBeLessThan(text.indexOf(last));
    expect(text.match(/\\"overrideAction\\":\{\\"type\\":\\"COUNT\\"\}/g) ?? text.match(/overrideAction[^}]*COUNT/g)).toHaveLength(3);
    expect(text).not.toContain('NONE');
  });

  test('WAF: logs without the headers that a stranger could act with', () => {
    const arn = 'arn:aws:s3:::aws-waf-logs-organization';
    expect(dataOf(FirewallManagerService.waf({ logDestinationArn: arn }))).toMatchObject({
      loggingConfiguration: {
        logDestinationConfigs: [arn],
        redactedFields: [{ redactedFieldType: 'SingleHeader', redactedFieldValue: 'authorization' }, { redactedFieldType: 'SingleHeader', redactedFieldValue: 'cookie' }],
      },
    });
  });

  test('Shield Advanced: an empty text for regional resources, the mitigation for distributions', () => {
    expect(serviceOf(policyOf(FirewallManagerService.shieldAdvanced()))).toEqual({ Type: 'SHIELD_ADVANCED' });
    expect(dataOf(FirewallManagerService.shieldAdvancedForDistributions())).toEqual({
      type: 'SHIELD_ADVANCED', automaticResponseConfiguration: { automaticResponseStatus: 'IGNORED' }, overrideCustomerWebaclClassic: false,
    });
    expect(dataOf(FirewallManagerService.shieldAdvancedForDistributions(FirewallManagerMitigation.COUNT))).toMatchObject({
      automaticResponseConfiguration: { automaticResponseStatus: 'ENABLED', automaticResponseAction: 'COUNT' },
    });
  });

  test('security groups: common, content audit and usage audit', () => {
    expect(dataOf(FirewallManagerService.commonSecurityGroup({ securityGroupId: 'sg-000e55995d61a06bd' }))).toEqual({
      type: 'SECURITY_GROUPS_COMMON',
      revertManualSecurityGroupChanges: true,
      exclusiveResourceSecurityGroupManagement: false,
      applyToAllEC2InstanceENIs: true,
      includeSharedVPC: true,
      securityGroups: [{ id: 'sg-000e55995d61a06bd' }],
    });
    expect(dataOf(FirewallManagerService.securityGroupContentAudit('sg-000e55995d61a06bd', FirewallManagerAudit.ALLOW)))
      .toEqual({ type: 'SECURITY_GROUPS_CONTENT_AUDIT', securityGroups: [{ id: 'sg-000e55995d61a06bd' }], securityGroupAction: { type: 'ALLOW' } });
    expect(dataOf(FirewallManagerService.securityGroupUsageAudit({ findsRedundant: false })))
      .toEqual({ type: 'SECURITY_GROUPS_USAGE_AUDIT', deleteUnusedSecurityGroups: true, coalesceRedundantSecurityGroups: false });
    expect(policyOf(FirewallManagerService.securityGroupUsageAudit()).Properties.ResourceType).toBe('AWS::EC2::SecurityGroup');
  });

  test('Network Firewall: in each VPC, all traffic through the stateful rules, alerts and flows logged', () => {
    const arn = (kind: string) => `arn:aws:network-firewall:ap-northeast-2:111122223333:${kind}-rulegroup/test`;
    const service = FirewallManagerService.networkFirewall({ statefulRuleGroupArns: [arn('stateful')], statelessRuleGroupArns: [arn('stateless')], logBucketName: 'firewall-logs' });
    expect(serviceOf(policyOf(service)).PolicyOption).toBeUndefined(); // set for the centralized model only
    expect(policyOf(service).Properties.ResourceType).toBe('AWS::EC2::VPC');
    expect(dataOf(service)).toEqual({
      type: 'NETWORK_FIREWALL',
      networkFirewallStatelessRuleGroupReferences: [{ resourceARN: arn('stateless'), priority: 10 }],
      networkFirewallStatelessDefaultActions: ['aws:forward_to_sfe'],
      networkFirewallStatelessFragmentDefaultActions: ['aws:forward_to_sfe'],
      networkFirewallStatelessCustomActions: [],
      networkFirewallStatefulRuleGroupReferences: [{ resourceARN: arn('stateful') }],
      networkFirewallOrchestrationConfig: {
        singleFirewallEndpointPerVPC: false, allowedIPV4CidrList: [], routeManagementAction: 'MONITOR', routeManagementTargetTypes: ['InternetGateway'],
      },
      networkFirewallLoggingConfiguration: {
        logDestinationConfigs: [
          { logDestinationType: 'S3', logType: 'ALERT', logDestination: { bucketName: 'firewall-logs' } },
          { logDestinationType: 'S3', logType: 'FLOW', logDestination: { bucketName: 'firewall-logs' } },
        ],
        overrideExistingConfig: true,
      },
    });
  });

  test('DNS Firewall: first groups at 1 to 99, last ones at 9901 to 10000', () => {
    expect(dataOf(FirewallManagerService.dnsFirewall({ firstRuleGroupIds: ['rslvr-frg-1'], lastRuleGroupIds: ['rslvr-frg-2'] }))).toEqual({
      type: 'DNS_FIREWALL', preProcessRuleGroups: [{ ruleGroupId: 'rslvr-frg-1', priority: 10 }], postProcessRuleGroups: [{ ruleGroupId: 'rslvr-frg-2', priority: 9910 }],
    });
  });
});

describe('misuse of Firewall Manager', () => {
  test('a policy for CloudFront in a stack without a Region is refused, with the way out', () => {
    const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Nowhere');
    expect(() => new FirewallManagerPolicy(stack, 'P', { service: FirewallManagerService.wafForDistributions(), policyScope: EVERYBODY })).toThrow(/lies in us-east-1.*pass `env: \{ region \}`/);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a scope of nothing', () => FirewallManagerScope.only({}), /choose FirewallManagerScope.organization\(\)/],
    ['the root as a unit', () => FirewallManagerScope.only({ units: ['r-ab12'] }), /got 'r-ab12'; .*choose FirewallManagerScope.organization\(\)/],
    ['an account that is none', () => FirewallManagerScope.allBut({ accounts: ['42'] }), /got '42'; allowed: 12 digits/],
    ['too many units', () => FirewallManagerScope.only({ units: Array<string>(21).fill('ou-ab12-c3d4e5f6') }), /got '21'; allowed: at most 20/],
    ['too many accounts', () => FirewallManagerScope.only({ accounts: Array<string>(201).fill('111122223333') }), /put them into an organizational unit/],
    ['no tag', () => FirewallManagerTags.only({}), /leave `resourceTags` out/],
    ['nine tags', () => FirewallManagerTags.allBut(Object.fromEntries([...'abcdefghi'].map((key) => [key, '']))), /got '9'; allowed: 1 to 8/],
    ['no rule group', () => FirewallManagerService.waf({ managedRuleGroups: [] }), /got '0'; allowed: 1 to 50/],
    ['groups that are too heavy', () => FirewallManagerService.waf({ managedRuleGroups: Array<ManagedRuleGroup>(8).fill(ManagedRuleGroup.CORE_RULES) }), /got '5600 WCU'; allowed: at most 5000 WCU/],
    ['a log that WAF can not write', () => FirewallManagerService.waf({ logDestinationArn: 'arn:aws:s3:::my-logs' }), /whose name begins with aws-waf-logs-/],
    ['a usage audit of nothing', () => FirewallManagerService.securityGroupUsageAudit({ findsUnused: false, findsRedundant: false }), /got 'neither/],
    ['a firewall without rules', () => FirewallManagerService.networkFirewall({ statefulRuleGroupArns: [] }), /a firewall without rules lets everything pass/],
    ['three DNS Firewall groups', () => FirewallManagerService.dnsFirewall({ firstRuleGroupIds: ['a', 'b', 'c'] }), /got '3'; allowed: 1 to 2/],
    ['no DNS Firewall group', () => FirewallManagerService.dnsFirewall({}), /got '0'; allowed: 1 to 2/],
  ])('%s is refused', (_, make, message) => expect(make).toThrow(message));

  test('a rule group of the other scope is refused', () => {
    const group = new RuleGroup(new Domain(testStack(), 'Shop'), 'Group', { rules: [WebAclRule.geo('Abroad', ['KP'])] });
    expect(() => FirewallManagerService.wafForDistributions({ firstRuleGroups: [group] })).toThrow(/of the other scope'; .*make them with aclScope: WebAclScope.CLOUDFRONT/);
    expect(WebAclScope.CLOUDFRONT).toBe('CLOUDFRONT');
  });

  test('a description with other characters is refused', () => {
    expect(() => policyOf(FirewallManagerService.waf(), { description: 'für alle!' })).toThrow(/description of a Firewall Manager policy/);
  });
});

describe('what a WAF policy names lies in its Region', () => {
  const groupIn = (region: string) => RuleGroup.fromRuleGroupAttributes(testStack(), 'Known', {
    ruleGroupArn: `arn:aws:wafv2:${region}:111122223333:regional/rulegroup/shared/0a1b`, capacity: 10,
  });
  const stream = (region: string) => `arn:aws:firehose:${region}:111122223333:deliverystream/aws-waf-logs-all`;

  test('rule groups and streams of another Region are refused, with the way out', () => {
    expect(() => policyOf(FirewallManagerService.waf({ firstRuleGroups: [groupIn('eu-west-1')] }))).toThrow(
      /the Region of the rule group 'Test\/Known' of a Firewall Manager policy is not valid: got 'eu-west-1'; allowed: ap-northeast-2, that of the policy; make one in ap-northeast-2/);
    expect(() => policyOf(FirewallManagerService.waf({ logDestinationArn: stream('us-east-1') }))).toThrow(/the Region of logDestinationArn .*got 'us-east-1'; allowed: ap-northeast-2/);
    expect(() => policyOf(FirewallManagerService.wafForDistributions({ logDestinationArn: stream('ap-northeast-2') }))).toThrow(/allowed: us-east-1, that of the policy/);
  });

  test('those of its Region pass, and buckets of any', () => {
    expect(() => policyOf(FirewallManagerService.waf({ lastRuleGroups: [groupIn('ap-northeast-2')], logDestinationArn: stream('ap-northeast-2') }))).not.toThrow();
    expect(() => policyOf(FirewallManagerService.wafForDistributions({ logDestinationArn: stream('us-east-1') }))).not.toThrow();
    expect(() => policyOf(FirewallManagerService.waf({ logDestinationArn: 'arn:aws:s3:::aws-waf-logs-all' }))).not.toThrow();
  });
});
