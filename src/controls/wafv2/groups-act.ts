import { acting, ruleName, statementOf, WEB_ACL } from './rules';
import { compliant, control, noRuntimeRule, notApplicable, violated } from '../control';
import { decideItems } from '../items';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const groupsAct = control({
  id: 'wafv2.groups-act',
  title: 'the rule groups of a web ACL act on what they find',
  titleKo: '웹 ACL의 규칙 그룹은 탐지만 하지 않고 실제로 조치한다',
  why: 'a rule group that only counts watches an attack go by',
  severity: 'low',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-7', 'SI-3'], iso27001: ['A.8.20'], ismsP: ['2.10.1'] },
  appliesTo: [WEB_ACL],
  check: ({ properties }) => decideItems(valuesAt(properties, 'Rules'), 'Rules', (rule) => {
    if (!['ManagedRuleGroupStatement', 'RuleGroupReferenceStatement'].some((kind) => statementOf(rule, kind).length > 0)) { return notApplicable(); }
    return decideEach(valuesAt(rule, 'OverrideAction'), (action) => {
      if (isIntrinsic(action)) { return deferred(`OverrideAction of ${ruleName(rule)}`); }
      return acting({ Action: action }, 'Action', 'Count') !== 'not' ? violated(`${ruleName(rule)} only counts`) : compliant();
    });
  }),
  default: {},
  fix: 'set OverrideAction to None when the counts show that the group blocks what it should',
  runtime: noRuntimeRule('no managed rule looks into the rules of a web ACL'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing.html',
});
