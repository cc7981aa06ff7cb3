import { Fn } from 'aws-cdk-lib';
import { EvaluatedWebAcl, type TemplateResource } from './evaluator';
import { Domain } from '../../../src/core';
import { RuleGroup, StringPosition, TextTransformation, WafAction, WafField, WafStatement, WebAcl, WebAclBaseline, WebAclLogging, WebAclRule } from '../../../src/edge/waf';
import { resourcesOf, testStack } from '../../checks/template';

const ORDINARY = { ip: '192.0.2.10', method: 'GET', headers: [] };

/** A web ACL of a rule group that marks /old, and a rule that blocks by a label. */
function marked(labelOf: (group: RuleGroup) => string): (path: string) => string {
  const stack = testStack();
  const shop = new Domain(stack, 'Shop');
  const path = WafStatement.byteMatch({ field: WafField.uriPath(), text: '/old', position: StringPosition.STARTS_WITH });
  const group = new RuleGroup(shop, 'Marks', { rules: [WebAclRule.match('Old', path, { action: WafAction.count(), labels: ['page:old'] })] });
  new WebAcl(shop, 'Acl', {
    baseline: WebAclBaseline.none(),
    logging: WebAclLogging.off('a log decides nothing'),
    rules: [WebAclRule.group('Marks', group), WebAclRule.match('Stop', WafStatement.label(labelOf(group)))],
  });
  const resources: Record<string, TemplateResource> = resourcesOf(stack);
  const [id] = Object.keys(resources).filter((name) => resources[name].Type === 'AWS::WAFv2::WebACL');
  const [, { Properties: { Name: name } = {} }] = Object.entries(resources).find(([, { Type }]) => Type === 'AWS::WAFv2::RuleGroup')!;
  // what AWS gives for the attribute: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-rulegroup.html
  const known = JSON.stringify(resources).replace(/\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["\w+","LabelNamespace"\]\},"([\w:]+)"\]\]\}/g, `"awswaf:111122223333:rulegroup:${String(name)}:$1"`);
  const web = new EvaluatedWebAcl(JSON.parse(known) as Record<string, TemplateResource>, id, { account: '111122223333' });
  return (asked) => web.evaluate({ ...ORDINARY, path: asked }).rule;
}

test('a later rule finds the label of a group by the group, and not by the label alone', () => {
  expect(['/old', '/new'].map(marked((group) => group.labelFor('page:old')))).toEqual(['Stop', 'Default_Action']);
  expect(marked(() => 'page:old')('/old')).toBe('Default_Action');
});

describe('a label of a group of another account', () => {
  const imported = (ruleGroupArn: string) => RuleGroup.fromRuleGroupAttributes(testStack(), 'Group', { ruleGroupArn, capacity: 50 });

  test('has the account and the name of the group before it', () => {
    expect(imported('arn:aws:wafv2:ap-northeast-2:444455556666:regional/rulegroup/shared/0-1').labelFor('page:old')).toBe('awswaf:444455556666:rulegroup:shared:page:old');
  });

  test('is written in full where the ARN is a token', () => {
    expect(() => imported(Fn.importValue('SharedGroup')).labelFor('page:old')).toThrow(/a label of a rule group is not valid: got 'a group whose ARN is a token'.*in full/);
  });
});

test('a label that no rule can have is refused', () => {
  const group = new RuleGroup(new Domain(testStack(), 'Shop'), 'Group', { rules: [WebAclRule.geo('Korea', ['KR'])] });
  expect(() => group.labelFor('a b')).toThrow(/a label is not valid: got 'a b'/);
});

test('a path is found however it is written, with the transformations that the README has', () => {
  const stack = testStack();
  const rule = WebAclRule.match('Admin', WafStatement.byteMatch({
    field: WafField.uriPath(),
    text: '/admin',
    position: StringPosition.STARTS_WITH,
    transformations: [TextTransformation.URL_DECODE, TextTransformation.NORMALIZE_PATH, TextTransformation.LOWERCASE],
  }));
  new WebAcl(new Domain(stack, 'Shop'), 'Acl', { baseline: WebAclBaseline.none(), logging: WebAclLogging.off('a log decides nothing'), rules: [rule] });
  const resources: Record<string, TemplateResource> = resourcesOf(stack);
  const [id] = Object.keys(resources).filter((name) => resources[name].Type === 'AWS::WAFv2::WebACL');
  const web = new EvaluatedWebAcl(resources, id, {});
  const paths = ['/admin', '/%61dmin', '//admin', '/Admin', '/x/../admin', '/shop/admin'];
  expect(paths.map((path) => web.evaluate({ ...ORDINARY, path }).action)).toEqual(['BLOCK', 'BLOCK', 'BLOCK', 'BLOCK', 'BLOCK', 'ALLOW']);
});
