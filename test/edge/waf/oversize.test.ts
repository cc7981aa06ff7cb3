import { EvaluatedWebAcl, type TemplateResource, type WebRequest } from './evaluator';
import { Domain } from '../../../src/core';
import {
  OversizeHandling, RateKey, WafAction, WafField, WafStatement, WebAcl, WebAclBaseline, WebAclLogging, WebAclRule,
} from '../../../src/edge/waf';
import { resourcesOf, testStack } from '../../checks/template';

/** What decides about a request in a web ACL that has these rules only. */
function ruleFor(request: Partial<WebRequest>, ...rules: WebAclRule[]): string {
  const stack = testStack();
  new WebAcl(new Domain(stack, 'Shop'), 'Acl', { baseline: WebAclBaseline.none(), rules, logging: WebAclLogging.off('a log decides nothing') });
  const resources: Readonly<Record<string, TemplateResource>> = resourcesOf(stack);
  const id = Object.keys(resources).find((name) => resources[name].Type === 'AWS::WAFv2::WebACL') as string;
  return new EvaluatedWebAcl(resources, id, {}).evaluate({ ip: '192.0.2.10', method: 'POST', path: '/', headers: [], ...request }).rule;
}

const DEFAULT = 'Default_Action';
const LONG = 'x'.repeat(9_000);
const has = (field: WafField) => WafStatement.byteMatch({ field, text: 'token' });
/** Requests of which WAF does not see all, and that lack the text. */
const UNSEEN: [string, (oversize?: OversizeHandling) => WafField, Partial<WebRequest>][] = [
  ['a body', (oversize) => WafField.body(oversize), { body: LONG }],
  ['a JSON body', (oversize) => WafField.jsonBody({ oversize }), { body: JSON.stringify({ a: LONG }) }],
  ['cookies', (oversize) => WafField.cookies({ oversize }), { headers: [['Cookie', `a=${LONG}`]] }],
  ['headers', (oversize) => WafField.headers({ oversize }), { headers: [['X-Long', LONG]] }],
  ['the order of headers', (oversize) => WafField.headerOrder(oversize), { headers: Array.from({ length: 201 }, (_, at): [string, string] => [`h${at}`, '']) }],
];

describe.each(UNSEEN)('%s longer than WAF sees', (_name, field, request) => {
  test('is stopped by a rule that blocks what it finds', () => {
    expect(ruleFor(request, WebAclRule.match('Stop', has(field())))).toBe('Stop');
  });

  test('is let pass by no rule that allows what it finds', () => {
    expect(ruleFor(request, WebAclRule.match('Pass', has(field()), { action: WafAction.allow() }))).toBe(DEFAULT);
  });

  test('is stopped by a rule that blocks what lacks something, alone or in a combination', () => {
    expect(ruleFor(request, WebAclRule.noneOf('Lacks', [has(field())]))).toBe('Lacks');
    const outer = WafStatement.allOf(WafStatement.byteMatch({ field: WafField.httpMethod(), text: 'POST' }), WafStatement.noneOf(has(field())));
    expect(ruleFor(request, WebAclRule.match('Lacks', outer))).toBe('Lacks');
    expect(ruleFor(request, WebAclRule.noneOf('Twice', [WafStatement.noneOf(has(field()))]))).toBe('Twice');
  });

  test('is let pass by no rule that allows what lacks something', () => {
    expect(ruleFor(request, WebAclRule.noneOf('Lacks', [has(field())], { action: WafAction.allow() }))).toBe(DEFAULT);
  });

  test('is what the user says it is', () => {
    expect(ruleFor(request, WebAclRule.match('Stop', has(field(OversizeHandling.NO_MATCH))))).toBe(DEFAULT);
    expect(ruleFor(request, WebAclRule.match('Pass', has(field(OversizeHandling.MATCH)), { action: WafAction.allow() }))).toBe('Pass');
  });
});

test('a rate counts what it does not see whole', () => {
  const rule = WebAclRule.rate('Rate', { limit: 10, key: RateKey.address(), scopeDown: has(WafField.body()) });
  expect(JSON.stringify(rule._statement)).toContain('"body":{"oversizeHandling":"MATCH"}');
});

test('noneOf of two holds where neither holds', () => {
  const [one, two] = ['one', 'two'].map((text) => WafStatement.byteMatch({ field: WafField.uriPath(), text }));
  const rule = () => WebAclRule.noneOf('Neither', [one, two]);
  expect(['/', '/one', '/two', '/one/two'].map((path) => ruleFor({ path }, rule()))).toEqual(['Neither', DEFAULT, DEFAULT, DEFAULT]);
});

test('a body that is no JSON is looked into as text', () => {
  const rule = () => WebAclRule.match('Text', has(WafField.jsonBody()));
  expect([ruleFor({ body: 'a token' }, rule()), ruleFor({ body: 'a word' }, rule())]).toEqual(['Text', DEFAULT]);
});
