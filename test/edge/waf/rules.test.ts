import { Duration, Token } from 'aws-cdk-lib';
import { type Rule, resourcesOf, rulesOf, seoul } from './support';
import * as edge from '../../../src/edge/waf';

const { RuleMode: mode, WafField: field, WafStatement: statement, WebAclRule: rule } = edge;

/** The rules that a web ACL of these gets. */
function rendered(rules: edge.WebAclRule[], props: edge.WebAclProps = {}): Rule[] {
  const { domain, stack } = seoul();
  new edge.WebAcl(domain, 'Acl', { baseline: edge.WebAclBaseline.none(), ...props, rules });
  return rulesOf(stack);
}

const byText = (text: string, ...transformations: edge.TextTransformation[]) =>
  statement.byteMatch({ field: field.uriPath(), text, transformations });
const headers = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`h${index}`, 'x']));
const admin = statement.byteMatch({ field: field.uriPath(), text: '/admin', position: edge.StringPosition.STARTS_WITH, transformations: [edge.TextTransformation.LOWERCASE] });

test('a statement of all kinds nested is what CloudFormation wants', () => {
  const [one] = rendered([rule.allOf('Admin', [admin, statement.noneOf(statement.geo(['KR']), statement.label('office'))])]);
  expect(one).toEqual({
    Name: 'Admin',
    Priority: 2000,
    Action: { Block: {} },
    Statement: {
      AndStatement: {
        Statements: [
          {
            ByteMatchStatement: {
              FieldToMatch: { UriPath: {} }, PositionalConstraint: 'STARTS_WITH', SearchString: '/admin', TextTransformations: [{ Priority: 0, Type: 'LOWERCASE' }],
            },
          },
          {
            NotStatement: {
              Statement: {
                OrStatement: {
                  Statements: [
                    { GeoMatchStatement: { CountryCodes: ['KR'] } }, { LabelMatchStatement: { Scope: 'LABEL', Key: 'office' } },
                  ],
                },
              },
            },
          },
        ],
      },
    },
    VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: 'Admin', SampledRequestsEnabled: true },
  });
});

test('AND and OR of one statement are the statement, since WAF wants two', () => {
  const statements = rendered([rule.allOf('Both', [admin]), rule.anyOf('Any', [admin]), rule.noneOf('None', [admin])]).map(({ Statement }) => Object.keys(Statement as object));
  expect(statements).toEqual([['ByteMatchStatement'], ['ByteMatchStatement'], ['NotStatement']]);
});

test('header names are spelled as CloudFormation spells them', () => {
  const names = (json: object) => JSON.stringify(json);
  expect(names(field.singleHeader('X-Office')._json)).toBe('{"singleHeader":{"Name":"x-office"}}');
  const [one] = rendered([rule.sqli('Sqli', { field: field.singleQueryArgument('Id') })]);
  expect(one.Statement).toMatchObject({ SqliMatchStatement: { FieldToMatch: { SingleQueryArgument: { Name: 'id' } }, SensitivityLevel: 'LOW' } });
});

test('a rate has its key, window and scope-down', () => {
  const [one] = rendered([rule.rate('Logins', {
    limit: 100,
    window: Duration.minutes(1),
    key: edge.RateKey.custom(edge.RateKeyPart.forwardedAddress(), edge.RateKeyPart.header('user-agent')),
    scopeDown: admin,
    action: edge.WafAction.captcha(),
    immunity: Duration.minutes(10),
    labels: ['login:fast'],
  })]);
  expect(one).toMatchObject({
    Action: { Captcha: {} },
    CaptchaConfig: { ImmunityTimeProperty: { ImmunityTime: 600 } },
    RuleLabels: [{ Name: 'login:fast' }],
    Statement: {
      RateBasedStatement: {
        AggregateKeyType: 'CUSTOM_KEYS',
        CustomKeys: [{ ForwardedIP: {} }, { Header: { Name: 'user-agent', TextTransformations: [{ Priority: 0, Type: 'NONE' }] } }],
        EvaluationWindowSec: 60,
        ForwardedIPConfig: { FallbackBehavior: 'NO_MATCH', HeaderName: 'X-Forwarded-For' },
        Limit: 100,
        ScopeDownStatement: { ByteMatchStatement: { SearchString: '/admin' } },
      },
    },
  });
});

test('a managed group is asked with its version, overrides and scope-down', () => {
  const [one] = rendered([rule.managed('Php', edge.ManagedRuleGroup.PHP, { version: 'Version_2.1', overrides: { PHPHighRiskMethodsVariables_BODY: edge.WafAction.count() }, scopeDown: admin })]);
  expect(one).toMatchObject({
    OverrideAction: { None: {} },
    Statement: {
      ManagedRuleGroupStatement: {
        VendorName: 'AWS',
        Name: 'AWSManagedRulesPHPRuleSet',
        Version: 'Version_2.1',
        RuleActionOverrides: [{ Name: 'PHPHighRiskMethodsVariables_BODY', ActionToUse: { Count: {} } }],
        ScopeDownStatement: { ByteMatchStatement: { SearchString: '/admin' } },
      },
    },
  });
  expect(one).not.toHaveProperty('Action');
});

test('headers for the application are those of the action', () => {
  const marks = { insertHeaders: { risk: 'high' } };
  const actions = [edge.WafAction.allow(marks), edge.WafAction.count(marks), edge.WafAction.captcha(marks), edge.WafAction.challenge(marks)];
  const handling = { CustomRequestHandling: { InsertHeaders: [{ Name: 'risk', Value: 'high' }] } };
  expect(rendered(actions.map((action, index) => rule.geo(`R${index}`, ['KP'], { action }))).map(({ Action }) => Action))
    .toEqual([{ Allow: handling }, { Count: handling }, { Captcha: handling }, { Challenge: handling }]);
});

describe('the switch', () => {
  const allow = rule.geo('Allow', ['KR'], { action: edge.WafAction.allow() });
  const block = rule.geo('Block', ['KP']);
  const group = rule.managed('Group', edge.ManagedRuleGroup.PHP);
  const actionsOf = (rules: Rule[]) =>
    Object.fromEntries(rules.map(({ Name, Action, OverrideAction }) => [Name, Object.keys((Action ?? OverrideAction) as object)[0]]));

  test('of a rule makes it count', () => {
    const rules = rendered([
      rule.geo('Block', ['KP'], { mode: mode.COUNT }), rule.geo('Allow', ['KR'], { mode: mode.COUNT, action: edge.WafAction.allow() }),
      rule.managed('Group', edge.ManagedRuleGroup.PHP, { mode: mode.COUNT }),
    ]);
    expect(actionsOf(rules)).toEqual({ Block: 'Count', Allow: 'Count', Group: 'Count' });
  });

  test('of the web ACL makes all count that could stop a request, and nothing else', () => {
    expect(actionsOf(rendered([allow, block, group], { mode: mode.COUNT }))).toEqual({ Allow: 'Allow', Block: 'Count', Group: 'Count' });
  });

  test('of the web ACL makes a default that blocks allow', () => {
    const { domain, stack } = seoul();
    new edge.WebAcl(domain, 'Acl', { mode: mode.COUNT, defaultAction: edge.WafAction.block(), rules: [allow] });
    expect(resourcesOf(stack, 'AWS::WAFv2::WebACL')[0].Properties.DefaultAction).toEqual({ Allow: {} });
  });

  test('of a rule wins over that of the web ACL', () => {
    expect(actionsOf(rendered([rule.geo('Block', ['KP'], { mode: mode.ENFORCE }), group], { mode: mode.COUNT }))).toEqual({ Block: 'Block', Group: 'Count' });
  });

  test('can leave a rule out, and the others keep their priorities', () => {
    const rules = rendered([rule.geo('Gone', ['KR'], { mode: mode.OFF }), block]);
    expect(rules.map(({ Name, Priority }) => [Name, Priority])).toEqual([['Block', 2010]]);
  });

  test('is not OFF for a whole web ACL', () => {
    expect(() => rendered([block], { mode: mode.OFF })).toThrow(/the mode of a web ACL is not valid: got 'OFF'; allowed: ENFORCE or COUNT; turn single rules off/);
  });
});

describe('priorities', () => {
  test('are tens: before, in and after the baseline, in the order of the list', () => {
    const before = { position: edge.RulePosition.BEFORE_BASELINE };
    const rules = rendered([rule.geo('After', ['KP']), rule.geo('First', ['KR'], before), rule.geo('Second', ['JP'], before)], { baseline: edge.WebAclBaseline.recommended() });
    expect(rules.map(({ Name, Priority }) => [Name, Priority])).toEqual([
      ['First', 10], ['Second', 20],
      ['AntiDdos', 1000], ['IpReputation', 1010], ['AnonymousIps', 1020], ['CoreRules', 1030], ['KnownBadInputs', 1040], ['SqlInjection', 1050],
      ['RateByAddress', 1060], ['RateByForwardedAddress', 1070], ['BodySize', 1090],
      ['After', 2000],
    ]);
  });

  test('of a rule\'s own put it between others', () => {
    expect(rendered([rule.geo('A', ['KP']), rule.geo('B', ['KR']), rule.geo('Between', ['JP'], { priority: 2005 })]).map(({ Name }) => Name)).toEqual(['A', 'Between', 'B']);
  });

  test('that overlap are refused, with the way out', () => {
    expect(() => rendered([rule.geo('A', ['KP'], { priority: 5 }), rule.geo('B', ['KR'], { priority: 5 })]))
      .toThrow(/the priority of rule 'B' is not valid: got '5, which rule 'A' has'; allowed: each priority once; leave `priority` out/);
    expect(() => rendered([rule.geo('A', ['KP'], { priority: 1000 })], { baseline: edge.WebAclBaseline.recommended() }))
      .toThrow(/the priority of rule 'AntiDdos' is not valid: got '1000, which rule 'A' has'/);
  });

  test('leave Shield Advanced its place', () => {
    expect(() => rule.geo('A', ['KP'], { priority: 10_000_000 })).toThrow(/allowed: 0 to 9999999; .*where Shield Advanced puts its own rule/);
    expect(() => rule.geo('A', ['KP'], { priority: -1 })).toThrow(/allowed: 0 to 9999999/);
  });
});

describe('what is refused', () => {
  const tenRates = Array.from({ length: 11 }, (_, index) => rule.rate(`Rate${index}`, { limit: 10 }));

  test.each<[string, () => unknown, RegExp]>([
    ['a name twice', () => rendered([rule.geo('A', ['KP']), rule.geo('A', ['KR'])]), /the name of a rule is not valid: got 'A'; allowed: each name once; rename one/],
    ['a name of the baseline', () => rendered([rule.geo('CoreRules', ['KP'])], { baseline: edge.WebAclBaseline.recommended() }), /each name once/],
    ['a name with spaces', () => rule.geo('My rule', ['KP']), /1 to 128 letters, digits, hyphens or underscores/],
    ['a name that WAF keeps for metrics', () => rule.geo('Default_Action', ['KP']), /not All or Default_Action/],
    ['AND over nothing', () => statement.allOf(), /the statements of allOf is not valid: got 'none'; allowed: one or more/],
    ['OR over nothing', () => rule.anyOf('A', []), /the statements of anyOf/],
    ['NOT over nothing', () => statement.noneOf(), /the statements of noneOf/],
    ['a rate below WAF\'s least', () => rule.rate('A', { limit: 9 }), /the limit of rule 'A' is not valid: got 9; allowed: 10 to 2000000000 .*to stop every request, match it without a rate/],
    ['a rate that is not whole', () => rule.rate('A', { limit: 10.5 }), /got 10\.5/],
    ['a window that WAF lacks', () => rule.rate('A', { limit: 10, window: Duration.minutes(3) }), /got '180 seconds'; allowed: 60, 120, 300, 600 seconds/],
    ['everything counted together without a scope-down', () => rule.rate('A', { limit: 10, key: edge.RateKey.everything() }), /pass a `scopeDown`/],
    ['a key of six parts', () => edge.RateKey.custom(...Array.from({ length: 6 }, () => edge.RateKeyPart.httpMethod())), /got '6 parts'; allowed: 1 to 5/],
    ['a key of no parts', () => edge.RateKey.custom(), /got '0 parts'/],
    ['an address alone as a custom key', () => edge.RateKey.custom(edge.RateKeyPart.address()), /use RateKey\.address\(\), which costs nothing/],
    ['eleven rates', () => rendered(tenRates), /got '11 rules'; allowed: at most 10; join them: RateKey\.custom/],
    ['a country in small letters', () => statement.geo(['kr']), /the code of a country in two capital letters/],
    ['UK', () => statement.geo(['UK']), /write KR, US or GB/],
    ['a union of countries', () => statement.geo(['EU']), /a country is not valid: got 'EU'/],
    ['an unknown country', () => rule.geo('A', ['KR', 'ZZ']), /got 'ZZ'/],
    ['a code of no country', () => edge.GeoRestriction.only(['QQ']), /got 'QQ'/],
    ['no countries', () => statement.geo([]), /countries is not valid: got 'none'/],
    ['a network below zero', () => statement.asn([-1]), /0 to 4294967295/],
    ['a word with a slash', () => statement.byteMatch({ field: field.body(), text: 'a/b', position: edge.StringPosition.CONTAINS_WORD }), /use StringPosition\.CONTAINS/],
    ['a part of a fingerprint', () => statement.byteMatch({ field: field.ja4Fingerprint(), text: 't13d' }), /pass `position: StringPosition\.EXACTLY`/],
    ['capitals in what was made small', () => byText('/Admin', edge.TextTransformation.LOWERCASE), /got '\/Admin, after LOWERCASE'; allowed: a text without A to Z; .*write it in lower case/],
    ['capitals in what was made small and trimmed', () => byText('/Admin', edge.TextTransformation.URL_DECODE, edge.TextTransformation.LOWERCASE, edge.TextTransformation.TRIM), /after LOWERCASE/],
    ['capitals in a command line, which is made small', () => byText('Rm', edge.TextTransformation.CMD_LINE), /after CMD_LINE/],
    ['small letters in what was made large', () => byText('/Admin', edge.TextTransformation.UPPERCASE), /got '\/Admin, after UPPERCASE'; allowed: a text without a to z; .*write it in upper case/],
    ['a JSON path that is no pointer', () => field.jsonBody({ pointers: ['/login', 'login/name'] }), /a JSON pointer is not valid: got 'login\/name'; .*write it as \/login\/name/],
    ['a JSON pointer with a tilde that hides nothing', () => field.jsonBody({ pointers: ['/a~b'] }), /got '\/a~b'/],
    ['a pattern that ends in the middle', () => statement.regex({ field: field.body(), pattern: '(' }), /a pattern is not valid: got '\('; allowed: a regular expression/],
    ['a pattern that repeats nothing', () => statement.regex({ field: field.body(), pattern: '*.php' }), /got '\*\.php'/],
    ['a pattern of a set that ends in the middle', () => new edge.RegexPatternSet(seoul().domain, 'Set', { patterns: ['a', '[b'] }), /got '\[b'/],
    ['a pattern of 201 characters', () => statement.regex({ field: field.body(), pattern: 'x'.repeat(201) }), /a pattern is not valid/],
    ['eleven transformations', () => statement.xss({ field: field.body(), transformations: Array<edge.TextTransformation>(11).fill(edge.TextTransformation.URL_DECODE) }), /at most 10/],
    ['half a byte', () => statement.size({ field: field.body(), comparison: edge.SizeComparison.EQUAL, bytes: 0.5 }), /pass bytes, not kilobytes/],
    ['a label with a space', () => rule.geo('A', ['KP'], { labels: ['my label'] }), /write it as login:failed/],
    ['a label with a word that WAF keeps', () => rule.geo('A', ['KP'], { labels: ['aws:mine'] }), /WAF keeps these for itself/],
    ['a label of seven parts', () => rule.geo('A', ['KP'], { labels: ['a:b:c:d:e:f:g'] }), /at most 5 namespaces/],
    ['a namespace without a colon', () => statement.labelNamespace('login'), /end it with a colon/],
    ['a label with a colon last', () => statement.label('login:'), /use labelNamespace/],
    ['an immunity of what asks for no puzzle', () => rendered([rule.geo('A', ['KP'], { immunity: Duration.minutes(5) })]), /there is nothing to solve/],
    ['an immunity of a second', () => rendered([rule.geo('A', ['KP'], { immunity: Duration.seconds(1), action: edge.WafAction.captcha() })]), /allowed: 60 to 259200 seconds/],
    ['a status that WAF does not send', () => edge.WafAction.block({ status: 418 }), /the status of a blocked request is not valid: got 418/],
    ['a body that nobody wrote', () => rendered([rule.geo('A', ['KP'], { action: edge.WafAction.block({ bodyKey: 'sorry' }) })]), /write it in `responseBodies`/],
    ['a body that nobody wrote, of a rule of a group', () => rendered([rule.managed('A', edge.ManagedRuleGroup.CORE_RULES, { overrides: { NoUserAgent_HEADER: edge.WafAction.block({ bodyKey: 'sorry' }) } })]),
      /got 'sorry'; .*write it in `responseBodies`/],
    ['a body that nobody wrote, of a rule of the baseline', () => rendered([], { baseline: edge.WebAclBaseline.recommended({ coreRules: { overrides: { NoUserAgent_HEADER: edge.WafAction.block({ bodyKey: 'sorry' }) } } }) }),
      /got 'sorry'; .*write it in `responseBodies`/],
    ['a secret header without a name', () => rendered([], { secretHeaders: [''] }), /a name of `secretHeaders` is not valid: got ''; allowed: 1 to 64 characters/],
    ['a secret header of 65 characters', () => rendered([], { secretHeaders: ['x'.repeat(65)] }), /allowed: 1 to 64 characters/],
    ['101 secret headers', () => rendered([], { secretHeaders: Array.from({ length: 96 }, (_, index) => `h${index}`) }), /got '101 headers, with those that are secret everywhere'; allowed: at most 100/],
    ['a text of 201 bytes', () => rendered([rule.match('A', statement.byteMatch({ field: field.uriPath(), text: '가'.repeat(67) }))]), /got '201 bytes'; allowed: 1 to 200/],
    ['an empty text', () => rendered([rule.match('A', statement.byteMatch({ field: field.singleHeader('x-secret'), text: '' }))]), /got '0 bytes'; allowed: 1 to 200/],
    ['a body of five kilobytes', () => rendered([], { responseBodies: { sorry: { content: 'x'.repeat(5000) } } }), /got '5000 bytes'; allowed: 1 to 4096/],
    ['bodies of 52 kilobytes together', () => rendered([], {
      responseBodies: Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`b${index}`, { content: 'x'.repeat(4000) }])),
    }), /got '52000 bytes together'; allowed: at most 51200/],
    ['a header with a space in its name', () => edge.WafAction.count({ insertHeaders: { 'a b': 'c' } }), /a header of a request is not valid: got 'a b'; .*pass the name alone/],
    ['a header without a value', () => edge.WafAction.block({ headers: { 'x-why': '' } }), /the header x-why of a blocked request is not valid: got '0 characters'/],
    ['a header of 256 characters', () => edge.WafAction.allow({ insertHeaders: { why: 'x'.repeat(256) } }), /got '256 characters'; allowed: 1 to 255/],
    ['eleven headers', () => edge.WafAction.captcha({ insertHeaders: headers(11) }), /got '11 headers'; allowed: at most 10/],
    ['more than 100 headers of all rules', () => rendered(Array.from({ length: 11 }, (_, index) => rule.geo(`R${index}`, ['KP'], {
      action: edge.WafAction.challenge({ insertHeaders: headers(10) }),
    }))), /add to requests is not valid: got '110 headers'; allowed: at most 100/],
    ['a default that counts', () => rendered([], { defaultAction: edge.WafAction.count() }), /the default action of a web ACL is not valid: got 'COUNT'/],
    ['a name of a web ACL with spaces', () => rendered([], { name: 'My ACL' }), /the name of a web ACL is not valid/],
    ['a domain of tokens with a scheme', () => rendered([], { tokenDomains: ['https://example.com'] }), /write it as example\.com/],
    ['eleven domains of tokens', () => rendered([], { tokenDomains: Array.from({ length: 11 }, (_, index) => `${index}.example.com`) }), /at most 10/],
    ['a header\'s name with a space', () => field.singleHeader('user agent'), /pass the name alone, without its value/],
    ['a forwarded address in a strange header', () => edge.ForwardedAddress.ofHeader({ header: 'X Forwarded' }), /letters, digits and hyphens/],
    ['a managed group that needs settings', () => edge.ManagedRuleGroup.of({ vendor: 'AWS', name: 'AWSManagedRulesATPRuleSet', capacity: 50 }), /turn it on in the baseline/],
    ['a managed group without a capacity', () => edge.ManagedRuleGroup.of({ vendor: 'Somebody', name: 'Theirs', capacity: 0 }), /aws wafv2 describe-managed-rule-group/],
    ['no patterns', () => new edge.RegexPatternSet(seoul().domain, 'Set', { patterns: [] }), /got '0 patterns'; allowed: 1 to 10/],
    ['a long pattern in a set', () => new edge.RegexPatternSet(seoul().domain, 'Set', { patterns: ['x'.repeat(201)] }), /got '201 characters'/],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test.each<[string, () => unknown]>([
    ['Kosovo', () => statement.geo(['XK'])],
    ['a country that a parameter names', () => statement.geo([Token.asString({ Ref: 'Country' })])],
    ['capitals where what is decoded afterwards may bring some', () => byText('/Admin', edge.TextTransformation.LOWERCASE, edge.TextTransformation.URL_DECODE)],
    ['capitals where they were made after small letters', () => byText('/ADMIN', edge.TextTransformation.LOWERCASE, edge.TextTransformation.UPPERCASE)],
    ['a text that a parameter gives, in small letters', () => byText(Token.asString({ Ref: 'Path' }), edge.TextTransformation.LOWERCASE)],
    ['JSON pointers with what they hide', () => field.jsonBody({ pointers: ['/', '/login', '/a~1b/m~0n', '/0/이름'] })],
    ['a pattern that JavaScript does not know', () => statement.regex({ field: field.body(), pattern: '(?i)^sqlmap' })],
    ['a pattern that quotes', () => statement.regex({ field: field.body(), pattern: '\\Q(\\E' })],
    ['a pattern with a bracket first in a class', () => statement.regex({ field: field.body(), pattern: '[](]' })],
    ['a pattern that a parameter gives', () => statement.regex({ field: field.body(), pattern: `(${Token.asString({ Ref: 'Pattern' })}` })],
  ])('but not %s', (_, make) => {
    expect(make).not.toThrow();
  });

  test('a group in a rule group', () => {
    const { domain } = seoul();
    expect(() => new edge.RuleGroup(domain, 'Group', { rules: [rule.managed('Php', edge.ManagedRuleGroup.PHP)] })).toThrow(/ask the group in the web ACL/);
  });

  test('five rates in a rule group', () => {
    const { domain } = seoul();
    expect(() => new edge.RuleGroup(domain, 'Group', { rules: tenRates.slice(0, 5) })).toThrow(/got '5 rules'; allowed: at most 4/);
  });

  test('more than 50 sets and groups', () => {
    const { domain } = seoul();
    const sets = Array.from({ length: 51 }, (_, index) => new edge.IpSet(domain, `Set${index}`, { addresses: ['192.0.2.1'] }));
    expect(() => new edge.WebAcl(domain, 'Acl', { rules: [rule.anyOf('Any', sets.map((set) => statement.ipSet(set)))] })).toThrow(/got '51 sets and groups'; allowed: at most 50; join IP sets/);
  });
});

test('bodies for blocked requests are those of the web ACL', () => {
  const { domain, stack } = seoul();
  new edge.WebAcl(domain, 'Acl', {
    baseline: edge.WebAclBaseline.none(),
    responseBodies: { sorry: { content: '{"sorry":true}', contentType: edge.ResponseBodyType.JSON } },
    rules: [rule.geo('A', ['KP'], { action: edge.WafAction.block({ bodyKey: 'sorry', headers: { 'x-why': 'country' } }) })],
  });
  expect(resourcesOf(stack, 'AWS::WAFv2::WebACL')[0].Properties).toMatchObject({
    CustomResponseBodies: { sorry: { Content: '{"sorry":true}', ContentType: 'APPLICATION_JSON' } },
    Rules: [{ Action: { Block: { CustomResponse: { ResponseCode: 403, CustomResponseBodyKey: 'sorry', ResponseHeaders: [{ Name: 'x-why', Value: 'country' }] } } } }],
  });
});
