import { Aws } from 'aws-cdk-lib';
import { seoul } from './support';
import * as edge from '../../../src/edge/waf';

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
