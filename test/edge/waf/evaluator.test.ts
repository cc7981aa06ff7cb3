import * as fc from 'fast-check';
import {
  EvaluatedWebAcl, ORDINARY_INPUTS, type Properties, SQLI_VECTORS, SUBTLE_SQLI_VECTORS, type TemplateResource,
  type WebRequest, type World, XSS_VECTORS, transformation,
} from './evaluator';

// expectations are from the pages of https://docs.aws.amazon.com/waf/latest/developerguide/ that each part names

const VISIBILITY = { CloudWatchMetricsEnabled: true, MetricName: 'M', SampledRequestsEnabled: false };
const NONE = [{ Priority: 0, Type: 'NONE' }];
const REQUEST: WebRequest = { ip: '192.0.2.10' };

let made = 0;
const rule = (Name: string, Statement: Properties, more: Properties = { Action: { Block: {} } }): Properties =>
  ({ Name, Priority: made++, Statement, VisibilityConfig: VISIBILITY, ...more });
const COUNT = { Action: { Count: {} } };
const GROUP = { OverrideAction: { None: {} } };

type Others = Readonly<Record<string, TemplateResource>>;

const acl = (rules: readonly Properties[], world: World = {}, others: Others = {}, more: Properties = {}): EvaluatedWebAcl =>
  new EvaluatedWebAcl({
    ...others,
    Acl: { Type: 'AWS::WAFv2::WebACL', Properties: { Name: 'testWebACL', Scope: 'REGIONAL', DefaultAction: { Allow: {} }, Rules: rules, VisibilityConfig: VISIBILITY, ...more } },
  }, 'Acl', world);

/** Whether a request matches a statement: a web ACL of one rule blocks it. */
function isMatch(statement: Properties, request: Partial<WebRequest>, world: World = {}, others: Others = {}, more: Properties = {}): boolean {
  return acl([rule('Only', statement)], world, others, more).evaluate({ ...REQUEST, ...request }).action === 'BLOCK';
}

const contains = (FieldToMatch: Properties, SearchString: string, PositionalConstraint = 'CONTAINS', TextTransformations: readonly Properties[] = NONE): Properties =>
  ({ ByteMatchStatement: { FieldToMatch, SearchString, PositionalConstraint, TextTransformations } });
const path = (start: string): Properties => contains({ UriPath: {} }, start, 'STARTS_WITH');
const size = (FieldToMatch: Properties, Size: number): Properties => ({ SizeConstraintStatement: { FieldToMatch, ComparisonOperator: 'GT', Size, TextTransformations: NONE } });
const label = (Key: string, Scope = 'LABEL'): Properties => ({ LabelMatchStatement: { Key, Scope } });

describe('text transformations', () => {
  const applied = (types: readonly string[], value: string) => transformation(types.map((Type, Priority) => ({ Type, Priority })), 'T')(Buffer.from(value, 'utf8').toString('latin1'));

  test.each([
    ['NONE', 'A b', 'A b'],
    ['BASE64_DECODE', 'PHNjcmlwdD4=', '<script>'],
    ['BASE64_DECODE_EXT', 'PHN!jcm lwdD4=', '<script>'],
    ['CMD_LINE', '"C^md" ,/c (dir);X', 'cmd /c(dir) x'],
    ['COMPRESS_WHITE_SPACE', 'a\t\n  b\fc', 'a b c'],
    ['CSS_DECODE', 'ja\\vascript', 'javascript'],
    ['CSS_DECODE', '\\6a avascript', 'javascript'],
    ['ESCAPE_SEQ_DECODE', '\\x41\\n\\101\\0101', 'A\n\\101A'],
    ['HEX_DECODE', '414243', 'ABC'],
    ['HTML_ENTITY_DECODE', '&lt;b&gt;&quot;&#x41;&#66;', '<b>"AB'],
    ['HTML_ENTITY_DECODE', '&LBRACE;a&amp;b&percnt;&apos;', '{a&b%&apos;'],
    ['JS_DECODE', '\\u0041\\uff22\\x43', 'ABC'],
    ['LOWERCASE', 'AbÄ', Buffer.from('abÄ', 'utf8').toString('latin1')],
    ['MD5', '', Buffer.from('d41d8cd98f00b204e9800998ecf8427e', 'hex').toString('latin1')],
    ['NORMALIZE_PATH', '/a//b/./c/../d', '/a/b/d'],
    ['NORMALIZE_PATH', '../a/b/..', '../a'],
    ['NORMALIZE_PATH_WIN', '\\a\\.\\b\\..\\c', '/a/c'],
    ['REMOVE_COMMENTS_CHAR', 'un/**/ion -- x#', 'union  x'],
    ['REMOVE_NULLS', 'a\0b', 'ab'],
    ['REPLACE_COMMENTS', 'un/* x */ion/* open', 'un ion '],
    ['REPLACE_COMMENTS', 'a*/b', 'a*/b'],
    ['REPLACE_NULLS', 'a\0b', 'a b'],
    ['SQL_HEX_DECODE', '0x414243', 'ABC'],
    ['URL_DECODE', '%3Cscript%3E+x', '<script> x'],
    ['URL_DECODE_UNI', '%uff1cscript%u003e', '<script>'],
    ['UTF8_TO_UNICODE', 'aé', 'a%u00e9'],
    ['REMOVE_WHITESPACE', ' a b\t', 'ab'],
    ['TRIM', ' a b\t', 'a b'],
    ['TRIM_LEFT', ' a ', 'a '],
    ['TRIM_RIGHT', ' a ', ' a'],
    ['UPPERCASE', 'aB', 'AB'],
    ['SHA256', '', Buffer.from('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex').toString('latin1')],
  ])('%s makes of %j %j', (type, value, expected) => expect(applied([type], value)).toBe(expected));

  test('they run from the lowest priority to the highest, whatever their order in the list is', () => {
    const list = [{ Priority: 2, Type: 'LOWERCASE' }, { Priority: 1, Type: 'BASE64_DECODE' }];
    expect(transformation(list, 'T')('QUJD')).toBe('abc');
    expect(applied(['URL_DECODE', 'URL_DECODE'], '%253C')).toBe('<');
  });

  test('an unknown one, none at all and two of one priority are refused', () => {
    for (const unknown of ['ROT13', 'CMD_LINE_WIN', 'CMD_LINE_UNIX', 'JS_DECODE_EXT']) { expect(() => applied([unknown], '')).toThrow(`${unknown} is not known`); }
    expect(() => applied([], '')).toThrow('is no list of 1 or more');
    expect(() => transformation([{ Priority: 1, Type: 'NONE' }, { Priority: 1, Type: 'LOWERCASE' }], 'T')).toThrow('two have the priority 1');
  });
});

describe('request components', () => {
  const xyz = { query: 'SalesRegion=boston&SalesRegion=seattle' };

  test('a single query parameter is any of its values, whatever the case of its name', () => {
    expect(isMatch(contains({ SingleQueryArgument: { Name: 'salesregion' } }, 'seattle', 'EXACTLY'), xyz)).toBe(true);
    expect(isMatch(contains({ SingleQueryArgument: { Name: 'salesregion' } }, 'boston', 'EXACTLY'), xyz)).toBe(true);
    expect(isMatch(contains({ SingleQueryArgument: { Name: 'region' } }, 'boston', 'EXACTLY'), xyz)).toBe(false);
  });

  test('all query parameters are their values, not their names', () => {
    const all = (wanted: string) => isMatch(contains({ AllQueryArguments: {} }, wanted, 'EXACTLY'), { query: 'UserName=abc&SalesRegion=seattle' });
    expect([all('abc'), all('seattle'), all('UserName')]).toEqual([true, true, false]);
  });

  test('query strings are changed before they are parsed where that is asked for', () => {
    const combined = (PreParseTextTransformations: readonly Properties[]) => isMatch({
      ByteMatchStatement: { FieldToMatch: { SingleQueryArgument: { Name: 'a' } }, SearchString: '1,3', PositionalConstraint: 'EXACTLY', TextTransformations: NONE, PreParseTextTransformations },
    }, { query: 'a=1;b=2;a=3' });
    expect(combined([{ Priority: 0, Type: 'REPLACE_SEMICOLONS_WITH_AMPERSANDS' }, { Priority: 1, Type: 'COMBINE_DUPLICATE_QUERY_ARGS_BY_COMMA' }])).toBe(true);
    expect(combined([{ Priority: 0, Type: 'NONE' }])).toBe(false);
  });

  test('a header is found whatever the case of its name; one that is missing does not match', () => {
    const agent = contains({ SingleHeader: { Name: 'user-agent' } }, 'BadBot', 'CONTAINS_WORD');
    expect(isMatch(agent, { headers: [['User-Agent', 'x BadBot;']] })).toBe(true);
    expect(isMatch(agent, {})).toBe(false);
  });

  test('names of excluded headers are compared without case, names of cookies with case', () => {
    const headers = { headers: [['X-Test', 'evil']] as [string, string][] };
    const excluded = (name: string) => isMatch(contains({ Headers: { MatchPattern: { ExcludedHeaders: [name] }, MatchScope: 'VALUE', OversizeHandling: 'CONTINUE' } }, 'evil'), headers);
    expect([excluded('x-test'), excluded('x-other')]).toEqual([false, true]);
    const cookie = (name: string) => isMatch(contains({ Cookies: { MatchPattern: { IncludedCookies: [name] }, MatchScope: 'ALL', OversizeHandling: 'CONTINUE' } }, 'evil'),
      { headers: [['cookie', 'Session=evil; a=b']] });
    expect([cookie('Session'), cookie('session')]).toEqual([true, false]);
  });

  test('the order of the headers is a list of their names', () => {
    const order = contains({ HeaderOrder: { OversizeHandling: 'CONTINUE' } }, 'host:user-agent:accept', 'EXACTLY');
    expect(isMatch(order, { headers: [['Host', 'a'], ['User-Agent', 'b'], ['Accept', 'c']] })).toBe(true);
    expect(isMatch(order, { headers: [['Host', 'a'], ['Accept', 'c'], ['User-Agent', 'b']] })).toBe(false);
  });

  test('what has no fingerprint or fragment is as the fallback says', () => {
    const print = (FallbackBehavior: string) => contains({ JA3Fingerprint: { FallbackBehavior } }, 'abc', 'EXACTLY');
    expect([isMatch(print('MATCH'), {}), isMatch(print('NO_MATCH'), {}), isMatch(print('NO_MATCH'), { ja3: 'abc' })]).toEqual([true, false, true]);
    expect(isMatch(contains({ UriFragment: {} }, 'x'), {})).toBe(false);
  });

  test('a URI `/logo.jpg` is nine characters long', () => {
    expect([isMatch(size({ UriPath: {} }, 9), { path: '/logo.jpg' }), isMatch(size({ UriPath: {} }, 8), { path: '/logo.jpg' })]).toEqual([false, true]);
  });
});

describe('oversize components', () => {
  const big = { body: `${'a'.repeat(8192)}needle` };
  const needle = (OversizeHandling: string) => contains({ Body: { OversizeHandling } }, 'needle');

  test('a body beyond 8 KB of a load balancer is not seen, matches, or does not match, as chosen', () => {
    expect(['CONTINUE', 'MATCH', 'NO_MATCH'].map((handling) => isMatch(needle(handling), big))).toEqual([false, true, false]);
    expect(isMatch(needle('MATCH'), { body: 'a'.repeat(8192) })).toBe(false);
  });

  test('CloudFront shows 16 KB, and up to 64 KB where the web ACL says so', () => {
    const at = (length: number, more: Properties = {}) => isMatch(needle('CONTINUE'), { body: `${'a'.repeat(length)}needle` }, {}, {}, { Scope: 'CLOUDFRONT', ...more });
    expect([at(8192), at(16_384)]).toEqual([true, false]);
    expect(at(60_000, { AssociationConfig: { RequestBody: { CLOUDFRONT: { DefaultSizeInspectionLimit: 'KB_64' } } } })).toBe(true);
    expect(at(60_000, { AssociationConfig: { RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: 'KB_64' } } } })).toBe(false);
  });

  test('of 205 headers the last five are not seen', () => {
    const headers = Array.from({ length: 205 }, (_, index): [string, string] => [`h${index}`, `v${index}`]);
    const seen = (OversizeHandling: string, wanted: string) => isMatch(contains({ Headers: { MatchPattern: { All: {} }, MatchScope: 'VALUE', OversizeHandling } }, wanted, 'EXACTLY'), { headers });
    expect([seen('CONTINUE', 'v199'), seen('CONTINUE', 'v200'), seen('MATCH', 'nothing')]).toEqual([true, false, true]);
  });

  test('the rule that AWS describes blocks oversize bodies and lets others pass', () => {
    const block = { SizeConstraintStatement: { FieldToMatch: { Body: { OversizeHandling: 'MATCH' } }, ComparisonOperator: 'GT', Size: 8192, TextTransformations: NONE } };
    expect([isMatch(block, { body: 'a'.repeat(8193) }), isMatch(block, { body: 'a'.repeat(8192) })]).toEqual([true, false]);
  });
});

describe('JSON bodies', () => {
  const document = '{"a":{"c":"d","b":{"e":{"f":"g"}}}}';
  const json = (MatchScope: string, wanted: string, body = document, more: Properties = { MatchPattern: { IncludedPaths: ['/a/b'] } }) =>
    isMatch(contains({ JsonBody: { MatchScope, OversizeHandling: 'CONTINUE', ...more } }, wanted, 'EXACTLY'), { body });
  const seen = (scope: string) => ['a', 'b', 'c', 'd', 'e', 'f', 'g'].filter((part) => json(scope, part)).join('');

  test('below /a/b are the keys e and f and the value g', () => {
    expect([seen('ALL'), seen('KEY'), seen('VALUE')]).toEqual(['efg', 'ef', 'g']);
  });

  test.each(['{"key1":"value1""key2":"value2"}', '{"key1":"value1","key2""value2"}', '{"key1"::"value1","key2""value2"}'])('%s is read as two pairs', (body) => {
    expect(json('VALUE', 'value2', body, { MatchPattern: { All: {} }, InvalidFallbackBehavior: 'NO_MATCH' })).toBe(true);
  });

  test('what can not be read is looked at as far as it could be, or as text, or is as the fallback says', () => {
    const broken = '{"a":"first","a":"second"}';
    const all = (wanted: string, InvalidFallbackBehavior?: string) => json('VALUE', wanted, broken, { MatchPattern: { All: {} }, ...(InvalidFallbackBehavior ? { InvalidFallbackBehavior } : {}) });
    expect([all('first'), all('second'), all('nothing', 'MATCH'), all('first', 'NO_MATCH'), all(broken, 'EVALUATE_AS_STRING')]).toEqual([true, false, true, false, true]);
  });

  test('its escapes are undone before anything is compared', () => {
    expect(json('VALUE', '<script>', '{"x":"\\u003cscript>"}', { MatchPattern: { All: {} } })).toBe(true);
  });
});

describe('matches', () => {
  test.each([
    ['BadBot', true], ['BadBot;x', true], ['x;BadBot', true], ['x-BadBot;', true], ['xBadBot', false], ['BadBot_1', false],
  ])('a header that says %j contains the word BadBot: %s', (value, expected) => {
    expect(isMatch(contains({ SingleHeader: { Name: 'a' } }, 'BadBot', 'CONTAINS_WORD'), { headers: [['A', value]] })).toBe(expected);
  });

  test('bytes may be given in Base64, and stand at the end', () => {
    const statement = { ByteMatchStatement: { FieldToMatch: { UriPath: {} }, SearchStringBase64: 'LnBocA==', PositionalConstraint: 'ENDS_WITH', TextTransformations: NONE } };
    expect([isMatch(statement, { path: '/x.php' }), isMatch(statement, { path: '/x.php/y' })]).toEqual([true, false]);
  });

  test('a set of patterns matches where one of them does', () => {
    const sets = { Set: { Type: 'AWS::WAFv2::RegexPatternSet', Properties: { Name: 's', Scope: 'REGIONAL', RegularExpressionList: ['^/admin', '(?i)\\.BAK$'] } } };
    const statement = { RegexPatternSetReferenceStatement: { Arn: { 'Fn::GetAtt': ['Set', 'Arn'] }, FieldToMatch: { UriPath: {} }, TextTransformations: NONE } };
    expect(['/admin/x', '/site.bak', '/shop'].map((uri) => isMatch(statement, { path: uri }, {}, sets))).toEqual([true, true, false]);
    expect(isMatch({ RegexMatchStatement: { RegexString: '^/a+$', FieldToMatch: { UriPath: {} }, TextTransformations: NONE } }, { path: '/aaa' })).toBe(true);
  });

  const decoded = [{ Priority: 0, Type: 'URL_DECODE' }];
  const attack = (kind: string, value: string, more: Properties = {}) =>
    isMatch({ [kind]: { FieldToMatch: { QueryString: {} }, TextTransformations: decoded, ...more } }, { query: `q=${encodeURIComponent(value)}` });
  test.each(SQLI_VECTORS)('the injection %j is seen at low and high sensitivity', (value) => {
    expect([attack('SqliMatchStatement', value), attack('SqliMatchStatement', value, { SensitivityLevel: 'HIGH' })]).toEqual([true, true]);
  });
  test.each(SUBTLE_SQLI_VECTORS)('the injection %j is seen at high sensitivity only', (value) => {
    expect([attack('SqliMatchStatement', value), attack('SqliMatchStatement', value, { SensitivityLevel: 'HIGH' })]).toEqual([false, true]);
  });
  test.each(XSS_VECTORS)('the script %j is seen', (value) => expect(attack('XssMatchStatement', value)).toBe(true));
  test.each(ORDINARY_INPUTS)('the ordinary input %j is seen as neither', (value) => {
    expect([attack('SqliMatchStatement', value, { SensitivityLevel: 'HIGH' }), attack('XssMatchStatement', value)]).toEqual([false, false]);
  });
});

describe('addresses', () => {
  const sets = {
    V4: { Type: 'AWS::WAFv2::IPSet', Properties: { Name: 'v4', Scope: 'REGIONAL', IPAddressVersion: 'IPV4', Addresses: ['192.0.2.0/24', '203.0.113.7/32'] } },
    V6: { Type: 'AWS::WAFv2::IPSet', Properties: { Name: 'v6', Scope: 'REGIONAL', IPAddressVersion: 'IPV6', Addresses: ['2001:db8::/32'] } },
  };
  const inSet = (set: string, config?: Properties) => ({ IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': [set, 'Arn'] }, ...(config ? { IPSetForwardedIPConfig: config } : {}) } });
  const from = (statement: Properties, ip: string, xff?: string) => isMatch(statement, { ip, headers: xff === undefined ? [] : [['X-Forwarded-For', xff]] }, {}, sets);

  test('an IP set holds the addresses of its ranges, and no address of the other version', () => {
    expect(['192.0.2.255', '192.0.3.0', '203.0.113.7', '203.0.113.8', '2001:db8::1'].map((ip) => from(inSet('V4'), ip))).toEqual([true, false, true, false, false]);
    expect(['2001:db8:ffff::1', '2001:db9::', '192.0.2.1'].map((ip) => from(inSet('V6'), ip))).toEqual([true, false, false]);
  });

  const config = (Position: string, FallbackBehavior = 'NO_MATCH') => ({ HeaderName: 'X-Forwarded-For', Position, FallbackBehavior });
  test('a forwarded address is the first, the last or any of the header', () => {
    const header = '192.0.2.1, 127.0.0.0, 10.10.10.10';
    expect(['FIRST', 'LAST', 'ANY'].map((position) => from(inSet('V4', config(position)), '192.0.2.1', header))).toEqual([true, false, true]);
  });

  test('of more than ten forwarded addresses the last ten are looked at', () => {
    const header = ['192.0.2.1', ...Array<string>(10).fill('10.0.0.1')].join(',');
    expect(from(inSet('V4', config('ANY')), '10.0.0.1', header)).toBe(false);
  });

  test('a malformed header is as the fallback says; without the header the rule does not apply', () => {
    expect(['MATCH', 'NO_MATCH'].map((fallback) => from(inSet('V4', config('FIRST', fallback)), '192.0.2.1', '192.0.2.1; 10.0.0.1'))).toEqual([true, false]);
    expect(from(inSet('V4', config('FIRST', 'MATCH')), '192.0.2.1')).toBe(false);
  });

  test('/0, a wrong range and more than 10,000 ranges are refused', () => {
    const set = (Addresses: readonly string[]) => () => acl([rule('R', inSet('S'))], {}, { S: { Type: 'AWS::WAFv2::IPSet', Properties: { Name: 's', Scope: 'REGIONAL', IPAddressVersion: 'IPV4', Addresses } } });
    expect(set(['0.0.0.0/0'])).toThrow('no range that an IP set takes');
    expect(set(['10.0.0.256/32'])).toThrow('no range that an IP set takes');
    expect(set(['2001:db8::/32'])).toThrow('not of the set\'s version');
    expect(set(Array.from({ length: 10_001 }, (_, index) => `10.0.${Math.floor(index / 256)}.${index % 256}/32`))).toThrow('an IP set takes 10,000');
  });

  test('a short form of an IPv6 address is the address', () => {
    fc.assert(fc.property(fc.ipV6(), (ip) => {
      const set = { S: { Type: 'AWS::WAFv2::IPSet', Properties: { Name: 's', Scope: 'REGIONAL', IPAddressVersion: 'IPV6', Addresses: [`${ip}/128`] } } };
      return isMatch(inSet('S'), { ip }, {}, set);
    }), { numRuns: 50 });
  });

  test('without the header a rule does not apply, not even one that says NOT', () => {
    expect(from({ NotStatement: { Statement: inSet('V4', config('FIRST')) } }, '192.0.2.1')).toBe(false);
    expect(from({ NotStatement: { Statement: inSet('V4', config('FIRST')) } }, '192.0.2.1', '10.0.0.1')).toBe(true);
  });

  const places: World = { places: { '192.0.2.10': { country: 'US', region: 'US-OR' }, '192.0.2.20': { country: 'US', region: 'US-CA' }, '198.51.100.1': { country: 'KR' } }, networks: { '192.0.2.10': 64496 } };
  test('AWS\'s example blocks the United States but Oregon and Washington, by labels of the forwarded address', () => {
    const prefix = 'awswaf:forwardedip:geo:';
    const example = acl([
      rule('geoMatchForLabels', { GeoMatchStatement: { CountryCodes: ['US'], ForwardedIPConfig: { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'MATCH' } } }, COUNT),
      rule('blockUSButNotOROrWA', { AndStatement: { Statements: [label(`${prefix}country:US`), { NotStatement: { Statement: { OrStatement: { Statements: [label(`${prefix}region:US-OR`), label(`${prefix}region:US-WA`)] } } } }] } }),
    ], places);
    const outcome = (xff: string) => example.evaluate({ ...REQUEST, headers: [['x-forwarded-for', xff]] });
    expect([outcome('192.0.2.10').action, outcome('192.0.2.20').action, outcome('198.51.100.1').action]).toEqual(['ALLOW', 'BLOCK', 'ALLOW']);
    expect(outcome('198.51.100.1').labels).toEqual([`${prefix}country:KR`, `${prefix}region:XX-XX`]);
  });

  test('a network that is not known is 0', () => {
    const network = (AsnList: readonly number[], ip: string) => isMatch({ AsnMatchStatement: { AsnList } }, { ip }, places);
    expect([network([64496], '192.0.2.10'), network([64496], '192.0.2.20'), network([0], '192.0.2.20')]).toEqual([true, false, true]);
  });
});

describe('labels', () => {
  const adds = (...names: string[]) => ({ Action: { Count: {} }, RuleLabels: names.map((Name) => ({ Name })) });
  const sees = (key: string, scope: string, labels: readonly string[]) => acl([rule('L', label(key, scope))]).evaluate({ ...REQUEST, labels }).action === 'BLOCK';
  const own = 'awswaf:111122223333:webacl:testWebACL:';

  test.each([
    [`${own}header:encoding:utf8`, true],
    [`${own}testNS1:testNS2:header:encoding:utf8`, true],
    [`${own}header:encoding2:utf8`, false],
    ['awswaf:111122223333:rulegroup:productionRules:header:encoding:utf8', false],
  ])('the local label header:encoding:utf8 is %s: %s', (full, expected) => expect(sees('header:encoding:utf8', 'LABEL', [full])).toBe(expected));

  test('a label of another context needs its prefix, and is matched whole', () => {
    const full = 'awswaf:111122223333:rulegroup:testRules:header:encoding:utf8';
    expect([sees(full, 'LABEL', [full]), sees(full, 'LABEL', [`${full}8`])]).toEqual([true, false]);
  });

  test.each([
    ['header:encoding:', `${own}header:encoding:utf8`, true],
    ['header:encoding:', 'awswaf:444455556666:webacl:testWebACL:header:encoding:utf8', false],
    ['header:encoding:', 'awswaf:managed:aws:managed-rule-set:header:encoding:utf8', false],
    ['awswaf:managed:aws:managed-rule-set:header:', 'awswaf:managed:aws:managed-rule-set:header:encoding:unicode', true],
    ['awswaf:managed:aws:managed-rule-set:header:', 'awswaf:managed:aws:managed-rule-set:query:badstring', false],
  ])('the namespace %s matches %s: %s', (key, full, expected) => expect(sees(key, 'NAMESPACE', [full])).toBe(expected));

  test('a rule\'s labels are seen by later rules only', () => {
    const [first, second] = [rule('Add', path('/'), adds('header:user_agent:firefox')), rule('Look', label('user_agent:firefox'))];
    expect(acl([first, second]).evaluate(REQUEST)).toMatchObject({ action: 'BLOCK', rule: 'Look', labels: [`${own}header:user_agent:firefox`] });
    expect(acl([{ ...first, Priority: 2 }, { ...second, Priority: 1 }]).evaluate(REQUEST).action).toBe('ALLOW');
  });

  test('reserved words and a sixth namespace are refused', () => {
    expect(() => acl([rule('Add', path('/'), adds('aws:x'))])).toThrow('is no label of a rule');
    expect(() => acl([rule('Add', path('/'), adds('a:b:c:d:e:f:name'))])).toThrow('is no label of a rule');
  });
});

describe('actions and groups', () => {
  const managed = (more: Properties = {}) => ({ ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesAdminProtectionRuleSet', ...more } });
  const world: World = {
    managed: {
      'AWS/AWSManagedRulesAdminProtectionRuleSet': [
        { name: 'AdminProtection_URIPATH', action: 'Block', labels: ['awswaf:managed:aws:admin-protection:AdminProtection_URIPath'], matches: ({ path: uri = '/' }) => uri.startsWith('/admin') },
        { name: 'Second', action: 'Block', matches: ({ path: uri = '/' }) => uri.startsWith('/admin/x') },
      ],
    },
  };
  const outcome = (rules: readonly Properties[], uri: string, more: Properties = {}) =>
    acl(rules, world, {}, more).evaluate({ ...REQUEST, path: uri });

  test('the first terminating action decides; what comes after it is not looked at', () => {
    const rules = [rule('Allow', path('/a'), { Action: { Allow: {} } }), rule('Count', path('/'), COUNT), rule('Block', path('/a'))];
    expect(outcome(rules, '/a')).toMatchObject({ action: 'ALLOW', rule: 'Allow', counted: [] });
    expect(outcome(rules, '/b')).toMatchObject({ action: 'ALLOW', rule: 'Default_Action', counted: ['Count'] });
    expect(outcome(rules, '/b', { DefaultAction: { Block: {} } })).toMatchObject({ action: 'BLOCK', rule: 'Default_Action' });
  });

  test('headers are added by what lets pass; of two of one name the later counts', () => {
    const marks = (Value: string) => ({ CustomRequestHandling: { InsertHeaders: [{ Name: 'Sample', Value }] } });
    const rules = [rule('Count', path('/a'), { Action: { Count: marks('counted') } }), rule('Ask', path('/a/b'), { Action: { Captcha: marks('solved') } })];
    const web = acl(rules, {}, {}, { DefaultAction: { Allow: {} } });
    expect(web.evaluate({ ...REQUEST, path: '/a' }).inserted).toEqual({ 'x-amzn-waf-sample': 'counted' });
    expect(web.evaluate({ ...REQUEST, path: '/a/b' }).inserted).toEqual({ 'x-amzn-waf-sample': 'counted' });
    expect(web.evaluate({ ...REQUEST, path: '/a/b', token: { captcha: true } }).inserted).toEqual({ 'x-amzn-waf-sample': 'solved' });
    expect(acl([], {}, {}, { DefaultAction: { Allow: marks('all') } }).evaluate(REQUEST).inserted).toEqual({ 'x-amzn-waf-sample': 'all' });
    expect(web.evaluate(REQUEST).inserted).toEqual({});
  });

  test('a puzzle or challenge ends the evaluation, but for a request with its token', () => {
    for (const [action, token] of [['Captcha', 'captcha'], ['Challenge', 'challenge']] as const) {
      const rules = acl([rule('Ask', path('/'), { Action: { [action]: {} } }), rule('Block', path('/x'))]);
      expect(rules.evaluate({ ...REQUEST, path: '/x' })).toMatchObject({ action: action.toUpperCase(), rule: 'Ask' });
      expect(rules.evaluate({ ...REQUEST, path: '/x', token: { [token]: true } })).toMatchObject({ action: 'BLOCK', rule: 'Block', counted: ['Ask'] });
    }
  });

  test('a managed group blocks by its rule and adds its label', () => {
    expect(outcome([rule('Admin', managed(), GROUP)], '/admin')).toMatchObject({
      action: 'BLOCK', rule: 'Admin/AdminProtection_URIPATH', labels: ['awswaf:managed:aws:admin-protection:AdminProtection_URIPath'],
    });
    expect(outcome([rule('Admin', managed(), GROUP)], '/shop').action).toBe('ALLOW');
  });

  test('a rule of a group that is overridden to count, or excluded, counts and the rest of the group goes on', () => {
    const overrides = [{ RuleActionOverrides: [{ Name: 'AdminProtection_URIPATH', ActionToUse: { Count: {} } }] }, { ExcludedRules: [{ Name: 'AdminProtection_URIPATH' }] }];
    for (const override of overrides) {
      expect(outcome([rule('Admin', managed(override), GROUP)], '/admin')).toMatchObject({ action: 'ALLOW', counted: ['Admin/AdminProtection_URIPATH'] });
      expect(outcome([rule('Admin', managed(override), GROUP)], '/admin/x')).toMatchObject({ action: 'BLOCK', rule: 'Admin/Second' });
    }
  });

  test('a group that is overridden to count stops at its first match, and the web ACL goes on', () => {
    const rules = [rule('Admin', managed(), { OverrideAction: { Count: {} } }), rule('Label', label('awswaf:managed:aws:admin-protection:AdminProtection_URIPath'))];
    expect(outcome(rules, '/admin/x')).toMatchObject({ action: 'BLOCK', rule: 'Label', counted: ['Admin/AdminProtection_URIPATH'] });
  });

  test('a scope-down statement keeps a group from other requests', () => {
    expect(outcome([rule('Admin', managed({ ScopeDownStatement: path('/admin/x') }), GROUP)], '/admin').action).toBe('ALLOW');
  });

  test('a rule group of the account labels by its own name, and its actions can be overridden', () => {
    const group: TemplateResource = {
      Type: 'AWS::WAFv2::RuleGroup',
      Properties: {
        Name: 'testRules',
        Scope: 'REGIONAL',
        Capacity: 10,
        VisibilityConfig: VISIBILITY,
        Rules: [
          rule('Mark', path('/'), { Action: { Count: {} }, RuleLabels: [{ Name: 'testNS1:LabelNameQ' }] }), rule('Stop', label('LabelNameQ')),
        ],
      },
    };
    const refer = (more: Properties = {}) => acl([rule('Own', { RuleGroupReferenceStatement: { Arn: { 'Fn::GetAtt': ['Group', 'Arn'] }, ...more } }, GROUP)], {}, { Group: group }).evaluate(REQUEST);
    expect(refer()).toMatchObject({ action: 'BLOCK', rule: 'Own/Stop', labels: ['awswaf:111122223333:rulegroup:testRules:testNS1:LabelNameQ'] });
    expect(refer({ RuleActionOverrides: [{ Name: 'Stop', ActionToUse: { Count: {} } }] })).toMatchObject({ action: 'ALLOW', counted: ['Own/Mark', 'Own/Stop'] });
    expect(() => refer({ RuleActionOverrides: [{ Name: 'Other', ActionToUse: { Count: {} } }] })).toThrow('the group has no rule Other');
  });

  test('a custom response needs its body', () => {
    const block = { Action: { Block: { CustomResponse: { ResponseCode: 429, CustomResponseBodyKey: 'slow' } } } };
    expect(outcome([rule('R', path('/'), block)], '/', { CustomResponseBodies: { slow: { ContentType: 'TEXT_PLAIN', Content: 'slow down' } } }).status).toBe(429);
    expect(() => outcome([rule('R', path('/'), block)], '/')).toThrow('has no response body slow');
  });
});

describe('rates', () => {
  const limited = (more: Properties = {}, world: World = {}) => acl([rule('Rate', { RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP', ...more } })], world);
  const actions = (web: EvaluatedWebAcl, requests: readonly Partial<WebRequest>[]) => requests.map((request) => (web.evaluate({ ...REQUEST, ...request }).action === 'BLOCK' ? 'x' : '.')).join('');
  const times = (count: number, request: Partial<WebRequest> = {}) => Array<Partial<WebRequest>>(count).fill(request);

  test('requests over the limit are blocked, those of another address are not', () => {
    const web = limited();
    expect(actions(web, times(12))).toBe('..........xx');
    expect(actions(web, [{ ip: '192.0.2.11' }, {}])).toBe('.x');
  });

  test('the window is five minutes unless another is chosen, and moves on', () => {
    expect(actions(limited(), [...times(10), { at: 299 }, { at: 700 }])).toBe('..........x.');
    expect(actions(limited({ EvaluationWindowSec: 60 }), [...times(10), { at: 59 }, { at: 61 }])).toBe('..........x.');
  });

  test('only what the scope-down statement matches is counted and limited', () => {
    const web = limited({ ScopeDownStatement: path('/login') });
    expect(actions(web, [...times(12, { path: '/' }), ...times(11, { path: '/login' }), { path: '/' }])).toBe(`${'.'.repeat(22)}x.`);
  });

  test('forwarded addresses are the first of the header; a malformed one is as the fallback says, a missing one is not counted', () => {
    const web = (FallbackBehavior: string) => limited({ AggregateKeyType: 'FORWARDED_IP', ForwardedIPConfig: { HeaderName: 'X-Forwarded-For', FallbackBehavior } });
    const via = (xff: string) => ({ headers: [['x-forwarded-for', xff]] as [string, string][] });
    expect(actions(web('NO_MATCH'), [...times(11, via('10.1.1.1, 10.2.2.2')), via('10.2.2.2, 10.1.1.1'), ...times(12)])).toBe(`..........x.${'.'.repeat(12)}`);
    expect([actions(web('MATCH'), [via('nonsense')]), actions(web('NO_MATCH'), [via('nonsense')])]).toEqual(['x', '.']);
  });

  test('AWS\'s example: address and method make an instance of each pair', () => {
    const web = limited({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: [{ IP: {} }, { HTTPMethod: {} }] });
    expect(actions(web, [...times(11, { method: 'GET' }), { method: 'POST' }, { ip: '127.0.0.0', method: 'GET' }])).toBe('..........x..');
  });

  test('a request that lacks a part of the key is not counted', () => {
    const web = limited({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: [{ Header: { Name: 'api-key', TextTransformations: NONE } }, { QueryArgument: { Name: 'q', TextTransformations: NONE } }] });
    const whole = { headers: [['Api-Key', 'k']] as [string, string][], query: 'q=1' };
    expect(actions(web, [...times(20, { query: 'q=1' }), ...times(11, whole)])).toBe(`${'.'.repeat(30)}x`);
  });

  test('all requests are one instance where they are counted together', () => {
    const web = limited({ AggregateKeyType: 'CONSTANT', ScopeDownStatement: path('/') });
    expect(actions(web, Array.from({ length: 11 }, (_, index) => ({ ip: `10.0.0.${index}` })))).toBe('..........x');
    expect(() => limited({ AggregateKeyType: 'CONSTANT' })).toThrow('needs a scope-down statement');
  });

  test('a request that an earlier rule blocks is not counted', () => {
    const web = acl([rule('Block', path('/bad')), rule('Rate', { RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP' } })]);
    expect(actions(web, [...times(10, { path: '/bad' }), ...times(10)])).toBe(`xxxxxxxxxx${'.'.repeat(10)}`);
  });

  test('a label namespace makes an instance of each of its labels', () => {
    const key = { AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: [{ LabelNamespace: { Namespace: 'awswaf:managed:aws:bot-control:bot:name:' } }] };
    const bot = (name: string) => ({ labels: [`awswaf:managed:aws:bot-control:bot:name:${name}`] });
    expect(actions(limited(key), [...times(11, bot('a')), bot('b'), ...times(12)])).toBe(`..........x.${'.'.repeat(12)}`);
  });

  test('networks can be counted apart', () => {
    const key = { AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: [{ ASN: {} }] };
    const web = limited(key, { networks: { '192.0.2.10': 64496, '192.0.2.11': 64496, '192.0.2.12': 64497 } });
    expect(actions(web, [...times(10), { ip: '192.0.2.11' }, { ip: '192.0.2.12' }])).toBe('..........x.');
  });

  test('limits and windows that AWS does not take are refused', () => {
    expect(() => limited({ Limit: 9 })).toThrow('the limit 9');
    expect(() => limited({ EvaluationWindowSec: 90 })).toThrow('the window 90');
  });
});

describe('what is not understood', () => {
  test.each<[string, Properties, string]>([
    ['a statement', { WishStatement: {} }, 'WishStatement is not known'],
    ['two statements at once', { ...path('/'), ...label('x') }, 'one of'],
    ['a field', contains({ Trailer: {} }, 'x'), 'Trailer is not known'],
    ['a name in small letters', contains({ SingleHeader: { name: 'x' } }, 'x'), 'name is not known'],
    ['a single statement in OR', { OrStatement: { Statements: [path('/')] } }, 'is no list of 2 or more'],
    ['a rate inside AND', { AndStatement: { Statements: [path('/'), { RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP' } }] } }, 'RateBasedStatement is not known'],
    ['a set that is not there', { IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': ['Gone', 'Arn'] } } }, '\'Gone\' is no AWS::WAFv2::IPSet'],
  ])('%s throws', (_, statement, message) => expect(() => acl([rule('First', path('/'), { Action: { Allow: {} } }), rule('R', statement)])).toThrow(message));

  test('a rule without action, a group with one, two rules of one priority or name, and a group without oracle throw', () => {
    const managed = { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'X' } };
    expect(() => acl([rule('R', path('/'), {})])).toThrow('a rule needs Action');
    expect(() => acl([rule('R', managed)])).toThrow('a group needs OverrideAction');
    expect(() => acl([{ ...rule('A', path('/')), Priority: 1 }, { ...rule('B', path('/')), Priority: 1 }])).toThrow('two have the priority 1');
    expect(() => acl([rule('A', path('/')), rule('A', path('/'))])).toThrow('two rules have one name');
    expect(() => acl([rule('R', managed, GROUP)])).toThrow('no oracle stands in for the managed group AWS/X');
    expect(() => acl([rule('R', path('/'), { Action: { Monetize: {} } })])).toThrow('Monetize is not known');
  });
});
