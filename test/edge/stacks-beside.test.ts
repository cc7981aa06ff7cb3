import { type App, Stack } from 'aws-cdk-lib';
import { testApp } from '../checks/synth';
import { buildEdge } from '../compat/edge-app';

/** Templates of an app with one of each construct, by the id of their stack. */
function templatesOf(region: string, build: (app: App) => Stack = (app) => new Stack(app, 'Shop', { env: { account: '111111111111', region } })): Map<string, string> {
  const app = testApp();
  buildEdge(build(app));
  return new Map(app.synth().stacks.map(({ id, template }) => [id, JSON.stringify(template)]));
}
const seoul = templatesOf('ap-northeast-2');
const policiesOf = (templates: Map<string, string>): string[] => [...templates.values()].flatMap((text) => [...text.matchAll(/"PolicyName":"(\w+LogDelivery)"/g)].map(([, name]) => name));

test('stacks beside one another export nothing, so that what one no longer has is removed from the other', () => {
  expect([...seoul.keys()].sort()).toEqual(['Shop', 'Shop-us-east-1', 'Shop-us-east-1-after']);
  for (const text of seoul.values()) { expect(text).not.toMatch(/Fn::ImportValue|"Export":/); }
  expect(seoul.get('Shop-us-east-1-after')).toContain('Fn::GetStackOutput');
});

test('the policies by which logs are delivered have names that no other Region\'s and no other stack\'s have', () => {
  const named = (stackName: string) => templatesOf('ap-northeast-2', (app) => new Stack(app, 'Shop', { stackName, env: { account: '111111111111', region: 'ap-northeast-2' } }));
  const names = [seoul, templatesOf('eu-west-1'), named('Blue')].map(policiesOf);
  expect(names.map(({ length }) => length)).toEqual([2, 2, 2]);
  const inVirginia = names.flat().filter((name) => name.includes('useast1'));
  expect(new Set(inVirginia).size).toBe(3);
  expect(new Set([names[0], names[2]].flat()).size).toBe(4);
});
