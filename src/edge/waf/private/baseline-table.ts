import { baselineConfigs } from './baseline-configs';
import { refuseUnless } from '../../../private/errors';
import type { BaselineGroupOptions, BaselineRateOptions } from '../baseline-rule-options';
import { ManagedRuleGroup } from '../managed-rule-group';
import { OversizeHandling } from '../oversize-handling';
import { RateKey } from '../rate-key';
import { RuleMode } from '../rule-mode';
import { SizeComparison } from '../size-comparison';
import { WafAction } from '../waf-action';
import { WafField } from '../waf-field';
import type { WebAclBaselineOptions } from '../web-acl-baseline-options';
import { WebAclRule } from '../web-acl-rule';
import type { ManagedGroupName } from './managed-groups';

/** Makes one rule of the baseline, several that belong together, or none where it was not asked for. */
type BaselineRule = (options: WebAclBaselineOptions) => WebAclRule | readonly WebAclRule[] | undefined;

/** The order in which AWS recommends them: what costs an attacker most first, what costs its user most last. Places are for ever: append only. */
export const BASELINE: readonly BaselineRule[] = [
  ({ antiDdos = {} }) => configured('AntiDdos', 'AWSManagedRulesAntiDDoSRuleSet', baselineConfigs.antiDdos(antiDdos), antiDdos),
  ({ ipReputation }) => WebAclRule.managed('IpReputation', ManagedRuleGroup.IP_REPUTATION, ipReputation),
  ({ anonymousIps }) => WebAclRule.managed('AnonymousIps', ManagedRuleGroup.ANONYMOUS_IPS, anonymousIps),
  (options) => WebAclRule.managed('CoreRules', ManagedRuleGroup.CORE_RULES, coreRules(options)),
  ({ knownBadInputs }) => WebAclRule.managed('KnownBadInputs', ManagedRuleGroup.KNOWN_BAD_INPUTS, knownBadInputs),
  ({ sqlInjection }) => WebAclRule.managed('SqlInjection', ManagedRuleGroup.SQL_INJECTION, sqlInjection),
  ({ rateByAddress = {} }) => rate('RateByAddress', RateKey.address(), rateByAddress),
  ({ rateByForwardedAddress: forwarded = {} }) => rate('RateByForwardedAddress', RateKey.forwardedAddress(forwarded.address), forwarded),
  ({ geo }) => geo?._rules,
  ({ bodySize = {} }) => WebAclRule.size('BodySize', {
    field: WafField.body(bodySize.oversize ?? OversizeHandling.MATCH), comparison: SizeComparison.MORE_THAN, bytes: bodySize.bytes ?? 8192,
  }, { mode: bodySize.mode, action: WafAction.block({ status: 413 }) }),
  ({ botControl }) => botControl && configured('BotControl', 'AWSManagedRulesBotControlRuleSet', baselineConfigs.botControl(botControl), botControl),
  ({ accountTakeover: takeover }) => takeover
    && configured('AccountTakeover', 'AWSManagedRulesATPRuleSet', baselineConfigs.accountTakeover(takeover), takeover),
  ({ fakeAccounts }) => fakeAccounts && configured('FakeAccounts', 'AWSManagedRulesACFPRuleSet', baselineConfigs.fakeAccounts(fakeAccounts), fakeAccounts),
];

function configured(name: string, group: ManagedGroupName, config: object, options: BaselineGroupOptions): WebAclRule {
  const { mode, overrides, scopeDown, version } = options;
  return WebAclRule.managed(name, ManagedRuleGroup._configured(group, config), { mode, overrides, scopeDown, version });
}

function rate(name: string, key: RateKey, { mode, limit = 2000, window, scopeDown }: BaselineRateOptions): WebAclRule {
  refuseUnless(limit > 0, { what: `the limit of '${name}'`, got: limit, allowed: '10 or more', fix: 'turn the rule off with `mode: RuleMode.OFF`' });
  return WebAclRule.rate(name, { mode, limit, window, key, scopeDown, action: WafAction.block({ status: 429 }) });
}

/** Two rules on the size of bodies would need two exceptions for one upload: the baseline's own decides. */
function coreRules({ mode, coreRules: options = {}, bodySize = {} }: WebAclBaselineOptions): BaselineGroupOptions {
  const isOff = (bodySize.mode ?? mode) === RuleMode.OFF;
  return isOff ? options : { ...options, overrides: { SizeRestrictions_BODY: WafAction.count(), ...options.overrides } };
}
