import { aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, aws_lambda as lambda, aws_s3 as s3, CfnOutput, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { answerOf, statusOf } from './status-of';
import { accessLogs, LOGS_DELIVERED_ELSEWHERE } from '../../src/controls/cloudfront/access-logs';
import { customCertificate } from '../../src/controls/cloudfront/custom-certificate';
import { defaultRootObject } from '../../src/controls/cloudfront/default-root-object';
import { existingOrigin } from '../../src/controls/cloudfront/existing-origin';
import { failover } from '../../src/controls/cloudfront/failover';
import { functionOriginAccess } from '../../src/controls/cloudfront/function-origin-access';
import { keyGroups } from '../../src/controls/cloudfront/key-groups';
import { originHttps } from '../../src/controls/cloudfront/origin-https';
import { originTls } from '../../src/controls/cloudfront/origin-tls';
import { s3OriginAccess } from '../../src/controls/cloudfront/s3-origin-access';
import { securityHeaders } from '../../src/controls/cloudfront/security-headers';
import { signedOriginRequests } from '../../src/controls/cloudfront/signed-origin-requests';
import { sni } from '../../src/controls/cloudfront/sni';
import { tlsPolicy } from '../../src/controls/cloudfront/tls-policy';
import { viewerHttps } from '../../src/controls/cloudfront/viewer-https';
import { webAcl } from '../../src/controls/cloudfront/web-acl';
import type { Control } from '../../src/controls/control';

const ACL = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/web/1';
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';

const http = (props: origins.HttpOriginProps = {}) => new origins.HttpOrigin('example.com', { originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2], ...props });
type Props = Partial<cloudfront.DistributionProps>;
type Behavior = cloudfront.AddBehaviorOptions;

const withOrigin = (stack: Stack, origin: cloudfront.IOrigin = http(), props: Props = {}, behavior: Behavior = {}) =>
  new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin, viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY, ...behavior }, ...props });
const distribution = (stack: Stack, props: Props = {}, behavior: Behavior = {}) => withOrigin(stack, http(), props, behavior);
const named = (stack: Stack, props: Props = {}) =>
  distribution(stack, { domainNames: ['example.com'], certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE), ...props });
const bucketOf = (stack: Stack) => new s3.Bucket(stack, 'Bucket');
const fromBucket = (stack: Stack, props: Props = {}) =>
  withOrigin(stack, origins.S3BucketOrigin.withOriginAccessControl(bucketOf(stack)), props);
const urlOf = (stack: Stack) => new lambda.Function(stack, 'Function', {
  code: lambda.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_24_X,
}).addFunctionUrl({ authType: lambda.FunctionUrlAuthType.AWS_IAM });
const override = (one: cloudfront.Distribution, path: string, value: unknown) =>
  (one.node.defaultChild as cloudfront.CfnDistribution).addPropertyOverride(`DistributionConfig.${path}`, value);

const cfn = (stack: Stack, config: Partial<cloudfront.CfnDistribution.DistributionConfigProperty> = {}) => new cloudfront.CfnDistribution(stack, 'Distribution', {
  distributionConfig: {
    enabled: true,
    origins: [{ id: 'web', domainName: 'example.com', customOriginConfig: { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'] } }],
    defaultCacheBehavior: { targetOriginId: 'web', viewerProtocolPolicy: 'https-only' },
    ...config,
  },
});
const S3_LITERAL = 'site.s3.ap-northeast-2.amazonaws.com';
const BUCKET = { Bucket: { Type: 'AWS::S3::Bucket' } };
const WEB = { Id: 'web', DomainName: 'example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] } };
const BEHAVIOR = { TargetOriginId: 'web', ViewerProtocolPolicy: 'https-only' };
const declared = (config: Record<string, unknown> = {}) => ({
  Distribution: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: { Enabled: true, Origins: [WEB], DefaultCacheBehavior: BEHAVIOR, ...config } } },
});
const originOf = (origin: Record<string, unknown>) => declared({ Origins: [{ Id: 'web', ...origin }] });
const bucketOrigin = (properties: Record<string, unknown> = {}) =>
  ({ DomainName: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] }, S3OriginConfig: {}, OriginAccessControlId: 'E1', ...properties });
const vpcOrigin = (config: Record<string, unknown>) =>
  ({ Origin: { Type: 'AWS::CloudFront::VpcOrigin', Properties: { VpcOriginEndpointConfig: { Name: 'web', Arn: 'arn:aws:ec2:ap-northeast-2:1:instance/i-1', ...config } } } });

testControls(
  {
    control: viewerHttps,
    l2: {
      passes: (stack) => distribution(stack, {}, { viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS }),
      fails: (stack) => distribution(stack, { additionalBehaviors: { '/a': { origin: http(), viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.ALLOW_ALL } } }),
    },
    l1: { passes: (stack) => cfn(stack), fails: (stack) => cfn(stack, { defaultCacheBehavior: { targetOriginId: 'web', viewerProtocolPolicy: 'allow-all' } }) },
    override: {
      passes: (stack) => override(distribution(stack, {}, { viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.ALLOW_ALL }), 'DefaultCacheBehavior.ViewerProtocolPolicy', 'https-only'),
      fails: (stack) => override(distribution(stack), 'DefaultCacheBehavior.ViewerProtocolPolicy', 'allow-all'),
    },
    template: {
      passes: declared({ CacheBehaviors: [{ ...BEHAVIOR, PathPattern: '/a', ViewerProtocolPolicy: 'redirect-to-https' }] }),
      fails: declared({ CacheBehaviors: [{ ...BEHAVIOR, PathPattern: '/a', ViewerProtocolPolicy: 'allow-all' }] }),
    },
  },
  {
    control: tlsPolicy,
    l2: {
      passes: (stack) => named(stack),
      fails: (stack) => named(stack, { minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2019 }),
    },
    l1: {
      passes: (stack) => cfn(stack, { viewerCertificate: { acmCertificateArn: CERTIFICATE, sslSupportMethod: 'sni-only', minimumProtocolVersion: 'TLSv1.3_2025' } }),
      fails: (stack) => cfn(stack, { viewerCertificate: { acmCertificateArn: CERTIFICATE, sslSupportMethod: 'sni-only' } }),
    },
    override: {
      passes: (stack) => override(named(stack, { minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1 }), 'ViewerCertificate.MinimumProtocolVersion', 'TLSv1.2_2025'),
      fails: (stack) => override(named(stack), 'ViewerCertificate.MinimumProtocolVersion', 'TLSv1.1_2016'),
    },
    template: {
      passes: declared({ ViewerCertificate: { IamCertificateId: '1', SslSupportMethod: 'sni-only', MinimumProtocolVersion: 'TLSv1.2_2021' } }),
      fails: declared({ ViewerCertificate: { IamCertificateId: '1', SslSupportMethod: 'sni-only', MinimumProtocolVersion: 'TLSv1' } }),
    },
  },
  {
    control: customCertificate,
    l2: { passes: (stack) => named(stack), fails: (stack) => distribution(stack) },
    l1: {
      passes: (stack) => cfn(stack, { viewerCertificate: { acmCertificateArn: CERTIFICATE, sslSupportMethod: 'sni-only' } }),
      fails: (stack) => cfn(stack, { viewerCertificate: { cloudFrontDefaultCertificate: true } }),
    },
    override: {
      passes: (stack) => override(distribution(stack), 'ViewerCertificate', { AcmCertificateArn: CERTIFICATE }),
      fails: (stack) => override(named(stack), 'ViewerCertificate', { CloudFrontDefaultCertificate: true }),
    },
    template: { passes: declared({ ViewerCertificate: { AcmCertificateArn: CERTIFICATE, SslSupportMethod: 'sni-only' } }), fails: declared() },
  },
  {
    control: sni,
    l2: { passes: (stack) => named(stack), fails: (stack) => named(stack, { sslSupportMethod: cloudfront.SSLMethod.VIP }) },
    l1: {
      passes: (stack) => cfn(stack, { viewerCertificate: { acmCertificateArn: CERTIFICATE, sslSupportMethod: 'sni-only' } }),
      fails: (stack) => cfn(stack, { viewerCertificate: { acmCertificateArn: CERTIFICATE, sslSupportMethod: 'static-ip' } }),
    },
    override: {
      passes: (stack) => override(named(stack, { sslSupportMethod: cloudfront.SSLMethod.VIP }), 'ViewerCertificate.SslSupportMethod', 'sni-only'),
      fails: (stack) => override(named(stack), 'ViewerCertificate.SslSupportMethod', 'vip'),
    },
    template: {
      passes: declared({ ViewerCertificate: { AcmCertificateArn: CERTIFICATE, SslSupportMethod: 'sni-only' } }),
      fails: declared({ ViewerCertificate: { AcmCertificateArn: CERTIFICATE, SslSupportMethod: 'vip' } }),
    },
  },
  {
    control: originHttps,
    l2: {
      passes: (stack) => withOrigin(stack, http({ protocolPolicy: cloudfront.OriginProtocolPolicy.MATCH_VIEWER })),
      fails: (stack) => withOrigin(stack, http({ protocolPolicy: cloudfront.OriginProtocolPolicy.HTTP_ONLY })),
    },
    l1: {
      passes: (stack) => cfn(stack),
      fails: (stack) => new cloudfront.CfnVpcOrigin(stack, 'Origin', { vpcOriginEndpointConfig: { name: 'web', arn: 'arn:aws:ec2:ap-northeast-2:1:instance/i-1', originProtocolPolicy: 'http-only' } }),
    },
    override: {
      passes: (stack) => override(withOrigin(stack, http({ protocolPolicy: cloudfront.OriginProtocolPolicy.HTTP_ONLY })), 'Origins.0.CustomOriginConfig.OriginProtocolPolicy', 'https-only'),
      fails: (stack) => override(withOrigin(stack, http({ protocolPolicy: cloudfront.OriginProtocolPolicy.MATCH_VIEWER })), 'DefaultCacheBehavior.ViewerProtocolPolicy', 'allow-all'),
    },
    template: {
      passes: vpcOrigin({ OriginProtocolPolicy: 'https-only' }),
      fails: declared({ Origins: [WEB, { ...WEB, Id: 'other', CustomOriginConfig: { OriginProtocolPolicy: 'http-only' } }] }),
    },
  },
  {
    control: originTls,
    l2: {
      passes: (stack) => distribution(stack),
      fails: (stack) => withOrigin(stack, http({ originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_1, cloudfront.OriginSslPolicy.TLS_V1_2] })),
    },
    l1: {
      passes: (stack) => new cloudfront.CfnVpcOrigin(stack, 'Origin', { vpcOriginEndpointConfig: { name: 'web', arn: 'arn:aws:ec2:ap-northeast-2:1:instance/i-1', originSslProtocols: ['TLSv1.2'] } }),
      fails: (stack) => cfn(stack, { origins: [{ id: 'web', domainName: 'example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } }] }),
    },
    override: {
      passes: (stack) => override(withOrigin(stack, http({ originSslProtocols: [cloudfront.OriginSslPolicy.SSL_V3] })), 'Origins.0.CustomOriginConfig.OriginSSLProtocols', ['TLSv1.2']),
      fails: (stack) => override(distribution(stack), 'Origins.0.CustomOriginConfig.OriginSSLProtocols', ['TLSv1']),
    },
    template: { passes: declared(), fails: vpcOrigin({ OriginSSLProtocols: ['SSLv3', 'TLSv1.2'] }) },
  },
  {
    control: s3OriginAccess,
    l2: {
      passes: (stack) => fromBucket(stack),
      fails: (stack) => withOrigin(stack, origins.S3BucketOrigin.withOriginAccessIdentity(bucketOf(stack))),
    },
    l1: {
      passes: (stack) => cfn(stack, { origins: [{ id: 'web', domainName: S3_LITERAL, s3OriginConfig: {}, originAccessControlId: 'E1' }] }),
      fails: (stack) => cfn(stack, { origins: [{ id: 'web', domainName: S3_LITERAL, customOriginConfig: { originProtocolPolicy: 'https-only' } }] }),
    },
    override: {
      passes: (stack) => override(withOrigin(stack, origins.S3BucketOrigin.withBucketDefaults(bucketOf(stack))), 'Origins.0.OriginAccessControlId', 'E1'),
      fails: (stack) => override(fromBucket(stack), 'Origins.0.OriginAccessControlId', ''),
    },
    template: {
      passes: { ...BUCKET, ...originOf(bucketOrigin()) },
      fails: { ...BUCKET, ...originOf({ ...WEB, DomainName: { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Bucket', 'WebsiteURL'] }] }] } }) },
    },
  },
  {
    control: functionOriginAccess,
    l2: {
      passes: (stack) => withOrigin(stack, origins.FunctionUrlOrigin.withOriginAccessControl(urlOf(stack))),
      fails: (stack) => withOrigin(stack, new origins.FunctionUrlOrigin(urlOf(stack))),
    },
    l1: {
      passes: (stack) => cfn(stack, { origins: [{ id: 'web', domainName: 'abc.lambda-url.ap-northeast-2.on.aws', originAccessControlId: 'E1' }] }),
      fails: (stack) => cfn(stack, { origins: [{ id: 'web', domainName: 'abc.lambda-url.ap-northeast-2.on.aws' }] }),
    },
    override: {
      passes: (stack) => override(withOrigin(stack, new origins.FunctionUrlOrigin(urlOf(stack))), 'Origins.0.OriginAccessControlId', 'E1'),
      fails: (stack) => override(distribution(stack), 'Origins.0.DomainName', 'abc.lambda-url.ap-northeast-2.on.aws'),
    },
    template: { passes: declared(), fails: originOf({ ...WEB, DomainName: 'abc.lambda-url.ap-northeast-2.on.aws' }) },
  },
  {
    control: signedOriginRequests,
    l2: {
      passes: (stack) => new cloudfront.S3OriginAccessControl(stack, 'Access'),
      fails: (stack) => new cloudfront.S3OriginAccessControl(stack, 'Access', { signing: cloudfront.Signing.SIGV4_NO_OVERRIDE }),
    },
    l1: {
      passes: (stack) => new cloudfront.CfnOriginAccessControl(stack, 'Access', { originAccessControlConfig: { name: 'a', originAccessControlOriginType: 's3', signingBehavior: 'always', signingProtocol: 'sigv4' } }),
      fails: (stack) => new cloudfront.CfnOriginAccessControl(stack, 'Access', { originAccessControlConfig: { name: 'a', originAccessControlOriginType: 's3', signingBehavior: 'never', signingProtocol: 'sigv4' } }),
    },
    override: {
      passes: (stack) => (new cloudfront.S3OriginAccessControl(stack, 'Access', { signing: cloudfront.Signing.NEVER }).node.defaultChild as cloudfront.CfnOriginAccessControl)
        .addPropertyOverride('OriginAccessControlConfig.SigningBehavior', 'always'),
      fails: (stack) => (new cloudfront.S3OriginAccessControl(stack, 'Access').node.defaultChild as cloudfront.CfnOriginAccessControl)
        .addPropertyOverride('OriginAccessControlConfig.SigningBehavior', 'no-override'),
    },
    template: {
      passes: { Access: { Type: 'AWS::CloudFront::OriginAccessControl', Properties: { OriginAccessControlConfig: { Name: 'a', OriginAccessControlOriginType: 's3', SigningBehavior: 'always', SigningProtocol: 'sigv4' } } } },
      fails: { Access: { Type: 'AWS::CloudFront::OriginAccessControl', Properties: { OriginAccessControlConfig: { Name: 'a', OriginAccessControlOriginType: 's3', SigningBehavior: 'never', SigningProtocol: 'sigv4' } } } },
    },
  },
  {
    control: keyGroups,
    l2: {
      passes: (stack) => distribution(stack, {}, { trustedKeyGroups: [cloudfront.KeyGroup.fromKeyGroupId(stack, 'Keys', 'k')] }),
      fails: (stack) => override(distribution(stack), 'DefaultCacheBehavior.TrustedSigners', ['self']),
    },
    l1: {
      passes: (stack) => cfn(stack),
      fails: (stack) => cfn(stack, { defaultCacheBehavior: { targetOriginId: 'web', viewerProtocolPolicy: 'https-only', trustedSigners: ['123456789012'] } }),
    },
    override: {
      passes: (stack) => override(distribution(stack), 'DefaultCacheBehavior.TrustedSigners', []),
      fails: (stack) => override(distribution(stack, { additionalBehaviors: { '/a': { origin: http() } } }), 'CacheBehaviors.0.TrustedSigners', ['self']),
    },
    template: {
      passes: declared({ DefaultCacheBehavior: { ...BEHAVIOR, TrustedKeyGroups: ['k'] } }),
      fails: declared({ CacheBehaviors: [{ ...BEHAVIOR, PathPattern: '/a', TrustedKeyGroups: ['k'], TrustedSigners: ['self'] }] }),
    },
  },
  {
    control: webAcl,
    l2: { passes: (stack) => distribution(stack, { webAclId: ACL }), fails: (stack) => distribution(stack) },
    l1: { passes: (stack) => cfn(stack, { webAclId: ACL }), fails: (stack) => cfn(stack, { webAclId: '' }) },
    override: { passes: (stack) => override(distribution(stack), 'WebACLId', { 'Fn::ImportValue': 'Acl' }), fails: (stack) => override(distribution(stack, { webAclId: ACL }), 'WebACLId', undefined) },
    template: {
      passes: { Acl: { Type: 'AWS::WAFv2::WebACL', Properties: { Scope: 'CLOUDFRONT', DefaultAction: { Allow: {} }, VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: 'm', SampledRequestsEnabled: false } } }, ...declared({ WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] } }) },
      fails: declared({ WebACLId: { Ref: 'AWS::NoValue' } }),
    },
  },
  {
    control: accessLogs,
    l2: { passes: (stack) => distribution(stack, { enableLogging: true }), fails: (stack) => distribution(stack) },
    l1: { passes: (stack) => cfn(stack, { logging: { bucket: 'logs.s3.amazonaws.com' } }), fails: (stack) => cfn(stack, { logging: { includeCookies: true } }) },
    override: {
      passes: (stack) => {
        const one = distribution(stack);
        (one.node.defaultChild as cloudfront.CfnDistribution).addMetadata(LOGS_DELIVERED_ELSEWHERE, true);
        new CfnOutput(stack, 'Id', { value: one.distributionId });
      },
      fails: (stack) => (distribution(stack).node.defaultChild as cloudfront.CfnDistribution).addMetadata(LOGS_DELIVERED_ELSEWHERE, true),
    },
    template: {
      passes: {
        ...declared(),
        Source: { Type: 'AWS::Logs::DeliverySource', Properties: { Name: 's', LogType: 'ACCESS_LOGS', ResourceArn: { 'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Distribution}' } } },
        Delivery: { Type: 'AWS::Logs::Delivery', Properties: { DeliverySourceName: { Ref: 'Source' }, DeliveryDestinationArn: 'arn:aws:logs:us-east-1:123456789012:delivery-destination:d' } },
      },
      fails: { ...declared(), Source: { Type: 'AWS::Logs::DeliverySource', Properties: { Name: 's', LogType: 'ACCESS_LOGS', ResourceArn: { 'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Distribution}' } } } },
    },
  },
  {
    control: defaultRootObject,
    l2: { passes: (stack) => fromBucket(stack, { defaultRootObject: 'index.html' }), fails: (stack) => fromBucket(stack) },
    l1: { passes: (stack) => cfn(stack), fails: (stack) => cfn(stack, { origins: [{ id: 'web', domainName: S3_LITERAL, s3OriginConfig: {} }] }) },
    override: { passes: (stack) => override(fromBucket(stack), 'DefaultRootObject', 'index.html'), fails: (stack) => override(fromBucket(stack, { defaultRootObject: 'index.html' }), 'DefaultRootObject', '') },
    template: { passes: { ...BUCKET, ...originOf(bucketOrigin({ Id: 'other' })), ...declared({ Origins: [WEB, { Id: 'other', ...bucketOrigin() }] }) }, fails: { ...BUCKET, ...originOf(bucketOrigin()) } },
  },
  {
    control: securityHeaders,
    l2: {
      passes: (stack) => distribution(stack, {}, { responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS }),
      fails: (stack) => distribution(stack),
    },
    l1: {
      passes: (stack) => cfn(stack, { defaultCacheBehavior: { targetOriginId: 'web', viewerProtocolPolicy: 'https-only', responseHeadersPolicyId: SECURITY_HEADERS } }),
      fails: (stack) => cfn(stack, { defaultCacheBehavior: { targetOriginId: 'web', viewerProtocolPolicy: 'https-only', responseHeadersPolicyId: cloudfront.ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS.responseHeadersPolicyId } }),
    },
    override: {
      passes: (stack) => override(distribution(stack), 'DefaultCacheBehavior.ResponseHeadersPolicyId', SECURITY_HEADERS),
      fails: (stack) => override(distribution(stack, {}, { responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS }), 'DefaultCacheBehavior.ResponseHeadersPolicyId', undefined),
    },
    template: {
      passes: {
        ...declared({ DefaultCacheBehavior: { ...BEHAVIOR, ResponseHeadersPolicyId: { Ref: 'Headers' } } }),
        Headers: { Type: 'AWS::CloudFront::ResponseHeadersPolicy', Properties: { ResponseHeadersPolicyConfig: { Name: 'h', SecurityHeadersConfig: { StrictTransportSecurity: { AccessControlMaxAgeSec: 63072000, Override: true }, ContentTypeOptions: { Override: true } } } } },
      },
      fails: {
        ...declared({ DefaultCacheBehavior: { ...BEHAVIOR, ResponseHeadersPolicyId: { Ref: 'Headers' } } }),
        Headers: { Type: 'AWS::CloudFront::ResponseHeadersPolicy', Properties: { ResponseHeadersPolicyConfig: { Name: 'h', SecurityHeadersConfig: { ContentTypeOptions: { Override: true } } } } },
      },
    },
  },
  {
    control: failover,
    l2: { passes: (stack) => withOrigin(stack, new origins.OriginGroup({ primaryOrigin: http(), fallbackOrigin: new origins.HttpOrigin('other.example.com') })), fails: (stack) => distribution(stack) },
    l1: {
      passes: (stack) => cfn(stack, { defaultCacheBehavior: { targetOriginId: 'g', viewerProtocolPolicy: 'https-only' }, originGroups: { quantity: 1, items: [{ id: 'g', failoverCriteria: { statusCodes: { items: [503], quantity: 1 } }, members: { items: [{ originId: 'web' }, { originId: 'other' }], quantity: 2 } }] } }),
      fails: (stack) => cfn(stack, { originGroups: { quantity: 0, items: [] } }),
    },
    override: {
      passes: (stack) => {
        const one = distribution(stack);
        override(one, 'OriginGroups', { Quantity: 1, Items: [{ Id: 'g' }] });
        override(one, 'DefaultCacheBehavior.TargetOriginId', 'g');
      },
      fails: (stack) => override(withOrigin(stack, new origins.OriginGroup({ primaryOrigin: http(), fallbackOrigin: new origins.HttpOrigin('other.example.com') })), 'OriginGroups', undefined),
    },
    template: {
      passes: declared({ DefaultCacheBehavior: { ...BEHAVIOR, TargetOriginId: 'g' }, OriginGroups: { Quantity: 1, Items: [{ Id: 'g', FailoverCriteria: { StatusCodes: { Items: [503], Quantity: 1 } }, Members: { Items: [{ OriginId: 'web' }, { OriginId: 'other' }], Quantity: 2 } }] } }),
      fails: declared(),
    },
  },
  {
    control: existingOrigin,
    l2: { passes: (stack) => fromBucket(stack), fails: (stack) => withOrigin(stack, origins.S3BucketOrigin.withBucketDefaults(s3.Bucket.fromBucketName(stack, 'Bucket', 'site'))) },
    l1: {
      passes: (stack) => cfn(stack, { origins: [{ id: 'web', domainName: bucketOf(stack).bucketRegionalDomainName, s3OriginConfig: {} }] }),
      fails: (stack) => cfn(stack, { origins: [{ id: 'web', domainName: S3_LITERAL, s3OriginConfig: {} }] }),
    },
    override: {
      passes: (stack) => override(withOrigin(stack, origins.S3BucketOrigin.withBucketDefaults(s3.Bucket.fromBucketName(stack, 'Bucket', 'site'))), 'Origins.0.DomainName', { 'Fn::ImportValue': 'Site' }),
      fails: (stack) => override(fromBucket(stack), 'Origins.0.DomainName', S3_LITERAL),
    },
    template: { passes: { ...BUCKET, ...originOf(bucketOrigin()) }, fails: { ...BUCKET, ...originOf(bucketOrigin({ DomainName: S3_LITERAL })) } },
  },
);

const of = (control: Control, config: Record<string, unknown>, others: Parameters<typeof statusOf>[1] = {}) => statusOf(control, { ...others, ...declared(config) }, 'Distribution');

describe('what a condition or a parameter decides is unknown', () => {
  test('such as a behavior that is left out in one case', () => {
    const behavior = { 'Fn::If': ['C', { ...BEHAVIOR, PathPattern: '/a', ViewerProtocolPolicy: 'allow-all' }, { Ref: 'AWS::NoValue' }] };
    expect(of(viewerHttps, { CacheBehaviors: [behavior] })).toBe('unknown');
  });
  test('unless both cases are wrong', () => {
    expect(of(viewerHttps, { DefaultCacheBehavior: { 'Fn::If': ['C', { ViewerProtocolPolicy: 'allow-all' }, { TargetOriginId: 'web' }] } })).toBe('violated');
  });
  test.each<[Control, Record<string, unknown>]>([
    [viewerHttps, { DefaultCacheBehavior: { ViewerProtocolPolicy: { Ref: 'Policy' } } }],
    [tlsPolicy, { ViewerCertificate: { AcmCertificateArn: CERTIFICATE, MinimumProtocolVersion: { Ref: 'Version' } } }],
    [customCertificate, { ViewerCertificate: { 'Fn::Transform': {} } }],
    [originHttps, { Origins: { 'Fn::Transform': {} } }],
    [originTls, { Origins: [{ ...WEB, CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: { Ref: 'Protocols' } } }] }],
    [webAcl, { WebACLId: { Ref: 'Acl' } }],
    [accessLogs, { Logging: { 'Fn::If': ['C', { Bucket: 'b' }, { Ref: 'AWS::NoValue' }] } }],
    [s3OriginAccess, { Origins: [{ Id: 'web', ...bucketOrigin({ OriginAccessControlId: { Ref: 'Access' } }) }] }],
    [existingOrigin, { Origins: [{ Id: 'web', ...bucketOrigin({ DomainName: { Ref: 'Domain' } }) }] }],
    [functionOriginAccess, { Origins: [{ ...WEB, DomainName: { Ref: 'Domain' } }] }],
    [defaultRootObject, { Origins: [{ ...WEB, DomainName: { Ref: 'Domain' } }] }],
    [failover, { OriginGroups: { Items: { Ref: 'Groups' } } }],
    [securityHeaders, { DefaultCacheBehavior: { ...BEHAVIOR, ResponseHeadersPolicyId: { Ref: 'Headers' } } }],
    [keyGroups, { DefaultCacheBehavior: { ...BEHAVIOR, TrustedSigners: { Ref: 'Signers' } } }],
  ])('$id', (control, config) => { expect(of(control, config)).toBe('unknown'); });
});

test('a response headers policy that is not read may set no security headers', () => {
  const judged = (ResponseHeadersPolicyId: unknown) => of(securityHeaders, { DefaultCacheBehavior: { ...BEHAVIOR, ResponseHeadersPolicyId } });
  expect([judged('01234567-89ab-cdef-0123-456789abcdef'), judged({ 'Fn::ImportValue': 'Headers' })]).toEqual(['unknown', 'unknown']);
});

test('a web ACL of a stack in another Region is one', () => {
  expect(of(webAcl, { WebACLId: { 'Fn::GetStackOutput': { StackName: 's', OutputName: 'o', Region: 'us-east-1' } } })).toBe('compliant');
});

describe('a certificate of cloudfront.net', () => {
  test('has no policy of its own', () => {
    const config = { ViewerCertificate: { CloudFrontDefaultCertificate: 'true' } };
    expect([tlsPolicy, sni].map((control) => of(control, config))).toEqual(['notApplicable', 'notApplicable']);
  });
  test('is not asked of a distribution of tenants, who bring their own', () => {
    expect(of(customCertificate, { ConnectionMode: 'tenant-only' })).toBe('notApplicable');
  });
});

describe('an origin in a VPC that matches viewers', () => {
  const origin = vpcOrigin({});
  const through = { Origins: [{ Id: 'web', DomainName: 'a.example.com', VpcOriginConfig: { VpcOriginId: { Ref: 'Origin' } } }] };
  test('is asked as viewers ask its distributions', () => {
    expect(statusOf(originHttps, { ...origin, ...declared(through) }, 'Origin')).toBe('compliant');
    expect(statusOf(originHttps, { ...origin, ...declared({ ...through, DefaultCacheBehavior: { ...BEHAVIOR, ViewerProtocolPolicy: 'allow-all' } }) }, 'Origin')).toBe('violated');
  });
  test('is unknown without a distribution', () => { expect(statusOf(originHttps, origin, 'Origin')).toBe('unknown'); });
  test('is not judged in the distribution again', () => {
    expect([originHttps, originTls, s3OriginAccess, functionOriginAccess, defaultRootObject].map((control) => of(control, through, origin))).toEqual(Array(5).fill('notApplicable'));
  });
});

describe('an origin is a bucket', () => {
  test.each([
    'site.s3.amazonaws.com', 'site.s3.ap-northeast-2.amazonaws.com', 'site.s3-ap-northeast-2.amazonaws.com', 'a.b.s3.dualstack.ap-northeast-2.amazonaws.com',
    { 'Fn::Sub': 'site.s3.${AWS::Region}.${AWS::URLSuffix}' }, 'm.accesspoint.s3-global.amazonaws.com',
  ])('when its domain is %j', (domain) => {
    expect(of(s3OriginAccess, { Origins: [{ ...WEB, DomainName: domain }] })).toBe('violated');
    expect(of(defaultRootObject, { Origins: [{ ...WEB, DomainName: domain }] })).toBe('violated');
  });
  test('and none when it merely sounds like one', () => {
    expect(of(s3OriginAccess, { Origins: [{ ...WEB, DomainName: 's3.example.com' }] })).toBe('notApplicable');
    expect(of(s3OriginAccess, { Origins: [{ ...WEB, DomainName: 'abc.execute-api.ap-northeast-2.amazonaws.com' }] })).toBe('notApplicable');
  });
  test('in the form from before origins were a list', () => {
    const legacy = { Origins: undefined, S3Origin: { DNSName: S3_LITERAL, OriginAccessIdentity: 'e' } };
    expect([s3OriginAccess, existingOrigin, defaultRootObject].map((control) => of(control, legacy))).toEqual(Array(3).fill('violated'));
    expect(of(originTls, { Origins: undefined, CustomOrigin: { DNSName: 'example.com', OriginProtocolPolicy: 'match-viewer', OriginSSLProtocols: ['TLSv1'] } })).toBe('violated');
  });
});

describe('the root of a distribution', () => {
  const bucket = { Id: 'site', ...bucketOrigin() };
  test('is asked of the origins of a group', () => {
    const groups = { Items: [{ Id: 'both', Members: { Items: [{ OriginId: 'site' }, { OriginId: 'web' }] } }] };
    expect(of(defaultRootObject, { Origins: [WEB, bucket], OriginGroups: groups, DefaultCacheBehavior: { ...BEHAVIOR, TargetOriginId: 'both' } }, BUCKET)).toBe('violated');
  });
  test('is not that of a bucket behind a path', () => {
    expect(of(defaultRootObject, { Origins: [WEB, bucket] }, BUCKET)).toBe('notApplicable');
  });
  test('is unknown where the origin can\'t be found', () => {
    expect(of(defaultRootObject, { DefaultCacheBehavior: { ...BEHAVIOR, TargetOriginId: { Ref: 'Target' } } })).toBe('unknown');
  });
});

describe('the metadata that tells of logs elsewhere', () => {
  const marked = { ...declared().Distribution, Metadata: { [LOGS_DELIVERED_ELSEWHERE]: true } };
  test('counts where another stack is given the distribution', () => {
    const document = { Resources: { Distribution: marked }, Outputs: { Id: { Value: { Ref: 'Distribution' } } } };
    expect(answerOf(accessLogs, document, 'Distribution').status).toBe('compliant');
  });
  test('does not count where none is', () => { expect(statusOf(accessLogs, { Distribution: marked }, 'Distribution')).toBe('violated'); });
});

test('public content needs no key group', () => { expect(of(keyGroups, {})).toBe('notApplicable'); });
test('an origin that is asked in clear speaks no version of TLS', () => {
  expect(of(originTls, { Origins: [{ ...WEB, CustomOriginConfig: { OriginProtocolPolicy: 'http-only' } }] })).toBe('notApplicable');
});
test('delivery of another kind of log is no access log', () => {
  const source = { Type: 'AWS::Logs::DeliverySource', Properties: { Name: 's', LogType: 'CONNECTION_LOGS', ResourceArn: { Ref: 'Distribution' } } };
  const delivery = { Type: 'AWS::Logs::Delivery', Properties: { DeliverySourceName: 's' } };
  expect(of(accessLogs, {}, { Source: source, Delivery: delivery })).toBe('violated');
  expect(of(accessLogs, {}, { Source: { ...source, Properties: { ...source.Properties, LogType: 'ACCESS_LOGS' } }, Delivery: delivery })).toBe('compliant');
});
test('an origin that a parameter names may be a bucket', () => { expect(of(s3OriginAccess, { Origins: [{ ...WEB, DomainName: { Ref: 'Domain' } }] })).toBe('unknown'); });

describe('an origin group', () => {
  const NOTHING = { Ref: 'AWS::NoValue' };
  const judged = (group: unknown, config: Record<string, unknown> = {}) => of(failover, { OriginGroups: { Items: [group] }, ...config });
  const to = (TargetOriginId: unknown) => ({ ...BEHAVIOR, TargetOriginId });
  const GROUP = { Id: 'g' };
  test('is nothing where no behavior goes to it', () => { expect(judged(GROUP)).toBe('violated'); });
  test('may be that of a path', () => { expect(judged(GROUP, { CacheBehaviors: [{ ...to('g'), PathPattern: '/a' }] })).toBe('compliant'); });
  test('is unknown where a condition decides', () => {
    const either = { 'Fn::If': ['C', GROUP, NOTHING] };
    expect(judged(either, { DefaultCacheBehavior: to('g') })).toBe('unknown');
    expect(judged(GROUP, { DefaultCacheBehavior: to({ 'Fn::If': ['C', 'g', 'web'] }) })).toBe('unknown');
    expect(judged(GROUP, { DefaultCacheBehavior: to({ Ref: 'Target' }) })).toBe('unknown');
    expect(judged(GROUP, { CacheBehaviors: [{ 'Fn::If': ['C', to('g'), NOTHING] }] })).toBe('unknown');
  });
});

describe('whether a certificate is one of the domain', () => {
  const certificates = [{ 'Fn::If': ['C', CERTIFICATE, { Ref: 'AWS::NoValue' }] }, { Ref: 'Arn' }];
  test.each(certificates)('is unknown by %j', (AcmCertificateArn) => {
    const judged = (control: Control, others: Record<string, unknown> = {}) => of(control, { ViewerCertificate: { AcmCertificateArn, ...others } });
    expect([customCertificate, tlsPolicy, sni].map((control) => judged(control))).toEqual(['unknown', 'unknown', 'unknown']);
    expect(judged(tlsPolicy, { MinimumProtocolVersion: 'TLSv1.2_2021' })).toBe('compliant');
    expect(judged(customCertificate, { CloudFrontDefaultCertificate: true })).toBe('violated');
  });
});
