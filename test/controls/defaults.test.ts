import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { CATALOGUE } from '../../src/controls/catalogue';
import { type ResourceDeclaration, Template } from '../../src/controls/template';
import { testApp } from '../checks/synth';
import { buildAll } from '../compat/stateful-app';

const withDefault = CATALOGUE.filter(({ default: defaults }) => Object.keys(defaults).length > 0);
let template: Template;
beforeAll(() => {
  const app = testApp();
  buildAll(new Stack(app, 'Defaults', { env: { region: 'ap-northeast-2' } }));
  const { directory } = app.synth();
  template = new Template(JSON.parse(readFileSync(path.join(directory, 'Defaults.template.json'), 'utf8')) as { Resources: Record<string, ResourceDeclaration> });
});

test.each(withDefault)('the constructs set what $id says they set', ({ appliesTo, check, default: defaults }) => {
  const resources = appliesTo.flatMap((type) => template.ofType(type)).filter((resource) => check(resource).status === 'compliant');
  const own = resources.filter(({ properties }) => Object.keys(defaults).every((name) => properties[name] !== undefined));
  expect(own.length).toBeGreaterThan(0);
  for (const { properties } of own) { expect(properties).toMatchObject(defaults); }
});
