import { Stack, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import { World, certificateArnOf } from './fixture';
import type { SecureLoadBalancer } from '../../../src/edge';
import { testApp } from '../../checks/synth';
import { ACCOUNT, REGION, testStack } from '../../checks/template';

/** What synthesis says of a load balancer that something was built around, in a stack of its own. */
const faultsAround = (build: (around: Stack, balancer: SecureLoadBalancer, world: World) => void): string => {
  const app = testApp();
  const world = new World(testStack(app));
  build(new Stack(app, 'Around', { env: { account: ACCOUNT, region: REGION } }), world.balancer(), world);
  try { app.synth(); } catch (error) { return (error as Error).message; }
  return '';
};
const answer = { type: 'fixed-response', fixedResponseConfig: { statusCode: '200' } };
const rule = (scope: Stack, id: string, listenerArn: string, priority: number, actions: object[] = [answer]) =>
  new elbv2.CfnListenerRule(scope, id, { listenerArn, priority, actions: actions as elbv2.CfnListenerRule.ActionProperty[], conditions: [{ field: 'path-pattern', values: ['/a'] }] });

test.each<[name: string, listen: (around: Stack, loadBalancer: SecureLoadBalancer) => unknown]>([
  ['L1', (around, { loadBalancerArn }) => new elbv2.CfnListener(around, 'Plain', { loadBalancerArn, port: 8080, protocol: 'HTTP', defaultActions: [answer] })],
  ['L2', (around, loadBalancer) => new elbv2.ApplicationListener(around, 'Plain', { loadBalancer, port: 8080, protocol: elbv2.ApplicationProtocol.HTTP, defaultAction: elbv2.ListenerAction.fixedResponse(200) })],
  ['L2 of an imported view', (around, { loadBalancerArn, connections: { securityGroups: [{ securityGroupId }] }, vpc }) => elbv2.ApplicationLoadBalancer
    .fromApplicationLoadBalancerAttributes(around, 'View', { loadBalancerArn, securityGroupId, vpc })
    .addListener('Plain', { port: 8080, protocol: elbv2.ApplicationProtocol.HTTP, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(200) })],
])('a listener of HTTP that is made around it, as an %s: at synthesis', (_name, listen) => {
  expect(faultsAround((around, made) => { listen(around, made); })).toMatch(/listener 'Around\/(View\/)?Plain' is not valid: got 'HTTP'; allowed: HTTPS, or a redirect to it; .*`addListener`.*`redirectHttp`/);
});

test('a listener that is made around it with an old TLS policy: at synthesis', () => {
  const listen = (sslPolicy: string) => faultsAround((around, { loadBalancerArn }) => {
    new elbv2.CfnListener(around, 'Old', { loadBalancerArn, port: 9443, protocol: 'HTTPS', sslPolicy, certificates: [{ certificateArn: certificateArnOf(REGION) }], defaultActions: [answer] });
  });
  expect(listen(elbv2.SslPolicy.RECOMMENDED)).toMatch(/listener 'Around\/Old'.*ELBSecurityPolicy-2016-08.*Res-PQ.*`addListener`/);
  expect(listen(elbv2.SslPolicy.TLS13_12_RES_PQ)).toBe('');
});

test('a redirect to HTTPS that is made around it is let be', () => {
  expect(faultsAround((around, { loadBalancerArn }) => {
    new elbv2.CfnListener(around, 'Redirect', { loadBalancerArn, port: 8080, protocol: 'HTTP', defaultActions: [{ type: 'redirect', redirectConfig: { statusCode: 'HTTP_301', protocol: 'HTTPS', port: '443' } }] });
  })).toBe('');
});

test('a rule that serves without TLS, on the listener of the redirect: at synthesis', () => {
  expect(faultsAround((around, { listeners }) => { rule(around, 'Plain', listeners[1].listenerArn, 5); }))
    .toMatch(/rule 'Around\/Plain' of the listener 'Test\/Shop\/LoadBalancer\/Redirect' is not valid: got 'HTTP'.*`addSecureTargets`/);
});

test('a rule with a priority that another of the listener has, whoever made them: at synthesis', () => {
  const message = faultsAround((around, made, world) => {
    made.addSecureTargets('Web', { targets: world.addresses(), hosts: ['shop.example.com'], priority: 10 });
    rule(around, 'Raw', made.httpsListener.listenerArn, 10);
  });
  expect(message).toMatch(/priority of the rule 'Around\/Raw' is not valid: got 10; .*LoadBalancer\/Https' has: 'Test\/Shop\/LoadBalancer\/Https\/WebRuleRule' has it; give each rule its own/);
});

test('one priority on two listeners, or two load balancers, is let be', () => {
  expect(faultsAround((around, made, world) => {
    const other = made.addListener('Other', { port: 9443, protocol: elbv2.ApplicationProtocol.HTTPS, certificates: [world.certificate], defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    const second = world.balancer({}, 'Second');
    [made.httpsListener, other, second.httpsListener].forEach(({ listenerArn }, at) => { rule(around, `Rule${at}`, listenerArn, 10); });
  })).toBe('');
});

test('two load balancers of the same ids in two stacks have nothing to do with each other', () => {
  const app = testApp();
  for (const account of [ACCOUNT, '222222222222']) {
    const stack = new Stack(app, `Of-${account}`, { env: { account, region: REGION } });
    rule(stack, 'Raw', new World(stack).balancer().httpsListener.listenerArn, 10);
  }
  expect(() => app.synth()).not.toThrow();
});

test('targets of HTTP that are made around it, and forwarded to by a rule or a listener: at synthesis', () => {
  const message = faultsAround((around, made, { vpc, certificate }) => {
    const group = (id: string) => new elbv2.ApplicationTargetGroup(around, id, {
      vpc, port: 80, protocol: elbv2.ApplicationProtocol.HTTP, targetType: elbv2.TargetType.IP,
    });
    group('Unrelated');
    rule(around, 'Raw', made.httpsListener.listenerArn, 10, [{ type: 'forward', forwardConfig: { targetGroups: [{ targetGroupArn: group('Ruled').targetGroupArn }] } }]);
    made.addListener('Other', { port: 9443, protocol: elbv2.ApplicationProtocol.HTTPS, certificates: [certificate], defaultTargetGroups: [group('Default')] });
  });
  expect(message).toMatch(/target group 'Around\/Ruled' is not valid: got 'HTTP'; allowed: HTTPS; .*addSecureTargets.*plaintextReason/);
  expect(message).toMatch(/target group 'Around\/Default'/);
  expect(message).not.toMatch(/Unrelated/);
});
