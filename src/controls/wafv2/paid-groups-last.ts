import { awsGroups, managedGroups, priorityOf, ruleName, rulesOf, WEB_ACL } from './rules';
import { type CheckResult, compliant, control, noRuntimeRule, notApplicable, unknown, violated } from '../control';
import { accepted, worst } from '../presence';
import type { TemplateResource } from '../template';
import { valuesAt } from '../value';

const BOT_CONTROL = 'AWSManagedRulesBotControlRuleSet';
/** Groups that cost for each request they see. The anti-DDoS group does too, but must come first. */
const PAID = [BOT_CONTROL, 'AWSManagedRulesATPRuleSet', 'AWSManagedRulesACFPRuleSet'];

function check(acl: TemplateResource): CheckResult {
  const { items, certain } = rulesOf(acl);
  const paid = awsGroups(items, ...PAID);
  if (paid.length === 0) { return certain ? notApplicable() : unknown('some of its rules are known only at deployment'); }
  const unscoped = awsGroups(items, BOT_CONTROL).find(({ statement }) => valuesAt(statement, 'ScopeDownStatement').every((scope) => scope === undefined));
  if (unscoped) { return violated(`${ruleName(unscoped.rule)} is not scoped down, and is paid for each request`); }
  const isScoped = worst(awsGroups(items, BOT_CONTROL).map(({ statement }) => accepted(valuesAt(statement, 'ScopeDownStatement'), (scope) => scope !== undefined)));
  const free = managedGroups(items).filter(({ vendor, name }) => vendor === 'AWS' && name !== undefined && !PAID.includes(name)).map(({ rule }) => rule);
  const places = paid.map(({ rule }) => priorityOf(rule));
  const late = free.find((rule) => places.some((place) => (priorityOf(rule) ?? -1) > (place ?? Infinity)));
  if (late) { return violated(`${ruleName(late)} comes after a group that is paid for each request`); }
  return certain && isScoped === 'there' && [...places, ...free.map(priorityOf)].every((place) => place !== undefined) ? compliant() : unknown('the order of its rules, or what they see, is known only at deployment');
}

export const paidGroupsLast = control({
  id: 'wafv2.paid-groups-last',
  title: 'bot and fraud control see only what the other groups let through',
  titleKo: '봇 제어와 사기 방지 그룹은 다른 규칙 그룹을 통과한 요청만 검사한다',
  why: 'each request that they see is paid for, in an attack too',
  severity: 'low',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-5(2)'], ismsP: ['2.10.1'] },
  appliesTo: [WEB_ACL],
  check,
  default: {},
  fix: 'give bot control, account takeover and fraud groups the highest priorities, and scope bot control down to the paths that need it',
  runtime: noRuntimeRule('no managed rule looks into the rules of a web ACL'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-managed-protections-best-practices.html',
});
