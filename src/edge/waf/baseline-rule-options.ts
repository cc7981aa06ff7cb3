import type { Duration } from 'aws-cdk-lib';
import type { ForwardedAddress } from './forwarded-address';
import type { OversizeHandling } from './oversize-handling';
import type { RuleMode } from './rule-mode';
import type { WafAction } from './waf-action';
import type { WafStatement } from './waf-statement';

/** One rule of the baseline. */
export interface BaselineRuleOptions {
  /**
   * Whether the rule acts, only watches, or is left out. This is the rule's switch.
   *
   * @default - that of the baseline
   */
  readonly mode?: RuleMode;
}

/** A managed rule group of the baseline. */
export interface BaselineGroupOptions extends BaselineRuleOptions {
  /**
   * What single rules of the group do instead of what AWS chose, by the rule's name.
   *
   * @default - what AWS chose
   */
  readonly overrides?: { [ruleName: string]: WafAction };

  /**
   * Which requests the group sees. A group that is paid by the request costs less for fewer.
   *
   * @default - all
   */
  readonly scopeDown?: WafStatement;

  /**
   * The version of the group.
   *
   * @default - AWS's default, which changes as AWS improves it
   */
  readonly version?: string;
}

/** A rate. */
export interface BaselineRateOptions extends BaselineRuleOptions {
  /**
   * How many requests go through in the window: 10 or more.
   *
   * @default 2000
   */
  readonly limit?: number;

  /**
   * The window: 1, 2, 5 or 10 minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly window?: Duration;

  /**
   * Which requests are counted and limited.
   *
   * @default - all
   */
  readonly scopeDown?: WafStatement;
}

/** A rate by the address that a proxy reports. */
export interface BaselineForwardedRateOptions extends BaselineRateOptions {
  /**
   * Where the proxy reports it.
   *
   * @default - X-Forwarded-For; a request without it, or without a valid address in it, is not counted
   */
  readonly address?: ForwardedAddress;
}

/** The size of bodies. */
export interface BodySizeOptions extends BaselineRuleOptions {
  /**
   * The largest body that goes through, in bytes. What is larger than WAF inspects follows `oversize`: with MATCH a limit above that is the limit of what
   * WAF inspects.
   *
   * @default 8192
   */
  readonly bytes?: number;

  /**
   * What is done with a body that is larger than WAF inspects: 8 KB in front of load balancers and GraphQL APIs, otherwise the web ACL's
   * `bodyInspection`. What WAF does not see it can't judge, so CONTINUE is for uploads that something else inspects.
   *
   * @default OversizeHandling.MATCH
   */
  readonly oversize?: OversizeHandling;
}
