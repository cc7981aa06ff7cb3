import { RULE_GROUP, ruleName, WEB_ACL } from './rules';
import { control, managedRule } from '../control';
import { allApplicable, decideItems } from '../items';
import { checkTrue, valuesAt } from '../value';

export const metrics = control({
  id: 'wafv2.metrics',
  title: 'a web ACL, a rule group and each rule in them count what they match',
  titleKo: '웹 ACL과 규칙 그룹, 그 안의 모든 규칙은 CloudWatch 지표를 남긴다',
  why: 'without metrics no alarm tells of an attack, and nobody sees what a new rule would block',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['WAF.12'],
    nist80053r5: ['AC-4(26)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'CA-7', 'SC-7(9)', 'SC-7(10)', 'SI-7(8)'],
    iso27001: ['A.8.16'],
    ismsP: ['2.10.1', '2.11.3'],
  },
  appliesTo: [WEB_ACL, RULE_GROUP],
  check: ({ properties }) => allApplicable(
    checkTrue(valuesAt(properties, 'VisibilityConfig', 'CloudWatchMetricsEnabled'), 'CloudWatchMetricsEnabled'),
    decideItems(valuesAt(properties, 'Rules'), 'Rules', (rule) =>
      checkTrue(valuesAt(rule, 'VisibilityConfig', 'CloudWatchMetricsEnabled'), `CloudWatchMetricsEnabled of ${ruleName(rule)}`)),
  ),
  default: { VisibilityConfig: { CloudWatchMetricsEnabled: true } },
  fix: 'set CloudWatchMetricsEnabled to true in the VisibilityConfig of the web ACL or rule group, and of each rule',
  runtime: managedRule('WAFV2_RULEGROUP_LOGGING_ENABLED'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/monitoring-cloudwatch.html',
});
