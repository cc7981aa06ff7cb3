// The gold environment as products of AWS Service Catalog: five products in a portfolio, shared with two units of an organization.
//   cd examples/service-catalog && npx cdk synth
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { CatalogueStack } from './catalogue-stack';
import { checks, proofs } from '../..';

export const app = new App();
new CatalogueStack(app, 'Catalogue', {
  env: { region: 'ap-northeast-2' },
  organizationId: 'o-a1b2c3d4e5',
  organizationalUnitIds: ['ou-ab12-11111111', 'ou-ab12-22222222'],
});

Validations.of(app).addPlugins(
  new checks.GoldChecks(),
  new proofs.GoldProofs(),
  new AwsSolutionsChecks(app),
  new NIST80053R5Checks(app),
  new HIPAASecurityChecks(app),
  new PCIDSS321Checks(app),
);
