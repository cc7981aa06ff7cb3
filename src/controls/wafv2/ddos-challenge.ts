import { ANTI_DDOS } from './anti-ddos';
import { acting, awsGroups, ruleName, rulesOf, WEB_ACL } from './rules';
import { type CheckResult, compliant, control, noRuntimeRule, violated } from '../control';
import { allApplicable, itemsOf } from '../items';
import { isIntrinsic, isRecord } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

const CHALLENGE = ['ClientSideActionConfig', 'Challenge'];

function check(rule: unknown, statement: unknown): CheckResult {
  const configs = itemsOf(valuesAt(statement, 'ManagedRuleGroupConfigs')).items.flatMap((config) => valuesAt(config, ANTI_DDOS)).filter((config) => config !== undefined);
  const isSet = (...path: string[]): boolean => configs.some((config) => valuesAt(config, ...path).some((value) => value !== undefined));
  const isOverridden = itemsOf(valuesAt(statement, 'RuleActionOverrides')).items
    .some((override) => isRecord(override) && override.Name === 'ChallengeAllDuringEvent' && acting({ Action: override.ActionToUse }, 'Action', 'Challenge') === 'not');
  const usages = configs.flatMap((config) => valuesAt(config, ...CHALLENGE, 'UsageOfAction'));
  return decideEach(usages.length > 0 ? usages : [undefined], (usage) => {
    if (isIntrinsic(usage)) { return deferred('UsageOfAction'); }
    if (usage !== 'ENABLED') {
      const sensitivities = configs.flatMap((config) => valuesAt(config, 'SensitivityToBlock'));
      return sensitivities.length > 0 && sensitivities.every((sensitivity) => sensitivity === 'MEDIUM' || sensitivity === 'HIGH') ? compliant()
        : violated(`${ruleName(rule)} challenges nobody during an attack, and blocks only the most suspicious`);
    }
    return !isOverridden || isSet(...CHALLENGE, 'Sensitivity') ? compliant()
      : violated(`${ruleName(rule)} overrides ChallengeAllDuringEvent, and sets no Sensitivity for ChallengeDDoSRequests`);
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
  check: (acl) => allApplicable(...awsGroups(rulesOf(acl).items, ANTI_DDOS).map(({ rule, statement }) => check(rule, statement))),
  default: {},
  fix: 'set UsageOfAction to ENABLED; for clients that are no browsers, set SensitivityToBlock to MEDIUM or HIGH',
  runtime: noRuntimeRule('no managed rule looks into the rules of a web ACL'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-anti-ddos.html',
});
