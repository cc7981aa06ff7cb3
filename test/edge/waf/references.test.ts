import { Stack } from 'aws-cdk-lib';
import { seoul } from './support';
import { Domain } from '../../../src/core';
import * as edge from '../../../src/edge/waf';

const { WebAclRule: rule, WafStatement: statement } = edge;
const userAgent = edge.WafField.singleHeader('user-agent');

/** A domain in a stack of Tokyo, beside one of Seoul. */
function tokyoBeside() {
  const { app, domain: here } = seoul();
  const stack = new Stack(app, 'Tokyo', { env: { account: '111122223333', region: 'ap-northeast-1' } });
  return { here, there: new Domain(stack, 'Payments') };
}

test.each<[string, string, (there: Domain) => edge.WebAclRule]>([
  ['an IP set', 'the IP set \'Tokyo/Payments/It\'', (there) => rule.ipSet('A', new edge.IpSet(there, 'It', { addresses: ['192.0.2.1'] }))],
  ['a pattern set', 'the pattern set \'Tokyo/Payments/It\'', (there) =>
    rule.noneOf('A', [statement.regexSet({ field: userAgent, patterns: new edge.RegexPatternSet(there, 'It', { patterns: ['^sqlmap/'] }) })])],
  ['a rule group', 'the rule group \'Tokyo/Payments/It\'', (there) => rule.group('A', new edge.RuleGroup(there, 'It', { rules: [rule.geo('A', ['KP'])] }))],
])('a web ACL refers to no part of another Region: %s', (_, what, ruleOf) => {
  const { here, there } = tokyoBeside();
  expect(() => new edge.WebAcl(here, 'Acl', { rules: [ruleOf(there)] })).toThrow(
    `the Region of ${what} is not valid: got 'ap-northeast-1'; allowed: ap-northeast-2, that of the web ACL 'Shop/Orders/Acl'; make another one in ap-northeast-2`);
});

test('a rule group refers to no set of another Region', () => {
  const { here, there } = tokyoBeside();
  const set = new edge.IpSet(there, 'It', { addresses: ['192.0.2.1'] });
  expect(() => new edge.RuleGroup(here, 'Group', { rules: [rule.ipSet('A', set)] })).toThrow(/allowed: ap-northeast-2, that of the rule group/);
});

test('a set that exists in another Region is refused by its ARN, and one of the Region is not', () => {
  const { domain } = seoul();
  const ruleOn = (region: string) => rule.ipSet('A', edge.IpSet.fromIpSetArn(domain, region, `arn:aws:wafv2:${region}:111122223333:regional/ipset/listed/0a1b`));
  expect(() => new edge.WebAcl(domain, 'Acl', { rules: [ruleOn('eu-west-1')] })).toThrow(/the Region of the IP set .*got 'eu-west-1'; allowed: ap-northeast-2/);
  expect(() => new edge.WebAcl(domain, 'Other', { rules: [ruleOn('ap-northeast-2')] })).not.toThrow();
});

test('parts for CloudFront of stacks of two Regions all lie in us-east-1, so they refer to each other', () => {
  const { here, there } = tokyoBeside();
  const set = new edge.IpSet(there, 'It', { addresses: ['192.0.2.1'], aclScope: edge.WebAclScope.CLOUDFRONT });
  expect(() => new edge.WebAcl(here, 'Acl', { aclScope: edge.WebAclScope.CLOUDFRONT, rules: [rule.ipSet('A', set)] })).not.toThrow();
});

test('a set whose Region only the deployment knows passes', () => {
  const { stack, domain } = seoul();
  const anywhere = new Stack(stack.node.root as never, 'Anywhere');
  const set = new edge.IpSet(anywhere, 'It', { addresses: ['192.0.2.1'], domain });
  expect(() => new edge.WebAcl(domain, 'Acl', { rules: [rule.ipSet('A', set)] })).not.toThrow();
});
