import type { Stack } from 'aws-cdk-lib';
import { Duration, aws_cloudfront as cloudfront, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { shop, site } from './site';
import { EdgeOrigin, FieldLevelEncryption, SecurityHeadersPolicy, ViewerCountries } from '../../../src/edge/cloudfront';
import { WebAcl, WebAclScope } from '../../../src/edge/waf';
import { testApp } from '../../checks/synth';
import { resourceOf, resourcesOf } from '../../checks/template';

interface Header { readonly Header: string; readonly Value?: string }
const headersOf = (stack: Stack) => resourceOf(stack, 'AWS::CloudFront::ResponseHeadersPolicy').Properties.ResponseHeadersPolicyConfig as {
  SecurityHeadersConfig: Readonly<Record<string, unknown>>;
  CustomHeadersConfig: { Items: Header[] };
  RemoveHeadersConfig: { Items: Header[] };
};

describe('security headers', () => {
  test('are strict where nothing is said, and override the origin\'s', () => {
    const { stack } = shop();
    new SecurityHeadersPolicy(stack, 'Headers');
    const { SecurityHeadersConfig, CustomHeadersConfig, RemoveHeadersConfig } = headersOf(stack);
    expect(SecurityHeadersConfig).toEqual({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, Preload: false, Override: true },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY', Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: true },
    });
    expect(CustomHeadersConfig.Items.map(({ Header: name }) => name)).toEqual(['Permissions-Policy']);
    expect(RemoveHeadersConfig.Items.map(({ Header: name }) => name)).toContain('Server');
  });

  test('leave the origin\'s headers where none is to be removed', () => {
    const { stack } = shop();
    new SecurityHeadersPolicy(stack, 'Headers', { removedHeaders: [] });
    expect(headersOf(stack)).not.toHaveProperty('RemoveHeadersConfig');
  });

  test('of the distribution are on every behavior but one with its own', () => {
    const { stack, domain } = shop();
    const own = new SecurityHeadersPolicy(stack, 'Own', { httpsOnlyFor: Duration.days(365), preload: true, contentSecurityPolicy: 'default-src \'self\'' });
    const origin = EdgeOrigin.https('app.example.com');
    site(domain, { additionalBehaviors: [{ pathPattern: '/a', origin }, { pathPattern: '/b', origin, responseHeadersPolicy: own }] });
    const policyOf = (name: string) => ({ Ref: expect.stringContaining(name) as unknown });
    expect(resourceOf(stack, 'AWS::CloudFront::Distribution').Properties.DistributionConfig).toMatchObject({
      DefaultCacheBehavior: { ResponseHeadersPolicyId: policyOf('SiteSecurityHeaders') },
      CacheBehaviors: [{ ResponseHeadersPolicyId: policyOf('SiteSecurityHeaders') }, { ResponseHeadersPolicyId: policyOf('Own') }],
    });
  });
});

describe('field-level encryption', () => {
  const { stack, domain } = shop();
  const publicKey = cloudfront.PublicKey.fromPublicKeyId(stack, 'Key', 'K1');
  const fieldLevelEncryption = new FieldLevelEncryption(stack, 'Cards', { publicKey, providerId: 'payments', fields: ['card-*', 'cvc'] });
  const origin = EdgeOrigin.https('app.example.com');
  site(domain, { additionalBehaviors: [{ pathPattern: '/a', origin }, { pathPattern: '/pay', origin, fieldLevelEncryption }] });
  const template = Template.fromStack(stack);

  test('encrypts the fields with the key, and lets no other kind of body through in clear', () => {
    template.hasResourceProperties('AWS::CloudFront::FieldLevelEncryptionProfile', {
      FieldLevelEncryptionProfileConfig: { EncryptionEntities: [{ PublicKeyId: 'K1', ProviderId: 'payments', FieldPatterns: ['card-*', 'cvc'] }] },
    });
    template.hasResourceProperties('AWS::CloudFront::FieldLevelEncryptionConfig', {
      ContentTypeProfileConfig: { ForwardWhenContentTypeIsUnknown: false, ContentTypeProfiles: [Match.objectLike({ ContentType: 'application/x-www-form-urlencoded' })] },
      QueryArgProfileConfig: { ForwardWhenQueryArgProfileIsUnknown: false },
    });
  });

  test('is of the behavior that was given it, and of no other', () => {
    const { CacheBehaviors } = resourceOf(stack, 'AWS::CloudFront::Distribution').Properties.DistributionConfig as { CacheBehaviors: Record<string, unknown>[] };
    expect(CacheBehaviors.map(({ PathPattern, FieldLevelEncryptionId }) => [PathPattern, FieldLevelEncryptionId])).toEqual([
      ['/a', undefined], ['/pay', { 'Fn::GetAtt': [expect.stringContaining('Cards'), 'Id'] }],
    ]);
  });
});

test('only signed requests are answered where key groups are trusted', () => {
  const { stack, domain } = shop();
  const trustedKeyGroups = [cloudfront.KeyGroup.fromKeyGroupId(stack, 'Keys', 'G1')];
  site(domain, { additionalBehaviors: [{ pathPattern: '/members/*', origin: EdgeOrigin.https('app.example.com'), trustedKeyGroups }] });
  expect(resourceOf(stack, 'AWS::CloudFront::Distribution').Properties.DistributionConfig).toMatchObject({ CacheBehaviors: [{ TrustedKeyGroups: ['G1'] }] });
});

test('a web ACL that is given is taken, and none is made', () => {
  const app = testApp();
  const { stack, domain } = shop(app);
  site(domain, { webAcl: new WebAcl(domain, 'Shared', { aclScope: WebAclScope.CLOUDFRONT }) });
  expect(Object.keys(resourcesOf(app.node.findChild('Shop-us-east-1') as Stack, 'AWS::WAFv2::WebACL'))).toEqual([expect.stringContaining('Shared')]);
  expect(resourceOf(stack, 'AWS::CloudFront::Distribution').Properties.DistributionConfig).toHaveProperty('WebACLId');
});

test('all countries but some are served', () => {
  const { stack, domain } = shop();
  site(domain, { viewerCountries: ViewerCountries.allBut('KP') });
  expect(resourceOf(stack, 'AWS::CloudFront::Distribution').Properties.DistributionConfig).toMatchObject({ Restrictions: { GeoRestriction: { RestrictionType: 'blacklist', Locations: ['KP'] } } });
});

test('an imported bucket is taken with a warning that says what its policy lacks', () => {
  const app = testApp();
  const { stack, domain } = shop(app);
  const there = site(domain, { defaultBehavior: { origin: EdgeOrigin.bucket(s3.Bucket.fromBucketName(stack, 'Old', 'old-bucket')) } });
  const told = there.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
  expect(told).toEqual([expect.stringContaining('let cloudfront.amazonaws.com do s3:GetObject where aws:SourceArn is the distribution')]);
});
