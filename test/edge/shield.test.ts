import { type Stack, aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, aws_ec2 as ec2, aws_elasticloadbalancingv2 as elb, aws_globalaccelerator as globalaccelerator, aws_kms as kms, aws_route53 as route53, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { GoldChecks } from '../../src/checks';
import { Domain } from '../../src/core';
import {
  AutomaticMitigation, ShieldAggregation, type ShieldContact, ShieldMembers, ShieldProactiveEngagement, ShieldProtection, ShieldProtectionGroup,
  ShieldResource, ShieldResourceType, ShieldResponseTeamAccess,
} from '../../src/edge/shield';
import { ManagedRuleGroup, WebAcl, WebAclRule, WebAclScope } from '../../src/edge/waf';
import { findingsOf, testApp } from '../checks/synth';
import { resourceOf, resourcesOf, testStack } from '../checks/template';

interface Parts {
  readonly stack: Stack;
  readonly shop: Domain;
  readonly distribution: cloudfront.Distribution;
  readonly balancer: elb.ApplicationLoadBalancer;
  readonly address: ec2.CfnEIP;
  readonly zone: route53.PublicHostedZone;
  readonly accelerator: globalaccelerator.Accelerator;
  readonly health: route53.IHealthCheck;
}

/** What Shield can protect, unprotected. */
function parts(): Parts {
  const stack = testStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
  return {
    stack,
    shop: new Domain(stack, 'Shop'),
    distribution: new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin: new origins.HttpOrigin('www.example.com') } }),
    balancer: new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }),
    address: new ec2.CfnEIP(stack, 'Address', { domain: 'vpc' }),
    zone: new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' }),
    accelerator: new globalaccelerator.Accelerator(stack, 'Accelerator'),
    health: route53.HealthCheck.fromHealthCheckId(stack, 'Health', 'abcdef11-2222-3333-4444-555555fedcba'),
  };
}

const HOTLINE: ShieldContact = { emailAddress: 'security@example.com', phoneNumber: '+12065550100', notes: 'hotline, 24 hours' };

/** All of it, in the Region of the stack. */
function everything(): Parts {
  const made = parts();
  const { shop, distribution, balancer, address, zone, accelerator, health } = made;
  const regional = new WebAcl(shop, 'Acl');
  regional.protect('Balancer', balancer.loadBalancerArn);
  const global = new WebAcl(shop, 'GlobalAcl', { aclScope: WebAclScope.CLOUDFRONT });
  distribution.attachWebAclId(global.webAclArn);
  const protections = [
    new ShieldProtection(shop, 'Site', { resource: ShieldResource.distribution(distribution), healthCheck: health, automaticMitigation: AutomaticMitigation.block(global) }),
    new ShieldProtection(shop, 'Web', { resource: ShieldResource.loadBalancer(balancer), healthCheck: health, automaticMitigation: AutomaticMitigation.count(regional) }),
    new ShieldProtection(shop, 'Fixed', { resource: ShieldResource.elasticIp(address), healthCheck: health }),
    new ShieldProtection(shop, 'Anycast', { resource: ShieldResource.accelerator(accelerator), healthCheck: health }),
  ];
  new ShieldProtection(shop, 'Names', { resource: ShieldResource.hostedZone(zone) });
  new ShieldProtectionGroup(shop, 'Everything', { members: ShieldMembers.all() });
  new ShieldProtectionGroup(shop, 'Sites', { members: ShieldMembers.ofType(ShieldResourceType.DISTRIBUTION), aggregation: ShieldAggregation.MAX });
  new ShieldProtectionGroup(shop, 'Pair', { members: ShieldMembers.of(protections[0], protections[1]) });
  new ShieldProactiveEngagement(shop, 'Engagement', { contacts: [HOTLINE, { emailAddress: 'second@example.com' }], protections });
  new ShieldResponseTeamAccess(shop, 'ResponseTeam', { logBuckets: [s3.Bucket.fromBucketName(made.stack, 'Logs', 'alb-logs')] });
  return made;
}

describe('Shield Advanced', () => {
  const { stack } = everything();
  const protection = (id: string) => resourceOf(stack, 'AWS::Shield::Protection', `Shop${id}`);

  test('is off: without its constructs no resource of it is made', () => {
    const { shop, balancer, stack: plain } = parts();
    new WebAcl(shop, 'Acl').protect('Balancer', balancer.loadBalancerArn);
    expect(Object.values(resourcesOf(plain)).filter(({ Type }) => Type.startsWith('AWS::Shield::'))).toEqual([]);
  });

  test('protects distributions, load balancers, addresses, accelerators and hosted zones by their ARNs', () => {
    const arn = (id: string) => stack.resolve(protection(id).Properties.ResourceArn) as unknown;
    expect(JSON.stringify(arn('Site'))).toMatch(/:cloudfront::.*:distribution\/.*"Ref":"Distribution/);
    expect(arn('Web')).toEqual({ Ref: expect.stringMatching(/^Balancer/) as string });
    expect(JSON.stringify(arn('Fixed'))).toMatch(/:ec2:ap-northeast-2:.*:eip-allocation\/.*"Address","AllocationId"/);
    expect(arn('Anycast')).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Accelerator/) as string, 'AcceleratorArn'] });
    expect(JSON.stringify(arn('Names'))).toMatch(/:route53:::hostedzone\/.*"Ref":"Zone/);
  });

  test('knows the health of what it protects', () => {
    expect(JSON.stringify(protection('Fixed').Properties.HealthCheckArns)).toContain(':route53:::healthcheck/abcdef11-2222-3333-4444-555555fedcba');
    expect(protection('Names').Properties.HealthCheckArns).toBeUndefined();
  });

  test('blocks or counts the requests of an attack by itself where that is chosen', () => {
    expect(protection('Site').Properties.ApplicationLayerAutomaticResponseConfiguration).toEqual({ Status: 'ENABLED', Action: { Block: {} } });
    expect(protection('Web').Properties.ApplicationLayerAutomaticResponseConfiguration).toEqual({ Status: 'ENABLED', Action: { Count: {} } });
    expect(protection('Fixed').Properties.ApplicationLayerAutomaticResponseConfiguration).toBeUndefined();
  });

  test('begins its automatic mitigation when the resource has its web ACL', () => {
    const [association] = Object.keys(resourcesOf(stack, 'AWS::WAFv2::WebACLAssociation'));
    expect((protection('Web') as { DependsOn?: string[] }).DependsOn).toContain(association);
  });

  test('reserves its capacity in a web ACL of this app, once, and in no other', () => {
    const { shop, balancer, distribution, stack: other } = parts();
    const acl = new WebAcl(shop, 'Acl', { rules: [WebAclRule.managed('Windows', ManagedRuleGroup.WINDOWS)] });
    expect([acl.reservesShieldCapacity, acl.capacity]).toEqual([false, 1430]);
    Annotations.fromStack(other).hasNoWarning('*', Match.stringLikeRegexp('WCU'));
    const second = elb.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(other, 'Second', {
      loadBalancerArn: 'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/app/second/50dc6c495c0c9188', securityGroupId: 'sg-1',
    });
    for (const one of [balancer, second]) {
      acl.protect(one.node.id, one.loadBalancerArn);
      new ShieldProtection(shop, `Of${one.node.id}`, { resource: ShieldResource.loadBalancer(one), automaticMitigation: AutomaticMitigation.count(acl) });
    }
    expect([acl.reservesShieldCapacity, acl.capacity]).toEqual([true, 1580]);
    Annotations.fromStack(other).hasWarning('/Test/Shop/Acl', Match.stringLikeRegexp('needs 1580 WCU'));
    const known = WebAcl.fromWebAclArn(shop, 'Known', 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/b');
    expect(() => new ShieldProtection(shop, 'P', { resource: ShieldResource.distribution(distribution), automaticMitigation: AutomaticMitigation.block(known) })).not.toThrow();
  });

  test('carries the tags of its domain', () => {
    expect(protection('Site').Properties.Tags).toContainEqual({ Key: 'domain', Value: 'shop' });
    expect(resourceOf(stack, 'AWS::Shield::ProtectionGroup', 'ShopPair').Properties.Tags).toContainEqual({ Key: 'domain', Value: 'shop' });
  });

  test('groups all, those of a type, or those that are named', () => {
    const group = (id: string) => resourceOf(stack, 'AWS::Shield::ProtectionGroup', `Shop${id}`).Properties;
    expect(group('Everything')).toMatchObject({ Pattern: 'ALL', Aggregation: 'SUM' });
    expect(group('Everything').Members ?? group('Everything').ResourceType).toBeUndefined();
    expect(group('Sites')).toMatchObject({ Pattern: 'BY_RESOURCE_TYPE', ResourceType: 'CLOUDFRONT_DISTRIBUTION', Aggregation: 'MAX' });
    expect(group('Pair')).toMatchObject({ Pattern: 'ARBITRARY', Members: [protection('Site').Properties.ResourceArn, protection('Web').Properties.ResourceArn] });
    expect(String(group('Everything').ProtectionGroupId)).toMatch(/^[a-zA-Z0-9-]{1,36}$/);
  });

  test('calls the contacts in their order', () => {
    expect(resourceOf(stack, 'AWS::Shield::ProactiveEngagement').Properties).toEqual({
      ProactiveEngagementStatus: 'ENABLED',
      EmergencyContactList: [{ EmailAddress: 'security@example.com', PhoneNumber: '+12065550100', ContactNotes: 'hotline, 24 hours' }, { EmailAddress: 'second@example.com' }],
    });
  });

  test('lets the response team in by a role that only it can take, and that no key of the domain opens for', () => {
    const [id, { Properties: role }] = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([logicalId]) => logicalId.startsWith('ShopResponseTeam'))[0];
    expect(role.AssumeRolePolicyDocument).toMatchObject({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'drt.shield.amazonaws.com' } }] });
    expect(JSON.stringify(role.ManagedPolicyArns)).toContain(':iam::aws:policy/service-role/AWSShieldDRTAccessPolicy');
    expect(role.Path).toBeUndefined();
    expect(resourceOf(stack, 'AWS::Shield::DRTAccess').Properties).toEqual({ RoleArn: { 'Fn::GetAtt': [id, 'Arn'] }, LogBucketList: ['alb-logs'] });
  });

  test('subscribes to nothing: CloudFormation has no resource for it, and none is made by a function', () => {
    Template.fromStack(stack).resourceCountIs('AWS::Shield::Subscription', 0);
    expect(Object.values(resourcesOf(stack)).filter(({ Type }) => Type.startsWith('Custom::') || Type === 'AWS::CloudFormation::CustomResource')).toEqual([]);
  });

  test('passes the stock packs, with AWS\'s own policy of the response team accepted, and the checks', () => {
    const app = testApp();
    const shop = new Domain(testStack(app), 'Shop');
    const zone = route53.PublicHostedZone.fromHostedZoneId(shop, 'Zone', 'Z0000000000000000000') as route53.IHostedZone;
    new ShieldProtection(shop, 'Names', { resource: ShieldResource.hostedZone(zone) });
    new ShieldProtectionGroup(shop, 'Everything', { members: ShieldMembers.all() });
    new ShieldResponseTeamAccess(shop, 'ResponseTeam');
    const packs = [new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app), new PCIDSS321Checks(app)];
    const findings = findingsOf(app, new GoldChecks(), ...packs);
    expect(findings.filter(({ suppressed }) => !suppressed)).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual([expect.stringMatching(/^AwsSolutions-IAM4/)]);
  });
});

describe('misuse of Shield Advanced', () => {
  test('a health check of a hosted zone is refused', () => {
    const { shop, zone, health } = parts();
    expect(() => new ShieldProtection(shop, 'P', { resource: ShieldResource.hostedZone(zone), healthCheck: health })).toThrow(/got 'one for a hosted zone'; .*leave `healthCheck` out/);
  });

  test('automatic mitigation of an address is refused, with the way out', () => {
    const { shop, address } = parts();
    const automaticMitigation = AutomaticMitigation.block(new WebAcl(shop, 'Acl'));
    expect(() => new ShieldProtection(shop, 'P', { resource: ShieldResource.elasticIp(address), automaticMitigation }))
      .toThrow(/allowed: distributions and Application Load Balancers; protect the distribution or load balancer/);
  });

  test('a web ACL of the other scope is refused', () => {
    const { shop, distribution } = parts();
    const automaticMitigation = AutomaticMitigation.block(new WebAcl(shop, 'Acl'));
    expect(() => new ShieldProtection(shop, 'P', { resource: ShieldResource.distribution(distribution), automaticMitigation }))
      .toThrow(/got 'scope REGIONAL'; allowed: scope CLOUDFRONT.*; pass the web ACL that protects this resource/);
  });

  test('a web ACL that shall keep nothing free, or has nothing left, is refused, with the way out', () => {
    const { shop, balancer } = parts();
    const protect = (webAcl: WebAcl) => () => new ShieldProtection(shop, `P${webAcl.node.id}`, {
      resource: ShieldResource.loadBalancer(balancer), automaticMitigation: AutomaticMitigation.count(webAcl),
    });
    expect(protect(new WebAcl(shop, 'Closed', { reserveShieldCapacity: false }))).toThrow(/got 'reserveShieldCapacity: false'; .*leave `reserveShieldCapacity` out, or pass true/);
    const rules = [WebAclRule.managed('Big', ManagedRuleGroup.of({ vendor: 'Somebody', name: 'Big', capacity: 3700 }))];
    expect(protect(new WebAcl(shop, 'Full', { rules }))).toThrow(/got '5080 WCU, 150 of them reserved for Shield'; allowed: at most 5000; leave rules out/);
  });

  test('proactive engagement for what has no health check is refused', () => {
    const { shop, zone } = parts();
    const protection = new ShieldProtection(shop, 'Names', { resource: ShieldResource.hostedZone(zone) });
    const engage = (...protections: ShieldProtection[]) => () => new ShieldProactiveEngagement(shop, `E${protections.length}`, { contacts: [HOTLINE], protections });
    expect(engage(protection)).toThrow(/got 'Test\/Shop\/Names without a health check'; .*pass `healthCheck`/);
    expect(engage()).toThrow(/got 'none'/);
  });

  test.each<[string, readonly ShieldContact[], RegExp]>([
    ['no contact', [], /got '0'; allowed: 1 to 10/],
    ['eleven contacts', Array<ShieldContact>(11).fill(HOTLINE), /got '11'; allowed: 1 to 10/],
    ['contacts without a telephone', [{ emailAddress: 'a@example.com' }], /no telephone number.*give a contact its `phoneNumber`/],
    ['a number without its country', [{ ...HOTLINE, phoneNumber: '020-555-0100' }], /got '020-555-0100'; .*\+12065550100/],
    ['an address that is none', [{ ...HOTLINE, emailAddress: 'security' }], /got 'security'; .*name@example.com/],
    ['notes with other characters', [{ ...HOTLINE, notes: '<b>' }], /notes of a contact is not valid/],
  ])('%s is refused', (_, contacts, message) => {
    const { shop, address, health } = parts();
    const protection = new ShieldProtection(shop, 'P', { resource: ShieldResource.elasticIp(address), healthCheck: health });
    expect(() => new ShieldProactiveEngagement(shop, 'E', { contacts: [...contacts], protections: [protection] })).toThrow(message);
  });

  test('what an account has once is refused twice', () => {
    const { shop, address, health } = parts();
    const protection = new ShieldProtection(shop, 'P', { resource: ShieldResource.elasticIp(address), healthCheck: health });
    new ShieldResponseTeamAccess(shop, 'R1');
    new ShieldProactiveEngagement(shop, 'E1', { contacts: [HOTLINE], protections: [protection] });
    expect(() => new ShieldResponseTeamAccess(shop, 'R2')).toThrow(/beside 'Test\/Shop\/R1'.*name all buckets in one/);
    expect(() => new ShieldProactiveEngagement(shop, 'E2', { contacts: [HOTLINE], protections: [protection] })).toThrow(/beside 'Test\/Shop\/E1'/);
  });

  test('buckets that the response team can not read, and more than ten, are refused', () => {
    const { shop, stack } = parts();
    const closed = new s3.Bucket(stack, 'Closed', { encryptionKey: new kms.Key(stack, 'Key') });
    const plain = Array.from({ length: 11 }, (_, index) => s3.Bucket.fromBucketName(stack, `B${index}`, `bucket-${index}`));
    expect(() => new ShieldResponseTeamAccess(shop, 'R', { logBuckets: [closed] })).toThrow(/Test\/Closed encrypted with a KMS key.*leave the bucket out/);
    expect(() => new ShieldResponseTeamAccess(shop, 'S', { logBuckets: plain })).toThrow(/got '11 buckets'; allowed: at most 10/);
  });

  test('a group of nothing is refused', () => {
    expect(() => ShieldMembers.of()).toThrow(/choose ShieldMembers.all\(\)/);
  });
});

test('a resource is protected once, whoever speaks of it', () => {
  const { shop, balancer, distribution } = parts();
  new ShieldProtection(shop, 'Web', { resource: ShieldResource.loadBalancer(balancer) });
  expect(() => new ShieldProtection(shop, 'Again', { resource: ShieldResource.loadBalancer(balancer) }))
    .toThrow(/the resource of the protection '.*Shop\/Again' is not valid: got 'one that '.*Shop\/Web' protects'.*leave one of the two out/);
  expect(() => new ShieldProtection(shop, 'Site', { resource: ShieldResource.distribution(distribution) })).not.toThrow();
});
