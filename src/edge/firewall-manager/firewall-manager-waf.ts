import type { IRuleGroup, ManagedRuleGroup, RuleMode } from '../waf';

/** What a WAF policy puts into the web ACLs of the accounts, in this order: managed groups, first groups, the account's own rules, last groups. */
export interface FirewallManagerWafProps {
  /**
   * Managed rule groups, in their order.
   *
   * @default - those of the web ACL's baseline that need no settings: IP reputation, anonymous IPs, core rules, known bad inputs, SQL injection
   */
  readonly managedRuleGroups?: ManagedRuleGroup[];

  /**
   * Own rule groups that are asked before the account's rules. They lie in the administrator account.
   *
   * @default - none
   */
  readonly firstRuleGroups?: IRuleGroup[];

  /**
   * Own rule groups that are asked after the account's rules. They lie in the administrator account.
   *
   * @default - none
   */
  readonly lastRuleGroups?: IRuleGroup[];

  /**
   * Whether the groups act or only watch. Watch first: a group that stops one account's customers stops every account's.
   *
   * @default RuleMode.ENFORCE
   */
  readonly mode?: RuleMode;

  /**
   * Whether a web ACL that an account has put before a resource gives way to the policy's. Only with remediation.
   *
   * @default false
   */
  readonly replacesOwnWebAcls?: boolean;

  /**
   * Where all web ACLs of the policy write their logs: the ARN of a Firehose stream or bucket of the administrator account whose name begins with
   * `aws-waf-logs-`. The headers `authorization` and `cookie` are left out of the logs.
   *
   * @default - no logs but the accounts' own
   */
  readonly logDestinationArn?: string;
}
