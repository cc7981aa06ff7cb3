// Secrets that rotate: Aurora PostgreSQL with two users that take turns, MySQL with two passwords, ElastiCache, and a partner's API key.
//   cd examples/database-secrets && npx cdk synth
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { ShopStack } from './shop-stack';
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

new ShopStack(app, 'Shop', { env: { region: 'ap-northeast-2' } });
