import { type App, Aws, Stack, Stage } from 'aws-cdk-lib';
import { seoul } from './support';
import { Domain } from '../../../src/core';
import * as edge from '../../../src/edge/waf';
import { testApp } from '../../checks/synth';

const described: [string, (description: string) => unknown][] = [
  ['a web ACL', (description) => new edge.WebAcl(seoul().domain, 'It', { description })],
  ['a rule group', (description) => new edge.RuleGroup(seoul().domain, 'It', { description, rules: [edge.WebAclRule.geo('A', ['KP'])] })],
];

describe.each(described)('the description of %s', (_, make) => {
  test.each(['before the shop', 'a/b: c=d, #1 e@f.g-h+i_j', 'abc', 'x'.repeat(256), `of ${Aws.STACK_NAME}`])('may be %p', (description) => {
    expect(() => make(description)).not.toThrow();
  });

  test.each(['', 'ab', ' abc', 'abc ', 'the shop (live)', 'it\'s', '상점의 웹 방화벽', 'x'.repeat(257)])('is not %p', (description) => {
    expect(() => make(description)).toThrow(/the description of .*allowed: 3 to 256 letters and digits of ASCII, .*write it in English letters/);
  });
});

test('a name of a web ACL in other letters than English ones is refused', () => {
  expect(() => new edge.WebAcl(seoul().domain, 'It', { name: '상점' })).toThrow(/the name of a web ACL .*allowed: 1 to 128 letters, digits, hyphens or underscores/);
});

describe('a name of a web ACL', () => {
  const SEOUL = { account: '111122223333', region: 'ap-northeast-2' };
  const named = (scope: App | Stage, id: string, env: { account?: string; region?: string }, aclScope?: edge.WebAclScope) =>
    new edge.WebAcl(new Domain(new Stack(scope, id, { env }), `${id}Team`), 'Acl', { name: 'orders', aclScope });

  test('is refused twice in an account and a Region', () => {
    const app = testApp();
    named(app, 'One', SEOUL);
    expect(() => named(app, 'Two', SEOUL)).toThrow(/the name of the web ACL 'Two\/TwoTeam\/Acl' is not valid: got 'orders, which the web ACL 'One\/OneTeam\/Acl' has'; .*choose another name, or leave it out/);
  });

  test('is refused twice in us-east-1 for CloudFront, whichever Regions the stacks name', () => {
    const app = testApp();
    named(app, 'One', SEOUL, edge.WebAclScope.CLOUDFRONT);
    expect(() => named(app, 'Two', { ...SEOUL, region: 'eu-west-1' }, edge.WebAclScope.CLOUDFRONT)).toThrow(/which the web ACL 'One/);
  });

  test('is refused twice in a stack without an account and a Region', () => {
    const domain = new Domain(new Stack(testApp(), 'Anywhere'), 'Orders');
    new edge.WebAcl(domain, 'One', { name: 'orders' });
    expect(() => new edge.WebAcl(domain, 'Two', { name: 'orders' })).toThrow(/which the web ACL 'Anywhere\/Orders\/One' has/);
  });

  test('is free in another Region, account, scope, and stage whose account is open', () => {
    const app = testApp();
    const { region } = SEOUL;
    const made = [
      named(app, 'One', SEOUL), named(app, 'Two', { ...SEOUL, region: 'us-east-1' }), named(app, 'Three', { ...SEOUL, account: '444455556666' }),
      named(app, 'Four', SEOUL, edge.WebAclScope.CLOUDFRONT), named(new Stage(app, 'Test'), 'Five', { region }), named(new Stage(app, 'Live'), 'Six', { region }),
      named(app, 'Seven', {}), named(app, 'Eight', {}),
    ];
    expect(made.map(({ webAclName }) => webAclName)).toEqual(Array(8).fill('orders'));
  });
});

describe('a name of a rule group', () => {
  const group = (domain: Domain, id: string, aclScope?: edge.WebAclScope) =>
    new edge.RuleGroup(domain, id, { name: 'orders', capacity: 50, aclScope, rules: [edge.WebAclRule.geo('A', ['KP'])] });

  test('is refused twice in an account, a Region and a scope', () => {
    const { domain } = seoul();
    group(domain, 'One');
    expect(() => group(domain, 'Two')).toThrow(/the name of the rule group '.*\/Two' is not valid: got 'orders, which the rule group '.*\/One' has'/);
    expect(() => group(domain, 'Three', edge.WebAclScope.CLOUDFRONT)).not.toThrow();
  });

  test('may be that of a web ACL', () => {
    const { domain } = seoul();
    new edge.WebAcl(domain, 'One', { name: 'orders' });
    expect(() => group(domain, 'Two')).not.toThrow();
  });
});
