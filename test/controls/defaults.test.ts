import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { buildEdge } from './edge-app';
import { CATALOGUE } from '../../src/controls/catalogue';
import { type ResourceDeclaration, Template } from '../../src/controls/template';
import { testApp } from '../checks/synth';
import { buildAll } from '../compat/stateful-app';

const withDefault = CATALOGUE.filter(({ default: defaults }) => Object.keys(defaults).length > 0);
let templates: Template[];
beforeAll(() => {
  const app = testApp();
  buildAll(new Stack(app, 'Defaults', { env: { region: 'ap-northeast-2' } }));
  buildEdge(new Stack(app, 'Edge', { env: { region: 'ap-northeast-2' } }));
  const { directory } = app.synth();
  templates = readdirSync(directory).filter((file) => file.endsWith('.template.json'))
    .map((file) => new Template(JSON.parse(readFileSync(path.join(directory, file), 'utf8')) as { Resources: Record<string, ResourceDeclaration> }));
});

test.each(withDefault)('the constructs set what $id says they set', ({ appliesTo, check, default: defaults }) => {
  const resources = templates.flatMap((template) => appliesTo.flatMap((type) => template.ofType(type))).filter((resource) => check(resource).status === 'compliant');
  const own = resources.filter(({ properties }) => Object.keys(defaults).every((name) => properties[name] !== undefined));
  expect(own.length).toBeGreaterThan(0);
  for (const { properties } of own) { expect(properties).toMatchObject(defaults); }
});
