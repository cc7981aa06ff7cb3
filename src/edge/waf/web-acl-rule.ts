import type { Duration, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import type { IIpSet } from './ip-set';
import type { ManagedRuleGroup } from './managed-rule-group';
import { type Cost, costOf, costOfLabels, costOfStatement, sumOf } from './private/capacity';
import { renderImmunity } from './private/immunity';
import { checkOwnLabel } from './private/labels';
import { checkPriority, checkRuleName } from './private/names';
import { withOversize } from './private/oversize';
import { rateStatement } from './private/rate';
import type { Reference } from './private/reference';
import type { IRuleGroup } from './rule-group';
import { RuleMode } from './rule-mode';
import type { TextInspection } from './text-inspection';
import { WafAction } from './waf-action';
import { WafStatement, type SizeMatch, type SqliMatch } from './waf-statement';
import type { GroupRuleOptions, ManagedRuleOptions, RateRuleOptions, RulePlacement, WebAclRuleOptions } from './web-acl-rule-options';

/**
 * One rule of a web ACL or of a rule group: a name, what it looks for, and what it does.
 *
 * The name is also that of its CloudWatch metric, and unique among the rules.
 *
 * @example
 * edge.WebAclRule.rate('Logins', {
 *   limit: 100,
 *   scopeDown: edge.WafStatement.byteMatch({ field: edge.WafField.uriPath(), text: '/login', position: edge.StringPosition.STARTS_WITH }),
 *   mode: edge.RuleMode.COUNT,
 * });
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rules.html
 */
export class WebAclRule {
  /** A rule on any statement. */
  public static match(name: string, statement: WafStatement, options: WebAclRuleOptions = {}): WebAclRule {
    return WebAclRule.ofStatement(name, statement._json, statement._references, options);
  }

  /** A rule on the client's address. */
  public static ipSet(name: string, addresses: IIpSet, options: WebAclRuleOptions = {}): WebAclRule {
    return WebAclRule.match(name, WafStatement.ipSet(addresses), options);
  }

  /** A rule on the client's country, by codes of two letters. */
  public static geo(name: string, countries: string[], options: WebAclRuleOptions = {}): WebAclRule {
    return WebAclRule.match(name, WafStatement.geo(countries), options);
  }

  /** A rule that finds SQL, as it is or encoded. */
  public static sqli(name: string, match: SqliMatch, options: WebAclRuleOptions = {}): WebAclRule {
    return WebAclRule.match(name, WafStatement.sqli(match), options);
  }

  /** A rule that finds scripts, as they are or encoded. */
  public static xss(name: string, match: TextInspection, options: WebAclRuleOptions = {}): WebAclRule {
    return WebAclRule.match(name, WafStatement.xss(match), options);
  }

  /** A rule on the size of a part of the request. */
  public static size(name: string, match: SizeMatch, options: WebAclRuleOptions = {}): WebAclRule {
    return WebAclRule.match(name, WafStatement.size(match), options);
  }

  /** A rule that matches where all of the statements hold. */
  public static allOf(name: string, statements: WafStatement[], options: WebAclRuleOptions = {}): WebAclRule {
    return WebAclRule.match(name, WafStatement.allOf(...statements), options);
  }

  /** A rule that matches where one or more of the statements hold. */
  public static anyOf(name: string, statements: WafStatement[], options: WebAclRuleOptions = {}): WebAclRule {
    return WebAclRule.match(name, WafStatement.anyOf(...statements), options);
  }

  /** A rule that matches where none of the statements holds. */
  public static noneOf(name: string, statements: WafStatement[], options: WebAclRuleOptions = {}): WebAclRule {
    return WebAclRule.match(name, WafStatement.noneOf(...statements), options);
  }

  /**
   * A rule that limits how many requests come in a window. It can't be part of another statement.
   *
   * @throws if the limit or the window is none of WAF's, or all requests are counted together without a `scopeDown`
   */
  public static rate(name: string, options: RateRuleOptions): WebAclRule {
    return WebAclRule.ofStatement(name, rateStatement(name, options), options.scopeDown?._references ?? [], options);
  }

  /** A rule that asks a managed rule group. */
  public static managed(name: string, group: ManagedRuleGroup, options: ManagedRuleOptions = {}): WebAclRule {
    const { scopeDown } = options;
    const statement = {
      managedRuleGroupStatement: {
        vendorName: group.vendor,
        name: group.name,
        version: options.version,
        managedRuleGroupConfigs: group._config && [group._config],
        ruleActionOverrides: overridesOf(options),
        scopeDownStatement: scopeDown?._json,
      },
    };
    const cost = sumOf([costOf(group.capacity), ...scopeDown ? [costOfStatement(scopeDown._json)] : []]);
    return new WebAclRule(name, options, statement, cost, scopeDown?._references ?? [], undefined, Object.values(options.overrides ?? {}));
  }

  /** A rule that asks a rule group of one's own. */
  public static group(name: string, group: IRuleGroup, options: GroupRuleOptions = {}): WebAclRule {
    const statement = { ruleGroupReferenceStatement: { arn: group.ruleGroupArn, ruleActionOverrides: overridesOf(options) } };
    return new WebAclRule(name, options, statement, costOf(group.capacity), [
      { what: `the rule group '${group.node.path}'`, arn: group.ruleGroupArn, aclScope: group.aclScope },
    ], undefined, Object.values(options.overrides ?? {}));
  }

  private static ofStatement(
    name: string, statement: wafv2.CfnWebACL.StatementProperty, references: readonly Reference[], options: WebAclRuleOptions,
  ): WebAclRule {
    const labels = (options.labels ?? []).map(checkOwnLabel);
    return new WebAclRule(name, options, statement, sumOf([costOfStatement(statement), costOfLabels(labels.length)]), references, {
      does: options.action ?? WafAction.block(), labels, immunity: options.immunity,
    });
  }

  private constructor(
    /** The name, which is also that of the metric. */
    public readonly name: string,
    /** @internal */
    public readonly _placement: RulePlacement,
    /** @internal */
    public readonly _statement: wafv2.CfnWebACL.StatementProperty,
    /** @internal */
    public readonly _cost: Cost,
    /** @internal */
    public readonly _references: readonly Reference[],
    /** None where a rule group acts. @internal */
    public readonly _action?: { readonly does: WafAction; readonly labels: readonly string[]; readonly immunity?: Duration },
    /** What single rules of a rule group do instead. @internal */
    public readonly _overrides: readonly WafAction[] = [],
  ) {
    checkRuleName(name);
    checkPriority(name, _placement.priority);
    this._statement = withOversize(_statement, _action?.does.actionName === 'ALLOW');
  }

  /** Everything that it may do itself, or make a rule group do. @internal */
  public get _actions(): WafAction[] { return [...this._action ? [this._action.does] : [], ...this._overrides]; }

  /** Whether it limits a rate. @internal */
  public get _isRate(): boolean { return this._statement.rateBasedStatement !== undefined; }

  /** Whether it asks a rule group. @internal */
  public get _isGroup(): boolean { return this._action === undefined; }

  /** Whether it looks into responses: https://docs.aws.amazon.com/waf/latest/APIReference/API_ResponseInspection.html @internal */
  public get _readsResponses(): boolean {
    type Settings = Readonly<Record<string, { readonly responseInspection?: object }>>;
    const configs = (this.managedStatement?.managedRuleGroupConfigs ?? []) as Settings[];
    return configs.some((config) => Object.values(config).some(({ responseInspection }) => responseInspection !== undefined));
  }

  /** The managed group that it asks. @internal */
  public get _managedGroup(): string | undefined { return this.managedStatement?.name; }

  private get managedStatement() {
    return this._statement.managedRuleGroupStatement as wafv2.CfnWebACL.ManagedRuleGroupStatementProperty | undefined;
  }

  /** The same rule with another placement. @internal */
  public _placed(placement: RulePlacement): WebAclRule {
    const merged = { ...this._placement, ...placement };
    return new WebAclRule(this.name, merged, this._statement, this._cost, this._references, this._action, this._overrides);
  }

  /** @internal */
  public _render(priority: number, mode: RuleMode, sampled: boolean): wafv2.CfnWebACL.RuleProperty {
    return {
      name: this.name,
      priority,
      statement: this._statement,
      ...this.renderAction(mode),
      visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: this.name, sampledRequestsEnabled: sampled },
    };
  }

  /** The rule's own mode decides; that of its surroundings touches only what stops requests, so that what is allowed stays allowed. */
  private renderAction(surroundings: RuleMode): Partial<wafv2.CfnWebACL.RuleProperty> {
    const mode = this._placement.mode ?? surroundings;
    if (!this._action) { return { overrideAction: mode === RuleMode.COUNT ? { count: {} } : { none: {} } }; }
    const { does, labels, immunity } = this._action;
    const counts = mode === RuleMode.COUNT && (does._stops || this._placement.mode === RuleMode.COUNT);
    return {
      action: (counts ? WafAction.count() : does)._json,
      ruleLabels: labels.length > 0 ? labels.map((name) => ({ name })) : undefined,
      ...renderImmunity(this.name, does.actionName, immunity),
    };
  }
}

const overridesOf = ({ overrides = {} }: GroupRuleOptions): wafv2.CfnWebACL.RuleActionOverrideProperty[] | undefined => {
  const entries = Object.entries(overrides);
  return entries.length > 0 ? entries.map(([name, action]) => ({ name, actionToUse: action._json })) : undefined;
};
