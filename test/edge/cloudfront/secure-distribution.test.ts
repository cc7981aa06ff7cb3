import { type App, Stack, aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_route53 as route53 } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { shop, site } from './site';
import { GoldChecks } from '../../../src/checks';
import { Domain } from '../../../src/core';
import { EdgeOrigin, SecureDistribution, ViewerCountries } from '../../../src/edge/cloudfront';
import { findingsOf, testApp } from '../../checks/synth';
import { type Resource, resourceOf, resourcesOf, statementsOf } from '../../checks/template';

const CERTIFICATE = 'arn:aws:acm:us-east-1:111111111111:certificate/11111111-2222-3333-4444-555555555555';

function build(app: App = testApp()): { app: App; stack: Stack; distribution: SecureDistribution } {
  const { stack, domain } = shop(app);
  const distribution = site(domain, {
    customDomain: {
      domainNames: ['example.com', 'www.example.com'],
      certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE),
      hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
    },
    additionalBehaviors: [
      { pathPattern: '/404', origin: EdgeOrigin.https('one.example.com'), redirectHttp: false },
      { pathPattern: '/1', origin: EdgeOrigin.failover(EdgeOrigin.https('two.example.com'), EdgeOrigin.https('three.example.com')) },
    ],
    viewerCountries: ViewerCountries.only('KR', 'JP'),
  });
  return { app, stack, distribution };
}

const built = build();
const config = resourceOf(built.stack, 'AWS::CloudFront::Distribution').Properties.DistributionConfig as Readonly<Record<string, unknown>>;
const sibling = (id: string) => built.app.node.findChild(id) as Stack;
const before = sibling('Shop-us-east-1');
const after = sibling('Shop-us-east-1-after');

const ARN = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudfront::', { Ref: 'AWS::AccountId' }, ':distribution/', { Ref: expect.stringContaining('SiteDistribution') }]] };

describe('a distribution of a stack in ap-northeast-2', () => {
  test('has a stack in us-east-1 before it and one after it, in no cycle', () => {
    const assembly = build().app.synth();
    const needs = Object.fromEntries(assembly.stacks.map((stack) => [stack.stackName, stack.dependencies.map(({ id }) => id).filter((id) => !id.endsWith('.assets')).sort()]));
    expect(needs).toEqual({
      'Shop': ['Shop-us-east-1'], 'Shop-ap-northeast-2-us-east-1': [], 'Shop-ap-northeast-2-us-east-1-after': ['Shop', 'Shop-us-east-1'],
    });
  });

  test('has its web ACL in us-east-1, and names it', () => {
    expect(Object.values(resourcesOf(before, 'AWS::WAFv2::WebACL')).map(({ Properties }) => Properties.Scope)).toEqual(['CLOUDFRONT']);
    expect(config.WebACLId).toEqual({ 'Fn::GetStackOutput': expect.objectContaining({ StackName: 'Shop-ap-northeast-2-us-east-1', Region: 'us-east-1' }) as unknown });
  });

  test('speaks HTTPS only, HTTP/2 and HTTP/3, IPv6, and TLS 1.2 of 2025 with its own names', () => {
    expect(config).toMatchObject({
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
      Aliases: ['example.com', 'www.example.com'],
      ViewerCertificate: { AcmCertificateArn: CERTIFICATE, MinimumProtocolVersion: 'TLSv1.2_2025', SslSupportMethod: 'sni-only' },
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' },
    });
  });

  test('asks for behaviors in the order given, also where paths look like numbers', () => {
    const behaviors = config.CacheBehaviors as { PathPattern: string; ViewerProtocolPolicy: string }[];
    expect(behaviors.map(({ PathPattern, ViewerProtocolPolicy }) => [PathPattern, ViewerProtocolPolicy])).toEqual([['/404', 'https-only'], ['/1', 'redirect-to-https']]);
  });

  test('caches what a bucket has, and nothing of an application, which is told all of a request but the host', () => {
    const { CACHING_DISABLED, CACHING_OPTIMIZED } = cloudfront.CachePolicy;
    const [application] = config.CacheBehaviors as Record<string, unknown>[];
    expect(config.DefaultCacheBehavior).toMatchObject({ CachePolicyId: CACHING_OPTIMIZED.cachePolicyId, AllowedMethods: ['GET', 'HEAD'] });
    expect(application).toMatchObject({
      CachePolicyId: CACHING_DISABLED.cachePolicyId,
      OriginRequestPolicyId: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.originRequestPolicyId,
    });
  });

  test('gives a bucket\'s root its index.html, and serves the countries named', () => {
    expect(config).toMatchObject({ DefaultRootObject: 'index.html', Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Locations: ['KR', 'JP'] } } });
  });

  test('has alias records for IPv4 and IPv6 of each name', () => {
    const records = Object.values(resourcesOf(built.stack, 'AWS::Route53::RecordSet')).map(({ Properties: { Name, Type } }) => `${String(Name)} ${String(Type)}`);
    expect(records.sort()).toEqual(['example.com. A', 'example.com. AAAA', 'www.example.com. A', 'www.example.com. AAAA']);
  });
});

describe('the bucket', () => {
  const allows = (resource: Resource, property?: string) => statementsOf(resource, property)
    .filter((statement) => statement.Effect === 'Allow' && JSON.stringify(statement.Principal).includes('cloudfront'));

  test('lets this distribution read objects, and no other one', () => {
    expect(allows(resourceOf(built.stack, 'AWS::S3::BucketPolicy', 'OrdersPages'))).toEqual([expect.objectContaining({
      Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Condition: { StringEquals: { 'aws:SourceArn': ARN } },
    })]);
  });

  test('is asked with signed requests only', () => {
    const control = resourceOf(built.stack, 'AWS::CloudFront::OriginAccessControl').Properties.OriginAccessControlConfig;
    expect(control).toMatchObject({ OriginAccessControlOriginType: 's3', SigningBehavior: 'always', SigningProtocol: 'sigv4' });
    expect((config.Origins as Record<string, unknown>[])[0].OriginAccessControlId).toEqual({ 'Fn::GetAtt': [expect.stringContaining('AccessControl'), 'Id'] });
  });

  test('has a key that CloudFront only decrypts with, for distributions of the account', () => {
    expect(allows(resourceOf(built.stack, 'AWS::KMS::Key', 'OrdersDataKey'), 'KeyPolicy')).toEqual([expect.objectContaining({
      Action: 'kms:Decrypt',
      Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudfront::', { Ref: 'AWS::AccountId' }, ':distribution/*']] } } },
    })]);
  });

  test('has no more of CloudFront in its key\'s policy with a second distribution', () => {
    const { stack, domain } = shop();
    const origin = EdgeOrigin.bucket(site(domain).node.scope!.node.findChild('Pages') as never);
    new SecureDistribution(domain, 'Other', { defaultBehavior: { origin } });
    expect(allows(resourceOf(stack, 'AWS::KMS::Key', 'OrdersDataKey'), 'KeyPolicy')).toHaveLength(1);
    expect(allows(resourceOf(stack, 'AWS::S3::BucketPolicy', 'OrdersPages'))).toHaveLength(2);
  });
});

describe('the access logs', () => {
  test('come without cookies, query strings and the pages that linked', () => {
    const fields = resourceOf(after, 'AWS::Logs::Delivery').Properties.RecordFields as string[];
    expect(fields).toEqual(expect.arrayContaining(['c-ip', 'cs-uri-stem', 'sc-status', 'x-edge-request-id']));
    expect(fields.filter((field) => /cookie|query|referer|headers/i.test(field))).toEqual([]);
  });

  test('are of this distribution, and go to a log group in us-east-1 with the domain\'s key there, which is kept', () => {
    const group = resourceOf(before, 'AWS::Logs::LogGroup', 'OrdersSiteAccessLogs');
    expect(resourceOf(after, 'AWS::Logs::DeliverySource').Properties).toMatchObject({ LogType: 'ACCESS_LOGS', ResourceArn: { 'Fn::Join': ['', expect.arrayContaining([':distribution/']) as unknown] } });
    expect(group).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', Properties: { KmsKeyId: { 'Fn::GetAtt': [expect.stringContaining('LogsKey') as unknown, 'Arn'] }, RetentionInDays: 400 } });
  });

  test('are let into their group by a policy of the stack, for deliveries of this account only', () => {
    const [policy, ...more] = Object.values(resourcesOf(before, 'AWS::Logs::ResourcePolicy'));
    expect(more).toEqual([]); // an account has room for ten: the one of the web ACL's log is shared
    const text = JSON.stringify(policy.Properties.PolicyDocument);
    const [groupId] = Object.keys(resourcesOf(before, 'AWS::Logs::LogGroup')).filter((id) => id.startsWith('OrdersSiteAccessLogs'));
    for (const part of ['delivery.logs.amazonaws.com', 'logs:PutLogEvents', 'aws:SourceAccount', 'aws:SourceArn', groupId]) { expect(text).toContain(part); }
  });

  test('begin after that policy is there', () => {
    const stack = new Stack(testApp(), 'Shop', { env: { region: 'us-east-1' } });
    site(new Domain(stack, 'Orders'));
    const delivery = resourceOf(stack, 'AWS::Logs::Delivery') as unknown as { readonly DependsOn: string[] };
    expect(delivery.DependsOn).toEqual(Object.keys(resourcesOf(stack, 'AWS::Logs::ResourcePolicy')));
  });

  test('lie in the stack itself where that is of us-east-1', () => {
    const app = testApp();
    const stack = new Stack(app, 'Shop', { env: { region: 'us-east-1' } });
    site(new Domain(stack, 'Orders'));
    expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual(['Shop']);
    expect(resourceOf(stack, 'AWS::Logs::Delivery').Properties.DeliverySourceName).toEqual({ Ref: expect.stringContaining('AccessLogSource') as unknown });
  });
});

test('names that CloudFront has once for all Regions tell the Region', () => {
  const headers = resourceOf(built.stack, 'AWS::CloudFront::ResponseHeadersPolicy').Properties.ResponseHeadersPolicyConfig as { Name: string };
  const control = resourceOf(built.stack, 'AWS::CloudFront::OriginAccessControl').Properties.OriginAccessControlConfig as { Name: string };
  expect([headers.Name, control.Name].map((name) => [name.endsWith('-ap-northeast-2'), name.length <= 64])).toEqual([[true, true], [true, true]]);
});

test('everything carries the domain\'s tags, in all three stacks', () => {
  for (const [stack, type] of [[built.stack, 'AWS::CloudFront::Distribution'], [before, 'AWS::Logs::DeliveryDestination'], [after, 'AWS::Logs::DeliverySource']] as const) {
    expect(resourceOf(stack, type).Properties.Tags).toEqual(expect.arrayContaining([{ Key: 'domain', Value: 'orders' }]));
  }
});

test('the stock packs and GoldChecks find nothing wrong with it', () => {
  const app = testApp();
  build(app);
  const packs = [new AwsSolutionsChecks(app), new HIPAASecurityChecks(app), new NIST80053R5Checks(app), new PCIDSS321Checks(app), new GoldChecks()];
  const found = findingsOf(app, ...packs).filter(({ construct }) => /Site\/|\.Site\/|Site\.Access|-after/.test(construct));
  expect(found.filter(({ suppressed }) => !suppressed).map(({ rule, construct }) => `${rule} ${construct}`)).toEqual([]);
  expect(found.filter(({ suppressed }) => suppressed).map(({ rule }) => rule)).toEqual(['AwsSolutions-CFR3']);
});

test('where every behavior takes writing requests, no failover is asked for, and the reason is told', () => {
  const app = testApp();
  site(shop(app).domain, { defaultBehavior: { origin: EdgeOrigin.https('app.example.com') } });
  expect(findingsOf(app, new GoldChecks()).filter(({ rule }) => rule === 'cloudfront.failover').map(({ suppressed }) => suppressed)).toEqual([true]);
});

test('without own names, the pack says that viewers may speak TLS 1.0', () => {
  const app = testApp();
  site(shop(app).domain);
  const rules = findingsOf(app, new AwsSolutionsChecks(app)).filter(({ construct, suppressed }) => construct.includes('Site/Distribution') && !suppressed).map(({ rule }) => rule);
  expect(rules).toEqual(['AwsSolutions-CFR4']);
});
