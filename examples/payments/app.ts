// A payment company: three domains in two stacks, one declared sharing, all packs on.
//   npm start
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { PlatformStack } from './platform-stack';
import { ServicesStack } from './services-stack';
import { checks, proofs } from '../..';

export const app = new App();
Validations.of(app).addPlugins(
  new checks.GoldChecks(),
  new proofs.GoldProofs(),
  new AwsSolutionsChecks(app),
  new NIST80053R5Checks(app),
  new HIPAASecurityChecks(app),
  new PCIDSS321Checks(app),
);

const env = { region: 'ap-northeast-2' };
const platform = new PlatformStack(app, 'PaymentsPlatform', { env });
new ServicesStack(app, 'PaymentsServices', platform, { env });
