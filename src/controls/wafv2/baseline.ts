import { awsGroups, managedGroups, rulesOf, WEB_ACL } from './rules';
import { compliant, control, noRuntimeRule, unknown, violated } from '../control';

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const GROUPS = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'];

export const baseline = control({
  id: 'wafv2.baseline',
  title: 'a web ACL has the managed rules against common attacks',
  titleKo: '웹 ACL은 일반적인 웹 공격을 막는 관리형 규칙 그룹을 포함한다',
  why: 'own rules alone miss what AWS learns from attacks on others',
  severity: 'medium',
  responsibility: 'shared',
  frameworks: { nist80053r5: ['SC-7', 'SI-3', 'SI-4'], pciDss401: ['6.4.2'], iso27001: ['A.8.20', 'A.8.26'], ismsP: ['2.6.1', '2.10.1', '2.10.3'] },
  appliesTo: [WEB_ACL],
  check: (acl) => {
    const { items, certain } = rulesOf(acl);
    const missing = GROUPS.filter((name) => awsGroups(items, name).length === 0);
    const vendors = managedGroups(items).map(({ vendor }) => vendor).filter((vendor) => vendor !== 'AWS');
    if (missing.length === 0) { return certain ? compliant() : unknown('some of its rules depend on what only a deployment knows'); }
    if (vendors.length > 0) { return unknown(`it has no ${missing.join(', ')}; whether groups of ${vendors.join(', ')} take their place can't be read`); }
    return certain ? violated(`it has no ${missing.join(', ')}`) : unknown('some of its rules are known only at deployment');
  },
  default: {},
  fix: 'add the managed rule groups IP reputation list, common rule set and known bad inputs',
  runtime: noRuntimeRule('no managed rule looks into the rules of a web ACL'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html',
});
