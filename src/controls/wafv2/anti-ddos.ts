import { mitigationByShield } from './protected-resources';
import { acting, awsGroups, type ManagedGroup, priorityOf, referredGroups, ruleName, rulesOf, WEB_ACL } from './rules';
import { type CheckResult, compliant, control, noRuntimeRule, unknown, violated } from '../control';
import type { TemplateResource } from '../template';
import { valuesAt } from '../value';

export const ANTI_DDOS = 'AWSManagedRulesAntiDDoSRuleSet';

type Effect = 'passes' | 'hides' | 'unknown';

/** Whether a rule takes requests out of sight of the rules after it; those it allows are to be trusted. */
function effectOf(acl: TemplateResource, rule: unknown): Effect {
  const passing = [acting(rule, 'Action', 'Allow', 'Count'), acting(rule, 'OverrideAction', 'Count')];
  if (passing.includes('there')) { return 'passes'; }
  if (passing.includes('perhaps')) { return 'unknown'; }
  const groups = referredGroups(acl, rule);
  if (groups.length === 0) { return 'hides'; }
  if (groups.some((group) => group === undefined || !rulesOf(group).certain)) { return 'unknown'; }
  return groups.every((group) => group && rulesOf(group).items.every((one) => acting(one, 'Action', 'Allow', 'Count') === 'there')) ? 'passes' : 'hides';
}

function checkGroup(acl: TemplateResource, { rule, statement }: ManagedGroup, rules: readonly unknown[]): CheckResult {
  const scopes = valuesAt(statement, 'ScopeDownStatement');
  if (scopes.every((scope) => scope !== undefined)) { return violated(`${ruleName(rule)} is scoped down, so that it does not see all traffic`); }
  if (scopes.some((scope) => scope !== undefined)) { return unknown('whether the anti-DDoS rules are scoped down depends on a condition'); }
  const place = priorityOf(rule);
  const others = rules.filter((other) => other !== rule).map((other) => ({ other, priority: priorityOf(other) }));
  if (place === undefined || others.some(({ priority }) => priority === undefined)) { return unknown('Priority of its rules is known only at deployment'); }
  const before = others.filter(({ priority }) => priority !== undefined && priority < place)
    .map(({ other }) => ({ other, effect: effectOf(acl, other) }));
  const hiding = before.find(({ effect }) => effect === 'hides');
  if (hiding) { return violated(`${ruleName(hiding.other)} comes before ${ruleName(rule)}, and hides traffic from it`); }
  return before.some(({ effect }) => effect === 'unknown') ? unknown('what a rule before it does is known only at deployment') : compliant();
}

export const antiDdos = control({
  id: 'wafv2.anti-ddos',
  title: 'floods of requests are found over all traffic, by the anti-DDoS rules first of all or by Shield Advanced',
  titleKo: '안티 DDoS 규칙 그룹을 가장 먼저 평가하거나 Shield Advanced 자동 완화를 사용한다',
  why: 'a flood from many addresses stays below every rate limit',
  severity: 'medium',
  responsibility: 'shared',
  frameworks: { nist80053r5: ['SC-5', 'SC-5(2)', 'SC-5(3)'], iso27001: ['A.8.20'], ismsP: ['2.6.1', '2.10.1'] },
  appliesTo: [WEB_ACL],
  check: (acl) => {
    const { items, certain } = rulesOf(acl);
    const groups = awsGroups(items, ANTI_DDOS);
    const results = groups.map((group) => checkGroup(acl, group, items));
    const complaint = results.find(({ status }) => status !== 'compliant');
    const mitigation = mitigationByShield(acl);
    if (mitigation === 'there' && !complaint) { return compliant(); }
    if (!certain) { return unknown('some of its rules depend on what only a deployment knows'); }
    if (mitigation === 'perhaps' && results.length === 0) { return unknown('whether Shield Advanced blocks by itself for what is behind it is known only at deployment'); }
    return complaint ?? results[0] ?? violated(`it has no ${ANTI_DDOS}, and Shield Advanced does not block by itself for what is behind it`);
  },
  default: {},
  fix: 'add AWSManagedRulesAntiDDoSRuleSet with the lowest priority, after rules that allow, or a Shield protection that blocks by itself',
  runtime: noRuntimeRule('no managed rule looks into the rules of a web ACL'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-managed-protections-best-practices.html',
});
