// A REST API that only callers inside the VPC reach, through one endpoint, which lets nothing but the company's own APIs through.
//   cd examples/private-api && npx cdk synth
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { PrivateApiStack } from './private-api-stack';
import { checks, proofs } from '../..';

export const app = new App();
const ledger = new PrivateApiStack(app, 'Ledger', { env: { region: 'ap-northeast-2' } });

Validations.of(app).addPlugins(
  new checks.GoldChecks(),
  new proofs.GoldProofs({
    claims: [
      proofs.Claim.onlyFromEndpoint(ledger.api, ledger.endpoint.vpcEndpointId, { mandatory: true }),
      proofs.Claim.noAccessOutside(ledger.api, { mandatory: true }),
    ],
  }),
  new AwsSolutionsChecks(app),
  new NIST80053R5Checks(app),
  new HIPAASecurityChecks(app),
  new PCIDSS321Checks(app),
);
