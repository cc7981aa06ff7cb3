import type { FirewallManagerDnsFirewallProps, FirewallManagerNetworkFirewallProps } from './firewall-manager-network';
import { type FirewallManagerAudit, type FirewallManagerCommonSecurityGroupProps, type FirewallManagerUsageAuditProps } from './firewall-manager-security-groups';
import type { FirewallManagerWafProps } from './firewall-manager-waf';
import { dnsFirewallData, networkFirewallData } from './private/network-content';
import type { PolicyContent } from './private/policy-content';
import { wafData, wafNeighbours } from './private/waf-content';
import { refuseUnless } from '../../private/errors';
import { WebAclScope } from '../waf';

/** What Shield does by itself for the distributions of the accounts. */
export enum FirewallManagerMitigation {
  /** Each account decides. */
  IGNORED = 'IGNORED',
  /** Requests of an attack are counted. */
  COUNT = 'COUNT',
  /** Requests of an attack are blocked. */
  BLOCK = 'BLOCK',
}

/**
 * What a Firewall Manager policy puts in place, and where.
 *
 * @see https://docs.aws.amazon.com/fms/2018-01-01/APIReference/API_SecurityServicePolicyData.html
 */
export class FirewallManagerService {
  /**
   * Web ACLs before Application Load Balancers and stages of REST APIs, in the Region of the stack.
   *
   * @throws if a group needs settings of its own or is of the other scope, or the groups are none, too many or too heavy
   */
  public static waf(props: FirewallManagerWafProps = {}): FirewallManagerService {
    return new FirewallManagerService({
      type: 'WAFV2',
      resourceTypes: ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ApiGateway::Stage'],
      data: wafData(props, WebAclScope.REGIONAL),
      neighbours: wafNeighbours(props),
    });
  }

  /**
   * Web ACLs before distributions of CloudFront. The policy lies in us-east-1, wherever its stack does.
   *
   * @throws if a group needs settings of its own or is of the other scope, or the groups are none, too many or too heavy
   */
  public static wafForDistributions(props: FirewallManagerWafProps = {}): FirewallManagerService {
    return new FirewallManagerService({
      type: 'WAFV2',
      resourceTypes: ['AWS::CloudFront::Distribution'],
      data: wafData(props, WebAclScope.CLOUDFRONT),
      neighbours: wafNeighbours(props),
      isGlobal: true,
    });
  }

  /**
   * Shield Advanced for load balancers and Elastic IP addresses, in the Region of the stack. Firewall Manager subscribes each account of the scope by itself,
   * remediation or not: USD 3,000 a month for the whole organization, for a year at least, and a fee for each gigabyte that goes out.
   *
   * @see https://aws.amazon.com/shield/pricing/
   */
  public static shieldAdvanced(): FirewallManagerService {
    return new FirewallManagerService({
      type: 'SHIELD_ADVANCED', resourceTypes: ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ElasticLoadBalancing::LoadBalancer', 'AWS::EC2::EIP'],
    });
  }

  /**
   * Shield Advanced for distributions of CloudFront, from us-east-1. It subscribes and costs as `shieldAdvanced()` does, once for both.
   *
   * @param mitigation what Shield does by itself against floods of web requests: `IGNORED` unless chosen
   */
  public static shieldAdvancedForDistributions(mitigation: FirewallManagerMitigation = FirewallManagerMitigation.IGNORED): FirewallManagerService {
    return new FirewallManagerService({
      type: 'SHIELD_ADVANCED',
      resourceTypes: ['AWS::CloudFront::Distribution'],
      isGlobal: true,
      data: {
        type: 'SHIELD_ADVANCED',
        automaticResponseConfiguration: mitigation === FirewallManagerMitigation.IGNORED
          ? { automaticResponseStatus: 'IGNORED' }
          : { automaticResponseStatus: 'ENABLED', automaticResponseAction: mitigation },
        overrideCustomerWebaclClassic: false,
      },
    });
  }

  /** A security group that instances and network interfaces get beside their own. */
  public static commonSecurityGroup(props: FirewallManagerCommonSecurityGroupProps): FirewallManagerService {
    return new FirewallManagerService({
      type: 'SECURITY_GROUPS_COMMON',
      resourceTypes: ['AWS::EC2::Instance', 'AWS::EC2::NetworkInterface'],
      data: {
        type: 'SECURITY_GROUPS_COMMON',
        revertManualSecurityGroupChanges: props.revertsChanges ?? true,
        exclusiveResourceSecurityGroupManagement: props.isExclusive ?? false,
        applyToAllEC2InstanceENIs: props.coversAllInterfaces ?? true,
        includeSharedVPC: props.coversSharedVpcs ?? true,
        securityGroups: [{ id: props.securityGroupId }],
      },
    });
  }

  /**
   * The rules of all security groups are held against those of one. Make the policy without remediation, look at what it finds, then turn it on.
   *
   * @param securityGroupId the audit group of the administrator account
   * @param audit whether its rules are the most that is allowed, or what is forbidden
   */
  public static securityGroupContentAudit(securityGroupId: string, audit: FirewallManagerAudit): FirewallManagerService {
    return new FirewallManagerService({
      type: 'SECURITY_GROUPS_CONTENT_AUDIT',
      resourceTypes: ['AWS::EC2::SecurityGroup', 'AWS::EC2::NetworkInterface', 'AWS::EC2::Instance'],
      data: { type: 'SECURITY_GROUPS_CONTENT_AUDIT', securityGroups: [{ id: securityGroupId }], securityGroupAction: { type: audit } },
    });
  }

  /**
   * Security groups that nobody uses, or that are there twice. Leave the administrator account out of the scope: its own groups may serve other policies.
   *
   * @throws if it looks for neither
   */
  public static securityGroupUsageAudit(props: FirewallManagerUsageAuditProps = {}): FirewallManagerService {
    const { findsUnused = true, findsRedundant = true } = props;
    refuseUnless(findsUnused || findsRedundant, {
      what: 'a usage audit of security groups', got: 'neither findsUnused nor findsRedundant', allowed: 'one at least', fix: 'leave the policy out, or one of the two at its default',
    });
    return new FirewallManagerService({
      type: 'SECURITY_GROUPS_USAGE_AUDIT',
      resourceTypes: ['AWS::EC2::SecurityGroup'],
      data: { type: 'SECURITY_GROUPS_USAGE_AUDIT', deleteUnusedSecurityGroups: findsUnused, coalesceRedundantSecurityGroups: findsRedundant },
    });
  }

  /**
   * Network Firewall in each VPC, an endpoint for each zone with a route to an internet gateway.
   *
   * @throws if there is no rule group
   */
  public static networkFirewall(props: FirewallManagerNetworkFirewallProps): FirewallManagerService {
    return new FirewallManagerService({
      type: 'NETWORK_FIREWALL', resourceTypes: ['AWS::EC2::VPC'], data: networkFirewallData(props),
    });
  }

  /**
   * DNS Firewall in each VPC.
   *
   * @throws if there is no rule group, or more than two
   */
  public static dnsFirewall(props: FirewallManagerDnsFirewallProps): FirewallManagerService {
    return new FirewallManagerService({ type: 'DNS_FIREWALL', resourceTypes: ['AWS::EC2::VPC'], data: dnsFirewallData(props) });
  }

  private constructor(
    /** @internal */
    public readonly _content: PolicyContent,
  ) {}
}
