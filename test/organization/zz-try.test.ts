import { App, Stack, Validations } from 'aws-cdk-lib';
import * as fs from 'fs';
import { checks, proofs, organization } from '../../src';
test('try', () => {
  fs.rmSync('/tmp/w/cat', { recursive: true, force: true });
  const app = new App({ context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
  Validations.of(app).addPlugins(new checks.GoldChecks(), new proofs.GoldProofs());
  const hub = new Stack(app, 'Hub', { env: { region: 'ap-northeast-2' } });
  const of = (name: string) => ({ version: '1.0.0', historyFolder: '/tmp/w/cat/' + name, owner: 'Platform' });
  new organization.DomainProduct(hub, 'Domain', of('domain'));
  new organization.BucketProduct(hub, 'Bucket', of('bucket'));
  const a = app.synth();
  console.log(fs.readdirSync(a.directory), JSON.stringify(a.stacks[0].template, null, 1));
  console.log(fs.readFileSync('/tmp/w/cat/bucket/1.0.0.template.json', 'utf8'));
  const r = JSON.parse(fs.readFileSync(a.directory + '/gold-proofs.json', 'utf8'));
  console.log(r.records.map((x: any) => `${x.claim} ${x.logicalId} ${x.verdict} ${x.detail ?? ''}`).join('\n'));
  const c = JSON.parse(fs.readFileSync(a.directory + '/gold-checks.json', 'utf8'));
  console.log(c.templates, c.records.filter((x: any) => !['compliant', 'notApplicable'].includes(x.status)).map((x: any) => `${x.control} ${x.logicalId} ${x.status} ${x.detail ?? ''}`).join('\n'));
});
