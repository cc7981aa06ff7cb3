import type { RuleMode } from './rule-mode';
import { WafAction } from './waf-action';
import { WafStatement } from './waf-statement';
import type { AddressOptions } from './waf-statement';
import { WebAclRule } from './web-acl-rule';

/** How countries are told apart. */
export interface GeoRestrictionOptions extends AddressOptions {
  /**
   * Whether the rule acts or only watches.
   *
   * @default - that of the baseline
   */
  readonly mode?: RuleMode;
}

const LABEL = 'geo:listed';

/** From which countries requests are let through. Addresses are looked up in AWS's own table, which is right for nearly all, not for all. */
export class GeoRestriction {
  /**
   * Only from these countries: 50 at most.
   *
   * By a forwarded address it takes a second rule, `GeoListed`, that labels requests from the countries: WAF would skip one rule that says NOT where the
   * header is missing, and so let every request through that leaves it out. With the two such a request is blocked.
   *
   * @param countries by their codes of two letters (ISO 3166-1), such as `KR`
   */
  public static only(countries: string[], options: GeoRestrictionOptions = {}): GeoRestriction {
    const listed = WafStatement.geo(countries, options);
    if (!options.forwarded) { return new GeoRestriction([blocking(WafStatement.noneOf(listed), options)]); }
    return new GeoRestriction([
      WebAclRule.match('GeoListed', listed, { mode: options.mode, action: WafAction.count(), labels: [LABEL] }),
      blocking(WafStatement.noneOf(WafStatement.label(LABEL)), options),
    ]);
  }

  /**
   * From all but these countries: 50 at most. By a forwarded address, requests without the header are let through.
   *
   * @param countries by their codes of two letters (ISO 3166-1), such as `KP`
   */
  public static allExcept(countries: string[], options: GeoRestrictionOptions = {}): GeoRestriction {
    return new GeoRestriction([blocking(WafStatement.geo(countries, options), options)]);
  }

  private constructor(
    /** @internal */
    public readonly _rules: readonly WebAclRule[],
  ) {}
}

const blocking = (statement: WafStatement, { mode }: GeoRestrictionOptions): WebAclRule => WebAclRule.match('Geo', statement, { mode });
