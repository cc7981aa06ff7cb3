import { QUOTAS } from './quotas';
import { refuseUnless } from '../../../private/errors';
import type { FirewallManagerDnsFirewallProps, FirewallManagerNetworkFirewallProps } from '../firewall-manager-network';

/** The settings of a Network Firewall policy that puts firewalls into each VPC, in the shape of AWS's example. */
export function networkFirewallData(props: FirewallManagerNetworkFirewallProps): Readonly<Record<string, unknown>> {
  const stateless = props.statelessRuleGroupArns ?? [];
  refuseUnless(stateless.length + props.statefulRuleGroupArns.length > 0, {
    what: 'rule groups of a Network Firewall policy', got: 'none', allowed: 'one at least', fix: 'a firewall without rules lets everything pass: make rule groups in the administrator account',
  });
  return {
    type: 'NETWORK_FIREWALL',
    networkFirewallStatelessRuleGroupReferences: stateless.map((resourceARN, index) => ({ resourceARN, priority: (index + 1) * 10 })),
    networkFirewallStatelessDefaultActions: ['aws:forward_to_sfe'],
    networkFirewallStatelessFragmentDefaultActions: ['aws:forward_to_sfe'],
    networkFirewallStatelessCustomActions: [],
    networkFirewallStatefulRuleGroupReferences: props.statefulRuleGroupArns.map((resourceARN) => ({ resourceARN })),
    networkFirewallOrchestrationConfig: {
      singleFirewallEndpointPerVPC: props.oneEndpointPerVpc ?? false,
      allowedIPV4CidrList: props.subnetCidrs ?? [],
      ...(props.watchesRoutes ?? true) ? { routeManagementAction: 'MONITOR', routeManagementTargetTypes: ['InternetGateway'] } : { routeManagementAction: 'OFF' },
    },
    ...props.logBucketName === undefined ? {} : { networkFirewallLoggingConfiguration: logging(props.logBucketName) },
  };
}

const logging = (bucketName: string) => ({
  logDestinationConfigs: ['ALERT', 'FLOW'].map((logType) => ({ logDestinationType: 'S3', logType, logDestination: { bucketName } })),
  overrideExistingConfig: true,
});

/** First groups stand at 1 to 99, last ones at 9901 to 10000; the VPCs' own stand between. */
const FIRST = 10;
const LAST = 9_910;

/** The settings of a DNS Firewall policy, in the shape of AWS's example. */
export function dnsFirewallData(props: FirewallManagerDnsFirewallProps): Readonly<Record<string, unknown>> {
  const { firstRuleGroupIds = [], lastRuleGroupIds = [] } = props;
  const count = firstRuleGroupIds.length + lastRuleGroupIds.length;
  refuseUnless(count >= 1 && count <= QUOTAS.dnsRuleGroups, {
    what: 'rule groups of a DNS Firewall policy', got: `${count}`, allowed: `1 to ${QUOTAS.dnsRuleGroups}`, fix: 'put the rules into one group that is asked first, and one that is asked last',
  });
  const placed = (ids: readonly string[], start: number) => ids.map((ruleGroupId, index) => ({ ruleGroupId, priority: start + index }));
  return { type: 'DNS_FIREWALL', preProcessRuleGroups: placed(firstRuleGroupIds, FIRST), postProcessRuleGroups: placed(lastRuleGroupIds, LAST) };
}
