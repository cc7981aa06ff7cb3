import { Annotations as CdkAnnotations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { resourcesOf, seoul } from './support';
import * as edge from '../../../src/edge/waf';

const { WafField: field, WafStatement: statement, WebAclRule: rule } = edge;

/** What a rule alone makes a web ACL cost. */
function costOf(...rules: edge.WebAclRule[]): number {
  const { domain } = seoul();
  return new edge.WebAcl(domain, 'Acl', { baseline: edge.WebAclBaseline.none(), rules, logging: edge.WebAclLogging.off('capacity is all we ask') }).capacity;
}

const host = { field: field.singleHeader('host'), text: 'example.com', position: edge.StringPosition.EXACTLY };

test('the example of AWS\'s command line costs 15, as AWS answers', () => {
  // https://docs.aws.amazon.com/cli/latest/reference/wafv2/check-capacity.html
  expect(costOf(
    rule.allOf('basic-rule', [
      statement.byteMatch({ ...host, transformations: [edge.TextTransformation.LOWERCASE] }), statement.geo(['US', 'IN']),
    ], { action: edge.WafAction.allow() }),
    rule.rate('rate-rule', { limit: 1000 }),
  )).toBe(15);
});

// the base costs that AWS's pages of the statements give
test.each([
  ['a country', 1, statement.geo(['KR'])],
  ['a network', 1, statement.asn([64496])],
  ['a label', 1, statement.label('login:failed')],
  ['an exact text', 2, statement.byteMatch(host)],
  ['the beginning of a text', 2, statement.byteMatch({ ...host, position: edge.StringPosition.STARTS_WITH })],
  ['the end of a text', 2, statement.byteMatch({ ...host, position: edge.StringPosition.ENDS_WITH })],
  ['a text anywhere', 10, statement.byteMatch({ ...host, position: edge.StringPosition.CONTAINS })],
  ['a word', 10, statement.byteMatch({ ...host, text: 'admin', position: edge.StringPosition.CONTAINS_WORD })],
  ['a pattern', 3, statement.regex({ field: field.uriPath(), pattern: '^/v[0-9]+/' })],
  ['a size', 1, statement.size({ field: field.body(), comparison: edge.SizeComparison.MORE_THAN, bytes: 8192 })],
  ['SQL, decoded twice', 40, statement.sqli({ field: field.queryString() })],
  ['SQL, decoded twice, eagerly', 50, statement.sqli({ field: field.queryString(), sensitivity: edge.SqliSensitivity.HIGH })],
  ['a script, decoded twice', 60, statement.xss({ field: field.queryString() })],
  ['a script in all arguments, decoded twice', 70, statement.xss({ field: field.allQueryArguments() })],
  ['a script in JSON, decoded twice', 100, statement.xss({ field: field.jsonBody() })],
  ['SQL in JSON, decoded once', 50, statement.sqli({ field: field.jsonBody(), transformations: [edge.TextTransformation.URL_DECODE] })],
  ['SQL as it is', 20, statement.sqli({ field: field.queryString(), transformations: [edge.TextTransformation.NONE] })],
  ['a script as it is', 40, statement.xss({ field: field.queryString(), transformations: [edge.TextTransformation.NONE] })],
  ['a text as it is', 2, statement.byteMatch({ ...host, transformations: [edge.TextTransformation.NONE] })],
  ['a text without white space, as a shell reads it', 22, statement.byteMatch({
    ...host, transformations: [edge.TextTransformation.REMOVE_WHITESPACE, edge.TextTransformation.CMD_LINE_UNIX],
  })],
  ['none of two', 3, statement.noneOf(statement.geo(['KR']), statement.byteMatch(host))],
])('%s costs %i', (_, cost, one) => {
  expect(costOf(rule.match('One', one))).toBe(cost);
});

test('a rate costs 2, 30 for each part of its key, and its scope-down', () => {
  expect(costOf(rule.rate('Plain', { limit: 10 }))).toBe(2);
  expect(costOf(rule.rate('Custom', {
    limit: 10, key: edge.RateKey.custom(edge.RateKeyPart.address(), edge.RateKeyPart.uriPath()), scopeDown: statement.byteMatch(host),
  }))).toBe(2 + 60 + 2);
});

test('labels cost 1 for every five that rules add together, begun ones too', () => {
  const labelled = (name: string, count: number) => rule.geo(name, ['KR'], { labels: Array.from({ length: count }, (_, index) => `l${index}`) });
  expect([costOf(labelled('A', 1)), costOf(labelled('A', 5)), costOf(labelled('A', 6)), costOf(labelled('A', 3), labelled('B', 2))]).toEqual([2, 2, 3, 3]);
});

test('countries of a rule are 50 at most, those that it nests together', () => {
  const codes = 'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU'
    .split(' ');
  const all = (count: number) => statement.anyOf(statement.geo(codes.slice(0, 25)), statement.noneOf(statement.geo(codes.slice(25, 25 + count))));
  expect(costOf(rule.match('Fits', all(25)))).toBe(2);
  expect(() => costOf(rule.match('Many', all(26)))).toThrow(/got '51 countries'; allowed: at most 50 in one rule; name those on the other side/);
  expect(() => costOf(rule.rate('Rate', { limit: 10, scopeDown: all(26) }))).toThrow(/got '51 countries'/);
});

test('a managed group costs what AWS publishes, and its scope-down', () => {
  expect(costOf(rule.managed('Core', edge.ManagedRuleGroup.CORE_RULES))).toBe(700);
  expect(costOf(rule.managed('Linux', edge.ManagedRuleGroup.LINUX, { scopeDown: statement.geo(['KR']) }))).toBe(201);
});

test('an IP set costs 1, or 5 where it is looked for anywhere in a header', () => {
  const { domain } = seoul();
  const set = new edge.IpSet(domain, 'Set', { addresses: ['192.0.2.1'] });
  const cost = (id: string, forwarded?: edge.ForwardedAddress) => new edge.WebAcl(domain, id, {
    baseline: edge.WebAclBaseline.none(), rules: [rule.match('Set', statement.ipSet(set, { forwarded }))],
  }).capacity;
  expect(cost('Plain')).toBe(1);
  expect(cost('First', edge.ForwardedAddress.ofHeader())).toBe(1);
  expect(cost('Any', edge.ForwardedAddress.ofHeader({ position: edge.ForwardedPosition.ANY }))).toBe(5);
});

test('a pattern set costs 25, however many patterns it has', () => {
  const { domain } = seoul();
  const patterns = new edge.RegexPatternSet(domain, 'Set', { patterns: ['^a', '^b', '^c'] });
  const acl = new edge.WebAcl(domain, 'Acl', { baseline: edge.WebAclBaseline.none(), rules: [rule.match('Set', statement.regexSet({ field: field.uriPath(), patterns }))] });
  expect(acl.capacity).toBe(25);
});

test('the baseline costs 1230 and stays within what the price covers', () => {
  const { domain, stack } = seoul();
  const acl = new edge.WebAcl(domain, 'Acl');
  expect(acl.capacity).toBe(50 + 25 + 50 + 700 + 200 + 200 + 2 + 2 + 1);
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('WCU'));
});

test('Shield\'s reserve takes 150', () => {
  const { domain } = seoul();
  const { capacity, reservesShieldCapacity } = new edge.WebAcl(domain, 'Acl', { reserveShieldCapacity: true });
  expect([capacity, reservesShieldCapacity]).toEqual([1230 + 150, true]);
});

test('above 1500 a warning says that it costs', () => {
  const { domain, stack } = seoul();
  new edge.WebAcl(domain, 'Acl', { rules: [rule.managed('Linux', edge.ManagedRuleGroup.LINUX), rule.managed('Windows', edge.ManagedRuleGroup.WINDOWS)] });
  Annotations.fromStack(stack).hasWarning('/Shop/Orders/Acl', Match.stringLikeRegexp('needs 1630 WCU; each 500 above 1500 cost extra'));
});

test('the warning counts what a protection of Shield reserves later', () => {
  const { domain, stack } = seoul();
  const acl = new edge.WebAcl(domain, 'Acl', { rules: [rule.managed('Linux', edge.ManagedRuleGroup.LINUX), rule.managed('Windows', edge.ManagedRuleGroup.WINDOWS)] });
  acl._reserveShieldCapacity();
  Annotations.fromStack(stack).hasWarning('/Shop/Orders/Acl', Match.stringLikeRegexp('needs 1780 WCU; each 500 above 1500 cost extra'));
  Annotations.fromStack(stack).hasNoWarning('/Shop/Orders/Acl', Match.stringLikeRegexp('needs 1630 WCU'));
});

test('the warning of the price can be acknowledged', () => {
  const { domain, stack } = seoul();
  const acl = new edge.WebAcl(domain, 'Acl', { rules: [rule.managed('Linux', edge.ManagedRuleGroup.LINUX), rule.managed('Windows', edge.ManagedRuleGroup.WINDOWS)] });
  CdkAnnotations.of(acl).acknowledgeWarning('cdk-gold:wafCapacityCosts', 'it is worth it');
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('WCU'));
});

test('above 5000 it is refused, and the costliest rules are named', () => {
  const { domain } = seoul();
  const big = edge.ManagedRuleGroup.of({ vendor: 'Somebody', name: 'Big', capacity: 3900 });
  expect(() => new edge.WebAcl(domain, 'Acl', { rules: [rule.managed('Big', big)] }))
    .toThrow(/capacity of the web ACL 'Shop\/Orders\/Acl' is not valid: got '5130 WCU'; allowed: at most 5000; .*the costliest are Big \(3900\), CoreRules \(700\), /);
});

test('the reserve for Shield counts towards the 5000', () => {
  const { domain } = seoul();
  const big = edge.ManagedRuleGroup.of({ vendor: 'Somebody', name: 'Big', capacity: 3770 });
  expect(new edge.WebAcl(domain, 'Fits', { rules: [rule.managed('Big', big)] }).capacity).toBe(5000);
  expect(() => new edge.WebAcl(domain, 'Acl', { rules: [rule.managed('Big', big)], reserveShieldCapacity: true })).toThrow(/got '5150 WCU, 150 of them reserved for Shield'/);
});

test('a transformation that rules share may be charged once: it alone refuses no web ACL', () => {
  const rules = Array.from({ length: 400 }, (_, index) => rule.match(`R${index}`, statement.byteMatch({
    ...host, text: `${index}.example.com`, transformations: [edge.TextTransformation.LOWERCASE],
  })));
  expect(costOf(...rules)).toBe(400 * 12);
  const more = Array.from({ length: 30 }, (_, index) => rule.match(`S${index}`, statement.byteMatch({
    ...host, text: `${index}.example.org`, transformations: [edge.TextTransformation.LOWERCASE],
  })));
  expect(costOf(...rules, ...more)).toBe(430 * 12);
});

test('a rule group has the capacity that its rules cost, rounded up, in its name too: another capacity is another group', () => {
  const make = (...rules: edge.WebAclRule[]) => {
    const { domain, stack } = seoul();
    return { group: new edge.RuleGroup(domain, 'Group', { rules }), stack };
  };
  const one = make(rule.match('Xss', statement.xss({ field: field.queryString() })));
  const three = make(...['A', 'B', 'C'].map((name) => rule.match(name, statement.xss({ field: field.queryString() }))));
  expect([one.group.capacity, three.group.capacity]).toEqual([100, 200]);
  const nameOf = ({ stack }: typeof one) => resourcesOf(stack, 'AWS::WAFv2::RuleGroup')[0].Properties.Name;
  expect(nameOf(one)).toMatch(/^Shop-Orders-Group-[0-9A-F]{8}-ap-northeast-2-100$/);
  expect(nameOf(three)).toMatch(/^Shop-Orders-Group-[0-9A-F]{8}-ap-northeast-2-200$/);
});

test('a web ACL pays a rule group\'s whole capacity', () => {
  const { domain } = seoul();
  const group = new edge.RuleGroup(domain, 'Group', { rules: [rule.geo('Abroad', ['KP'])], capacity: 340 });
  expect(new edge.WebAcl(domain, 'Acl', { baseline: edge.WebAclBaseline.none(), rules: [rule.group('Group', group)] }).capacity).toBe(340);
});

test('a rule group that its rules outgrow is refused', () => {
  const { domain } = seoul();
  expect(() => new edge.RuleGroup(domain, 'Group', { rules: [rule.match('Xss', statement.xss({ field: field.queryString() }))], capacity: 59 }))
    .toThrow(/the capacity of the rule group 'Shop\/Orders\/Group' is not valid: got '60 WCU'; allowed: at most 59; .*Xss \(60\)/);
});
