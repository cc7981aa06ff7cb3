import { Duration, Stack, aws_certificatemanager as acm, aws_ec2 as ec2, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { World, certificateArnOf } from './fixture';
import { LoadBalancerAccess, type SecureTargetsOptions, WebAcl, WebAclScope } from '../../../src/edge';
import { IsolatedVpc } from '../../../src/network';
import { testApp } from '../../checks/synth';
import { ACCOUNT, type Resource, deployed, resourceOf, resourcesOf, statementsOf, testStack } from '../../checks/template';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const TARGETS = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

const attributesOf = ({ Properties }: Resource, property = 'LoadBalancerAttributes'): Record<string, unknown> =>
  Object.fromEntries((Properties[property] as { Key: string; Value: unknown }[]).map(({ Key, Value }) => [Key, Value]));
const groupOf = (stack: Stack, beginning: string): Resource => resourceOf(stack, 'AWS::EC2::SecurityGroup', beginning);

describe('a load balancer that serves the internet', () => {
  let world: World;
  let stack: Stack;
  beforeAll(() => {
    world = new World();
    ({ stack } = world);
    const balancer = world.balancer();
    balancer.addSecureTargets('Web', { targets: [world.service()], hosts: ['shop.example.com'], paths: ['/orders/*'], priority: 10, healthCheckPath: '/healthy' });
    balancer.addSecureTargets('Old', {
      targets: world.addresses(), hosts: ['*.example.com'], priority: 20, port: 8080, plaintextReason: 'an appliance that knows no TLS', stickiness: Duration.hours(1),
    });
  });
  const balancer = () => resourceOf(stack, BALANCER);

  test('drops what is invalid or ambiguous, can\'t be deleted, and serves nothing while WAF can\'t be asked', () => {
    expect(attributesOf(balancer())).toMatchObject({
      'deletion_protection.enabled': 'true',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'strictest',
      'routing.http.preserve_host_header.enabled': 'true',
      'routing.http.xff_header_processing.mode': 'append',
      'load_balancing.cross_zone.enabled': 'true',
      'waf.fail_open.enabled': 'false',
    });
  });

  test('lies in the public subnets of two zones', () => {
    const subnets = (balancer().Properties.Subnets as { Ref: string }[]).map(({ Ref }) => resourcesOf(stack)[Ref].Properties);
    expect(subnets.map(({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch)).toEqual([true, true]);
    expect(new Set(subnets.map(({ AvailabilityZone }) => JSON.stringify(AvailabilityZone))).size).toBe(2);
    expect(balancer().Properties.Scheme).toBe('internet-facing');
  });

  test('serves HTTPS by the newest policy with post-quantum keys, and answers 404 to hosts that no rule names', () => {
    expect(resourceOf(stack, LISTENER, 'ShopLoadBalancerHttps').Properties).toMatchObject({
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
      Certificates: [{ CertificateArn: certificateArnOf('ap-northeast-2') }],
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    });
  });

  test('tells browsers to keep to HTTPS, and nobody what it runs on', () => {
    const attributes = attributesOf(resourceOf(stack, LISTENER, 'ShopLoadBalancerHttps'), 'ListenerAttributes');
    expect(attributes).toMatchObject({
      'routing.http.response.server.enabled': 'false',
      'routing.http.response.strict_transport_security.header_value': 'max-age=31536000',
    });
  });

  test('does nothing on port 80 but send clients to port 443', () => {
    expect(resourceOf(stack, LISTENER, 'ShopLoadBalancerRedirect').Properties).toMatchObject({
      Port: 80, DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
    });
  });

  test('lets everybody in on ports 443 and 80 only, and goes out to its targets only', () => {
    const { SecurityGroupIngress, SecurityGroupEgress } = groupOf(stack, 'ShopLoadBalancer').Properties;
    const ports = (SecurityGroupIngress as { FromPort: number; ToPort: number }[]).map(({ FromPort, ToPort }) => [FromPort, ToPort]);
    expect(ports).toEqual([[443, 443], [80, 80]]);
    expect(SecurityGroupEgress ?? []).toEqual([]);
    const egress = resourceOf(stack, 'AWS::EC2::SecurityGroupEgress', 'ShopLoadBalancer').Properties;
    expect(egress).toMatchObject({ FromPort: 8443, ToPort: 8443 });
    expect(JSON.stringify(egress.DestinationSecurityGroupId)).toContain('ShopWebPartsSecurityGroup');
  });

  test('has a web ACL of its own', () => {
    const [id] = Object.keys(resourcesOf(stack, BALANCER));
    expect(resourceOf(stack, 'AWS::WAFv2::WebACL').Properties.Scope).toBe('REGIONAL');
    expect(resourceOf(stack, 'AWS::WAFv2::WebACLAssociation').Properties.ResourceArn).toEqual({ Ref: id });
  });

  test('reaches targets and checks their health by HTTPS', () => {
    expect(resourceOf(stack, TARGETS, 'ShopLoadBalancerWeb').Properties).toMatchObject({
      Protocol: 'HTTPS', Port: 8443, TargetType: 'ip', HealthCheckProtocol: 'HTTPS', HealthCheckPath: '/healthy', Matcher: { HttpCode: '200' },
    });
  });

  test('reaches targets by HTTP only where a reason is given', () => {
    expect(resourceOf(stack, TARGETS, 'ShopLoadBalancerOld').Properties).toMatchObject({ Protocol: 'HTTP', Port: 8080, HealthCheckProtocol: 'HTTP' });
  });

  test('keeps a client with its target where asked', () => {
    expect(attributesOf(resourceOf(stack, TARGETS, 'ShopLoadBalancerOld'), 'TargetGroupAttributes')).toMatchObject({
      'stickiness.enabled': 'true', 'stickiness.lb_cookie.duration_seconds': '3600', 'deregistration_delay.timeout_seconds': '30',
    });
    expect(attributesOf(resourceOf(stack, TARGETS, 'ShopLoadBalancerWeb'), 'TargetGroupAttributes')['stickiness.enabled']).toBe('false');
  });

  test('sends to targets the hosts and paths of their rule only', () => {
    expect(resourceOf(stack, RULE, 'ShopLoadBalancerHttpsWeb').Properties).toMatchObject({
      Priority: 10,
      Conditions: [
        { Field: 'host-header', HostHeaderConfig: { Values: ['shop.example.com'] } },
        { Field: 'path-pattern', PathPatternConfig: { Values: ['/orders/*'] } },
      ],
      Actions: [{ Type: 'forward' }],
    });
  });

  test('writes access, connection and health-check logs to a bucket that lets its account\'s load balancers write there and nowhere else', () => {
    const [bucket] = Object.keys(resourcesOf(stack, 'AWS::S3::Bucket')).filter((id) => id.startsWith('GoldLoadBalancerLogs'));
    const attributes = attributesOf(balancer());
    const policy = Object.values(resourcesOf(stack, 'AWS::S3::BucketPolicy')).find(({ Properties }) => JSON.stringify(Properties.Bucket) === JSON.stringify({ Ref: bucket }));
    const [receive] = statementsOf(policy!).filter(({ Sid }) => Sid === 'ReceiveLoadBalancerLogs');
    const written = ['access_logs', 'connection_logs', 'health_check_logs'].map((kind) => {
      expect([attributes[`${kind}.s3.enabled`], attributes[`${kind}.s3.bucket`]]).toEqual(['true', { Ref: bucket }]);
      return `BUCKET/${String(attributes[`${kind}.s3.prefix`])}/AWSLogs/${ACCOUNT}/*`;
    });
    expect(deployed(receive, { [bucket]: 'BUCKET' })).toMatchObject({
      Effect: 'Allow', Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' }, Action: 's3:PutObject', Resource: written,
    });
    expect(JSON.stringify(resourcesOf(stack)[bucket].Properties.BucketEncryption)).toContain('AES256');
  });

  test('is made after the policy that lets it write', () => {
    expect(JSON.stringify((balancer() as unknown as { DependsOn: unknown }).DependsOn)).toMatch(/GoldLoadBalancerLogsPolicy/);
  });

  test('carries the tags of its domain', () => {
    for (const resource of [balancer(), resourceOf(stack, TARGETS, 'ShopLoadBalancerWeb')]) {
      expect(resource.Properties.Tags).toEqual(expect.arrayContaining([{ Key: 'domain', Value: 'shop' }]));
    }
  });
});

describe('a load balancer inside', () => {
  test('lies in isolated subnets and lets in only the peers that are named, on port 443', () => {
    const world = new World();
    world.balancer({ access: LoadBalancerAccess.peers(ec2.Peer.ipv4('10.9.0.0/16')) });
    expect(resourceOf(world.stack, BALANCER).Properties.Scheme).toBe('internal');
    expect(JSON.stringify(resourceOf(world.stack, BALANCER).Properties.Subnets)).not.toContain('Public');
    expect(groupOf(world.stack, 'ShopLoadBalancer').Properties.SecurityGroupIngress).toEqual([expect.objectContaining({ CidrIp: '10.9.0.0/16', FromPort: 443, ToPort: 443 })]);
    expect(Object.keys(resourcesOf(world.stack, LISTENER))).toHaveLength(1);
    expect(Object.keys(resourcesOf(world.stack, 'AWS::WAFv2::WebACLAssociation'))).toHaveLength(1);
  });

  test('has no web ACL behind CloudFront unless one is given', () => {
    const without = new World();
    expect(without.balancer({ access: LoadBalancerAccess.cloudFront() }).webAcl).toBeUndefined();
    expect(resourcesOf(without.stack, 'AWS::WAFv2::WebACL')).toEqual({});
    const world = new World();
    const given = new WebAcl(world.shop, 'Shared');
    const balancer = world.balancer({ access: LoadBalancerAccess.cloudFront(), webAcl: given });
    expect(balancer.webAcl).toBe(given);
  });

  test('lies in the isolated VPC of a gold environment', () => {
    const world = new World();
    const vpc = new IsolatedVpc(world.stack, 'Gold', { domain: world.shop });
    world.balancer({ vpc, access: LoadBalancerAccess.cloudFront() });
    expect(JSON.stringify(resourceOf(world.stack, BALANCER).Properties.Subnets)).toContain('GoldIsolated');
  });
});

test('one web ACL protects several load balancers', () => {
  const world = new World();
  const webAcl = new WebAcl(world.shop, 'Shared');
  for (const id of ['One', 'Two']) { world.balancer({ webAcl }, id); }
  expect(Object.keys(resourcesOf(world.stack, 'AWS::WAFv2::WebACLAssociation'))).toHaveLength(2);
});

test('clients without a certificate of the trust store are refused where mutual TLS is asked for', () => {
  const world = new World();
  const clientTrustStore = elbv2.TrustStore.fromTrustStoreArn(world.stack, 'Trust', `arn:aws:elasticloadbalancing:ap-northeast-2:${ACCOUNT}:truststore/clients/0123456789abcdef`);
  world.balancer({ clientTrustStore });
  expect(resourceOf(world.stack, LISTENER, 'ShopLoadBalancerHttps').Properties.MutualAuthentication).toMatchObject({ Mode: 'verify', TrustStoreArn: clientTrustStore.trustStoreArn });
});

test('a further listener takes the same policy, headers and no more callers', () => {
  const world = new World();
  world.balancer().addListener('Admin', {
    port: 9443, protocol: elbv2.ApplicationProtocol.HTTPS, certificates: [world.certificate], defaultAction: elbv2.ListenerAction.fixedResponse(403),
  });
  const { Properties } = resourceOf(world.stack, LISTENER, 'ShopLoadBalancerAdmin');
  expect(Properties).toMatchObject({ SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09' });
  expect(Properties.ListenerAttributes).toEqual(resourceOf(world.stack, LISTENER, 'ShopLoadBalancerHttps').Properties.ListenerAttributes);
  expect(JSON.stringify(groupOf(world.stack, 'ShopLoadBalancer').Properties)).not.toContain('9443');
});

test('a load balancer with IPv6 lets in everybody by IPv6 too', () => {
  const world = new World();
  world.balancer({ ipAddressType: elbv2.IpAddressType.DUAL_STACK });
  expect(JSON.stringify(groupOf(world.stack, 'ShopLoadBalancer').Properties.SecurityGroupIngress)).toContain('"CidrIpv6":"::/0"');
});

describe('what is refused', () => {
  const targets = (options: Partial<SecureTargetsOptions>) => () => {
    const world = new World();
    world.balancer().addSecureTargets('Web', { targets: world.addresses(), hosts: ['shop.example.com'], priority: 1, ...options });
  };
  const balancer = (...[props]: Parameters<World['balancer']>) => () => { new World().balancer(props); };

  test.each([
    ['no certificate', balancer({ certificates: [] }), /certificates.*1 or more/],
    ['an old TLS policy', balancer({ tlsPolicy: elbv2.SslPolicy.RECOMMENDED_TLS }), /tlsPolicy.*Res-PQ.*leave it out/],
    ['a forwarded address that a client may forge', balancer({ xffHeaderProcessingMode: elbv2.XffHeaderProcessingMode.PRESERVE }), /append or remove/],
    ['an idle timeout beyond AWS\'s', balancer({ idleTimeout: Duration.hours(2) }), /idleTimeout.*1 to 4000/],
    ['access from the internet in isolated subnets', balancer({ vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } }), /public subnets.*LoadBalancerAccess\.cloudFront\(\)/],
    ['no host', targets({ hosts: [] }), /hosts.*1 or more/],
    ['too many hosts and paths', targets({ hosts: ['a.b', 'c.d', 'e.f'], paths: ['/a', '/b', '/c'] }), /5 together/],
    ['a priority beyond AWS\'s', targets({ priority: 50_001 }), /priority.*1 to 50000/],
    ['HTTP to targets without a reason', targets({ plaintextReason: 'because' }), /plaintextReason.*leave it out for HTTPS/],
    ['stickiness beyond 7 days', targets({ stickiness: Duration.days(8) }), /stickiness.*1 to 604800/],
  ])('%s', (_name, make, message) => {
    expect(make).toThrow(message);
  });

  test('a certificate of another Region, whether its ARN or its stack tells', () => {
    const world = new World(new Stack(testApp(), 'Seoul', { env: { account: ACCOUNT, region: 'ap-northeast-2' } }));
    const imported = acm.Certificate.fromCertificateArn(world.stack, 'Imported', certificateArnOf('us-east-1'));
    expect(() => world.balancer({ certificates: [imported] })).toThrow(/us-east-1.*ap-northeast-2.*request it in a stack of ap-northeast-2/);
    const far = new Stack(world.stack.node.root as never, 'Virginia', { env: { account: ACCOUNT, region: 'us-east-1' } });
    const made = new acm.Certificate(far, 'Made', { domainName: 'shop.example.com' });
    expect(() => world.balancer({ certificates: [world.certificate, made] })).toThrow(/Virginia\/Made.*us-east-1/);
  });

  test('a web ACL of CloudFront, or of another Region', () => {
    const world = new World();
    const global = new WebAcl(world.shop, 'Global', { aclScope: WebAclScope.CLOUDFRONT });
    expect(() => world.balancer({ webAcl: global })).toThrow(/scope CLOUDFRONT.*REGIONAL.*make another one/);
    const far = new Stack(world.stack.node.root as never, 'Tokyo', { env: { region: 'ap-northeast-1' } });
    const tokyo = new WebAcl(far, 'Acl', { domain: world.shop });
    expect(() => world.balancer({ webAcl: tokyo })).toThrow(/ap-northeast-1.*ap-northeast-2/);
  });

  test('a listener of HTTP, and CDK\'s redirect', () => {
    const balancerOf = new World().balancer();
    const defaultAction = elbv2.ListenerAction.fixedResponse(200);
    for (const props of [{ port: 80 }, { port: 8080 }, { port: 9000, protocol: elbv2.ApplicationProtocol.HTTP }]) {
      expect(() => balancerOf.addListener('Plain', { ...props, defaultAction })).toThrow(/protocol of a listener.*HTTPS.*`redirectHttp`/);
    }
    expect(() => balancerOf.addListener('Bare', { port: 9443, protocol: elbv2.ApplicationProtocol.HTTPS, defaultAction })).toThrow(/certificates of a listener/);
    expect(() => balancerOf.addRedirect()).toThrow(/redirectHttp/);
  });

  test('targets of HTTP that CDK\'s own method adds: at synthesis', () => {
    const app = testApp();
    const world = new World(testStack(app));
    world.balancer().httpsListener.addTargets('Plain', { port: 80, targets: world.addresses(), priority: 5, conditions: [elbv2.ListenerCondition.pathPatterns(['/plain'])] });
    expect(() => app.synth()).toThrow(/target group 'Test\/Shop\/LoadBalancer\/Https\/PlainGroup'.*addSecureTargets/);
  });

  test('one zone', () => {
    expect(() => new World(testStack(), 1).balancer()).toThrow(/1 zone.*2 Availability Zones/);
  });

  test('access from the internet in a VPC that is isolated', () => {
    const world = new World();
    const vpc = new IsolatedVpc(world.stack, 'Gold', { domain: world.shop });
    expect(() => world.balancer({ vpc })).toThrow(/VPC without public subnets.*LoadBalancerAccess/);
  });

  test('two rules of one priority, whichever it is', () => {
    const world = new World();
    const made = world.balancer();
    const options = { targets: world.addresses(), hosts: ['shop.example.com'] };
    let number = 0;
    const taken = new Set<number>();
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 3 }), (priorities) => {
      const free = priorities.filter((priority) => !taken.has(priority));
      for (const priority of free) {
        taken.add(priority);
        made.addSecureTargets(`Rule${number += 1}`, { ...options, priority });
        expect(() => made.addSecureTargets(`Again${number}`, { ...options, priority })).toThrow(new RegExp(`'Rule${number}' has it`));
      }
    }), { numRuns: 10 });
  });
});
