import { checkNotEmpty, RULE_GROUP } from './rules';
import { control, managedRule } from '../control';

export const ruleGroupNotEmpty = control({
  id: 'wafv2.rule-group-not-empty',
  title: 'a rule group has a rule',
  titleKo: '규칙 그룹에는 규칙이 하나 이상 있다',
  why: 'an empty rule group looks like protection in the web ACL that names it, and does nothing',
  severity: 'low',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['CA-9(1)', 'CM-2'], ismsP: ['2.10.1'], controlTower: ['CT.WAFV2.PR.2'] },
  appliesTo: [RULE_GROUP],
  check: checkNotEmpty,
  default: {},
  fix: 'add rules, or remove the rule group',
  runtime: managedRule('WAFV2_RULEGROUP_NOT_EMPTY'),
  source: 'https://docs.aws.amazon.com/controltower/latest/controlreference/wafv2-rules.html',
});
