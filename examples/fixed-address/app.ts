// A service at two addresses that never change: Global Accelerator in front, AWS WAF on the load balancer behind it.
//   cd examples/fixed-address && npx cdk synth
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { FixedAddressStack } from './fixed-address-stack';
import { checks, edge, proofs } from '../..';

export const app = new App();
const gateway = new FixedAddressStack(app, 'Gateway', { env: { region: 'ap-northeast-2' } });

Validations.of(app).addPlugins(
  new checks.GoldChecks(),
  new proofs.GoldProofs({
    // who called is known from these logs alone, which are encrypted with no key of the domain
    claims: [proofs.Claim.noAccessOutside(edge.LoadBalancerLogBucket.of(gateway), { mandatory: true })],
  }),
  new AwsSolutionsChecks(app),
  new NIST80053R5Checks(app),
  new HIPAASecurityChecks(app),
  new PCIDSS321Checks(app),
);
