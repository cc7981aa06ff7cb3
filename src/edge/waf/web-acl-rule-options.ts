import type { Duration } from 'aws-cdk-lib';
import type { RateKey } from './rate-key';
import type { RuleMode } from './rule-mode';
import type { RulePosition } from './rule-position';
import type { WafAction } from './waf-action';
import type { WafStatement } from './waf-statement';

/** What every rule can be told. */
export interface RulePlacement {
  /**
   * Whether the rule acts or only watches. This is the rule's switch: begin with `RuleMode.COUNT`, look at its metric and log, then leave it out.
   *
   * @default - that of the web ACL. Where that is COUNT, rules that block, challenge or ask for a puzzle count, and rules that allow still allow.
   */
  readonly mode?: RuleMode;

  /**
   * Where the rule stands, if it has no `priority`.
   *
   * @default RulePosition.AFTER_BASELINE
   */
  readonly position?: RulePosition;

  /**
   * The rule's priority: 0 to 9,999,999, lower ones first, unique. Rules before the baseline are numbered 10, 20, …, the baseline's have 1000, 1010, …,
   * and those after it are numbered 2000, 2010, …
   *
   * @default - numbered by `position`, in the order of the list
   */
  readonly priority?: number;
}

/** What a rule with an action of its own can be told. */
export interface WebAclRuleOptions extends RulePlacement {
  /**
   * What becomes of a request that matches.
   *
   * @default WafAction.block()
   */
  readonly action?: WafAction;

  /**
   * Labels that a request gets that matches, for later rules, metrics and logs. Five of them, of all rules together, cost 1 WCU.
   *
   * @default - none
   */
  readonly labels?: string[];

  /**
   * How long a solved puzzle counts for this rule, if its action is `captcha` or `challenge`: 60 seconds (300 for `challenge`) to 3 days.
   *
   * @default - that of the web ACL
   */
  readonly immunity?: Duration;
}

/** A rule that limits a rate. */
export interface RateRuleOptions extends WebAclRuleOptions {
  /** How many requests with the same key go through in the window: 10 or more. */
  readonly limit: number;

  /**
   * The window: 1, 2, 5 or 10 minutes. WAF counts often, not exactly: it needs up to half a minute to see a flood.
   *
   * @default Duration.minutes(5)
   */
  readonly window?: Duration;

  /**
   * What requests have in common that are counted together.
   *
   * @default RateKey.address()
   */
  readonly key?: RateKey;

  /**
   * Which requests are counted and limited.
   *
   * @default - all
   */
  readonly scopeDown?: WafStatement;
}

/** A rule that asks a rule group. */
export interface GroupRuleOptions extends RulePlacement {
  /**
   * What single rules of the group do instead of what their author chose, by the rule's name.
   *
   * @default - what their author chose
   */
  readonly overrides?: { [ruleName: string]: WafAction };
}

/** A rule that asks a managed rule group. */
export interface ManagedRuleOptions extends GroupRuleOptions {
  /**
   * The version of the group.
   *
   * @default - the vendor's default, which changes as the vendor improves it
   */
  readonly version?: string;

  /**
   * Which requests the group sees.
   *
   * @default - all
   */
  readonly scopeDown?: WafStatement;
}
