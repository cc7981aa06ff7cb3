import { Token, type aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { QUOTAS } from './quotas';
import { refuseUnless } from '../../../private/errors';
import { type IRuleGroup, ManagedRuleGroup, RuleMode, WebAclBaseline, type WebAclScope } from '../../waf';
import { MANAGED_GROUPS, type ManagedGroupName } from '../../waf/private/managed-groups';
import type { FirewallManagerWafProps } from '../firewall-manager-waf';

/** The groups of the web ACL's own baseline that need no settings: AWS documents no place in the policy's JSON for those of the others. */
const baseline = (): ManagedRuleGroup[] => WebAclBaseline.recommended()._rules
  .map(({ _statement }) => _statement.managedRuleGroupStatement as wafv2.CfnWebACL.ManagedRuleGroupStatementProperty | undefined)
  .flatMap((group) => (group && !group.managedRuleGroupConfigs ? [group] : []))
  .map(({ vendorName, name }) => ManagedRuleGroup.of({ vendor: vendorName, name, capacity: MANAGED_GROUPS[name as ManagedGroupName].capacity }));

/** The settings of a WAF policy, in the shape of AWS's example. */
export function wafData(props: FirewallManagerWafProps, scope: WebAclScope): Readonly<Record<string, unknown>> {
  const { managedRuleGroups: managed = baseline(), firstRuleGroups: first = [], lastRuleGroups: last = [] } = props;
  refuseUnless(props.mode !== RuleMode.OFF, { what: 'the mode of a WAF policy', got: 'OFF', allowed: 'ENFORCE or COUNT', fix: 'leave the policy out, or its groups' });
  checkGroups(managed, [...first, ...last], scope);
  const type = props.mode === RuleMode.COUNT ? 'COUNT' : 'NONE';
  return {
    type: 'WAFV2',
    preProcessRuleGroups: [...managed.map((group) => managedGroup(group, type)), ...first.map((group) => ownGroup(group, type))],
    postProcessRuleGroups: last.map((group) => ownGroup(group, type)),
    defaultAction: { type: 'ALLOW' },
    overrideCustomerWebACLAssociation: props.replacesOwnWebAcls ?? false,
    loggingConfiguration: props.logDestinationArn === undefined ? null : logging(props.logDestinationArn),
  };
}

const managedGroup = ({ vendor, name }: ManagedRuleGroup, type: string) => ({
  ruleGroupArn: null,
  overrideAction: { type },
  managedRuleGroupIdentifier: { version: null, vendorName: vendor, managedRuleGroupName: name },
  ruleGroupType: 'ManagedRuleGroup',
  excludeRules: [],
});

const ownGroup = ({ ruleGroupArn }: IRuleGroup, type: string) => ({
  ruleGroupArn, overrideAction: { type }, managedRuleGroupIdentifier: null, ruleGroupType: 'RuleGroup', excludeRules: [],
});

/** What a stranger could act with is left out of the logs. */
function logging(destination: string) {
  refuseUnless(/^arn:[^:]+:(firehose:[^:]+:[^:]+:deliverystream\/|s3:::)aws-waf-logs-/.test(destination) || Token.isUnresolved(destination), {
    what: 'logDestinationArn',
    got: destination,
    allowed: 'the ARN of a Firehose stream or bucket whose name begins with aws-waf-logs-',
    fix: 'WAF writes to no other name: name the stream or bucket so',
  });
  return {
    logDestinationConfigs: [destination],
    redactedFields: ['authorization', 'cookie'].map((redactedFieldValue) => ({ redactedFieldType: 'SingleHeader', redactedFieldValue })),
  };
}

function checkGroups(managed: readonly ManagedRuleGroup[], own: readonly IRuleGroup[], scope: WebAclScope): void {
  const configured = managed.filter(({ _config }) => _config !== undefined).map(({ name }) => name);
  refuseUnless(configured.length === 0, {
    what: 'managedRuleGroups', got: configured.join(', '), allowed: 'groups that need no settings of their own', fix: 'turn these on in the web ACLs of the accounts: edge.WebAcl',
  });
  const elsewhere = own.filter(({ aclScope }) => aclScope !== scope).map(({ node }) => node.path);
  refuseUnless(elsewhere.length === 0, {
    what: 'rule groups of a Firewall Manager policy', got: `${elsewhere.join(', ')} of the other scope`, allowed: `rule groups of scope ${scope}`, fix: `make them with aclScope: WebAclScope.${scope}`,
  });
  const count = managed.length + own.length;
  refuseUnless(count >= 1 && count <= QUOTAS.wafRuleGroups, {
    what: 'rule groups of a Firewall Manager policy', got: `${count}`, allowed: `1 to ${QUOTAS.wafRuleGroups}`, fix: 'a policy without groups protects nothing; beyond the quota, make a second policy',
  });
  const capacity = [...managed, ...own].reduce((sum, group) => sum + group.capacity, 0);
  refuseUnless(capacity <= QUOTAS.wafCapacity, {
    what: 'rule groups of a Firewall Manager policy', got: `${capacity} WCU`, allowed: `at most ${QUOTAS.wafCapacity} WCU`, fix: 'leave a group out: the accounts\' own rules need room in the web ACL as well',
  });
}

/** What the web ACLs of a policy refer to lies in their Region: WAF knows nothing outside it. Buckets may lie anywhere. */
export const wafNeighbours = (props: FirewallManagerWafProps): Readonly<Record<string, string>> => ({
  ...Object.fromEntries([...props.firstRuleGroups ?? [], ...props.lastRuleGroups ?? []].map(({ node, ruleGroupArn }) => [`the rule group '${node.path}'`, ruleGroupArn])),
  ...props.logDestinationArn?.includes(':firehose:') ? { logDestinationArn: props.logDestinationArn } : {},
});
