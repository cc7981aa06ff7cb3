/** What a Network Firewall policy puts into each VPC. Resource sharing must be on in the organization. */
export interface FirewallManagerNetworkFirewallProps {
  /** Stateful rule groups of the administrator account, by ARN. */
  readonly statefulRuleGroupArns: string[];

  /**
   * Stateless rule groups of the administrator account, by ARN, in their order. What they let pass goes to the stateful rules.
   *
   * @default - none: all goes to the stateful rules
   */
  readonly statelessRuleGroupArns?: string[];

  /**
   * Whether a VPC gets one endpoint in place of one for each zone: it costs less, and traffic crosses zones.
   *
   * @default false
   */
  readonly oneEndpointPerVpc?: boolean;

  /**
   * Blocks of addresses for the subnets of the firewalls, each a /28.
   *
   * @default - Firewall Manager takes free ones of the VPC
   */
  readonly subnetCidrs?: string[];

  /**
   * Whether routes to an internet gateway that go past the firewall are reported.
   *
   * @default true
   */
  readonly watchesRoutes?: boolean;

  /**
   * The bucket for alerts and flows of all firewalls.
   *
   * @default - no logs but the accounts' own
   */
  readonly logBucketName?: string;
}

/** Which rule groups of DNS Firewall a policy puts before and behind those of the VPCs: one or two together. Resource sharing must be on in the organization. */
export interface FirewallManagerDnsFirewallProps {
  /**
   * Groups that are asked first, by id.
   *
   * @default - none
   */
  readonly firstRuleGroupIds?: string[];

  /**
   * Groups that are asked last, by id.
   *
   * @default - none
   */
  readonly lastRuleGroupIds?: string[];
}
