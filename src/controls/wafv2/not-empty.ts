import { checkNotEmpty, WEB_ACL } from './rules';
import { control, managedRule } from '../control';

export const notEmpty = control({
  id: 'wafv2.not-empty',
  title: 'a web ACL has a rule',
  titleKo: '웹 ACL에는 규칙이 하나 이상 있다',
  why: 'without rules, it does to every request what its default action says',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['WAF.10'],
    nist80053r5: ['CA-9(1)', 'CM-2'],
    ismsP: ['2.6.1', '2.10.1'],
    controlTower: ['CT.WAFV2.PR.1'],
  },
  appliesTo: [WEB_ACL],
  check: checkNotEmpty,
  default: {},
  fix: 'add rules, at least the managed rule groups of the baseline',
  runtime: managedRule('WAFV2_WEBACL_NOT_EMPTY'),
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html',
});
