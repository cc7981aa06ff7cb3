import { Duration, type Stack } from 'aws-cdk-lib';
import { type Rule, rulesOf, seoul } from './support';
import * as edge from '../../../src/edge/waf';

const { RuleMode: mode } = edge;

function rendered(options: edge.WebAclBaselineOptions, props: edge.WebAclProps = {}): Rule[] {
  const { app, domain, stack } = seoul();
  new edge.WebAcl(domain, 'Acl', { ...props, baseline: edge.WebAclBaseline.recommended(options) });
  return rulesOf(app.node.tryFindChild('Shop-us-east-1') as Stack | undefined ?? stack);
}
const named = (rules: Rule[], name: string) => rules.find(({ Name }) => Name === name);
const modeOf = (rule?: Rule) => Object.keys((rule?.Action ?? rule?.OverrideAction) as object)[0];

test('what is paid by use is off unless asked for, and comes last', () => {
  const names = edge.WebAclBaseline.recommended({
    botControl: {},
    accountTakeover: { loginPath: '/login' },
    fakeAccounts: { registrationPagePath: '/register', creationPath: '/accounts', fields: { payload: edge.FormPayload.JSON, email: '/email' } },
    geo: edge.GeoRestriction.only(['KR']),
  }).ruleNames;
  expect(names.slice(8)).toEqual(['Geo', 'BodySize', 'BotControl', 'AccountTakeover', 'FakeAccounts']);
  expect(edge.WebAclBaseline.recommended().ruleNames).toHaveLength(9);
  expect(edge.WebAclBaseline.none().ruleNames).toEqual([]);
});

test('each rule has a switch, and the baseline one for all', () => {
  const some = rendered({ anonymousIps: { mode: mode.COUNT }, rateByAddress: { mode: mode.COUNT }, sqlInjection: { mode: mode.OFF } });
  expect([modeOf(named(some, 'AnonymousIps')), modeOf(named(some, 'RateByAddress')), modeOf(named(some, 'CoreRules')), named(some, 'SqlInjection')])
    .toEqual(['Count', 'Count', 'None', undefined]);
  expect(rendered({ mode: mode.COUNT }).map(modeOf)).toEqual(Array(9).fill('Count'));
  expect(modeOf(named(rendered({ mode: mode.COUNT, coreRules: { mode: mode.ENFORCE } }), 'CoreRules'))).toBe('None');
  expect(rendered({}, { mode: mode.COUNT }).map(modeOf)).toEqual(Array(9).fill('Count'));
});

test('a rule keeps its priority, whichever others are off', () => {
  expect(named(rendered({ antiDdos: { mode: mode.OFF }, ipReputation: { mode: mode.OFF } }), 'CoreRules')?.Priority).toBe(1030);
});

test('rates answer 429, with their limits and windows', () => {
  const rules = rendered({ rateByAddress: { limit: 500, window: Duration.minutes(1) }, rateByForwardedAddress: { address: edge.ForwardedAddress.ofHeader({ header: 'True-Client-IP' }) } });
  expect(named(rules, 'RateByAddress')).toMatchObject({
    Action: { Block: { CustomResponse: { ResponseCode: 429 } } }, Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 500, EvaluationWindowSec: 60 } },
  });
  expect(named(rules, 'RateByForwardedAddress')).toMatchObject({
    Statement: {
      RateBasedStatement: {
        AggregateKeyType: 'FORWARDED_IP', Limit: 2000, EvaluationWindowSec: 300, ForwardedIPConfig: { HeaderName: 'True-Client-IP', FallbackBehavior: 'NO_MATCH' },
      },
    },
  });
});

test('countries are let through or kept out', () => {
  expect(named(rendered({ geo: edge.GeoRestriction.only(['KR']) }), 'Geo')).toMatchObject({
    Priority: 1080, Action: { Block: {} }, Statement: { NotStatement: { Statement: { GeoMatchStatement: { CountryCodes: ['KR'] } } } },
  });
  expect(named(rendered({ geo: edge.GeoRestriction.allExcept(['KP'], { mode: mode.COUNT }) }), 'Geo')).toMatchObject({
    Action: { Count: {} }, Statement: { GeoMatchStatement: { CountryCodes: ['KP'] } },
  });
});

test('countries of a forwarded address are labelled, and what has no label is blocked', () => {
  const forwarded = edge.ForwardedAddress.ofHeader();
  const rules = rendered({ geo: edge.GeoRestriction.only(['KR'], { forwarded }) });
  expect(named(rules, 'GeoListed')).toMatchObject({ Priority: 1080, Action: { Count: {} }, RuleLabels: [{ Name: 'geo:listed' }] });
  expect(named(rules, 'Geo')).toMatchObject({
    Priority: 1081, Action: { Block: {} }, Statement: { NotStatement: { Statement: { LabelMatchStatement: { Scope: 'LABEL', Key: 'geo:listed' } } } },
  });
  const off = rendered({ geo: edge.GeoRestriction.only(['KR'], { forwarded, mode: mode.OFF }) });
  expect([named(off, 'GeoListed'), named(off, 'Geo')]).toEqual([undefined, undefined]);
  const alone = rendered({ mode: mode.OFF, geo: edge.GeoRestriction.only(['KR'], { forwarded, mode: mode.ENFORCE }) });
  expect(alone.map(({ Name }) => Name)).toEqual(['GeoListed', 'Geo']);
});

test('bodies that are too large, or larger than WAF inspects, answer 413', () => {
  expect(named(rendered({}), 'BodySize')).toMatchObject({
    Action: { Block: { CustomResponse: { ResponseCode: 413 } } },
    Statement: { SizeConstraintStatement: { ComparisonOperator: 'GT', Size: 8192, FieldToMatch: { Body: { OversizeHandling: 'MATCH' } } } },
  });
  const uploads = rendered({ bodySize: { mode: mode.OFF }, coreRules: { overrides: { SizeRestrictions_BODY: edge.WafAction.count() } } });
  expect(named(uploads, 'BodySize')).toBeUndefined();
});

test('without a rule on bodies the core rules keep theirs', () => {
  expect(JSON.stringify(named(rendered({ bodySize: { mode: mode.OFF } }), 'CoreRules'))).not.toContain('SizeRestrictions_BODY');
  expect(named(rendered({ coreRules: { overrides: { SizeRestrictions_BODY: edge.WafAction.block() } } }), 'CoreRules'))
    .toMatchObject({ Statement: { ManagedRuleGroupStatement: { RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Block: {} } }] } } });
});

test('groups that need settings get them', () => {
  const rules = rendered({
    antiDdos: { challenge: false, blockSensitivity: edge.DdosSensitivity.MEDIUM },
    botControl: { level: edge.BotControlLevel.TARGETED },
    accountTakeover: {
      loginPath: '/login',
      fields: { payload: edge.FormPayload.JSON, username: '/name', password: '/password' },
      response: edge.LoginResponse.status({ success: [200], failure: [401] }),
    },
    fakeAccounts: {
      registrationPagePath: '/register',
      creationPath: '/accounts',
      fields: { payload: edge.FormPayload.FORM_ENCODED, username: 'name', phoneNumbers: ['phone'] },
      response: edge.LoginResponse.json('/ok', { success: ['true'], failure: ['false'] }),
    },
  }, { aclScope: edge.WebAclScope.CLOUDFRONT });
  type Managed = { ManagedRuleGroupStatement: { ManagedRuleGroupConfigs: object[] } };
  const configOf = (name: string) => (named(rules, name)?.Statement as Managed).ManagedRuleGroupStatement.ManagedRuleGroupConfigs;
  expect(configOf('AntiDdos')).toEqual([{ AWSManagedRulesAntiDDoSRuleSet: { SensitivityToBlock: 'MEDIUM', ClientSideActionConfig: { Challenge: { UsageOfAction: 'DISABLED' } } } }]);
  expect(configOf('BotControl')).toEqual([{ AWSManagedRulesBotControlRuleSet: { InspectionLevel: 'TARGETED' } }]);
  expect(configOf('AccountTakeover')).toEqual([{
    AWSManagedRulesATPRuleSet: {
      LoginPath: '/login',
      RequestInspection: { PayloadType: 'JSON', UsernameField: { Identifier: '/name' }, PasswordField: { Identifier: '/password' } },
      ResponseInspection: { StatusCode: { SuccessCodes: [200], FailureCodes: [401] } },
    },
  }]);
  expect(configOf('FakeAccounts')).toEqual([{
    AWSManagedRulesACFPRuleSet: {
      RegistrationPagePath: '/register',
      CreationPath: '/accounts',
      RequestInspection: { PayloadType: 'FORM_ENCODED', UsernameField: { Identifier: 'name' }, PhoneNumberFields: [{ Identifier: 'phone' }] },
      ResponseInspection: { Json: { Identifier: '/ok', SuccessValues: ['true'], FailureValues: ['false'] } },
    },
  }]);
});

test.each<[string, edge.WebAclBaselineOptions, RegExp]>([
  ['a login path without a slash', { accountTakeover: { loginPath: 'login' } }, /a path that begins with a slash/],
  ['no exempt URIs where browsers are challenged', { antiDdos: { exemptUris: [] } }, /got '0 patterns'; allowed: 1 to 5; .*pass `challenge: false`/],
  ['a rate of nothing', { rateByAddress: { limit: 0 } }, /allowed: 10 or more; turn the rule off/],
])('%s is refused', (_, options, message) => {
  expect(() => edge.WebAclBaseline.recommended(options)).toThrow(message);
});

test('responses are looked into in front of CloudFront only', () => {
  const accountTakeover = { loginPath: '/login', response: edge.LoginResponse.body({ success: ['Welcome'], failure: ['Sorry'] }) };
  expect(() => rendered({ accountTakeover })).toThrow(/in front of CloudFront only/);
});
