/** Security groups that every resource gets. */
export interface FirewallManagerCommonSecurityGroupProps {
  /** The group of the administrator account that is copied into each VPC, by id. AWS takes one. */
  readonly securityGroupId: string;

  /**
   * Whether changes that an account makes to its copy are taken back.
   *
   * @default true
   */
  readonly revertsChanges?: boolean;

  /**
   * Whether resources keep no security group but those of policies.
   *
   * @default false
   */
  readonly isExclusive?: boolean;

  /**
   * Whether it is put on every network interface of an instance, and not on the first alone.
   *
   * @default true
   */
  readonly coversAllInterfaces?: boolean;

  /**
   * Whether VPCs that are shared with an account are covered as well as its own.
   *
   * @default true
   */
  readonly coversSharedVpcs?: boolean;
}

/** How the accounts' unused and redundant security groups are found. */
export interface FirewallManagerUsageAuditProps {
  /**
   * Whether unused groups are found, and with remediation deleted.
   *
   * @default true
   */
  readonly findsUnused?: boolean;

  /**
   * Whether groups of the same rules are found, and with remediation merged.
   *
   * @default true
   */
  readonly findsRedundant?: boolean;
}

/** How the rules of an audited security group are judged. */
export enum FirewallManagerAudit {
  /** What the audit group allows is the most that any group may allow. */
  ALLOW = 'ALLOW',
  /** What the audit group allows, no group may. */
  DENY = 'DENY',
}
