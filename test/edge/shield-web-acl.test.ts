import { type App, Stack, aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, aws_ec2 as ec2, aws_elasticloadbalancingv2 as elb, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { Domain } from '../../src/core';
import { AutomaticMitigation, ShieldProtection, ShieldResource } from '../../src/edge/shield';
import { type IWebAcl, WebAcl, WebAclScope } from '../../src/edge/waf';
import { testApp } from '../checks/synth';

const KNOWN_BALANCER = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/known/50dc6c495c0c9188';
const KNOWN_ACL = 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/known/a';
const GLOBAL_ACL = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/known/';

/** A domain in a stack of its own. */
function shopIn(app: App, id: string, region = 'us-east-1') {
  const stack = new Stack(app, id, { env: { account: '111122223333', region } });
  return { stack, shop: new Domain(stack, `Shop${id}`) };
}

const balancerIn = (stack: Stack) => new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 0 }) });
const siteIn = (stack: Stack, webAclId?: string) =>
  new cloudfront.Distribution(stack, 'Site', { webAclId, defaultBehavior: { origin: new origins.HttpOrigin('www.example.com') } });

const mitigate = (shop: Domain, resource: ShieldResource, acl: IWebAcl) =>
  new ShieldProtection(shop, 'Shield', { resource, automaticMitigation: AutomaticMitigation.count(acl) });

describe('automatic mitigation of a load balancer', () => {
  test('needs the web ACL before it', () => {
    const app = testApp();
    const { stack, shop } = shopIn(app, 'One');
    mitigate(shop, ShieldResource.loadBalancer(balancerIn(stack)), new WebAcl(shop, 'Acl'));
    expect(() => app.synth()).toThrow(
      /the web ACL of automaticMitigation of 'One\/ShopOne\/Shield' is not valid: got 'One\/ShopOne\/Acl', while the resource has none; .*call `protect` of 'One\/ShopOne\/Acl'/);
  });

  test.each<[string, (shop: Domain) => IWebAcl]>([
    ['of the app', (shop) => new WebAcl(shop, 'Acl')],
    ['that exists', (shop) => WebAcl.fromWebAclArn(shop, 'Acl', KNOWN_ACL)],
  ])('takes no web ACL %s while another protects it', (_, aclOf) => {
    const app = testApp();
    const { stack, shop } = shopIn(app, 'One');
    const balancer = balancerIn(stack);
    mitigate(shop, ShieldResource.loadBalancer(balancer), aclOf(shop));
    new WebAcl(shop, 'Other').protect('Balancer', balancer.loadBalancerArn);
    expect(() => app.synth()).toThrow(/got 'One\/ShopOne\/Acl', while the resource has 'One\/ShopOne\/Other'; allowed: the web ACL that the resource has; pass that one/);
  });

  test('takes the one that protects it, written before or after, by the library or as a resource of CloudFormation', () => {
    const app = testApp();
    const [before, after, plain] = ['Before', 'After', 'Plain'].map((id) => {
      const { stack, shop } = shopIn(app, id);
      return { stack, shop, arn: balancerIn(stack).loadBalancerArn, resource: ShieldResource.loadBalancer(stack.node.findChild('Balancer') as elb.ApplicationLoadBalancer), acl: new WebAcl(shop, 'Acl') };
    });
    before.acl.protect('Balancer', before.arn);
    for (const { shop, resource, acl } of [before, after, plain]) { mitigate(shop, resource, acl); }
    after.acl.protect('Balancer', after.arn);
    new wafv2.CfnWebACLAssociation(plain.stack, 'Association', { resourceArn: plain.arn, webAclArn: plain.acl.webAclArn });
    expect(() => app.synth()).not.toThrow();
  });

  test('passes where only AWS knows which web ACL protects it: one of a load balancer or a web ACL that exists', () => {
    const app = testApp();
    const { stack, shop } = shopIn(app, 'One');
    const known = elb.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Known', { loadBalancerArn: KNOWN_BALANCER, securityGroupId: 'sg-1' });
    mitigate(shop, ShieldResource.loadBalancer(known), new WebAcl(shop, 'Acl'));
    const other = shopIn(app, 'Two');
    mitigate(other.shop, ShieldResource.loadBalancer(balancerIn(other.stack)), WebAcl.fromWebAclArn(other.shop, 'Acl', KNOWN_ACL));
    expect(() => app.synth()).not.toThrow();
  });

  test('is written in the stack of the web ACL where that stands after the load balancer\'s', () => {
    const app = testApp();
    const balancers = shopIn(app, 'Balancers');
    const acls = shopIn(app, 'Acls');
    const balancer = balancerIn(balancers.stack);
    const acl = new WebAcl(acls.shop, 'Acl');
    acl.protect('Balancer', balancer.loadBalancerArn);
    mitigate(balancers.shop, ShieldResource.loadBalancer(balancer), acl);
    expect(() => app.synth()).toThrow(
      /the stack of 'Balancers\/ShopBalancers\/Shield' is not valid: got 'Balancers', which is deployed before 'Acls' .*write the protection in the stack of the web ACL/);
  });

  test('follows the web ACL, in its stack or in a third one', () => {
    const app = testApp();
    const [first, second, acls, third] = ['First', 'Second', 'Acls', 'Third'].map((id) => shopIn(app, id));
    const acl = new WebAcl(acls.shop, 'Acl');
    for (const [{ stack }, { shop }] of [[first, acls], [second, third]]) {
      const balancer = balancerIn(stack);
      acl.protect(stack.node.id, balancer.loadBalancerArn);
      mitigate(shop, ShieldResource.loadBalancer(balancer), acl);
    }
    expect(() => app.synth()).not.toThrow();
    expect(third.stack.dependencies).toContain(acls.stack);
  });
});

describe('automatic mitigation of a distribution', () => {
  const global = (shop: Domain) => new WebAcl(shop, 'Acl', { aclScope: WebAclScope.CLOUDFRONT });

  test('needs the web ACL before it', () => {
    const app = testApp();
    const { stack, shop } = shopIn(app, 'One');
    mitigate(shop, ShieldResource.distribution(siteIn(stack)), global(shop));
    expect(() => app.synth()).toThrow(/got 'One\/ShopOne\/Acl', while the resource has none; .*pass its `webAclArn` to the distribution as `webAclId`/);
  });

  test.each<[string, (shop: Domain) => [held: string, chosen: IWebAcl]]>([
    ['two of the app', (shop) => [new WebAcl(shop, 'Other', { aclScope: WebAclScope.CLOUDFRONT }).webAclArn, global(shop)]],
    ['one that exists and one of the app', (shop) => [`${GLOBAL_ACL}a`, global(shop)]],
    ['two that exist', (shop) => [`${GLOBAL_ACL}a`, WebAcl.fromWebAclArn(shop, 'Acl', `${GLOBAL_ACL}b`)]],
  ])('takes no other: %s', (_, both) => {
    const app = testApp();
    const { stack, shop } = shopIn(app, 'One');
    const [held, chosen] = both(shop);
    mitigate(shop, ShieldResource.distribution(siteIn(stack, held)), chosen);
    expect(() => app.synth()).toThrow(/got 'One\/ShopOne\/Acl', while the resource has '.*'; allowed: the web ACL that the resource has; pass that one/);
  });

  test.each(['us-east-1', 'ap-northeast-2'])('takes its own, of its stack and of another one, in %s', (region) => {
    const app = testApp();
    const [one, other] = ['One', 'Other'].map((id) => shopIn(app, id, region));
    const acl = global(one.shop);
    for (const { stack, shop } of [one, other]) { mitigate(shop, ShieldResource.distribution(siteIn(stack, acl.webAclArn)), acl); }
    expect(() => app.synth()).not.toThrow();
  });

  test('takes one that is attached later', () => {
    const app = testApp();
    const { stack, shop } = shopIn(app, 'One');
    const [site, acl] = [siteIn(stack), global(shop)];
    mitigate(shop, ShieldResource.distribution(site), acl);
    site.attachWebAclId(acl.webAclArn);
    expect(() => app.synth()).not.toThrow();
  });

  test('passes where it exists already', () => {
    const app = testApp();
    const { stack, shop } = shopIn(app, 'One');
    const site = cloudfront.Distribution.fromDistributionAttributes(stack, 'Site', { distributionId: 'E1', domainName: 'd1.cloudfront.net' });
    mitigate(shop, ShieldResource.distribution(site), global(shop));
    expect(() => app.synth()).not.toThrow();
  });
});
