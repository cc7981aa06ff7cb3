// A service at two addresses that never change: Global Accelerator in front, AWS WAF on the load balancer behind it.
//   cd examples/fixed-address && npx cdk synth
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { FixedAddressStack } from './fixed-address-stack';
import { checks, proofs } from '../..';

export const app = new App();
new FixedAddressStack(app, 'Gateway', { env: { region: 'ap-northeast-2' } });

Validations.of(app).addPlugins(
  new checks.GoldChecks(),
  new proofs.GoldProofs(),
  new AwsSolutionsChecks(app),
  new NIST80053R5Checks(app),
  new HIPAASecurityChecks(app),
  new PCIDSS321Checks(app),
);
