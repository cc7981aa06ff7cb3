import { ANTI_DDOS } from './anti-ddos';
import { acting, awsGroups, ruleName, rulesOf, WEB_ACL } from './rules';
import { type CheckResult, control, noRuntimeRule } from '../control';
import { allApplicable, itemsOf } from '../items';
import { accepted, best, checkThere, type Presence, worst } from '../presence';
import { isIntrinsic, isRecord } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

const CHALLENGE = ['ClientSideActionConfig', 'Challenge'];

const OPPOSITE: Readonly<Record<Presence, Presence>> = { there: 'not', perhaps: 'perhaps', not: 'there' };

/** Whether the challenge of all requests is left as the group has it. */
const isLeft = (overrides: readonly unknown[]): Presence => OPPOSITE[best(overrides.map((override) => worst([
  accepted(valuesAt(override, 'Name'), (name) => name === 'ChallengeAllDuringEvent'),
  OPPOSITE[acting({ Action: isRecord(override) ? override.ActionToUse : undefined }, 'Action', 'Challenge')],
])))];

function check(rule: unknown, statement: unknown): CheckResult {
  const configs = itemsOf(valuesAt(statement, 'ManagedRuleGroupConfigs'));
  const overrides = itemsOf(valuesAt(statement, 'RuleActionOverrides'));
  if (!configs.certain || !overrides.certain) { return deferred(`how ${ruleName(rule)} is configured`); }
  const own = configs.items.filter((config) => valuesAt(config, ANTI_DDOS).some((value) => value !== undefined));
  const set = (...path: string[]): readonly unknown[] =>
    (own.length > 0 ? own.flatMap((config) => valuesAt(config, ANTI_DDOS, ...path)) : [undefined]);
  return decideEach(set(...CHALLENGE, 'UsageOfAction'), (usage) => {
    if (isIntrinsic(usage)) { return deferred('UsageOfAction'); }
    if (usage !== 'ENABLED') {
      return checkThere(accepted(set('SensitivityToBlock'), (sensitivity) => sensitivity === 'MEDIUM' || sensitivity === 'HIGH'),
        `${ruleName(rule)} challenges nobody during an attack, and blocks only the most suspicious`);
    }
    return checkThere(best([isLeft(overrides.items), accepted(set(...CHALLENGE, 'Sensitivity'), (sensitivity) => sensitivity !== undefined)]),
      `${ruleName(rule)} overrides ChallengeAllDuringEvent, and sets no Sensitivity for ChallengeDDoSRequests`);
  });
}

export const ddosChallenge = control({
  id: 'wafv2.ddos-challenge',
  title: 'during a flood browsers are challenged, or more than the most suspicious requests are blocked',
  titleKo: 'DDoS 공격 중에는 브라우저를 검증하거나 의심스러운 요청을 더 넓게 차단한다',
  why: 'left at its least, the anti-DDoS group lets most of a flood through',
  severity: 'low',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-5', 'SC-5(2)'], iso27001: ['A.8.20'], ismsP: ['2.10.1'] },
  appliesTo: [WEB_ACL],
  check: (acl) => {
    const { items, certain } = rulesOf(acl);
    const result = allApplicable(...awsGroups(items, ANTI_DDOS).map(({ rule, statement }) => check(rule, statement)));
    return certain ? result : deferred('a part of Rules');
  },
  default: {},
  fix: 'set UsageOfAction to ENABLED; for clients that are no browsers, set SensitivityToBlock to MEDIUM or HIGH',
  runtime: noRuntimeRule('no managed rule looks into the rules of a web ACL'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-anti-ddos.html',
});
