import { DdosSensitivity } from './anti-ddos-options';
import { BASELINE } from './private/baseline-table';
import { RuleMode } from './rule-mode';
import { WafAction } from './waf-action';
import type { WebAclBaselineOptions } from './web-acl-baseline-options';
import type { WebAclRule } from './web-acl-rule';

/** Where the baseline's first rule stands. */
const START = 1000;
const GAP = 10;

/**
 * Rules that every web application wants, curated and in order: anti-DDoS first, addresses known to attack, anonymous addresses, core rules, known bad
 * inputs, SQL injection, rates, countries, sizes of bodies. Then comes what is paid by use and therefore asked for: bots, account takeover, fake accounts.
 *
 * Each has a switch: watch in `RuleMode.COUNT` first, then let it act. Each keeps its priority, 1000, 1010, …, whichever others are on.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * new edge.WebAcl(orders, 'Acl', {
 *   baseline: edge.WebAclBaseline.recommended({
 *     anonymousIps: { mode: edge.RuleMode.COUNT },
 *     geo: edge.GeoRestriction.only(['KR', 'JP']),
 *     rateByAddress: { limit: 500 },
 *   }),
 * });
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export class WebAclBaseline {
  /** The curated rules. */
  public static recommended(options: WebAclBaselineOptions = {}): WebAclBaseline {
    return new WebAclBaseline(BASELINE.flatMap((make, index) => [make(options) ?? []].flat().flatMap((rule, next) => {
      const mode = rule._placement.mode ?? options.mode;
      return mode === RuleMode.OFF ? [] : [rule._placed({ mode, priority: START + index * GAP + next })];
    })));
  }

  /**
   * The same for an API that programs call: they can't solve a challenge, and call from hosting providers. So an attack is met by blocking what is
   * suspicious to a middling degree, without challenges, and addresses of hosting providers are counted.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-anti-ddos-rg-using.html
   */
  public static recommendedForApis(options: WebAclBaselineOptions = {}): WebAclBaseline {
    return WebAclBaseline.recommended({
      ...options,
      antiDdos: { challenge: false, blockSensitivity: DdosSensitivity.MEDIUM, ...options.antiDdos },
      anonymousIps: { ...options.anonymousIps, overrides: { HostingProviderIPList: WafAction.count(), ...options.anonymousIps?.overrides } },
    });
  }

  /** No rules: only one's own. */
  public static none(): WebAclBaseline { return new WebAclBaseline([]); }

  private constructor(
    /** Those that are on, in their order. @internal */
    public readonly _rules: readonly WebAclRule[],
  ) {}

  /** The names of the rules that are on, in their order: also those of their metrics. */
  public get ruleNames(): string[] { return this._rules.map(({ name }) => name); }
}
