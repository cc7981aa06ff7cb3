import { Duration, type Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { EvaluatedWebAcl, ORDINARY_INPUTS, type OracleRule, type Outcome, SQLI_VECTORS, SUBTLE_SQLI_VECTORS, type TemplateResource, type WebRequest, type World, XSS_VECTORS } from './evaluator';
import { Domain } from '../../../src/core';
import {
  BodyInspection, ForwardedAddress, ForwardedPosition, GeoRestriction, InvalidJson, IpSet, OversizeHandling, RateKey, RateKeyPart, RuleGroup,
  RuleMode, RulePosition, SizeComparison, SqliSensitivity, StringPosition, TextTransformation, WafAction, WafField, WafStatement, WebAcl,
  WebAclBaseline, WebAclLogging, type WebAclProps, WebAclRule, WebAclScope,
} from '../../../src/edge/waf';
import { resourcesOf, testStack } from '../../checks/template';

const AWS = (name: string) => `AWS/AWSManagedRules${name}`;

/** The managed groups of the baseline, asleep; a test wakes those it needs. Others, such as bot control, have no oracle: their presence would throw. */
const ASLEEP: Readonly<Record<string, readonly OracleRule[]>> = Object.fromEntries(
  ['AntiDDoSRuleSet', 'AmazonIpReputationList', 'AnonymousIpList', 'CommonRuleSet', 'KnownBadInputsRuleSet', 'SQLiRuleSet'].map((name) => [AWS(name), []]),
);

const CORE_LABEL = 'awswaf:managed:aws:core-rule-set:CrossSiteScripting_QueryArguments';
const AWAKE: Readonly<Record<string, readonly OracleRule[]>> = {
  ...ASLEEP,
  [AWS('AmazonIpReputationList')]: [{ name: 'AWSManagedIPReputationList', action: 'Block', labels: ['awswaf:managed:aws:amazon-ip-list:AWSManagedIPReputationList'], matches: ({ ip }) => ip === '198.51.100.66' }],
  [AWS('CommonRuleSet')]: [
    { name: 'SizeRestrictions_BODY', action: 'Block', matches: ({ body = '' }) => body.length > 8192 },
    { name: 'CrossSiteScripting_QUERYARGUMENTS', action: 'Block', labels: [CORE_LABEL], matches: ({ query = '' }) => query.includes('script') },
  ],
};

/** The web ACL that properties make, over requests. */
function acl(props: WebAclProps | ((shop: Domain) => WebAclProps) = {}, world: World = {}): EvaluatedWebAcl {
  const stack = testStack();
  const shop = new Domain(stack, 'Shop');
  new WebAcl(shop, 'Acl', { logging: WebAclLogging.off('a log decides nothing'), ...typeof props === 'function' ? props(shop) : props });
  const place = stack.node.root.node.tryFindChild('Test-us-east-1') as Stack | undefined ?? stack;
  const resources: Readonly<Record<string, TemplateResource>> = resourcesOf(place);
  const id = Object.keys(resources).find((name) => resources[name].Type === 'AWS::WAFv2::WebACL') as string;
  return new EvaluatedWebAcl(resources, id, { managed: ASLEEP, ...world });
}

const ORDINARY: WebRequest = { ip: '192.0.2.10', method: 'GET', path: '/shop', headers: [['Host', 'www.example.com'], ['User-Agent', 'Mozilla/5.0']] };
const none = WebAclBaseline.none();
const decided = (web: EvaluatedWebAcl, request: Partial<WebRequest> = {}): Outcome => web.evaluate({ ...ORDINARY, ...request });
const blocks = (web: EvaluatedWebAcl, request: Partial<WebRequest>): boolean => decided(web, request).action === 'BLOCK';
const path = (text: string) => WafStatement.byteMatch({ field: WafField.uriPath(), text, position: StringPosition.STARTS_WITH });

describe('the baseline', () => {
  const web = acl({}, { managed: AWAKE });

  test('lets an ordinary request pass', () => expect(decided(web)).toMatchObject({ action: 'ALLOW', rule: 'Default_Action' }));

  test('blocks by its groups, the reputation of an address before what it sends', () => {
    expect(decided(web, { query: 'q=script' })).toMatchObject({ action: 'BLOCK', rule: 'CoreRules/CrossSiteScripting_QUERYARGUMENTS', labels: [CORE_LABEL] });
    expect(decided(web, { ip: '198.51.100.66', query: 'q=script' })).toMatchObject({ action: 'BLOCK', rule: 'IpReputation/AWSManagedIPReputationList' });
  });

  test('blocks a body that WAF can not see whole, once, by its own rule with its own status', () => {
    expect(decided(web, { body: 'a'.repeat(8193) })).toMatchObject({ action: 'BLOCK', rule: 'BodySize', status: 413, counted: ['CoreRules/SizeRestrictions_BODY'] });
    expect(decided(web, { body: 'a'.repeat(8192) }).action).toBe('ALLOW');
  });

  test('leaves the size of bodies to the core rules where its own rule is off', () => {
    const off = acl({ baseline: WebAclBaseline.recommended({ bodySize: { mode: RuleMode.OFF } }) }, { managed: AWAKE });
    expect(decided(off, { body: 'a'.repeat(8193) }).rule).toBe('CoreRules/SizeRestrictions_BODY');
  });

  test.each([[RuleMode.ENFORCE, 'BLOCK'], [RuleMode.COUNT, 'ALLOW']])('decides about an oversize body in mode %s: %s', (mode, action) => {
    expect(decided(acl({ baseline: WebAclBaseline.recommended({ bodySize: { mode } }) }), { body: 'a'.repeat(9000) }).action).toBe(action);
  });

  test('limits bodies by the core rules where its own rule for them is off with all others', () => {
    const baseline = WebAclBaseline.recommended({ mode: RuleMode.OFF, coreRules: { mode: RuleMode.ENFORCE } });
    expect(decided(acl({ baseline }, { managed: AWAKE }), { body: 'a'.repeat(8193) }).rule).toBe('CoreRules/SizeRestrictions_BODY');
  });

  test('lets what is larger than WAF sees pass where that is chosen', () => {
    const uploads = acl({ baseline: WebAclBaseline.recommended({ bodySize: { oversize: OversizeHandling.CONTINUE } }) });
    expect(blocks(uploads, { body: 'a'.repeat(100_000) })).toBe(false);
  });

  test('sees more of a body in front of API Gateway and CloudFront, and still blocks above its limit', () => {
    const baseline = WebAclBaseline.recommended({ bodySize: { bytes: 30_000 } });
    const api = acl({ baseline, bodyInspection: BodyInspection.KB_32 }, { resource: 'API_GATEWAY' });
    const site = acl({ baseline, bodyInspection: BodyInspection.KB_32, aclScope: WebAclScope.CLOUDFRONT });
    for (const front of [api, site]) {
      expect([30_000, 30_001, 40_000].map((length) => blocks(front, { body: 'a'.repeat(length) }))).toEqual([false, true, true]);
    }
  });

  test('asks no group that is paid by use unless it is chosen', () => {
    const botControl = () => acl({ baseline: WebAclBaseline.recommended({ botControl: {} }) });
    const takeover = () => acl({ baseline: WebAclBaseline.recommended({ accountTakeover: { loginPath: '/login' } }) });
    expect(() => acl()).not.toThrow();
    expect(botControl).toThrow('no oracle stands in for the managed group AWS/AWSManagedRulesBotControlRuleSet');
    expect(takeover).toThrow('no oracle stands in for the managed group AWS/AWSManagedRulesATPRuleSet');
  });

  test('challenges nobody and blocks nobody where all of it is watched', () => {
    const watched = acl({ baseline: WebAclBaseline.recommended({ mode: RuleMode.COUNT }) }, { managed: AWAKE });
    expect(decided(watched, { query: 'q=script', body: 'a'.repeat(9000) })).toMatchObject({
      action: 'ALLOW', labels: [CORE_LABEL], counted: ['CoreRules/SizeRestrictions_BODY', 'CoreRules/CrossSiteScripting_QUERYARGUMENTS', 'BodySize'],
    });
  });

  test('takes a switch for each rule', () => {
    const one = acl({ baseline: WebAclBaseline.recommended({ coreRules: { mode: RuleMode.COUNT } }) }, { managed: AWAKE });
    expect(decided(one, { query: 'q=script' }).action).toBe('ALLOW');
    expect(decided(one, { ip: '198.51.100.66' }).action).toBe('BLOCK');
  });
});

describe('attacks', () => {
  const decoding = [TextTransformation.URL_DECODE, TextTransformation.HTML_ENTITY_DECODE];
  const rules = [
    WebAclRule.sqli('SqlInQuery', { field: WafField.allQueryArguments(), transformations: decoding }),
    WebAclRule.sqli('SqlInBody', { field: WafField.body(), transformations: decoding, sensitivity: SqliSensitivity.HIGH }),
    WebAclRule.xss('ScriptInQuery', { field: WafField.queryString(), transformations: decoding }),
    WebAclRule.xss('ScriptInJson', { field: WafField.jsonBody({ invalidJson: InvalidJson.EVALUATE_AS_STRING }) }),
    WebAclRule.xss('ScriptInCookies', { field: WafField.cookies(), transformations: [TextTransformation.URL_DECODE] }),
  ];
  const web = acl({ rules, baseline: none });
  const query = (value: string) => ({ query: `page=1&q=${encodeURIComponent(value)}` });
  const form = (value: string) => ({ method: 'POST', body: `name=Kim&note=${encodeURIComponent(value)}` });

  test.each(SQLI_VECTORS)('SQL is blocked in the query and in a form: %j', (value) => {
    expect(decided(web, query(value)).rule).toBe('SqlInQuery');
    expect(decided(web, form(value)).rule).toBe('SqlInBody');
  });

  test.each(SUBTLE_SQLI_VECTORS)('SQL that only high sensitivity knows is blocked where that is chosen: %j', (value) => {
    expect([blocks(web, query(value)), blocks(web, form(value))]).toEqual([false, true]);
  });

  test.each(XSS_VECTORS)('scripts are blocked in the query, in JSON and in cookies: %j', (value) => {
    expect(decided(web, query(value)).action).toBe('BLOCK');
    expect(decided(web, { method: 'POST', body: JSON.stringify({ comments: [{ text: value }] }) }).action).toBe('BLOCK');
    expect(decided(web, { headers: [['Cookie', `a=b; session=${encodeURIComponent(value)}`]] }).rule).toBe('ScriptInCookies');
  });

  test.each(ORDINARY_INPUTS)('what people type passes: %j', (value) => {
    for (const request of [query(value), form(value), { method: 'POST', body: JSON.stringify({ value }) }]) {
      expect(decided(web, request)).toMatchObject({ action: 'ALLOW', rule: 'Default_Action' });
    }
  });

  test('an attack that is encoded twice is blocked where it is decoded twice', () => {
    const hidden = { query: `q=${encodeURIComponent(encodeURIComponent('<script>'))}` };
    const twice = acl({ baseline: none, rules: [WebAclRule.xss('Twice', { field: WafField.queryString(), transformations: [TextTransformation.URL_DECODE, TextTransformation.URL_DECODE] })] });
    expect([blocks(web, hidden), blocks(twice, hidden)]).toEqual([false, true]);
  });

  test.each([['%31%27%20OR%20%271%27%3D%271', 'Sql'], ['1&#39; OR &#39;1&#39;=&#39;1', 'Sql'], ['%3Cscript%3E', 'Script'], ['&lt;script&gt;', 'Script']])(
    'SQL and scripts are found in what is encoded unless it is said that nothing is decoded: %s', (value, rule) => {
      const inQuery = { field: WafField.queryString() };
      const asItIs = { ...inQuery, transformations: [TextTransformation.NONE] };
      const found = acl({ baseline: none, rules: [WebAclRule.sqli('Sql', inQuery), WebAclRule.xss('Script', inQuery)] });
      const missed = acl({ baseline: none, rules: [WebAclRule.sqli('Sql', asItIs), WebAclRule.xss('Script', asItIs)] });
      expect([found, missed].map((one) => decided(one, { query: `q=${value}` }).rule)).toEqual([rule, 'Default_Action']);
    });

  test.each(['/admin', '/%61dmin', '//admin', '/Admin', '/x/../admin'])('a path is found by its beginning however it is written, by three transformations: %s', (uri) => {
    const { URL_DECODE, NORMALIZE_PATH, LOWERCASE } = TextTransformation;
    const rule = WebAclRule.match('Admin', WafStatement.byteMatch({
      field: WafField.uriPath(), text: '/admin', position: StringPosition.STARTS_WITH, transformations: [URL_DECODE, NORMALIZE_PATH, LOWERCASE],
    }));
    expect(decided(acl({ baseline: none, rules: [rule] }), { path: uri }).rule).toBe('Admin');
  });

  test('transformations are applied in the order of the list', () => {
    const { LOWERCASE, BASE64_DECODE } = TextTransformation;
    const rule = (...transformations: TextTransformation[]) => acl({ baseline: none, rules: [WebAclRule.xss('Script', { field: WafField.queryString(), transformations })] });
    const hidden = { query: Buffer.from('<script>').toString('base64') };
    expect([blocks(rule(BASE64_DECODE, LOWERCASE), hidden), blocks(rule(LOWERCASE, BASE64_DECODE), hidden)]).toEqual([true, false]);
  });

  test('a text is looked for where it is said', () => {
    const at = (position: StringPosition, uri: string) => blocks(acl({
      baseline: none, rules: [WebAclRule.match('Text', WafStatement.byteMatch({ field: WafField.uriPath(), text: 'admin', position }))],
    }), { path: uri });
    const uris = ['admin', 'admin/x', '/x/admin', '/my-admin-x', '/administer'];
    const seen = (position: StringPosition) => uris.map((uri) => (at(position, uri) ? 'x' : '.')).join('');
    const { EXACTLY, STARTS_WITH, ENDS_WITH, CONTAINS_WORD, CONTAINS } = StringPosition;
    expect([EXACTLY, STARTS_WITH, ENDS_WITH, CONTAINS_WORD, CONTAINS].map(seen))
      .toEqual(['x....', 'xx...', 'x.x..', 'xxxx.', 'xxxxx']);
  });

  test('an attack behind what WAF sees of a body is blocked, since the body is', () => {
    const one = acl({ baseline: none, rules: [WebAclRule.xss('ScriptInBody', { field: WafField.body() })] });
    expect([8192, 8100].map((length) => decided(one, { body: `${'a'.repeat(length)}<script>` }).rule)).toEqual(['ScriptInBody', 'ScriptInBody']);
    expect(decided(one, { body: 'a'.repeat(8192) }).rule).toBe('Default_Action');
  });

  test('a rule on a header or an argument finds it whatever the case of its name', () => {
    const named = acl({
      baseline: none,
      rules: [
        WebAclRule.match('Header', WafStatement.byteMatch({ field: WafField.singleHeader('X-Debug'), text: 'on', position: StringPosition.EXACTLY })),
        WebAclRule.match('Argument', WafStatement.byteMatch({ field: WafField.singleQueryArgument('Debug'), text: 'on', position: StringPosition.EXACTLY })),
      ],
    });
    expect(decided(named, { headers: [['x-debug', 'on']] }).rule).toBe('Header');
    expect(decided(named, { query: 'DEBUG=on' }).rule).toBe('Argument');
    expect(decided(named, { query: 'debug=off' }).action).toBe('ALLOW');
  });

  test('a limit on the size of a part is what it says', () => {
    const web100 = acl({ baseline: none, rules: [WebAclRule.size('LongQuery', { field: WafField.queryString(), comparison: SizeComparison.MORE_THAN, bytes: 100 })] });
    expect([blocks(web100, { query: 'q'.repeat(100) }), blocks(web100, { query: 'q'.repeat(101) })]).toEqual([false, true]);
  });
});

describe('countries and addresses', () => {
  const world: World = { places: { '192.0.2.10': { country: 'KR' }, '192.0.2.20': { country: 'KP' }, '192.0.2.30': { country: 'JP' } } };
  const outcomes = (web: EvaluatedWebAcl) => ['192.0.2.10', '192.0.2.20', '192.0.2.30', '203.0.113.1'].map((ip) => (blocks(web, { ip }) ? 'x' : '.')).join('');

  test('countries are blocked, or all but some', () => {
    expect(outcomes(acl({ baseline: WebAclBaseline.recommended({ geo: GeoRestriction.allExcept(['KP']) }) }, world))).toBe('.x..');
    expect(outcomes(acl({ baseline: WebAclBaseline.recommended({ geo: GeoRestriction.only(['KR', 'JP']) }) }, world))).toBe('.x.x');
    expect(outcomes(acl({ baseline: none, rules: [WebAclRule.geo('North', ['KP'])] }, world))).toBe('.x..');
  });

  test('countries of forwarded addresses are those of the first address in the header', () => {
    const web = acl({ baseline: none, rules: [WebAclRule.match('North', WafStatement.geo(['KP'], { forwarded: ForwardedAddress.ofHeader() }))] }, world);
    const via = (value: string) => blocks(web, { headers: [['x-forwarded-for', value]] });
    expect([via('192.0.2.20'), via('192.0.2.10, 192.0.2.20'), blocks(web, { ip: '192.0.2.20' })]).toEqual([true, false, false]);
  });

  test.each([RuleMode.ENFORCE, RuleMode.COUNT])('only some countries by a forwarded address, in mode %s: a request without one is from none of them', (mode) => {
    const web = acl({ baseline: WebAclBaseline.recommended({ geo: GeoRestriction.only(['KR'], { forwarded: ForwardedAddress.ofHeader(), mode }) }) }, world);
    const via = (...headers: [string, string][]) => decided(web, { headers });
    const stops = mode === RuleMode.ENFORCE ? { action: 'BLOCK', rule: 'Geo' } : { action: 'ALLOW', counted: ['Geo'] };
    expect(via(['x-forwarded-for', '192.0.2.10'])).toMatchObject({ action: 'ALLOW', counted: ['GeoListed'] });
    for (const headers of [[['x-forwarded-for', '192.0.2.20']], [['x-forwarded-for', 'nobody']], []] as [string, string][][]) { expect(via(...headers)).toMatchObject(stops); }
  });

  test('blocked addresses are blocked, IPv4 and IPv6, and trusted ones pass before any rule', () => {
    const web = acl({ trustedAddresses: ['192.0.2.0/28', '2001:db8:1::/48'], blockedAddresses: ['192.0.2.0/24', '2001:db8::/32'], rules: [WebAclRule.match('Everything', path('/'))] }, { managed: AWAKE });
    const rule = (ip: string) => decided(web, { ip, query: 'q=script' }).rule;
    expect([blocks(web, { ip: '192.0.2.1' }), blocks(web, { ip: '192.0.2.200' })]).toEqual([false, true]);
    expect(['192.0.2.1', '192.0.2.200', '2001:db8:1::7', '2001:db8:2::7', '198.51.100.1'].map(rule))
      .toEqual(['TrustedAddresses', 'BlockedAddresses', 'TrustedAddresses', 'BlockedAddresses', 'CoreRules/CrossSiteScripting_QUERYARGUMENTS']);
  });

  test('networks are those of the address, or of the forwarded one', () => {
    const known: World = { networks: { '192.0.2.10': 64496, '192.0.2.20': 64497 } };
    const rule = (forwarded?: ForwardedAddress) => acl({ baseline: none, rules: [WebAclRule.match('Network', WafStatement.asn([64497], { forwarded }))] }, known);
    const headers: [string, string][] = [['X-Forwarded-For', '192.0.2.20']];
    expect([blocks(rule(), { headers }), blocks(rule(), { ip: '192.0.2.20' })]).toEqual([false, true]);
    expect([blocks(rule(ForwardedAddress.ofHeader()), { headers }), blocks(rule(ForwardedAddress.ofHeader()), { ip: '192.0.2.20' })]).toEqual([true, false]);
  });

  test('forwarded addresses are compared at the place that is chosen', () => {
    const rule = (position: ForwardedPosition) => acl((shop) => ({
      baseline: none,
      rules: [
        WebAclRule.match('Far', WafStatement.ipSet(new IpSet(shop, 'Far', { addresses: ['203.0.113.0/24'] }), { forwarded: ForwardedAddress.ofHeader({ position }) })),
      ],
    }));
    const headers: [string, string][] = [['X-Forwarded-For', '203.0.113.9, 10.0.0.1']];
    const places = [ForwardedPosition.FIRST, ForwardedPosition.LAST, ForwardedPosition.ANY];
    expect(places.map((position) => blocks(rule(position), { headers }))).toEqual([true, false, true]);
  });

  describe('a set of 25,000 addresses', () => {
    const v4 = Array.from({ length: 20_500 }, (_, index) => `10.${Math.floor(index / 16_384)}.${Math.floor(index / 64) % 256}.${(index % 64) * 4}/30`);
    const v6 = Array.from({ length: 4_500 }, (_, index) => `2001:db8:${index.toString(16)}::/48`);
    const web = acl((shop) => ({ baseline: none, rules: [WebAclRule.ipSet('Many', new IpSet(shop, 'Many', { addresses: [...v6, ...v4] }))] }));
    const free = acl((shop) => ({
      baseline: none,
      defaultAction: WafAction.block(),
      rules: [
        WebAclRule.noneOf('Others', [WafStatement.ipSet(new IpSet(shop, 'Many', { addresses: [...v6, ...v4] }))], { action: WafAction.allow() }),
      ],
    }));

    test('decides as one set: each of its addresses and no other', () => {
      fc.assert(fc.property(fc.nat(20_499), fc.nat(3), (index, host) => {
        const [block] = v4[index].split('/');
        const parts = block.split('.').map(Number);
        return blocks(web, { ip: [...parts.slice(0, 3), parts[3] + host].join('.') });
      }), { numRuns: 60 });
      fc.assert(fc.property(fc.nat(4_499), fc.nat(0xffff), (index, host) => blocks(web, { ip: `2001:db8:${index.toString(16)}::${host.toString(16)}` })), { numRuns: 40 });
      fc.assert(fc.property(fc.integer({ min: 11, max: 223 }), fc.nat(255), (first, second) => !blocks(web, { ip: `${first}.${second}.0.1` })), { numRuns: 40 });
      expect([blocks(web, { ip: '2001:db8:ffff::1' }), blocks(web, { ip: '2001:db9::1' })]).toEqual([false, false]);
    });

    test('decides as one set behind NOT', () => {
      expect([v4[0], v4[10_000], v4[20_499]].map((block) => blocks(free, { ip: block.split('/')[0] }))).toEqual([true, true, true]);
      expect([blocks(free, { ip: '2001:db8:1::1' }), blocks(free, { ip: '192.0.2.1' })]).toEqual([true, false]);
    });
  });
});

describe('rates', () => {
  const burst = (web: EvaluatedWebAcl, count: number, request: Partial<WebRequest> = {}) => Array.from({ length: count }, () => decided(web, request)).filter(({ action }) => action === 'BLOCK');

  test('the baseline lets 2,000 requests of an address in five minutes pass, and no more, each address by itself', () => {
    const web = acl();
    expect(burst(web, 2_000)).toEqual([]);
    expect(burst(web, 3)).toMatchObject([{ rule: 'RateByAddress', status: 429 }, {}, {}]);
    expect(burst(web, 1, { ip: '192.0.2.11' })).toEqual([]);
    expect(burst(web, 1, { at: 301 })).toEqual([]);
  });

  test('behind a proxy it limits the address that the proxy reports', () => {
    const web = acl({ baseline: WebAclBaseline.recommended({ rateByAddress: { mode: RuleMode.OFF }, rateByForwardedAddress: { limit: 10 } }) });
    const via = (address: string) => ({ headers: [['X-Forwarded-For', `${address}, 10.0.0.1`]] as [string, string][] });
    expect(burst(web, 11, via('198.51.100.1'))).toMatchObject([{ rule: 'RateByForwardedAddress', status: 429 }]);
    expect(burst(web, 10, via('198.51.100.2'))).toEqual([]);
    expect(burst(web, 50)).toEqual([]);
  });

  test('a rule on logins counts and limits logins only, by address and by what the request names', () => {
    const web = acl({
      baseline: none,
      rules: [
        WebAclRule.rate('Logins', { limit: 10, scopeDown: path('/login') }),
        WebAclRule.rate('PerUser', { limit: 20, scopeDown: path('/api'), key: RateKey.custom(RateKeyPart.header('X-User', TextTransformation.LOWERCASE), RateKeyPart.httpMethod()) }),
      ],
    });
    const user = (name: string, method: string) => ({ path: '/api', method, headers: [['X-User', name]] as [string, string][] });
    expect(burst(web, 50)).toEqual([]);
    expect(burst(web, 11, { path: '/login' })).toHaveLength(1);
    expect(burst(web, 1)).toEqual([]);
    expect([burst(web, 20, user('kim', 'GET')).length, burst(web, 1, user('KIM', 'GET')).length, burst(web, 1, user('kim', 'POST')).length]).toEqual([0, 1, 0]);
  });

  test('a window of a minute forgets what is older', () => {
    const web = acl({ baseline: none, rules: [WebAclRule.rate('Fast', { limit: 10, window: Duration.minutes(1) })] });
    expect([burst(web, 10, { at: 0 }).length, burst(web, 1, { at: 59 }).length, burst(web, 10, { at: 121 }).length]).toEqual([0, 1, 0]);
  });

  test('everything together is one count', () => {
    const web = acl({ baseline: none, rules: [WebAclRule.rate('Reports', { limit: 10, key: RateKey.everything(), scopeDown: path('/report') })] });
    const hits = Array.from({ length: 11 }, (_, index) => blocks(web, { ip: `10.0.0.${index}`, path: '/report' }));
    expect(hits.filter(Boolean)).toHaveLength(1);
  });
});

describe('labels and groups', () => {
  test('an own rule decides by the label of a managed group that only counts', () => {
    const web = acl({
      baseline: WebAclBaseline.recommended({ coreRules: { overrides: { CrossSiteScripting_QUERYARGUMENTS: WafAction.count() } } }),
      rules: [WebAclRule.allOf('ScriptOutsideEditor', [WafStatement.label(CORE_LABEL), WafStatement.noneOf(path('/editor'))])],
    }, { managed: AWAKE });
    expect(decided(web, { query: 'q=script' })).toMatchObject({ action: 'BLOCK', rule: 'ScriptOutsideEditor' });
    expect(decided(web, { query: 'q=script', path: '/editor' })).toMatchObject({ action: 'ALLOW', counted: ['CoreRules/CrossSiteScripting_QUERYARGUMENTS'] });
  });

  test('an own label is seen by the rules behind it, by name and by namespace', () => {
    const rules = (match: WafStatement) => [WebAclRule.match('Mark', path('/old'), { action: WafAction.count(), labels: ['age:old'] }), WebAclRule.match('Stop', match)];
    for (const match of [WafStatement.label('age:old'), WafStatement.labelNamespace('age:')]) {
      const web = acl({ baseline: none, rules: rules(match) });
      expect(decided(web, { path: '/old' })).toMatchObject({ action: 'BLOCK', rule: 'Stop', labels: [expect.stringMatching(/^awswaf:111122223333:webacl:.*:age:old$/)] });
      expect(decided(web).action).toBe('ALLOW');
    }
  });

  test('rules decide in a group as they do in the web ACL', () => {
    const rules = () => [WebAclRule.match('Mark', path('/x'), { action: WafAction.count(), labels: ['seen'] }), WebAclRule.match('Stop', WafStatement.label('seen'))];
    const direct = acl({ baseline: none, rules: rules() });
    const grouped = acl((shop) => ({ baseline: none, rules: [WebAclRule.group('Shared', new RuleGroup(shop, 'Shared', { rules: rules() }))] }));
    for (const request of [{ path: '/x' }, { path: '/y' }]) { expect(decided(grouped, request).action).toBe(decided(direct, request).action); }
    expect(decided(grouped, { path: '/x' }).rule).toBe('Shared/Stop');
  });

  test('a managed group sees what its scope-down lets it', () => {
    const web = acl({ baseline: WebAclBaseline.recommended({ coreRules: { scopeDown: WafStatement.noneOf(path('/editor')) } }) }, { managed: AWAKE });
    expect(['/editor', '/shop'].map((at) => blocks(web, { path: at, query: 'q=script' }))).toEqual([false, true]);
  });

  test('a group whose rules are watched blocks nothing, but for a rule that acts by its own mode', () => {
    const web = acl((shop) => ({
      baseline: none,
      rules: [
        WebAclRule.group('Shared', new RuleGroup(shop, 'Shared', {
          mode: RuleMode.COUNT, rules: [WebAclRule.match('Watch', path('/x')), WebAclRule.match('Stop', path('/x/y'), { mode: RuleMode.ENFORCE })],
        })),
      ],
    }));
    expect(decided(web, { path: '/x' })).toMatchObject({ action: 'ALLOW', counted: ['Shared/Watch'] });
    expect(decided(web, { path: '/x/y' })).toMatchObject({ action: 'BLOCK', rule: 'Shared/Stop' });
  });

  test('a group that is watched, or one of its rules, blocks nothing', () => {
    const group = (options: object) => acl((shop) => ({
      baseline: none,
      rules: [
        WebAclRule.group('Shared', new RuleGroup(shop, 'Shared', { rules: [WebAclRule.match('Stop', path('/x')), WebAclRule.match('Also', path('/x/y'))] }), options),
      ],
    }));
    expect(decided(group({}), { path: '/x' }).rule).toBe('Shared/Stop');
    expect(decided(group({ mode: RuleMode.COUNT }), { path: '/x' })).toMatchObject({ action: 'ALLOW', counted: ['Shared/Stop'] });
    expect(decided(group({ overrides: { Stop: WafAction.count() } }), { path: '/x/y' })).toMatchObject({ action: 'BLOCK', rule: 'Shared/Also' });
  });
});

describe('order and mode', () => {
  test('an own rule that allows does not skip the baseline, unless it is put before it', () => {
    const allow = (position?: RulePosition) => acl({ rules: [WebAclRule.match('Allow', path('/shop'), { action: WafAction.allow(), position })] }, { managed: AWAKE });
    expect(decided(allow(), { query: 'q=script' })).toMatchObject({ action: 'BLOCK', rule: 'CoreRules/CrossSiteScripting_QUERYARGUMENTS' });
    expect(decided(allow(), {})).toMatchObject({ action: 'ALLOW', rule: 'Allow' });
    expect(decided(allow(RulePosition.BEFORE_BASELINE), { query: 'q=script' })).toMatchObject({ action: 'ALLOW', rule: 'Allow' });
  });

  test('a default that blocks lets only pass what a rule allows, and in count mode everything', () => {
    const closed = (mode?: RuleMode) => acl({ baseline: none, mode, defaultAction: WafAction.block(), rules: [WebAclRule.match('Shop', path('/shop'), { action: WafAction.allow() })] });
    expect([blocks(closed(), {}), blocks(closed(), { path: '/admin' }), blocks(closed(RuleMode.COUNT), { path: '/admin' })]).toEqual([false, true, false]);
  });

  test('the application is told of a request that passes', () => {
    const web = acl({
      baseline: none,
      defaultAction: WafAction.allow({ insertHeaders: { seen: 'yes' } }),
      mode: RuleMode.COUNT,
      rules: [
        WebAclRule.match('Mark', path('/a'), { action: WafAction.count({ insertHeaders: { risk: 'high' } }) }),
        WebAclRule.match('Pass', path('/a/b'), { action: WafAction.allow({ insertHeaders: { risk: 'low' } }) }),
      ],
    });
    expect(['/', '/a', '/a/b'].map((at) => decided(web, { path: at }).inserted))
      .toEqual([{ 'x-amzn-waf-seen': 'yes' }, { 'x-amzn-waf-seen': 'yes', 'x-amzn-waf-risk': 'high' }, { 'x-amzn-waf-risk': 'low' }]);
  });

  test('a puzzle or challenge stops a request without its token only', () => {
    const web = acl({ baseline: none, rules: [WebAclRule.match('Ask', path('/login'), { action: WafAction.captcha() })] });
    expect(decided(web, { path: '/login' })).toMatchObject({ action: 'CAPTCHA', rule: 'Ask' });
    expect(decided(web, { path: '/login', token: { captcha: true } })).toMatchObject({ action: 'ALLOW', counted: ['Ask'] });
  });

  /** Rules on the letters of a path, with any action, in any order; the request's path says which of them match. */
  const LETTERS = [...'abcdef'];
  const action = fc.constantFrom(...(['allow', 'block', 'count', 'captcha'] as const));
  const listed = fc.record({ letter: fc.constantFrom(...LETTERS), action, watched: fc.boolean() });
  const list = fc.uniqueArray(listed, { selector: ({ letter }) => letter, minLength: 1, maxLength: 6 });
  type List = readonly { readonly letter: string; readonly action: 'allow' | 'block' | 'count' | 'captcha'; readonly watched: boolean }[];
  const rulesOf = (all: List) => all.map(({ letter, action: does, watched }) => WebAclRule.match(
    letter.toUpperCase(),
    WafStatement.byteMatch({ field: WafField.uriPath(), text: letter }),
    { action: WafAction[does](), labels: [`saw:${letter}`], mode: watched ? RuleMode.COUNT : undefined },
  ));
  const uri = fc.subarray(LETTERS).map((letters) => `/${letters.join('')}`);
  const RUNS = { numRuns: 30 };

  test('law: the first rule of the list that matches and does more than watch decides', () => {
    fc.assert(fc.property(list, uri, (all, at) => {
      const outcome = decided(acl({ baseline: none, rules: rulesOf(all) }), { path: at });
      const matching = all.filter(({ letter }) => at.includes(letter));
      const first = matching.findIndex((rule) => !rule.watched && rule.action !== 'count');
      const [decides, before] = first < 0 ? [undefined, matching] : [matching[first], matching.slice(0, first)];
      expect(outcome.rule).toBe(decides?.letter.toUpperCase() ?? 'Default_Action');
      expect(outcome.action).toBe(decides?.action.toUpperCase() ?? 'ALLOW');
      expect(outcome.counted).toEqual(before.map(({ letter }) => letter.toUpperCase()));
      expect(outcome.labels.map((label) => label.slice(-1))).toEqual([...before, ...decides ? [decides] : []].map(({ letter }) => letter));
    }), RUNS);
  });

  test('law: a web ACL that counts stops nothing, and what it would have stopped is counted', () => {
    fc.assert(fc.property(list, uri, (all, at) => {
      const inMode = (mode: RuleMode) => decided(acl({ baseline: none, rules: rulesOf(all), mode }), { path: at });
      const [enforced, watched] = [inMode(RuleMode.ENFORCE), inMode(RuleMode.COUNT)];
      expect(watched.action).toBe('ALLOW');
      if (enforced.action !== 'ALLOW') { expect(watched.counted).toContain(enforced.rule); }
    }), RUNS);
  });

  test('law: watching one rule more never stops what passed', () => {
    fc.assert(fc.property(list, uri, fc.nat(5), (all, at, index) => {
      const more = all.map((rule, place) => ({ ...rule, watched: rule.watched || (place === index && rule.action !== 'allow') }));
      const [before, after] = [all, more].map((rules) => decided(acl({ baseline: none, rules: rulesOf(rules) }), { path: at }).action);
      return before !== 'ALLOW' || after === 'ALLOW';
    }), RUNS);
  });

  test('law: what the baseline blocks, no own rule behind it lets pass', () => {
    fc.assert(fc.property(list, uri, (all, at) => {
      const web = acl({ rules: rulesOf(all) }, { managed: AWAKE });
      expect(decided(web, { path: at, query: 'q=script' }).rule).toBe('CoreRules/CrossSiteScripting_QUERYARGUMENTS');
    }), { numRuns: 12 });
  });
});
