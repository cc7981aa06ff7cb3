import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, NestedStack, Stack } from 'aws-cdk-lib';
import { Domain } from '../../../src/core';
import { DnsZone } from '../../../src/edge/dns';
import { ShieldResource } from '../../../src/edge/shield';
import { EdgeAlarms } from '../../../src/edge/sight';
import { testApp } from '../../checks/synth';
import { site } from '../cloudfront/site';

/** A distribution and a zone with their alarms, in a scope of a stack of Seoul. */
function watchedSite(scopeOf: (stack: Stack) => Stack): App {
  const app = testApp();
  const domain = new Domain(scopeOf(new Stack(app, 'Shop', { env: { account: '111111111111', region: 'ap-northeast-2' } })), 'Orders');
  const { distribution, webAcl } = site(domain);
  const alarms = new EdgeAlarms(domain, 'Alarms');
  alarms.watchDistribution('Site', distribution);
  alarms.watchShield('Zone', ShieldResource.hostedZone(new DnsZone(domain, 'Zone', { zoneName: 'example.com' }).hostedZone));
  if (webAcl) { alarms.watchWebAcl('Firewall', webAcl); }
  return app;
}

const templatesOf = (directory: string): string[] =>
  readdirSync(directory).filter((file) => file.endsWith('.template.json')).map((file) => readFileSync(path.join(directory, file), 'utf8'));

describe.each([
  ['a nested stack', (stack: Stack) => new NestedStack(stack, 'Web')],
  ['a nested stack of a nested stack', (stack: Stack) => new NestedStack(new NestedStack(stack, 'Web'), 'Inner')],
])('a distribution in %s', (_where, scopeOf) => {
  const assembly = watchedSite(scopeOf).synth();

  test('is told to us-east-1 by outputs, with no function and no parameter in between, and no export', () => {
    const templates = templatesOf(assembly.directory);
    expect(templates.length).toBeGreaterThan(3);
    for (const text of templates) { expect(text).not.toMatch(/CrossRegionExport|Fn::ImportValue|"Export":/); }
  });

  test('is named in us-east-1 by outputs that the stack around it has', () => {
    const after = JSON.stringify(assembly.getStackArtifact('Shop-us-east-1-after').template);
    const named = [...after.matchAll(/"Fn::GetStackOutput":\{"StackName":"Shop","Region":"ap-northeast-2","OutputName":"(\w+)"\}/g)].map(([, name]) => name);
    const outputs = assembly.getStackArtifact('Shop').template.Outputs as Record<string, { Value: { 'Fn::GetAtt': string[] } }>;
    expect([...new Set(named)].sort()).toEqual(Object.keys(outputs).sort());
    expect(Object.values(outputs).map(({ Value }) => Value['Fn::GetAtt'][1])).toEqual(Array(2).fill(expect.stringMatching(/^Outputs\.\w*SiteDistribution\w+$/)));
  });
});
