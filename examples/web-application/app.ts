// A web shop: CloudFront with AWS WAF, a load balancer and a bucket that only this distribution reads, an API beside it, its own domain.
//   cd examples/web-application && npx cdk synth            (-c shield=true turns AWS Shield Advanced on)
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { WebApplicationStack } from './web-application-stack';
import { checks, proofs } from '../..';

export const app = new App();
const shop = new WebApplicationStack(app, 'Shop', {
  env: { region: 'ap-northeast-2' },
  zoneName: 'shop.example.com',
  shieldAdvanced: app.node.tryGetContext('shield') === 'true',
});

Validations.of(app).addPlugins(
  new checks.GoldChecks(),
  new proofs.GoldProofs({
    claims: [
      proofs.Claim.onlyDistributionsRead(shop.pages, [shop.site.distributionArn], {
        readerArns: shop.shop.roleArnPatterns(shop.pages), mandatory: true,
      }),
      proofs.Claim.noAccessOutside(shop.pages, { mandatory: true }),
    ],
  }),
  new AwsSolutionsChecks(app),
  new NIST80053R5Checks(app),
  new HIPAASecurityChecks(app),
  new PCIDSS321Checks(app),
);
