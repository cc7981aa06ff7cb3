import type { AntiDdosOptions } from './anti-ddos-options';
import type { BaselineForwardedRateOptions, BaselineGroupOptions, BaselineRateOptions, BodySizeOptions } from './baseline-rule-options';
import type { BotControlOptions } from './bot-control-options';
import type { AccountTakeoverOptions, FakeAccountsOptions } from './fraud-options';
import type { GeoRestriction } from './geo-restriction';
import type { RuleMode } from './rule-mode';

/** The curated rules, in their order. */
export interface WebAclBaselineOptions {
  /**
   * Whether the rules act or only watch, where they don't say so themselves.
   *
   * @default - that of the web ACL
   */
  readonly mode?: RuleMode;

  /**
   * AWS's anti-DDoS group: it learns what is usual, and challenges and blocks during an attack. 50 WCU. AWS asks a monthly fee for each web ACL and one
   * by the request, unless the account has Shield Advanced.
   *
   * @default - on
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-anti-ddos.html
   * @see https://aws.amazon.com/waf/pricing/
   */
  readonly antiDdos?: AntiDdosOptions;

  /**
   * Addresses that attack. 25 WCU.
   *
   * @default - on
   */
  readonly ipReputation?: BaselineGroupOptions;

  /**
   * Addresses of hosting providers, VPNs, proxies and Tor: count HostingProviderIPList where programs in a cloud call. 50 WCU.
   *
   * @default - on
   */
  readonly anonymousIps?: BaselineGroupOptions;

  /**
   * What every web application is attacked with. 700 WCU. Its rule on the size of bodies only counts where `bodySize` is on.
   *
   * @default - on
   */
  readonly coreRules?: BaselineGroupOptions;

  /**
   * Patterns that exploit known weaknesses. 200 WCU.
   *
   * @default - on
   */
  readonly knownBadInputs?: BaselineGroupOptions;

  /**
   * Injection of SQL. 200 WCU.
   *
   * @default - on
   */
  readonly sqlInjection?: BaselineGroupOptions;

  /**
   * The rate by the address that requests come from. 2 WCU.
   *
   * @default - on: 2000 requests in 5 minutes
   */
  readonly rateByAddress?: BaselineRateOptions;

  /**
   * The rate by the address that a proxy reports. 2 WCU.
   *
   * @default - on: 2000 requests in 5 minutes
   */
  readonly rateByForwardedAddress?: BaselineForwardedRateOptions;

  /**
   * The countries that requests may come from. 1 WCU, or 3 for `only` by a forwarded address.
   *
   * @default - all
   */
  readonly geo?: GeoRestriction;

  /**
   * The size of bodies. 1 WCU.
   *
   * @default - on: 8192 bytes
   */
  readonly bodySize?: BodySizeOptions;

  /**
   * AWS's bot control group. 50 WCU. AWS asks USD 10 a month for each web ACL, and by the million requests USD 1 at level COMMON after the first ten
   * million of a month, USD 10 at level TARGETED after the first: let `scopeDown` leave out what bots may have.
   *
   * @default - off
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-bot.html
   * @see https://aws.amazon.com/waf/pricing/
   */
  readonly botControl?: BotControlOptions;

  /**
   * AWS's account takeover prevention group (ATP), in front of a login: stolen credentials, guessing. 50 WCU. AWS asks USD 10 a month for each web
   * ACL, and USD 1 or less by the thousand login attempts after the first ten thousand of a month.
   *
   * @default - off
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-atp.html
   * @see https://aws.amazon.com/waf/pricing/
   */
  readonly accountTakeover?: AccountTakeoverOptions;

  /**
   * AWS's account creation fraud prevention group (ACFP), in front of a registration. 50 WCU. AWS asks USD 10 a month for each web ACL, and USD 1 or
   * less by the thousand registration attempts.
   *
   * @default - off
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-acfp.html
   * @see https://aws.amazon.com/waf/pricing/
   */
  readonly fakeAccounts?: FakeAccountsOptions;
}
