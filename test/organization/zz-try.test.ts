import { App, Stack, Validations } from 'aws-cdk-lib';
import * as fs from 'fs';
import { LaunchRoles } from '../../src/organization/launch-roles';
import { launchPolicyOf } from '../../src/organization/private/launch-policy-of';
import { checks, core, proofs, organization } from '../../src';
test('try', () => {
  fs.rmSync('/tmp/w/cat', { recursive: true, force: true });
  const app = new App({ context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
  Validations.of(app).addPlugins(new checks.GoldChecks(), new proofs.GoldProofs());
  const hub = new Stack(app, 'Hub', { env: { region: 'ap-northeast-2' } });
  const of = (name: string) => ({ version: '1.0.0', historyFolder: '/tmp/w/cat/' + name, owner: 'Platform' });
  new organization.DomainProduct(hub, 'Domain', of('domain'));
  new organization.BucketProduct(hub, 'Bucket', of('bucket'));
  const cat = new core.Domain(hub, 'Catalogue'); const assets = new organization.ProductAssets(cat, 'Assets', { bucketPrefix: 'acme-products', readers: [organization.OrganizationNode.organization('o-a1b2c3d4e5')] });
  new organization.DatabaseProduct(hub, 'Database', { ...of('database'), assets });
  new organization.EnvironmentProduct(hub, 'Environment', { ...of('environment'), assets });
  new organization.WebEntryProduct(hub, 'Web', { ...of('web'), entry: organization.WebEntry.loadBalancer() });
  const products = hub.node.children.filter((c): c is organization.GoldProduct => c instanceof organization.GoldProduct);
  new LaunchRoles(hub, 'LaunchRoles', { products, organizationalUnits: [organization.OrganizationNode.organizationalUnit('o-a1b2c3d4e5', 'ou-ab12-11111111')] });
  for (const p of products) { const x = launchPolicyOf(p); console.log(p.productName, x.statements.length, JSON.stringify(x.statements).length, p.productName === (process.env.P ?? 'bucket') ? JSON.stringify([x.statements, x.leftOut], null, 1) : ''); }
  const a = app.synth();
  console.log(JSON.stringify(a.stacks[0].template, null, 1).length);
      const r = JSON.parse(fs.readFileSync(a.directory + '/gold-proofs.json', 'utf8'));
  console.log(r.records.map((x: any) => `${x.claim} ${x.logicalId} ${x.verdict} ${x.detail ?? ''}`).join('\n'));
  const c = JSON.parse(fs.readFileSync(a.directory + '/gold-checks.json', 'utf8'));
  console.log(c.templates, c.records.filter((x: any) => !['compliant', 'notApplicable'].includes(x.status)).map((x: any) => `${x.control} ${x.logicalId} ${x.status} ${x.detail ?? ''}`).join('\n'));
});
