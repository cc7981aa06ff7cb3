// Secrets that rotate: Aurora PostgreSQL with two users that take turns, MySQL with two passwords, ElastiCache, and a partner's API key.
//   cd examples/database-secrets && npx cdk synth
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { ShopStack } from './shop-stack';
import { checks, keys, proofs } from '../..';

export const app = new App();
const shop = new ShopStack(app, 'Shop', { env: { region: 'ap-northeast-2' } });

const READ = ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'];
const secretsKey = shop.orders.key(keys.KeyPurpose.SECRETS);

Validations.of(app).addPlugins(
  new checks.GoldChecks(),
  new proofs.GoldProofs({
    claims: [
      // the default claims say that only the domain decrypts with the key; these say it of each secret itself
      ...shop.secrets.flatMap((secret) => [
        proofs.Claim.onlyCallers(secret, shop.orders.roleArnPatterns(secret), READ, { mandatory: true }),
        proofs.Claim.noAccessOutside(secret, { mandatory: true }),
      ]),
      proofs.Claim.onlyThroughServices(secretsKey, [keys.KeyService.SECRETS_MANAGER, keys.KeyService.LAMBDA], { mandatory: true }),
    ],
  }),
  new AwsSolutionsChecks(app),
  new NIST80053R5Checks(app),
  new HIPAASecurityChecks(app),
  new PCIDSS321Checks(app),
);
