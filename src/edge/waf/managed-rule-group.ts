import type { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { CONFIGURED_GROUPS, MANAGED_GROUPS, type ManagedGroupName } from './private/managed-groups';
import { refuseUnless } from '../../private/errors';

/** A managed rule group of AWS or of a vendor of the AWS Marketplace. */
export interface ManagedRuleGroupProps {
  /** The vendor, as WAF names it. */
  readonly vendor: string;
  /** The group, as WAF names it. */
  readonly name: string;
  /** What the group costs in WCU, as its description says. */
  readonly capacity: number;
}

/**
 * A rule group that others write and keep current.
 *
 * Those that need settings of their own (anti-DDoS, bots, account takeover, fake accounts) are turned on in the `WebAclBaseline`.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export class ManagedRuleGroup {
  /** Pages of administration that the world should not see. 100 WCU. */
  public static readonly ADMIN_PROTECTION = ManagedRuleGroup.ofAws('AWSManagedRulesAdminProtectionRuleSet');
  /** Addresses of hosting providers, VPNs, proxies and Tor. 50 WCU. */
  public static readonly ANONYMOUS_IPS = ManagedRuleGroup.ofAws('AWSManagedRulesAnonymousIpList');
  /** What every web application is attacked with, of OWASP's publications. 700 WCU. */
  public static readonly CORE_RULES = ManagedRuleGroup.ofAws('AWSManagedRulesCommonRuleSet');
  /** Addresses that attack, by Amazon's own observation. 25 WCU. */
  public static readonly IP_REPUTATION = ManagedRuleGroup.ofAws('AWSManagedRulesAmazonIpReputationList');
  /** Patterns that exploit known weaknesses, such as Log4j's. 200 WCU. */
  public static readonly KNOWN_BAD_INPUTS = ManagedRuleGroup.ofAws('AWSManagedRulesKnownBadInputsRuleSet');
  /** Attacks on Linux, such as inclusion of local files. Use it together with UNIX. 200 WCU. */
  public static readonly LINUX = ManagedRuleGroup.ofAws('AWSManagedRulesLinuxRuleSet');
  /** Attacks on PHP. 100 WCU. */
  public static readonly PHP = ManagedRuleGroup.ofAws('AWSManagedRulesPHPRuleSet');
  /** Injection of SQL. 200 WCU. */
  public static readonly SQL_INJECTION = ManagedRuleGroup.ofAws('AWSManagedRulesSQLiRuleSet');
  /** Attacks on POSIX systems. 100 WCU. */
  public static readonly UNIX = ManagedRuleGroup.ofAws('AWSManagedRulesUnixRuleSet');
  /** Attacks on Windows, such as remote PowerShell. 200 WCU. */
  public static readonly WINDOWS = ManagedRuleGroup.ofAws('AWSManagedRulesWindowsRuleSet');
  /** Attacks on WordPress. Use it together with SQL_INJECTION and PHP. 100 WCU. */
  public static readonly WORDPRESS = ManagedRuleGroup.ofAws('AWSManagedRulesWordPressRuleSet');

  /**
   * Another group: of a vendor of the AWS Marketplace, or a newer one of AWS.
   *
   * @throws if it is one that needs settings of its own
   */
  public static of(props: ManagedRuleGroupProps): ManagedRuleGroup {
    refuseUnless(props.vendor !== 'AWS' || !CONFIGURED_GROUPS.has(props.name), {
      what: 'a managed rule group',
      got: props.name,
      allowed: 'a group without settings of its own',
      fix: 'turn it on in the baseline: WebAclBaseline.recommended({ antiDdos, botControl, accountTakeover, fakeAccounts })',
    });
    refuseUnless(Number.isInteger(props.capacity) && props.capacity >= 1, {
      what: 'the capacity of a managed rule group',
      got: props.capacity,
      allowed: 'a whole number, 1 or more',
      fix: 'ask for it: aws wafv2 describe-managed-rule-group --vendor-name … --name … --scope …',
    });
    return new ManagedRuleGroup(props.vendor, props.name, props.capacity);
  }

  /** One that takes settings. @internal */
  public static _configured(name: ManagedGroupName, config: wafv2.CfnWebACL.ManagedRuleGroupConfigProperty): ManagedRuleGroup {
    return new ManagedRuleGroup('AWS', name, MANAGED_GROUPS[name].capacity, config);
  }

  private static ofAws(name: ManagedGroupName): ManagedRuleGroup { return new ManagedRuleGroup('AWS', name, MANAGED_GROUPS[name].capacity); }

  private constructor(
    /** The vendor, as WAF names it. */
    public readonly vendor: string,
    /** The group, as WAF names it. */
    public readonly name: string,
    /** What the group costs in WCU. */
    public readonly capacity: number,
    /** @internal */
    public readonly _config?: wafv2.CfnWebACL.ManagedRuleGroupConfigProperty,
  ) {}
}
