import {
  type App, Duration, Stack, aws_apigateway as apigateway, aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_ec2 as ec2,
  aws_elasticloadbalancingv2 as elbv2, aws_lambda as lambda, aws_route53 as route53, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { shop, site } from './site';
import { Domain } from '../../../src/core';
import { DomainBucket } from '../../../src/data';
import { CertificatePlace, PublicCertificate } from '../../../src/edge/certificates';
import { EdgeOrigin, FieldLevelEncryption, SecureDistribution, SecurityHeadersPolicy, ViewerCountries } from '../../../src/edge/cloudfront';
import { WebAcl, WebAclScope } from '../../../src/edge/waf';
import { KeyAccess, KeyService } from '../../../src/keys';
import { IsolatedVpc } from '../../../src/network';
import { testApp } from '../../checks/synth';

const app = testApp();
const { stack, domain } = shop(app);
const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
const imported = (region: string) => acm.Certificate.fromCertificateArn(stack, `Imported-${region}`, `arn:aws:acm:${region}:111111111111:certificate/11111111-2222-3333-4444-555555555555`);
const global = imported('us-east-1');
const https = EdgeOrigin.https('www.example.com');
let count = 0;
/** Each distribution in a place of its own: a refused one leaves its id behind. */
const distribute = (props: Partial<ConstructorParameters<typeof SecureDistribution>[2]>) =>
  () => new SecureDistribution(domain, `Site${count += 1}`, { defaultBehavior: { origin: https }, ...props });

describe('a certificate', () => {
  const wrong = /certificate of a distribution is not valid: got 'a certificate in ap-northeast-2'; allowed: a certificate in us-east-1.*CertificatePlace\.CLOUDFRONT/;

  test.each([
    ['imported', () => imported('ap-northeast-2')],
    ['made by CDK', () => new acm.Certificate(stack, 'Own', { domainName: 'www.example.com' })],
    ['of this library', () => new PublicCertificate(domain, 'Regional', { domainName: 'www.example.com', zone, place: CertificatePlace.REGIONAL }).certificate],
  ])('%s that lies in the stack\'s Region is refused', (_how, make) => {
    expect(distribute({ customDomain: { domainNames: ['www.example.com'], certificate: make() } })).toThrow(wrong);
  });

  test('in the stack\'s Region is refused for showing to a server, too', () => {
    expect(distribute({ defaultBehavior: { origin: EdgeOrigin.https('api.example.com', { clientCertificate: imported('eu-west-1') }) } }))
      .toThrow(/clientCertificate of a distribution is not valid: got 'a certificate in eu-west-1'/);
  });

  test('in us-east-1 is taken across Regions', () => {
    const there = new acm.Certificate(new Stack(app, 'There', { env: { region: 'us-east-1' } }), 'Own', { domainName: 'www.example.com' });
    expect(distribute({ customDomain: { domainNames: ['www.example.com'], certificate: there } })).not.toThrow();
  });
});

describe('a web ACL', () => {
  test('that exists, or of a stack in us-east-1, is taken', () => {
    const arn = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/11111111-2222-3333-4444-555555555555';
    expect(distribute({ webAcl: WebAcl.fromWebAclArn(stack, 'ImportedAcl', arn) })).not.toThrow();
    const own = shop(testApp());
    const there = new Stack(own.stack.node.root as App, 'Acls', { env: { region: 'us-east-1' } });
    const webAcl = new WebAcl(there, 'WebAcl', { domain: own.domain.inRegionOf(there), aclScope: WebAclScope.CLOUDFRONT });
    new SecureDistribution(own.domain, 'Site', { defaultBehavior: { origin: https }, webAcl });
    const [{ Properties }] = Object.values(Template.fromStack(own.stack).findResources('AWS::CloudFront::Distribution')) as { Properties: Record<string, unknown> }[];
    const { WebACLId } = Properties.DistributionConfig as Record<string, unknown>;
    expect(WebACLId).toEqual({ 'Fn::GetStackOutput': expect.objectContaining({ StackName: 'Acls', Region: 'us-east-1' }) as unknown });
  });

  test('for Regional resources is refused', () => {
    const webAcl = new WebAcl(domain, 'RegionalAcl', { aclScope: WebAclScope.REGIONAL });
    expect(distribute({ webAcl })).toThrow(/the web ACL 'Shop\/Orders\/RegionalAcl' of a distribution is not valid: got 'REGIONAL'; allowed: CLOUDFRONT; pass `aclScope: edge\.WebAclScope\.CLOUDFRONT`/);
  });

  test('that a stack of another Region made is refused', () => {
    const other = new Stack(app, 'Tokyo', { env: { region: 'ap-northeast-1' } });
    const webAcl = new WebAcl(other, 'WebAcl', { domain: domain.inRegionOf(other), aclScope: WebAclScope.CLOUDFRONT });
    expect(distribute({ webAcl })).toThrow(/got 'one of a stack in ap-northeast-1'; allowed: one that was made in ap-northeast-2 or us-east-1/);
  });
});

test.each([[undefined, 'none: its `env` names no Region'], ['cn-north-1', 'cn-north-1']])('a stack of the Region %s is refused with the way out', (region, got) => {
  const there = new Stack(testApp(), 'Shop', { env: { region } });
  expect(() => new SecureDistribution(there, 'Site', { domain, defaultBehavior: { origin: https } }))
    .toThrow(`the Region of the stack 'Shop' is not valid: got '${got}'; allowed: a Region of the partition aws, named in the \`env\` of the stack`);
});

describe('own names', () => {
  const named = (domainNames: string[], more = {}) => distribute({ customDomain: { domainNames, certificate: global, ...more } });

  test.each([
    ['none', [], /domainNames of a distribution is not valid: got 'none'/],
    ['with a scheme', ['https://www.example.com'], /domain name of a distribution is not valid.*leave out scheme, port and path/],
    ['given twice', ['www.example.com', 'www.example.com'], /allowed: each name once/],
  ])('%s are refused', (_how, names, message) => {
    expect(named(names)).toThrow(message);
  });

  test('outside the zone are refused', () => {
    expect(named(['www.example.org'], { hostedZone: zone })).toThrow(/got 'www\.example\.org'; allowed: names of the zone example\.com/);
  });

  test.each([cloudfront.SecurityPolicyProtocol.TLS_V1_2016, cloudfront.SecurityPolicyProtocol.TLS_V1_2_2019])('with %s are refused', (minimumProtocolVersion) => {
    expect(named(['www.example.com'], { minimumProtocolVersion })).toThrow(/allowed: TLSv1\.2_2021, TLSv1\.2_2025, TLSv1\.3_2025; leave it out/);
  });
});

describe('an origin', () => {
  const vpc = new IsolatedVpc(stack, 'Vpc', { domain, reachableFromEdge: true });
  const isolated = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
  const api = (id: string, props: apigateway.RestApiProps = {}) =>
    new apigateway.RestApi(stack, id, { cloudWatchRole: false, deploy: false, ...props });

  test.each(['http://www.example.com', 'https://www.example.com', 'www.example.com:8080', 'www.example.com/path', '203.0.113.1', 'localhost', ''])('of the address "%s" is refused', (name) => {
    expect(() => EdgeOrigin.https(name)).toThrow(/allowed: a domain name alone, such as www\.example\.com: CloudFront speaks HTTPS with it; leave out scheme, port and path/);
  });

  test('that is a website bucket is refused', () => {
    const bucket = new s3.Bucket(stack, 'Website', { websiteIndexDocument: 'index.html' });
    expect(() => EdgeOrigin.bucket(bucket)).toThrow(/got 'a bucket with website hosting'.*a website endpoint has no HTTPS.*`defaultRootObject`/);
  });

  test('that is a bucket of another stack is refused', () => {
    const bucket = new s3.Bucket(new Stack(app, 'Data', { env: { region: 'ap-northeast-2' } }), 'Bucket');
    expect(distribute({ defaultBehavior: { origin: EdgeOrigin.bucket(bucket) } })).toThrow(/got 'a bucket of the stack 'Data''.*make both in one stack/);
  });

  test('that is an edge API, a private one, or one without its endpoint is refused', () => {
    const of = (...endpointTypes: apigateway.EndpointType[]) => ({ endpointTypes });
    expect(() => EdgeOrigin.restApi(api('EdgeByDefault'))).toThrow(/got 'an API of type EDGE'; allowed: a Regional API; pass `endpointTypes/);
    expect(() => EdgeOrigin.restApi(api('Edge', of(apigateway.EndpointType.EDGE)))).toThrow(/got 'an API of type EDGE'/);
    expect(() => EdgeOrigin.restApi(api('Private', of(apigateway.EndpointType.PRIVATE)))).toThrow(/got 'an API of type PRIVATE'.*EdgeOrigin\.networkLoadBalancer/);
    expect(() => EdgeOrigin.restApi(api('Off', { ...of(apigateway.EndpointType.REGIONAL), disableExecuteApiEndpoint: true }))).toThrow(/EdgeOrigin\.https\('api\.example\.com', \{ clientCertificate \}\)/);
  });

  test('that is a function URL for everybody is refused', () => {
    const handler = new lambda.Function(stack, 'Handler', { code: lambda.Code.fromInline('x'), handler: 'i.h', runtime: lambda.Runtime.NODEJS_24_X });
    expect(() => EdgeOrigin.functionUrl(handler.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE }))).toThrow(/got 'authType NONE'; allowed: authType AWS_IAM/);
  });

  test('that faces the internet is refused', () => {
    const facing = new elbv2.ApplicationLoadBalancer(stack, 'Facing', { vpc, vpcSubnets: isolated, internetFacing: true });
    expect(() => EdgeOrigin.loadBalancer(facing, { domainName: 'app.example.com' })).toThrow(/got 'a load balancer that faces the internet'.*`internetFacing: false`/);
  });

  test('that is a Network Load Balancer without security group is refused', () => {
    const bare = elbv2.NetworkLoadBalancer.fromNetworkLoadBalancerAttributes(stack, 'Bare', {
      loadBalancerArn: 'arn:aws:elasticloadbalancing:ap-northeast-2:111111111111:loadbalancer/net/one/1234567890123456', loadBalancerDnsName: 'one.elb.amazonaws.com', vpc,
    });
    expect(() => EdgeOrigin.networkLoadBalancer(bare, { domainName: 'tcp.example.com' })).toThrow(/got 'no security group'.*pass `securityGroups`/);
  });

  test('in a VPC that does not let CloudFront in is refused', () => {
    const closed = new IsolatedVpc(stack, 'Closed', { domain });
    const alb = new elbv2.ApplicationLoadBalancer(stack, 'Behind', { vpc: closed, vpcSubnets: isolated });
    expect(() => EdgeOrigin.loadBalancer(alb, { domainName: 'app.example.com' })).toThrow(/got 'the VPC 'Shop\/Closed', which CloudFront may not enter'.*`reachableFromEdge: true`/);
  });

  test.each([
    [{ connectionAttempts: 4 }, /connectionAttempts is not valid: got 4; allowed: 1 to 3/],
    [{ connectionTimeout: Duration.seconds(11) }, /connectionTimeout is not valid: got 11; allowed: 1 to 10, whole seconds/],
    [{ responseTimeout: Duration.millis(500) }, /responseTimeout is not valid: got 0\.5/],
    [{ originPath: 'v1/' }, /originPath is not valid: got 'v1\/'/],
    [{ port: 80 }, /port of an origin is not valid: got 80; allowed: 443, or 1024 to 65535/],
  ])('with %j is refused', (options, message) => {
    expect(() => EdgeOrigin.https('www.example.com', options)).toThrow(message);
  });

  test('of a failover that is one itself, or that fails over for another answer, is refused', () => {
    expect(() => EdgeOrigin.failover(EdgeOrigin.failover(https, https), https)).toThrow(/got 'a failover'; allowed: a single origin/);
    expect(() => EdgeOrigin.failover(https, https, { statusCodes: [418] })).toThrow(/statusCodes of a failover is not valid: got 418/);
  });
});

describe('a behavior', () => {
  const { ALLOW_ALL } = cloudfront.AllowedMethods;
  const { ALLOW_GET_HEAD } = cloudfront.AllowedMethods;
  const pair = EdgeOrigin.failover(https, EdgeOrigin.https('two.example.com'));

  test('that writes to a failover is refused', () => {
    expect(distribute({ defaultBehavior: { origin: pair, allowedMethods: ALLOW_ALL } })).toThrow(/allowedMethods of the default behavior is not valid.*send writing requests to one origin/);
  });

  test('that encrypts fields and takes no posts is refused', () => {
    const publicKey = cloudfront.PublicKey.fromPublicKeyId(stack, 'Key', 'K1');
    const fieldLevelEncryption = new FieldLevelEncryption(stack, 'Fields', { publicKey, providerId: 'payments', fields: ['card-*'] });
    expect(distribute({ defaultBehavior: { origin: https, allowedMethods: ALLOW_GET_HEAD, fieldLevelEncryption } })).toThrow(/pass `allowedMethods: cloudfront\.AllowedMethods\.ALLOW_ALL`/);
  });

  test('of no key groups is refused: nobody could tell whether a signature is needed', () => {
    expect(distribute({ defaultBehavior: { origin: https, trustedKeyGroups: [] } })).toThrow(/trustedKeyGroups of the default behavior is not valid: got 'none'/);
  });

  test.each(['*', '/*', '', '/a b', 'x'.repeat(256)])('of the path "%s" is refused', (pathPattern) => {
    expect(distribute({ additionalBehaviors: [{ pathPattern, origin: https }] })).toThrow(/pathPattern is not valid/);
  });

  test('of a path that another one has is refused', () => {
    expect(distribute({ additionalBehaviors: [{ pathPattern: '/a', origin: https }, { pathPattern: '/a', origin: pair }] })).toThrow(/allowed: each pattern once/);
  });
});

describe('countries', () => {
  test.each(['kr', 'KOR', 'UK', 'EU', 'XX', 'ZZ', 'K1', 'SU', ''])('with the code "%s" are refused', (code) => {
    for (const choose of [ViewerCountries.only, ViewerCountries.allBut]) { expect(() => choose('KR', code)).toThrow(/viewer country is not valid: got .*allowed: ISO 3166-1 codes of two capital letters; pass a code such as KR, JP or GB/); }
  });

  test('without any are refused', () => {
    expect(() => ViewerCountries.only()).toThrow(/leave `viewerCountries` out to serve all/);
  });

  test('are those that Intl names, and each is told once', () => {
    const known = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    fc.assert(fc.property(fc.stringMatching(/^[A-Z]{2}$/), (code) => {
      const taken = (() => { try { return ViewerCountries.only(code, code)._restriction.locations; } catch { return undefined; } })();
      if (taken) { expect([taken, known.of(code) !== undefined]).toEqual([[code], true]); }
    }));
  });
});

test.each([[Duration.days(364)], [Duration.days(731)]])('HTTPS only for %s is refused', (httpsOnlyFor) => {
  expect(() => new SecurityHeadersPolicy(stack, `Headers${httpsOnlyFor.toDays()}`, { httpsOnlyFor })).toThrow(/httpsOnlyFor is not valid.*allowed: 365 to 730 days/);
});

test.each([
  [{ fields: [] }, /got '0 fields'; allowed: 1 to 10/],
  [{ fields: Array.from({ length: 11 }, (_, at) => `field${at}`) }, /got '11 fields'/],
  [{ fields: ['card-*', 'card-number'] }, /got 'card-number'; allowed: patterns none of which another matches/],
  [{ fields: ['*-card'] }, /a name, or its first letters and an asterisk/],
  [{ providerId: 'my payments' }, /providerId is not valid/],
])('field-level encryption with %j is refused', (wrong, message) => {
  const publicKey = cloudfront.PublicKey.fromPublicKeyId(stack, `Key${JSON.stringify(wrong).length}`, 'K1');
  expect(() => new FieldLevelEncryption(stack, `Fields${count += 1}`, { publicKey, providerId: 'payments', fields: ['card-*'], ...wrong })).toThrow(message);
});

test.each([['/index.html', /defaultRootObject is not valid.*without a slash before it/], ['a b', /defaultRootObject is not valid/]])('the root object "%s" is refused', (defaultRootObject, message) => {
  expect(() => site(shop().domain, { defaultRootObject })).toThrow(message);
});

describe('a bucket of another domain', () => {
  const published = (
    declare: (owner: Domain, publisher: Domain) => void, origin: (pages: DomainBucket) => EdgeOrigin = (pages) => EdgeOrigin.bucket(pages),
  ) => () => {
    const { domain: orders } = shop();
    const billing = new Domain(Stack.of(orders), 'Billing');
    declare(orders, billing);
    return new SecureDistribution(billing, 'Site', { defaultBehavior: { origin: origin(new DomainBucket(orders, 'Pages')) } });
  };
  const writing = (pages: DomainBucket) => EdgeOrigin.bucket(pages, { accessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.WRITE] });
  const reason = 'billing publishes the pages of orders';

  test('is served by no distribution unless it was declared', () => {
    expect(published(() => undefined)).toThrow(
      /a grant on the data key of the domain 'orders' is not valid: got 'the domain 'billing', which it is not shared with for kms:Decrypt through .*declare it: orders\.shareWith\(billing/,
    );
  });

  test('is served where its domain declared it', () => {
    expect(published((orders, billing) => { orders.shareWith(billing, { services: [KeyService.S3], reason }); })).not.toThrow();
  });

  test('is written through a distribution only where writing was declared', () => {
    const declared = (access?: KeyAccess) => published((orders, billing) => {
      orders.shareWith(billing, { services: [KeyService.S3], access, reason });
    }, writing);
    expect(declared()).toThrow(/not shared with for kms:Encrypt, kms:GenerateDataKey\*/);
    expect(declared(KeyAccess.ENCRYPT_DECRYPT)).not.toThrow();
  });
});

describe('more than CloudFront takes in one distribution', () => {
  const paths = (length: number, origin: () => EdgeOrigin) => Array.from({ length }, (_, at) => ({ pathPattern: `/${at}`, origin: origin() }));

  test('of behaviors is refused', () => {
    expect(distribute({ additionalBehaviors: paths(74, () => https) })).not.toThrow();
    expect(distribute({ additionalBehaviors: paths(75, () => https) })).toThrow(/behaviors of a distribution is not valid: got 76; allowed: up to 75.*second distribution/);
  });

  test('of origins is refused', () => {
    const pair = () => EdgeOrigin.failover(EdgeOrigin.https('one.example.com'), EdgeOrigin.https('two.example.com'));
    expect(distribute({ additionalBehaviors: paths(50, pair) })).toThrow(/origins of a distribution is not valid: got 101; allowed: up to 100.*second distribution/);
  });
});
