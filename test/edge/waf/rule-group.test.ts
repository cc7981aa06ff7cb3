import { Stack } from 'aws-cdk-lib';
import { resourcesOf, seoul } from './support';
import * as core from '../../../src/core';
import * as edge from '../../../src/edge/waf';

const rules = [edge.WebAclRule.geo('Abroad', ['KP'], { labels: ['seen'] })];

describe('the name of a rule group', () => {
  const nameOf = (props: Partial<edge.RuleGroupProps>): unknown => {
    const { domain, stack } = seoul();
    new edge.RuleGroup(domain, 'Group', { rules, ...props });
    return resourcesOf(stack, 'AWS::WAFv2::RuleGroup')[0].Properties.Name;
  };

  test('is that which is given, or one of its path and capacity', () => {
    expect(nameOf({ name: 'Shared', capacity: 50 })).toBe('Shared');
    expect(nameOf({ capacity: 50 })).toMatch(/Group.*-50$/);
  });

  test('is refused where AWS takes no such name', () => {
    expect(() => nameOf({ name: 'a b', capacity: 50 })).toThrow(/the name of a rule group is not valid: got 'a b'; allowed: 1 to 128 letters/);
  });

  test('needs a capacity, which would change with the rules under a name that is taken', () => {
    expect(() => nameOf({ name: 'Shared' })).toThrow(/got 'none, beside a name'; .*pass `capacity: 100`, or leave `name` out/);
  });
});

test.each([edge.WebAclScope.REGIONAL, edge.WebAclScope.CLOUDFRONT])('web ACLs of another stack ask for the labels of a group, in the scope %s', (aclScope) => {
  const { app, domain } = seoul();
  const group = new edge.RuleGroup(domain, 'Group', { rules, aclScope });
  const other = new Stack(app, 'Other', { env: { account: '111122223333', region: 'ap-northeast-2' } });
  new edge.WebAcl(new core.Domain(other, 'Payments'), 'Acl', {
    aclScope, rules: [edge.WebAclRule.group('Shared', group), edge.WebAclRule.match('Stop', edge.WafStatement.label(group.labelFor('seen')))],
  });
  expect(() => app.synth()).not.toThrow();
  const place = aclScope === edge.WebAclScope.REGIONAL ? other : app.node.findChild('Other-us-east-1') as Stack;
  const [{ Properties }] = resourcesOf(place, 'AWS::WAFv2::WebACL');
  expect(JSON.stringify(Properties.Rules)).toMatch(/"Key":\{"Fn::Join":\["",\[\{"Fn::(ImportValue|GetStackOutput)":.*?LabelNamespace.*?\},"seen"\]\]\}/);
});
