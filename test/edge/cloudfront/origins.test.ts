import {
  type App, Duration, Stack, Tags, aws_apigateway as apigateway, aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_ec2 as ec2,
  aws_elasticloadbalancingv2 as elbv2, aws_lambda as lambda, aws_s3 as s3,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { shop, site } from './site';
import { GoldChecks } from '../../../src/checks';
import { Domain } from '../../../src/core';
import { EdgeOrigin, SecureDistribution } from '../../../src/edge/cloudfront';
import { IsolatedVpc } from '../../../src/network';
import { findingsOf, testApp } from '../../checks/synth';
import { resourceOf, resourcesOf, statementsOf } from '../../checks/template';

const isolated = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

/** A distribution with an origin of each kind. */
function build(app: App): Stack {
  const { stack, domain } = shop(app);
  const vpc = new IsolatedVpc(stack, 'Vpc', { domain, reachableFromEdge: true });
  const alb = new elbv2.ApplicationLoadBalancer(stack, 'Alb', { vpc, vpcSubnets: isolated });
  const nlb = new elbv2.NetworkLoadBalancer(stack, 'Nlb', { vpc, vpcSubnets: isolated, securityGroups: [new ec2.SecurityGroup(stack, 'NlbGroup', { vpc })] });
  const instance = new ec2.Instance(stack, 'Server', {
    vpc, vpcSubnets: isolated, instanceType: new ec2.InstanceType('t4g.micro'), machineImage: ec2.MachineImage.genericLinux({ 'ap-northeast-2': 'ami-1' }),
  });
  const handler = new lambda.Function(stack, 'Handler', { code: lambda.Code.fromInline('x'), handler: 'i.h', runtime: lambda.Runtime.NODEJS_24_X });
  const api = new apigateway.RestApi(stack, 'Api', { endpointTypes: [apigateway.EndpointType.REGIONAL], cloudWatchRole: false });
  api.root.addMethod('GET');
  const shared = EdgeOrigin.loadBalancer(alb, { domainName: 'app.example.com', port: 8443, responseTimeout: Duration.seconds(60), keepAliveTimeout: Duration.seconds(30) });
  site(domain, {
    additionalBehaviors: [
      { pathPattern: '/alb', origin: shared },
      { pathPattern: '/alb/again', origin: shared },
      { pathPattern: '/nlb', origin: EdgeOrigin.networkLoadBalancer(nlb, { domainName: 'tcp.example.com' }) },
      { pathPattern: '/ec2', origin: EdgeOrigin.instance(instance, { domainName: 'server.example.com', vpc }) },
      { pathPattern: '/url', origin: EdgeOrigin.functionUrl(handler.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.AWS_IAM })) },
      { pathPattern: '/api', origin: EdgeOrigin.restApi(api, { originPath: '/v1', connectionAttempts: 2, connectionTimeout: Duration.seconds(3) }) },
      {
        pathPattern: '/mtls',
        origin: EdgeOrigin.https('api.example.com', {
          clientCertificate: acm.Certificate.fromCertificateArn(stack, 'Client', 'arn:aws:acm:us-east-1:111111111111:certificate/client'), originPath: '/v1', port: 9443,
        }),
      },
      { pathPattern: '/pair', origin: EdgeOrigin.failover(EdgeOrigin.https('one.example.com'), EdgeOrigin.https('two.example.com'), { statusCodes: [503] }) },
    ],
  });
  return stack;
}

const stack = build(testApp());

interface Origin {
  readonly Id: string;
  readonly DomainName: unknown;
  readonly CustomOriginConfig?: Readonly<Record<string, unknown>>;
  readonly VpcOriginConfig?: Readonly<Record<string, unknown>>;
}
interface Behavior { readonly PathPattern: string; readonly TargetOriginId: string; readonly AllowedMethods: string[] }
interface Config {
  readonly Origins: Origin[];
  readonly CacheBehaviors: Behavior[];
  readonly OriginGroups: { readonly Items: Readonly<Record<string, unknown>>[] };
}
const config = resourceOf(stack, 'AWS::CloudFront::Distribution').Properties.DistributionConfig as unknown as Config;
const behaviorOf = (path: string) => config.CacheBehaviors.find(({ PathPattern }) => PathPattern === path)!;
const originOf = (path: string) => config.Origins.find(({ Id }) => Id === behaviorOf(path).TargetOriginId)!;

const DISTRIBUTION = { 'Fn::Join': ['', expect.arrayContaining([':distribution/', { Ref: expect.stringContaining('SiteDistribution') as unknown }]) as unknown] };

test('every server is spoken with by HTTPS of TLS 1.2, and nothing else', () => {
  const servers = config.Origins.flatMap(({ CustomOriginConfig }) => CustomOriginConfig ?? []);
  const inVpc = Object.values(resourcesOf(stack, 'AWS::CloudFront::VpcOrigin')).map(({ Properties }) => Properties.VpcOriginEndpointConfig);
  expect([servers.length, inVpc.length]).toEqual([5, 3]);
  for (const server of [...servers, ...inVpc]) { expect(server).toMatchObject({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] }); }
});

describe('a server in a VPC', () => {
  test('is asked by the name of its certificate, at its port, with its timeouts', () => {
    expect(originOf('/alb')).toMatchObject({ DomainName: 'app.example.com', VpcOriginConfig: { OriginReadTimeout: 60, OriginKeepaliveTimeout: 30 } });
    expect(Object.values(resourcesOf(stack, 'AWS::CloudFront::VpcOrigin')).map(({ Properties }) => (Properties.VpcOriginEndpointConfig as { HTTPSPort?: number }).HTTPSPort))
      .toEqual([8443, undefined, undefined]);
  });

  test('has a name that tells the Region, since CloudFront has it once for all Regions', () => {
    const names = Object.values(resourcesOf(stack, 'AWS::CloudFront::VpcOrigin')).map(({ Properties }) => (Properties.VpcOriginEndpointConfig as { Name: string }).Name);
    expect(names.map((name) => [/-ap-northeast-2-[0-9a-f]{8}$/.test(name), name.length <= 64])).toEqual(names.map(() => [true, true]));
    expect(new Set(names).size).toBe(3);
  });

  test('is one origin however many behaviors share it', () => {
    expect(behaviorOf('/alb').TargetOriginId).toBe(behaviorOf('/alb/again').TargetOriginId);
  });

  test('opens its port to CloudFront\'s own interfaces, and to nobody else', () => {
    const rules = Object.values(resourcesOf(stack, 'AWS::EC2::SecurityGroupIngress')).map(({ Properties }) => Properties);
    const found = { Ref: expect.stringContaining('OriginSecurityGroup') as unknown };
    expect(rules.map(({ FromPort, ToPort, IpProtocol }) => [IpProtocol, FromPort, ToPort])).toEqual([['tcp', 8443, 8443], ['tcp', 443, 443], ['tcp', 443, 443]]);
    for (const rule of rules) { expect(rule).toMatchObject({ SourceSecurityGroupId: found }); }
    const groups = Object.entries(resourcesOf(stack, 'AWS::EC2::SecurityGroup')).filter(([id]) => /^(Alb|Nlb|Server)/.test(id));
    expect(groups.map(([, { Properties }]) => Properties.SecurityGroupIngress)).toEqual([undefined, undefined, undefined]);
  });

  test('has the group looked for once for a VPC, when the distribution is deployed', () => {
    const [looked, ...more] = Object.values(resourcesOf(stack, 'Custom::CloudFrontSecurityGroup')) as unknown as { DependsOn: string[]; Properties: Record<string, unknown> }[];
    expect(more).toEqual([]);
    expect(looked.Properties.VpcId).toEqual({ Ref: expect.stringMatching(/^Vpc/) as unknown });
    expect(looked.DependsOn).toContain(Object.keys(resourcesOf(stack, 'AWS::CloudFront::Distribution'))[0]);
  });

  test('waits for the gateway by which its VPC lets CloudFront in', () => {
    for (const origin of Object.values(resourcesOf(stack, 'AWS::CloudFront::VpcOrigin')) as unknown as { DependsOn: string[] }[]) {
      expect(origin.DependsOn).toContainEqual(expect.stringContaining('EdgeConsentAttachment'));
    }
  });

  test('may lie in another stack: the rule lies beside the distribution', () => {
    const other = testApp();
    const { domain: orders } = shop(other);
    const servers = new Stack(other, 'Servers', { env: { region: 'ap-northeast-2' } });
    const theirs = new IsolatedVpc(servers, 'Vpc', { domain: new Domain(servers, 'Platform'), reachableFromEdge: true });
    const balancer = new elbv2.ApplicationLoadBalancer(servers, 'Alb', { vpc: theirs, vpcSubnets: isolated });
    site(orders, { additionalBehaviors: [{ pathPattern: '/alb', origin: EdgeOrigin.loadBalancer(balancer, { domainName: 'app.example.com' }) }] });
    expect(other.synth().getStackByName('Shop').dependencies.map(({ id }) => id)).toContain('Servers');
    expect(resourcesOf(servers, 'AWS::EC2::SecurityGroupIngress')).toEqual({});
  });

  test('the function that looks for the group passes the packs, and so do the origins', () => {
    const another = testApp();
    build(another);
    const found = findingsOf(another, new AwsSolutionsChecks(another), new NIST80053R5Checks(another), new GoldChecks());
    expect(found.filter(({ construct, suppressed }) => /cloudfront-security-group|\/Site\/(Distribution|Origin)/.test(construct) && !suppressed).map(({ rule }) => rule).sort())
      .toEqual(['AwsSolutions-CFR4', 'cloudfront.custom-certificate']); // it has no own names
  });
});

/** A distribution of a load balancer, at a port. */
function ofBalancer({ port, app = testApp(), tag }: { readonly port?: number; readonly app?: App; readonly tag?: string }) {
  const { stack: own, domain } = shop(app);
  const balancer = new elbv2.ApplicationLoadBalancer(own, 'Alb', { vpc: new IsolatedVpc(own, 'Vpc', { domain, reachableFromEdge: true }), vpcSubnets: isolated });
  const origin = EdgeOrigin.loadBalancer(balancer, { domainName: 'app.example.com', port });
  site(domain, { additionalBehaviors: [{ pathPattern: '/alb', origin }] });
  if (tag !== undefined) { Tags.of(app).add('cost-centre', tag); }
  return { app, own, domain, balancer, origins: () => resourcesOf(own, 'AWS::CloudFront::VpcOrigin') };
}

describe('a VPC origin, which CloudFront changes at no distribution', () => {
  const [usual, other] = [ofBalancer({}).origins(), ofBalancer({ port: 8443 }).origins()];

  test('is the same one as long as its settings are, and has no tags that could change', () => {
    expect(ofBalancer({ tag: '4711' }).origins()).toEqual(usual);
    expect(JSON.stringify(usual)).not.toContain('Tags');
  });

  test('is another one, of another name, where a setting changes', () => {
    expect(Object.keys(other)).not.toEqual(Object.keys(usual));
    const [one, two] = [usual, other].map((origins) => (Object.values(origins)[0].Properties.VpcOriginEndpointConfig as { Name: string }).Name);
    expect(one).not.toBe(two);
  });
});

describe('a load balancer of several distributions', () => {
  test('is opened once for those of a stack', () => {
    const { own, domain, balancer } = ofBalancer({});
    new SecureDistribution(domain, 'Second', { defaultBehavior: { origin: EdgeOrigin.loadBalancer(balancer, { domainName: 'app.example.com' }) } });
    expect(Object.keys(resourcesOf(own, 'AWS::EC2::SecurityGroupIngress'))).toHaveLength(1);
    expect(Object.keys(resourcesOf(own, 'Custom::CloudFrontSecurityGroup'))).toHaveLength(1);
  });

  test('is refused to those of another stack', () => {
    const { app, domain, balancer } = ofBalancer({});
    const second = new Stack(app, 'Second', { env: { region: 'ap-northeast-2' } });
    const origin = EdgeOrigin.loadBalancer(balancer, { domainName: 'app.example.com' });
    expect(() => new SecureDistribution(second, 'Site', { domain, defaultBehavior: { origin } }))
      .toThrow(/got 'one of distributions in the stacks 'Shop' and 'Second''; allowed: distributions of one stack; make both in one stack: each opens port 443/);
  });
});

describe('the host by which CloudFront asks a load balancer', () => {
  const warnings = (...hosts: string[]) => {
    const { app, own, balancer } = ofBalancer({});
    const listener = balancer.addListener('Https', {
      protocol: elbv2.ApplicationProtocol.HTTPS,
      certificates: [elbv2.ListenerCertificate.fromArn('arn:aws:acm:x')],
      open: false,
      defaultAction: elbv2.ListenerAction.fixedResponse(404),
    });
    hosts.forEach((host, at) => {
      listener.addAction(`Rule${at}`, { priority: at + 1, conditions: [elbv2.ListenerCondition.hostHeaders([host])], action: elbv2.ListenerAction.fixedResponse(200) });
    });
    return app.synth().getStackByName(own.stackName).messages.map(({ entry }) => String(entry.data)).filter((text) => text.includes('by which CloudFront asks'));
  };

  test('is warned of where every rule is for another', () => {
    expect(warnings('www.example.com', 'shop.example.com')).toEqual([expect.stringContaining('its rules are for www.example.com, shop.example.com: name app.example.com in `hosts`')]);
  });

  test.each([['app.example.com'], ['*.example.com'], ['APP.example.com'], []])('is not warned of with a rule for %s', (...hosts) => { expect(warnings(...hosts)).toEqual([]); });
});

test('a load balancer of another Region is refused', () => {
  const { balancer } = ofBalancer({ app: testApp() });
  const there = shop(testApp(), 'ap-northeast-1');
  expect(() => site(there.domain, { additionalBehaviors: [{ pathPattern: '/alb', origin: EdgeOrigin.loadBalancer(balancer, { domainName: 'app.example.com' }) }] }))
    .toThrow(/got 'one in ap-northeast-2, of a distribution in a stack of ap-northeast-1'.*EdgeOrigin\.https/);
});

describe('a function URL', () => {
  test('is called with signed requests, by this distribution only', () => {
    const permissions = Object.values(resourcesOf(stack, 'AWS::Lambda::Permission')).map(({ Properties }) => Properties).filter(({ Principal }) => Principal === 'cloudfront.amazonaws.com');
    expect(permissions.map(({ Action }) => Action).sort()).toEqual(['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl']);
    for (const permission of permissions) { expect(permission.SourceArn).toEqual(DISTRIBUTION); }
    expect(originOf('/url')).toHaveProperty('OriginAccessControlId');
  });
});

test('a REST API is asked at its stage\'s address, with the connection\'s limits', () => {
  expect(originOf('/api')).toMatchObject({
    DomainName: { 'Fn::Join': ['', [{ Ref: expect.stringMatching(/^Api/) as unknown }, '.execute-api.ap-northeast-2.', { Ref: 'AWS::URLSuffix' }]] },
    OriginPath: { 'Fn::Join': ['', ['/', { Ref: expect.stringContaining('DeploymentStageprod') as unknown }, '/v1']] },
    ConnectionAttempts: 2,
    ConnectionTimeout: 3,
  });
});

test('a server may ask CloudFront for a certificate', () => {
  expect(originOf('/mtls')).toMatchObject({
    DomainName: 'api.example.com',
    OriginPath: '/v1',
    CustomOriginConfig: { HTTPSPort: 9443, OriginMtlsConfig: { ClientCertificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/client' } },
  });
});

test('a failover has two origins, the answers for which it turns, and reading methods', () => {
  const [group] = config.OriginGroups.Items;
  expect(behaviorOf('/pair')).toMatchObject({ TargetOriginId: group.Id, AllowedMethods: ['GET', 'HEAD', 'OPTIONS'] });
  expect(group).toMatchObject({ FailoverCriteria: { StatusCodes: { Items: [503] } }, Members: { Quantity: 2 } });
});

describe('a bucket', () => {
  test('that is also listed and written has each action at its own resource, and a key for writing', () => {
    const { stack: own, domain: orders } = shop();
    const bucket = new s3.Bucket(own, 'Drop', { encryption: s3.BucketEncryption.KMS, encryptionKey: undefined });
    const { READ, LIST, WRITE } = cloudfront.AccessLevel;
    site(orders, { additionalBehaviors: [{ pathPattern: '/drop/*', origin: EdgeOrigin.bucket(bucket, { accessLevels: [READ, LIST, WRITE] }) }] });
    expect(statementsOf(resourceOf(own, 'AWS::S3::BucketPolicy', 'Drop')).map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['s3:GetObject', 's3:PutObject'], { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }, '/*']] }],
      ['s3:ListBucket', { 'Fn::GetAtt': [expect.any(String), 'Arn'] }],
    ]);
    const uses = statementsOf(resourceOf(own, 'AWS::KMS::Key', 'DropKey'), 'KeyPolicy').filter(({ Principal }) => JSON.stringify(Principal).includes('cloudfront'));
    expect(uses.map(({ Action }) => Action)).toEqual(['kms:Decrypt', ['kms:Encrypt', 'kms:GenerateDataKey*']]);
    for (const use of uses) { expect(use).toMatchObject({ Condition: { ArnLike: { 'aws:SourceArn': expect.anything() as unknown } } }); }
  });

  test('of S3\'s own key needs no key policy', () => {
    const { stack: own, domain: orders } = shop();
    site(orders, { additionalBehaviors: [{ pathPattern: '/plain', origin: EdgeOrigin.bucket(new s3.Bucket(own, 'Plain')) }] });
    expect(statementsOf(resourceOf(own, 'AWS::S3::BucketPolicy', 'Plain'))).toHaveLength(1);
  });
});
