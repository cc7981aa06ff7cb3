import { acting, referredGroups, rulesOf, statementOf, WEB_ACL } from './rules';
import { type CheckResult, compliant, control, noRuntimeRule, unknown, violated } from '../control';
import { itemsOf } from '../items';
import { accepted, type Presence, worst } from '../presence';
import { isIntrinsic, isRecord, type TemplateResource } from '../template';
import { valuesAt } from '../value';

/** A rule over all requests, counted by the address they come from, whose limit one client can reach. */
function blanket(rule: unknown): Presence {
  const branches = valuesAt(rule, 'Statement', 'RateBasedStatement');
  const statement = branches.find((branch) => branch !== undefined);
  if (statement === undefined) { return 'not'; }
  const answers: Presence[] = [
    accepted(valuesAt(statement, 'AggregateKeyType'), (type) => type === 'IP' || type === 'FORWARDED_IP'),
    accepted(valuesAt(statement, 'ScopeDownStatement'), (scope) => scope === undefined),
    pace(statement),
    acting(rule, 'Action', 'Block', 'Challenge', 'Captcha'),
  ];
  return branches.length > 1 ? worst(['perhaps', ...answers]) : worst(answers);
}

/** No client needs so many requests a second; the least window is a minute. */
const PER_SECOND = 1000;

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html: five minutes where nothing is said. */
const pace = (statement: unknown): Presence => worst(valuesAt(statement, 'EvaluationWindowSec').map((window = 300) =>
  (isIntrinsic(window) ? 'perhaps' : accepted(valuesAt(statement, 'Limit'), (limit) => Number(limit) <= PER_SECOND * Number(window)))));

/** The rules of the groups that a rule of the web ACL runs, as it lets them act; undefined where a group is in another template. */
function rulesInGroups(acl: TemplateResource, rule: unknown): readonly (Presence | undefined)[] {
  const counting = acting(rule, 'OverrideAction', 'Count');
  if (counting === 'there') { return []; }
  const overrides = itemsOf(statementOf(rule, 'RuleGroupReferenceStatement').flatMap((statement) => valuesAt(statement, 'RuleActionOverrides')));
  return referredGroups(acl, rule).flatMap((group) => {
    if (group === undefined) { return [undefined]; }
    const { items, certain } = rulesOf(group);
    const answers = items.map((own) => {
      const acts = overrides.items.filter((override) => isRecord(override) && isRecord(own) && override.Name === own.Name)
        .map((override) => acting({ Action: isRecord(override) ? override.ActionToUse : undefined }, 'Action', 'Block', 'Challenge', 'Captcha'));
      return worst([blanket(own), ...acts, counting === 'perhaps' ? 'perhaps' : 'there', overrides.certain ? 'there' : 'perhaps']);
    });
    return [...answers, ...(certain ? [] : [undefined])];
  });
}

function check(acl: TemplateResource): CheckResult {
  const { items, certain } = rulesOf(acl);
  const answers = [...items.map(blanket), ...items.flatMap((rule) => rulesInGroups(acl, rule))];
  const isCertain = certain && !answers.includes(undefined);
  if (answers.includes('there') && isCertain) { return compliant(); }
  return isCertain && !answers.includes('perhaps')
    ? violated('no rate-based rule acts on all requests of an address, at a pace that one client reaches')
    : unknown('some of its rules depend on what only a deployment knows');
}

export const rateLimit = control({
  id: 'wafv2.rate-limit',
  title: 'a web ACL limits how fast one address may ask',
  titleKo: '웹 ACL은 한 IP 주소의 요청 속도를 제한한다',
  why: 'without a limit, one client can exhaust the application or try passwords without end',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-5', 'SC-5(2)'], iso27001: ['A.8.20'], ismsP: ['2.6.1', '2.10.1'] },
  appliesTo: [WEB_ACL],
  check,
  default: {},
  fix: 'add a rate-based rule by IP or FORWARDED_IP without a scope-down statement, with the action Block, Challenge or Captcha',
  runtime: noRuntimeRule('no managed rule looks into the rules of a web ACL'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html',
});
