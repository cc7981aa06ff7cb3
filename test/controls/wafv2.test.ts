import { aws_wafv2 as wafv2, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import type { Control } from '../../src/controls/control';
import { antiDdos } from '../../src/controls/wafv2/anti-ddos';
import { baseline } from '../../src/controls/wafv2/baseline';
import { ddosChallenge } from '../../src/controls/wafv2/ddos-challenge';
import { groupsAct } from '../../src/controls/wafv2/groups-act';
import { logging } from '../../src/controls/wafv2/logging';
import { metrics } from '../../src/controls/wafv2/metrics';
import { notEmpty } from '../../src/controls/wafv2/not-empty';
import { paidGroupsLast } from '../../src/controls/wafv2/paid-groups-last';
import { rateLimit } from '../../src/controls/wafv2/rate-limit';
import { redaction } from '../../src/controls/wafv2/redaction';
import { ruleGroupNotEmpty } from '../../src/controls/wafv2/rule-group-not-empty';

type Rule = Record<string, unknown>;

const visibility = (enabled = true) => ({ CloudWatchMetricsEnabled: enabled, MetricName: 'm', SampledRequestsEnabled: false });
const own = (priority: number, statement: unknown, action = 'Block', others: Rule = {}): Rule =>
  ({ Name: `own${priority}`, Priority: priority, Action: { [action]: {} }, Statement: statement, VisibilityConfig: visibility(), ...others });
const managed = (priority: number, name: string, statement: Rule = {}, others: Rule = {}): Rule => ({
  Name: name,
  Priority: priority,
  OverrideAction: { None: {} },
  VisibilityConfig: visibility(),
  ...others,
  Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: name, ...statement } },
});
const group = (priority: number, arn: unknown, others: Rule = {}): Rule =>
  ({ Name: 'group', Priority: priority, OverrideAction: { None: {} }, VisibilityConfig: visibility(), Statement: { RuleGroupReferenceStatement: { Arn: arn } }, ...others });
const GEO = { GeoMatchStatement: { CountryCodes: ['KR'] } };
const rate = (statement: Rule = {}) => ({ RateBasedStatement: { AggregateKeyType: 'IP', Limit: 1000, ...statement } });
const challenge = (config: Rule, others: Rule = {}) => managed(0, 'AWSManagedRulesAntiDDoSRuleSet', { ManagedRuleGroupConfigs: [{ AWSManagedRulesAntiDDoSRuleSet: config }], ...others });
const ENABLED = { ClientSideActionConfig: { Challenge: { UsageOfAction: 'ENABLED', ExemptUriRegularExpressions: [{ RegexString: '/api/' }] } } };
const DISABLED = { ClientSideActionConfig: { Challenge: { UsageOfAction: 'DISABLED' } } };
const DDOS = managed(0, 'AWSManagedRulesAntiDDoSRuleSet');
const BOTS = (priority: number, statement: Rule = { ScopeDownStatement: GEO }) => managed(priority, 'AWSManagedRulesBotControlRuleSet', statement);
const BASELINE = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'].map((name, index) => managed(index + 1, name));

const acl = (rules: unknown, properties: Rule = {}) =>
  ({ Acl: { Type: 'AWS::WAFv2::WebACL', Properties: { Scope: 'REGIONAL', DefaultAction: { Allow: {} }, VisibilityConfig: visibility(), Rules: rules, ...properties } } });
const ruleGroup = (rules: unknown, properties: Rule = {}) =>
  ({ Group: { Type: 'AWS::WAFv2::RuleGroup', Properties: { Scope: 'REGIONAL', Capacity: 10, VisibilityConfig: visibility(), Rules: rules, ...properties } } });
const logs = (properties: Rule = {}) => ({
  Logging: { Type: 'AWS::WAFv2::LoggingConfiguration', Properties: { ResourceArn: { 'Fn::GetAtt': ['Acl', 'Arn'] }, LogDestinationConfigs: ['arn:aws:logs:ap-northeast-2:123456789012:log-group:aws-waf-logs-a'], ...properties } },
});
const redacted = (...names: string[]) => names.map((name) => ({ SingleHeader: { Name: name } }));
const protect = (...protections: Rule[]) => ({ DataProtectionConfig: { DataProtections: protections.map((Field) => ({ Action: 'HASH', Field })) } });

const camel = (value: unknown): unknown => (Array.isArray(value) ? value.map(camel)
  : typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [/^(Fn::|Ref)/.test(name) ? name : name === 'AWSManagedRulesAntiDDoSRuleSet' ? 'awsManagedRulesAntiDDoSRuleSet' : name[0].toLowerCase() + name.slice(1), camel(item)]))
    : value);
const cfn = (stack: Stack, rules: unknown, properties: Rule = {}) => new wafv2.CfnWebACL(stack, 'Acl', camel(acl(rules, properties).Acl.Properties) as wafv2.CfnWebACLProps);
const cfnGroup = (stack: Stack, rules: unknown, properties: Rule = {}) => new wafv2.CfnRuleGroup(stack, 'Group', camel(ruleGroup(rules, properties).Group.Properties) as wafv2.CfnRuleGroupProps);
const cfnLogs = (stack: Stack, resourceArn: string, fields?: ReturnType<typeof redacted>) => new wafv2.CfnLoggingConfiguration(stack, 'Logging', {
  resourceArn,
  logDestinationConfigs: ['arn:aws:logs:ap-northeast-2:123456789012:log-group:aws-waf-logs-a'],
  redactedFields: fields?.map(({ SingleHeader }) => ({ singleHeader: SingleHeader })),
});

/** There is no L2 of AWS WAF: rules that pass and fail, declared by an L1, by overriding it, and in a template. */
const byRules = (control: Control, passing: readonly Rule[], failing: readonly Rule[]) => ({
  control,
  l2: { passes: (stack: Stack) => cfn(stack, passing), fails: (stack: Stack) => cfn(stack, failing) },
  l1: {
    passes: (stack: Stack) => new wafv2.CfnWebACL(stack, 'Acl', { ...camel(acl(passing).Acl.Properties) as wafv2.CfnWebACLProps, scope: 'CLOUDFRONT' }),
    fails: (stack: Stack) => new wafv2.CfnWebACL(stack, 'Acl', { ...camel(acl(failing).Acl.Properties) as wafv2.CfnWebACLProps, scope: 'CLOUDFRONT' }),
  },
  override: {
    passes: (stack: Stack) => cfn(stack, failing).addPropertyOverride('Rules', passing),
    fails: (stack: Stack) => cfn(stack, passing).addPropertyOverride('Rules', failing),
  },
  template: { passes: acl(passing), fails: acl(failing) },
});

testControls(
  byRules(notEmpty, [own(0, GEO)], []),
  byRules(baseline, BASELINE, BASELINE.slice(1)),
  byRules(rateLimit, [own(0, rate())], [own(0, rate({ ScopeDownStatement: GEO }))]),
  byRules(antiDdos, [DDOS, own(1, GEO)], [own(0, GEO), managed(1, 'AWSManagedRulesAntiDDoSRuleSet')]),
  byRules(ddosChallenge, [challenge(ENABLED)], [challenge(DISABLED)]),
  byRules(groupsAct, BASELINE, [managed(0, 'AWSManagedRulesCommonRuleSet', {}, { OverrideAction: { Count: {} } })]),
  byRules(paidGroupsLast, [...BASELINE, BOTS(9)], [BOTS(0), ...BASELINE]),
  byRules(metrics, [own(0, GEO)], [own(0, GEO), own(1, GEO, 'Block', { VisibilityConfig: visibility(false) })]),
  {
    control: ruleGroupNotEmpty,
    l2: { passes: (stack) => cfnGroup(stack, [own(0, GEO)]), fails: (stack) => cfnGroup(stack, []) },
    l1: { passes: (stack) => cfnGroup(stack, [own(0, GEO)], { Scope: 'CLOUDFRONT' }), fails: (stack) => cfnGroup(stack, undefined) },
    override: {
      passes: (stack) => cfnGroup(stack, []).addPropertyOverride('Rules', [own(0, GEO)]),
      fails: (stack) => cfnGroup(stack, [own(0, GEO)]).addPropertyDeletionOverride('Rules'),
    },
    template: { passes: ruleGroup([own(0, GEO)]), fails: ruleGroup([]) },
  },
  {
    control: logging,
    l2: { passes: (stack) => cfnLogs(stack, cfn(stack, []).attrArn), fails: (stack) => cfn(stack, []) },
    l1: {
      passes: (stack) => cfnLogs(stack, cfn(stack, []).attrArn, redacted('cookie')),
      fails: (stack) => {
        cfn(stack, []);
        cfnLogs(stack, 'arn:aws:wafv2:ap-northeast-2:123456789012:regional/webacl/other/1');
      },
    },
    override: {
      passes: (stack) => {
        cfn(stack, []);
        cfnLogs(stack, 'arn:other').addPropertyOverride('ResourceArn', { 'Fn::GetAtt': ['Acl', 'Arn'] });
      },
      fails: (stack) => cfnLogs(stack, cfn(stack, []).attrArn).addPropertyOverride('ResourceArn', 'arn:other'),
    },
    template: { passes: { ...acl([]), ...logs() }, fails: { ...acl([]), ...logs({ ResourceArn: 'arn:other' }) } },
  },
  {
    control: redaction,
    l2: {
      passes: (stack) => cfnLogs(stack, cfn(stack, []).attrArn, redacted('authorization', 'cookie')),
      fails: (stack) => cfnLogs(stack, cfn(stack, []).attrArn, redacted('authorization')),
    },
    l1: {
      passes: (stack) => cfnLogs(stack, cfn(stack, [], protect({ FieldType: 'SINGLE_HEADER', FieldKeys: ['Authorization', 'Cookie'] })).attrArn),
      fails: (stack) => cfnLogs(stack, cfn(stack, [], protect({ FieldType: 'SINGLE_QUERY_ARGUMENT' })).attrArn),
    },
    override: {
      passes: (stack) => cfnLogs(stack, cfn(stack, []).attrArn).addPropertyOverride('RedactedFields', redacted('cookie', 'Authorization')),
      fails: (stack) => cfnLogs(stack, cfn(stack, []).attrArn, redacted('authorization', 'cookie')).addPropertyDeletionOverride('RedactedFields'),
    },
    template: { passes: { ...acl([]), ...logs({ RedactedFields: redacted('authorization', 'cookie') }) }, fails: { ...acl([]), ...logs() } },
  },
);

type Resources = Parameters<typeof statusOf>[1];
const of = (control: Control, rules: unknown, others: Resources = {}) => statusOf(control, { ...acl(rules), ...others }, 'Acl');

describe('what a condition or a parameter decides is unknown', () => {
  test.each([notEmpty, baseline, rateLimit, antiDdos, metrics, groupsAct, paidGroupsLast])('$id: when all rules are', (control) => {
    expect(of(control, { Ref: 'Rules' })).toBe('unknown');
  });
  test.each<[Control, Rule]>([[rateLimit, own(9, rate())], [antiDdos, DDOS], [baseline, BASELINE[0]]])('$id: when its rule may be left out', (control, rule) => {
    const rest = control === baseline ? BASELINE.slice(1) : [];
    expect(of(control, [{ 'Fn::If': ['C', rule, { Ref: 'AWS::NoValue' }] }, ...rest])).toBe('unknown');
  });
  test('when a rule\'s place is a parameter', () => {
    expect(of(antiDdos, [DDOS, { ...own(1, GEO), Priority: { Ref: 'Place' } }])).toBe('unknown');
    expect(of(paidGroupsLast, [BASELINE[0], { ...BOTS(9), Priority: { Ref: 'Place' } }])).toBe('unknown');
  });
  test('when it is the action of a group', () => {
    expect(of(groupsAct, [{ ...BASELINE[0], OverrideAction: { 'Fn::If': ['C', { Count: {} }, { None: {} }] } }])).toBe('unknown');
  });
});

describe('a limit', () => {
  test('may count forwarded addresses', () => { expect(of(rateLimit, [own(0, rate({ AggregateKeyType: 'FORWARDED_IP' }), 'Challenge')])).toBe('compliant'); });
  test('does not limit when it counts', () => { expect(of(rateLimit, [own(0, rate(), 'Count')])).toBe('violated'); });
  test('does not limit an address when it counts by another key', () => { expect(of(rateLimit, [own(0, rate({ AggregateKeyType: 'CUSTOM_KEYS' }))])).toBe('violated'); });
  test('may be in a rule group of the template', () => {
    expect(of(rateLimit, [group(0, { 'Fn::GetAtt': ['Group', 'Arn'] })], ruleGroup([own(0, rate())]))).toBe('compliant');
    expect(of(rateLimit, [group(0, { 'Fn::GetAtt': ['Group', 'Arn'] }, { OverrideAction: { Count: {} } })], ruleGroup([own(0, rate())]))).toBe('violated');
  });
  test('may be in a rule group of another one', () => { expect(of(rateLimit, [group(0, 'arn:aws:wafv2:ap-northeast-2:1:regional/rulegroup/g/1')])).toBe('unknown'); });
});

describe('the anti-DDoS rules', () => {
  const late = managed(5, 'AWSManagedRulesAntiDDoSRuleSet');
  test('may come after rules that allow or only count', () => {
    expect(of(antiDdos, [own(0, GEO, 'Allow'), own(1, GEO, 'Count'), managed(2, 'AWSManagedRulesCommonRuleSet', {}, { OverrideAction: { Count: {} } }), late])).toBe('compliant');
  });
  test('may not come after others', () => {
    expect(of(antiDdos, [managed(2, 'AWSManagedRulesCommonRuleSet'), late])).toBe('violated');
    expect(of(antiDdos, [own(2, rate(), 'Challenge'), late])).toBe('violated');
  });
  test('may come after a rule group that only allows', () => {
    const before = [group(0, { 'Fn::GetAtt': ['Group', 'Arn'] }), late];
    expect(of(antiDdos, before, ruleGroup([own(0, GEO, 'Allow')]))).toBe('compliant');
    expect(of(antiDdos, before, ruleGroup([own(0, GEO)]))).toBe('violated');
    expect(of(antiDdos, [group(0, 'arn:elsewhere'), late])).toBe('unknown');
  });
  test('see all traffic', () => { expect(of(antiDdos, [managed(0, 'AWSManagedRulesAntiDDoSRuleSet', { ScopeDownStatement: GEO })])).toBe('violated'); });

  const association = { Type: 'AWS::WAFv2::WebACLAssociation', Properties: { WebACLArn: { 'Fn::GetAtt': ['Acl', 'Arn'] }, ResourceArn: { Ref: 'Balancer' } } };
  const protection = (resource: unknown, action: Rule = { Block: {} }) => ({
    Type: 'AWS::Shield::Protection', Properties: { Name: 'p', ResourceArn: resource, ApplicationLayerAutomaticResponseConfiguration: { Status: 'ENABLED', Action: action } },
  });
  test('are not needed where Shield Advanced blocks by itself for all that is behind', () => {
    expect(of(antiDdos, [own(0, GEO)], { Association: association, Protection: protection({ Ref: 'Balancer' }) })).toBe('compliant');
    const distribution = { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: { WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] } } } };
    expect(of(antiDdos, [own(0, GEO)], { Distribution: distribution, Protection: protection({ 'Fn::Sub': 'arn:aws:cloudfront::1:distribution/${Distribution}' }) })).toBe('compliant');
  });
  test('are needed where it counts, or protects something else', () => {
    expect(of(antiDdos, [own(0, GEO)], { Association: association, Protection: protection({ Ref: 'Balancer' }, { Count: {} }) })).toBe('violated');
    expect(of(antiDdos, [own(0, GEO)], { Association: association, Protection: protection({ Ref: 'Other' }) })).toBe('violated');
    expect(of(antiDdos, [own(0, GEO)], { Association: association, Second: { ...association, Properties: { ...association.Properties, ResourceArn: { Ref: 'Other' } } }, Protection: protection({ Ref: 'Balancer' }) })).toBe('violated');
  });
});

describe('during a flood', () => {
  const counted = { RuleActionOverrides: [{ Name: 'ChallengeAllDuringEvent', ActionToUse: { Count: {} } }] };
  test('a challenge of all may be counted if the suspicious are challenged', () => {
    expect(of(ddosChallenge, [challenge(ENABLED, counted)])).toBe('violated');
    expect(of(ddosChallenge, [challenge({ ClientSideActionConfig: { Challenge: { ...ENABLED.ClientSideActionConfig.Challenge, Sensitivity: 'LOW' } } }, counted)])).toBe('compliant');
  });
  test('clients that can\'t be challenged are blocked by more suspicion', () => {
    expect(of(ddosChallenge, [challenge({ ...DISABLED, SensitivityToBlock: 'MEDIUM' })])).toBe('compliant');
    expect(of(ddosChallenge, [challenge({ ...DISABLED, SensitivityToBlock: 'LOW' })])).toBe('violated');
  });
  test('what a condition or a parameter decides is unknown', () => {
    const either = (one: unknown, other: unknown = { Ref: 'AWS::NoValue' }) => ({ 'Fn::If': ['C', one, other] });
    const configured = (ManagedRuleGroupConfigs: unknown, others: Rule = {}) => of(ddosChallenge, [managed(0, 'AWSManagedRulesAntiDDoSRuleSet', { ManagedRuleGroupConfigs, ...others })]);
    const config = { AWSManagedRulesAntiDDoSRuleSet: ENABLED };
    expect(configured([either(config)])).toBe('unknown');
    expect(configured(either([config]))).toBe('unknown');
    expect(configured({ Ref: 'Configs' })).toBe('unknown');
    expect(of(ddosChallenge, [challenge(ENABLED, { RuleActionOverrides: { Ref: 'Overrides' } })])).toBe('unknown');
    expect(of(ddosChallenge, [challenge(ENABLED, { RuleActionOverrides: counted.RuleActionOverrides.map((one) => either(one)) })])).toBe('unknown');
    expect(of(ddosChallenge, [challenge({ ...DISABLED, SensitivityToBlock: { Ref: 'P' } })])).toBe('unknown');
    expect(of(ddosChallenge, [challenge({ ...DISABLED, SensitivityToBlock: either('HIGH', 'LOW') })])).toBe('unknown');
    expect(of(ddosChallenge, [either(challenge(DISABLED))])).toBe('unknown');
    expect(of(ddosChallenge, { Ref: 'Rules' })).toBe('unknown');
    expect(of(ddosChallenge, [{ ...DDOS, Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: { Ref: 'Name' } } } }])).toBe('unknown');
  });
  test('nothing is asked where there is no such group', () => { expect(of(ddosChallenge, BASELINE)).toBe('notApplicable'); });
});

describe('groups that are paid for', () => {
  test('are asked of nobody', () => { expect(of(paidGroupsLast, BASELINE)).toBe('notApplicable'); });
  test('see only some paths, for bots', () => { expect(of(paidGroupsLast, [BOTS(9, {})])).toBe('violated'); });
  test('know their own paths, for log-ins', () => { expect(of(paidGroupsLast, [...BASELINE, managed(9, 'AWSManagedRulesATPRuleSet')])).toBe('compliant'); });
});

test('groups of another vendor may take the place of the baseline', () => {
  expect(of(baseline, [managed(0, 'OWASP', { VendorName: 'F5' })])).toBe('unknown');
  expect(of(baseline, [managed(0, 'AWSManagedRulesCommonRuleSet', { VendorName: 'F5' }), ...BASELINE.filter(({ Name }) => Name !== 'AWSManagedRulesCommonRuleSet')])).toBe('unknown');
});
test('own rules may count, to label', () => { expect(of(groupsAct, [own(0, GEO, 'Count')])).toBe('notApplicable'); });
test('a rule group counts what it matches', () => {
  expect(statusOf(metrics, ruleGroup([own(0, GEO)], { VisibilityConfig: visibility(false) }), 'Group')).toBe('violated');
  expect(statusOf(metrics, ruleGroup([{ ...own(0, GEO), VisibilityConfig: { CloudWatchMetricsEnabled: { Ref: 'Metrics' } } }]), 'Group')).toBe('unknown');
});

describe('headers in the logs', () => {
  const judged = (properties: Rule, aclProperties: Rule = {}) => statusOf(redaction, { ...acl([], aclProperties), ...logs(properties) }, 'Logging');
  test('are protected all when none is named', () => { expect(judged({}, protect({ FieldType: 'SINGLE_HEADER' }))).toBe('compliant'); });
  test('may be protected as cookies', () => {
    expect(judged({ RedactedFields: redacted('authorization') }, protect({ FieldType: 'SINGLE_COOKIE' }))).toBe('compliant');
    expect(judged({ RedactedFields: redacted('authorization') }, protect({ FieldType: 'SINGLE_COOKIE', FieldKeys: ['session'] }))).toBe('violated');
  });
  test('are unknown for a web ACL of another template', () => { expect(judged({ ResourceArn: { 'Fn::ImportValue': 'Acl' } })).toBe('unknown'); });
  test('are unknown when a parameter names one', () => {
    expect(judged({ RedactedFields: [...redacted('cookie'), { SingleHeader: { Name: { Ref: 'Header' } } }] })).toBe('unknown');
    expect(judged({}, protect({ FieldType: 'SINGLE_HEADER', FieldKeys: ['cookie', { Ref: 'Header' }] as never }))).toBe('unknown');
  });
  test('are unknown when a parameter names them', () => { expect(judged({ RedactedFields: { Ref: 'Fields' } })).toBe('unknown'); });
});

describe('a condition of the template', () => {
  const either = (one: unknown, other: unknown) => ({ 'Fn::If': ['C', one, other] });
  const NOTHING = { Ref: 'AWS::NoValue' };
  const COUNT = { Count: {} };
  const BLOCK = { Block: {} };
  const limited = (statement: Rule, others: Rule = {}) => of(rateLimit, [own(0, rate(statement), 'Block', others)]);

  test('may let a limit only count', () => { expect(limited({}, { Action: either(BLOCK, COUNT) })).toBe('unknown'); });
  test('may count by another key, less, or slower', () => {
    expect(limited({ AggregateKeyType: either('IP', 'CUSTOM_KEYS') })).toBe('unknown');
    expect(limited({ ScopeDownStatement: either(GEO, NOTHING) })).toBe('unknown');
    expect(limited({ Limit: { Ref: 'Limit' } })).toBe('unknown');
  });
  test('may let the anti-DDoS rules see less', () => {
    expect(of(antiDdos, [managed(0, 'AWSManagedRulesAntiDDoSRuleSet', { ScopeDownStatement: either(GEO, NOTHING) })])).toBe('unknown');
    expect(of(antiDdos, [own(0, GEO, 'Allow', { Action: either({ Allow: {} }, BLOCK) }), managed(5, 'AWSManagedRulesAntiDDoSRuleSet')])).toBe('unknown');
  });
  test('may run another group', () => {
    const named = (Name: unknown) => managed(0, 'AWSManagedRulesAntiDDoSRuleSet', { Name });
    expect(of(antiDdos, [named(either('AWSManagedRulesAntiDDoSRuleSet', 'AWSManagedRulesLinuxRuleSet'))])).toBe('unknown');
    expect(of(baseline, [...BASELINE.slice(1), { ...BASELINE[0], Statement: either(BASELINE[0].Statement, GEO) }])).toBe('unknown');
  });
  test('may make a limit another rule', () => {
    const { RateBasedStatement } = rate();
    const { GeoMatchStatement } = GEO;
    const statement = { RateBasedStatement: either(RateBasedStatement, NOTHING), GeoMatchStatement: either(NOTHING, GeoMatchStatement) };
    expect(of(rateLimit, [own(0, statement)])).toBe('unknown');
  });
  test('may leave a group for bots unscoped', () => {
    expect(of(paidGroupsLast, [...BASELINE, BOTS(9, { ScopeDownStatement: either(GEO, NOTHING) })])).toBe('unknown');
    expect(of(paidGroupsLast, [...BASELINE, BOTS(9, { ScopeDownStatement: { Ref: 'Scope' } })])).toBe('unknown');
  });
  test('may leave no rule', () => { expect(of(notEmpty, [either(own(0, GEO), NOTHING)])).toBe('unknown'); });
  test('may leave the logs as they are', () => {
    const protection = { Action: 'HASH', Field: { FieldType: 'SINGLE_HEADER' } };
    expect(statusOf(redaction, { ...acl([], { DataProtectionConfig: { DataProtections: [either(protection, NOTHING)] } }), ...logs() }, 'Logging')).toBe('unknown');
    expect(statusOf(redaction, { ...acl([], protect({ FieldType: 'SINGLE_HEADER', FieldKeys: either(['cookie', 'authorization'], ['cookie']) })), ...logs() }, 'Logging')).not.toBe('compliant');
  });
  test('may leave the log configuration out', () => {
    const under = (Condition: string) => ({ Logging: { ...logs().Logging, Condition } });
    expect(of(logging, [], under('C'))).toBe('unknown');
    expect(statusOf(logging, { Acl: { ...acl([]).Acl, Condition: 'C' }, ...under('C') }, 'Acl')).toBe('compliant');
    expect(statusOf(logging, { Acl: { ...acl([]).Acl, Condition: 'D' }, ...under('C') }, 'Acl')).toBe('unknown');
  });
  test('may leave Shield out, or let it count', () => {
    const association = { Type: 'AWS::WAFv2::WebACLAssociation', Properties: { WebACLArn: { 'Fn::GetAtt': ['Acl', 'Arn'] }, ResourceArn: { Ref: 'Balancer' } } };
    const judged = (Action: unknown, Condition?: string) => of(antiDdos, [own(0, GEO)], {
      Association: association,
      Protection: {
        Type: 'AWS::Shield::Protection',
        Properties: { Name: 'p', ResourceArn: { Ref: 'Balancer' }, ApplicationLayerAutomaticResponseConfiguration: { Status: 'ENABLED', Action } },
        ...(Condition === undefined ? {} : { Condition }),
      },
    });
    expect(judged(BLOCK)).toBe('compliant');
    expect(judged(BLOCK, 'C')).toBe('unknown');
    expect(judged(either(BLOCK, COUNT))).toBe('unknown');
    expect(judged({ Ref: 'Action' })).toBe('unknown');
  });
});

describe('a limit in a rule group', () => {
  const run = (overrides: unknown) => of(rateLimit, [group(0, undefined, {
    Statement: { RuleGroupReferenceStatement: { Arn: { 'Fn::GetAtt': ['Group', 'Arn'] }, RuleActionOverrides: overrides } },
  })], ruleGroup([own(0, rate())]));
  test('does not limit when the web ACL lets it only count', () => { expect(run([{ Name: 'own0', ActionToUse: { Count: {} } }])).toBe('violated'); });
  test('limits when another rule is overridden', () => { expect(run([{ Name: 'own1', ActionToUse: { Count: {} } }])).toBe('compliant'); });
  test('is unknown when a parameter says what is overridden', () => { expect(run({ Ref: 'Overrides' })).toBe('unknown'); });
});

test('a limit that no client reaches is none', () => {
  expect(of(rateLimit, [own(0, rate({ Limit: 2_000_000_000 }))])).toBe('violated');
  expect(of(rateLimit, [own(0, rate({ Limit: 100_000, EvaluationWindowSec: 60 }))])).toBe('violated');
  expect(of(rateLimit, [own(0, rate({ Limit: 100_000 }))])).toBe('compliant');
});
