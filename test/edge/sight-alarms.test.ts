import { type App, Duration, Stack, aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, aws_globalaccelerator as globalaccelerator, aws_lambda as lambda, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import * as fc from 'fast-check';
import { World } from './load-balancer/fixture';
import { GoldChecks } from '../../src/checks';
import { Domain } from '../../src/core';
import type { DomainLogGroup } from '../../src/data';
import { EdgeAlarms, EdgeDashboard, type EdgeThresholds, HealthCheck, RuleMode, SecureHttpApi, SecureRestApi, ShieldResource, WebAcl, WebAclRule, WebAclScope } from '../../src/edge';
import { GoldProofs } from '../../src/proofs';
import { type Finding, findingsOf, testApp } from '../checks/synth';
import { resourceOf, resourcesOf, testStack } from '../checks/template';
import { site } from './cloudfront/site';

interface Alarm {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Metrics?: readonly { readonly Expression?: string; readonly MetricStat?: { readonly Metric: Alarm } }[];
  readonly Threshold: number;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
}

const alarmsOf = (stack: Stack): Alarm[] => Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties as unknown as Alarm);
const alarmOf = (stack: Stack, beginning: string): Alarm => resourceOf(stack, 'AWS::CloudWatch::Alarm', beginning).Properties as unknown as Alarm;
const dimensionsOf = ({ Dimensions = [] }: Alarm) => Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));

/** Everything that is watched, from a stack of Seoul. */
class Shop {
  public readonly stack: Stack;
  public readonly alarms: EdgeAlarms;
  public readonly dashboard: EdgeDashboard;
  public readonly webAcl: WebAcl;

  constructor(public readonly app: App = testApp()) {
    this.stack = testStack(app, 'Shop');
    const world = new World(this.stack);
    const { shop } = world;
    this.alarms = new EdgeAlarms(shop, 'Alarms');
    this.dashboard = new EdgeDashboard(shop, 'Dashboard');
    this.alarms.subscribe(new subscriptions.EmailSubscription('operations@example.com'));
    const { distribution, webAcl } = site(shop);
    this.webAcl = webAcl as WebAcl;
    const balancer = world.balancer();
    const service = world.service();
    const targets = balancer.addSecureTargets('Web', { targets: [service], hosts: ['shop.example.com'], priority: 10 });
    const rest = new SecureRestApi(shop, 'Rest');
    const http = new SecureHttpApi(shop, 'Http');
    const logs = rest.node.findChild('AccessLogs') as DomainLogGroup;
    const handler = lambda.Function.fromFunctionName(this.stack, 'Handler', 'list');
    const { alarms, dashboard } = this;
    alarms.watchDistribution('Site', distribution);
    alarms.watchWebAcl('Firewall', webAcl);
    if (balancer.webAcl) { alarms.watchWebAcl('BalancerFirewall', balancer.webAcl); }
    alarms.watchShield('SiteAttack', ShieldResource.distribution(distribution));
    alarms.watchShield('BalancerAttack', ShieldResource.loadBalancer(balancer));
    alarms.watchLoadBalancer('Balancer', balancer, { requests: 100_000, latency: Duration.seconds(1) });
    alarms.watchTargets('Targets', targets);
    alarms.watchRestApi('Rest', rest.deploymentStage);
    if (http.defaultStage) { alarms.watchHttpApi('Http', http.defaultStage); }
    alarms.watchThrottles('Throttles', logs);
    alarms.watchFunction('Handler', handler);
    alarms.watchService('Service', service);
    dashboard.addDistribution('Site', distribution);
    dashboard.addWebAcl('Firewall', webAcl);
    if (balancer.webAcl) { dashboard.addWebAcl('Firewall of the balancer', balancer.webAcl); }
    dashboard.addShield('Attacks', ShieldResource.distribution(distribution));
    dashboard.addLoadBalancer('Balancer', balancer);
    dashboard.addTargets('Targets', targets);
    dashboard.addRestApi('Rest', rest.deploymentStage);
    if (http.defaultStage) { dashboard.addHttpApi('Http', http.defaultStage); }
    dashboard.addThrottles('Throttles', logs);
    dashboard.addFunction('Handler', handler);
    dashboard.addService('Service', service);
    rest.root.addMethod('GET');
  }

  public stackOf(suffix: string): Stack { return this.app.node.findChild(`Shop-us-east-1${suffix}`) as Stack; }
}

describe('the edge of a stack in Seoul', () => {
  let shop: Shop;
  let [stack, before, after]: Stack[] = [];
  let findings: readonly Finding[];
  beforeAll(() => {
    shop = new Shop();
    [stack, before, after] = [shop.stack, shop.stackOf(''), shop.stackOf('-after')];
    const packs = [AwsSolutionsChecks, NIST80053R5Checks, HIPAASecurityChecks, PCIDSS321Checks].map((Pack) => new Pack(shop.app));
    findings = findingsOf(shop.app, new GoldChecks(), new GoldProofs(), ...packs);
  });

  test('raises no finding on alarms, topics, the dashboard and the count of throttles', () => {
    const ours = findings.filter(({ construct, suppressed }) => !suppressed && /\/(Alarms|Dashboard|ThrottledRequests)\b|\.Alarms\b/.test(construct));
    expect(ours).toEqual([]);
  });

  test('has no cycle: the alarms of us-east-1 come after the stack, and their topic before', () => {
    const names = (of: Stack) => of.dependencies.map(({ node }) => node.id).sort();
    expect(names(after)).toEqual(['Shop', 'Shop-us-east-1']);
    expect(names(stack)).toEqual(['Shop-us-east-1']);
    expect(names(before)).toEqual([]);
  });

  test('watches CloudFront in us-east-1, by the id of the distribution from the stack in Seoul', () => {
    const alarm = alarmOf(after, 'ShopAlarmsSiteServerErrors');
    expect(alarm).toMatchObject({
      Namespace: 'AWS/CloudFront',
      MetricName: '5xxErrorRate',
      Threshold: 5,
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 5,
      TreatMissingData: 'notBreaching',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
    expect(dimensionsOf(alarm)).toEqual({
      Region: 'Global', DistributionId: { 'Fn::GetStackOutput': expect.objectContaining({ StackName: 'Shop', Region: 'ap-northeast-2' }) },
    });
  });

  test('watches a web ACL of CloudFront without the dimension Region, and one of a Region with it', () => {
    expect(dimensionsOf(alarmOf(after, 'ShopAlarmsFirewallBlockedRequests'))).toEqual({ Rule: 'ALL', WebACL: shop.webAcl.metricName });
    expect(dimensionsOf(alarmOf(stack, 'ShopAlarmsBalancerFirewallBlockedRequests'))).toEqual({
      Rule: 'ALL', WebACL: expect.any(String), Region: 'ap-northeast-2',
    });
  });

  test('watches an attack on CloudFront in us-east-1, and one on a load balancer in its Region', () => {
    const arn = dimensionsOf(alarmOf(after, 'ShopAlarmsSiteAttack')).ResourceArn;
    expect(JSON.stringify(arn)).toMatch(/:cloudfront::.*:distribution\/.*Fn::GetStackOutput/);
    const alarm = alarmOf(stack, 'ShopAlarmsBalancerAttack');
    expect(alarm).toMatchObject({ Namespace: 'AWS/DDoSProtection', MetricName: 'DDoSDetected', Threshold: 1 });
    expect(dimensionsOf(alarm)).toEqual({ ResourceArn: { Ref: expect.stringMatching(/^ShopLoadBalancer/) } });
  });

  test('tells each alarm to the topic of its own Region, and the same person of both', () => {
    for (const [where, alarms] of [[before, alarmsOf(after)], [stack, alarmsOf(stack)]] as const) {
      const [topic] = Object.keys(resourcesOf(where, 'AWS::SNS::Topic')).filter((id) => /Alarms/.test(id));
      const ours = alarms.filter(({ AlarmDescription }) => /: /.test(AlarmDescription));
      expect(ours.length).toBeGreaterThan(3);
      for (const { AlarmActions } of ours) { expect(JSON.stringify(AlarmActions)).toContain(topic); }
      expect(Object.values(resourcesOf(where, 'AWS::SNS::Subscription')).map(({ Properties }) => Properties.Endpoint)).toEqual(['operations@example.com']);
    }
  });

  test('lets CloudWatch publish to both topics, for this account only', () => {
    for (const where of [before, stack]) {
      const policies = Object.entries(resourcesOf(where, 'AWS::SNS::TopicPolicy')).filter(([id]) => /Alarms/.test(id));
      expect(JSON.stringify(policies)).toContain('"Service":"cloudwatch.amazonaws.com"');
      expect(JSON.stringify(policies)).toContain('aws:SourceAccount');
    }
  });

  test.each([
    ['ShopAlarmsBalancerLatency', 'AWS/ApplicationELB', 'TargetResponseTime', 1],
    ['ShopAlarmsBalancerRequests', 'AWS/ApplicationELB', 'RequestCount', 100_000],
    ['ShopAlarmsBalancerRejectedConnections', 'AWS/ApplicationELB', 'RejectedConnectionCount', 1],
    ['ShopAlarmsTargetsUnhealthyTargets', 'AWS/ApplicationELB', 'UnHealthyHostCount', 1],
    ['ShopAlarmsRestLatency', 'AWS/ApiGateway', 'Latency', 2500],
    ['ShopAlarmsHttpLatency', 'AWS/ApiGateway', 'Latency', 2500],
    ['ShopAlarmsHandlerThrottledRequests', 'AWS/Lambda', 'Throttles', 10],
    ['ShopAlarmsServiceCpu', 'AWS/ECS', 'CPUUtilization', 90],
  ])('%s rings on %s %s from %d', (id, Namespace, MetricName, Threshold) => {
    expect(alarmOf(stack, id)).toMatchObject({ Namespace, MetricName, Threshold });
  });

  test('counts errors of APIs and load balancers in percent of requests, by their own names', () => {
    const parts = (id: string) => {
      const { Metrics = [] } = alarmOf(stack, id);
      return Metrics.flatMap(({ Expression, MetricStat }) => Expression ?? MetricStat?.Metric.MetricName ?? []).sort();
    };
    expect(parts('ShopAlarmsRestServerErrors')).toEqual(['100 * failed / requests', '5XXError', 'Count']);
    expect(parts('ShopAlarmsHttpClientErrors')).toEqual(['100 * refused / requests', '4xx', 'Count']);
    expect(parts('ShopAlarmsBalancerServerErrors')).toEqual(['100 * elb / (FILL(requests, 0) + elb)', 'HTTPCode_ELB_5XX_Count', 'RequestCount']);
    expect(parts('ShopAlarmsBalancerTargetErrors')).toEqual(['100 * target / requests', 'HTTPCode_Target_5XX_Count', 'RequestCount']);
  });

  test('counts throttled requests in the access logs, once for alarm and dashboard', () => {
    const { FilterPattern, MetricTransformations } = resourceOf(stack, 'AWS::Logs::MetricFilter').Properties as {
      FilterPattern: string; MetricTransformations: { MetricName: string; MetricNamespace: string }[];
    };
    expect(FilterPattern).toBe('{ $.status = "429" }');
    const [{ MetricName, MetricNamespace }] = MetricTransformations;
    expect(alarmOf(stack, 'ShopAlarmsThrottles')).toMatchObject({ Namespace: MetricNamespace, MetricName, Threshold: 10 });
  });

  test('shows each thing from the Region of its metrics', () => {
    const widgets = widgetsOf(stack);
    const regionsOf = (namespace: string) => {
      const showing = widgets.filter(({ properties }) => JSON.stringify(properties.metrics ?? []).includes(namespace));
      return [...new Set(showing.map(({ properties }) => properties.region))];
    };
    expect(regionsOf('AWS/CloudFront')).toEqual(['us-east-1']);
    expect(regionsOf('AWS/DDoSProtection')).toEqual(['us-east-1']);
    expect(regionsOf('AWS/WAFV2').sort()).toEqual(['ap-northeast-2', 'us-east-1']);
    for (const namespace of ['AWS/ApplicationELB', 'AWS/ApiGateway', 'AWS/Lambda', 'AWS/ECS', 'CdkGold/Edge']) { expect(regionsOf(namespace)).toEqual(['ap-northeast-2']); }
  });

  test('shows what each rule of a web ACL blocked', () => {
    const [graph] = widgetsOf(stack).filter(({ properties }) => properties.title === 'Blocked by rule' && properties.region === 'us-east-1');
    const rules = (graph.properties.metrics as unknown[][]).map((metric) => metric[metric.indexOf('Rule') + 1]);
    expect(rules).toEqual(shop.webAcl.ruleNames);
  });
});

interface Widget { readonly type: string; readonly properties: { readonly title?: string; readonly region?: string; readonly metrics?: unknown } }

/** The widgets of the dashboard, with what only the deployment knows as a placeholder. */
function widgetsOf(stack: Stack): Widget[] {
  const { DashboardBody } = resourceOf(stack, 'AWS::CloudWatch::Dashboard').Properties as { DashboardBody: { 'Fn::Join': [string, unknown[]] } };
  const body = DashboardBody['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'known-later')).join('');
  return (JSON.parse(body) as { widgets: Widget[] }).widgets;
}

describe('rate-limited requests', () => {
  const limitedOf = (mode: RuleMode): string[] => {
    const stack = testStack();
    const domain = new Domain(stack, 'Shop');
    const acl = new WebAcl(domain, 'Acl', { mode, rules: [WebAclRule.rate('Logins', { limit: 100 })] });
    new EdgeAlarms(domain, 'Alarms').watchWebAcl('Firewall', acl);
    const { Metrics = [] } = alarmOf(stack, 'ShopAlarmsFirewallLimitedRequests');
    return Metrics.flatMap(({ MetricStat }) => (MetricStat ? [`${String(dimensionsOf(MetricStat.Metric).Rule)} ${MetricStat.Metric.MetricName}`] : []));
  };

  test('are those that rules on rates block, of one\'s own and of the baseline', () => {
    expect(limitedOf(RuleMode.ENFORCE).sort()).toEqual(['Logins BlockedRequests', 'RateByAddress BlockedRequests', 'RateByForwardedAddress BlockedRequests']);
  });

  test('are those that rules on rates count, while the web ACL only watches', () => {
    expect(limitedOf(RuleMode.COUNT).sort()).toEqual(['Logins CountedRequests', 'RateByAddress CountedRequests', 'RateByForwardedAddress CountedRequests']);
  });
});

test('in us-east-1 everything lies in one stack, with one topic', () => {
  const app = testApp();
  const stack = new Stack(app, 'Shop', { env: { region: 'us-east-1' } });
  const domain = new Domain(stack, 'Shop');
  const alarms = new EdgeAlarms(domain, 'Alarms');
  alarms.subscribe(new subscriptions.EmailSubscription('operations@example.com'));
  alarms.watchWebAcl('Firewall', new WebAcl(domain, 'Acl', { aclScope: WebAclScope.CLOUDFRONT }));
  expect(alarms.globalTopic).toBe(alarms.topic);
  expect(app.node.children.filter((child) => child instanceof Stack)).toEqual([stack]);
  expect(Object.keys(resourcesOf(stack, 'AWS::SNS::Subscription'))).toHaveLength(1);
});

test('a distribution of CDK\'s own is watched too, and a later one of the library makes no cycle', () => {
  const app = testApp();
  const stack = testStack(app, 'Shop');
  const domain = new Domain(stack, 'Shop');
  const alarms = new EdgeAlarms(domain, 'Alarms');
  alarms.watchDistribution('Own', new cloudfront.Distribution(domain, 'Own', { defaultBehavior: { origin: new origins.HttpOrigin('example.com') } }));
  site(domain);
  expect(() => app.synth()).not.toThrow();
  expect(alarmOf(app.node.findChild('Shop-us-east-1-after') as Stack, 'ShopAlarmsOwnServerErrors').Threshold).toBe(5);
});

test('somebody who subscribes after the alarms were made is told of those in us-east-1 as well', () => {
  const app = testApp();
  const domain = new Domain(testStack(app, 'Shop'), 'Shop');
  const alarms = new EdgeAlarms(domain, 'Alarms');
  expect(alarms.globalTopic).not.toBe(alarms.topic);
  alarms.subscribe(new subscriptions.EmailSubscription('operations@example.com'));
  expect(Object.keys(resourcesOf(app.node.findChild('Shop-us-east-1') as Stack, 'AWS::SNS::Subscription'))).toHaveLength(1);
});

test('a threshold of one thing goes before that of all, and one that is left out changes nothing', () => {
  const threshold = () => fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: undefined });
  fc.assert(fc.property(threshold(), threshold(), (ofAll, ofOne) => {
    const domain = new Domain(testStack(), 'Shop');
    const alarms = new EdgeAlarms(domain, 'Alarms', { thresholds: { blockedRequests: ofAll } });
    alarms.watchWebAcl('Firewall', new WebAcl(domain, 'Acl'), { blockedRequests: ofOne });
    const [alarm] = alarms.alarms.map(({ node }) => node.defaultChild as unknown as { readonly threshold: number });
    expect(alarm.threshold).toBe(ofOne ?? ofAll ?? 1000);
  }), { numRuns: 10 });
});

test.each<[string, EdgeThresholds, RegExp]>([
  ['no requests', { blockedRequests: 0 }, /blockedRequests is not valid: got 0; allowed: whole numbers, 1 or more/],
  ['half a request', { requests: 0.5 }, /requests is not valid: got 0.5/],
  ['0 percent', { serverErrorPercent: 0 }, /serverErrorPercent is not valid: got 0; allowed: above 0, up to 100; pass percent/],
  ['101 percent', { cpuPercent: 101 }, /cpuPercent is not valid: got 101/],
  ['no time', { latency: Duration.millis(0) }, /latency is not valid: got '0 ms'; allowed: 1 millisecond to 15 minutes/],
])('a threshold of %s is refused', (_what, thresholds, message) => {
  const domain = new Domain(testStack(), 'Shop');
  expect(() => new EdgeAlarms(domain, 'Alarms', { thresholds })).toThrow(message);
});

describe('what can\'t be watched is refused:', () => {
  const domainIn = (region?: string, app = testApp()) => new Domain(new Stack(app, `Shop${region ?? ''}`, { env: { region } }), 'Shop');

  test('a web ACL that was made elsewhere', () => {
    const domain = domainIn('ap-northeast-2');
    const acl = WebAcl.fromWebAclArn(domain, 'Acl', 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/shop/1');
    expect(() => new EdgeAlarms(domain, 'Alarms').watchWebAcl('Firewall', acl)).toThrow(/got 'one that was made elsewhere'.*watch it where it is made/);
    expect(() => new EdgeDashboard(domain, 'Dashboard').addWebAcl('Firewall', acl)).toThrow(/watch it where it is made/);
  });

  test('a load balancer of another Region', () => {
    const app = testApp();
    const balancer = new World(testStack(app, 'Seoul')).balancer();
    const alarms = new EdgeAlarms(domainIn('eu-west-1', app), 'Alarms');
    expect(() => alarms.watchLoadBalancer('Balancer', balancer))
      .toThrow(/got 'a load balancer of ap-northeast-2'; allowed: one of eu-west-1; .*make EdgeAlarms in a stack of ap-northeast-2/);
    expect(() => alarms.watchShield('Attack', ShieldResource.loadBalancer(balancer))).toThrow(/make EdgeAlarms in a stack of ap-northeast-2/);
  });

  test('an accelerator that Shield Advanced protects', () => {
    const domain = domainIn('ap-northeast-2');
    const accelerator = ShieldResource.accelerator(new globalaccelerator.Accelerator(domain, 'Address'));
    expect(() => new EdgeAlarms(domain, 'Alarms').watchShield('Attack', accelerator)).toThrow(/got 'an accelerator'.*watch the load balancer behind it/);
  });

  test('what CloudFront serves, from a stack that names no Region', () => {
    const domain = domainIn();
    const distribution = cloudfront.Distribution.fromDistributionAttributes(domain, 'Site', { distributionId: 'E1', domainName: 'd1.cloudfront.net' });
    expect(() => new EdgeAlarms(domain, 'Alarms').watchDistribution('Site', distribution)).toThrow(/pass `env: { region }` to the stack/);
  });
});

test('a dashboard of another Region shows a load balancer from its own', () => {
  const app = testApp();
  const balancer = new World(testStack(app, 'Seoul')).balancer();
  const stack = new Stack(app, 'Dublin', { env: { region: 'eu-west-1' } });
  new EdgeDashboard(new Domain(stack, 'Sight'), 'Dashboard').addLoadBalancer('Balancer', balancer);
  app.synth();
  const { DashboardBody } = resourceOf(stack, 'AWS::CloudWatch::Dashboard').Properties;
  expect(JSON.stringify(DashboardBody)).toMatch(/Fn::GetStackOutput.*LoadBalancerFullName/);
  expect(new Set(widgetsOf(stack).flatMap(({ properties }) => properties.region ?? []))).toEqual(new Set(['ap-northeast-2']));
});

describe('a dashboard shows a health check by its status and its checkers, from us-east-1:', () => {
  const metricsOf = (stack: Stack) => widgetsOf(stack).flatMap(({ properties: { metrics = [], region } }) =>
    (metrics as unknown[][]).map(([namespace, name, dimension]) => [region, namespace, name, dimension]));
  const shown = ['HealthCheckStatus', 'HealthCheckPercentageHealthy'].map((name) => ['us-east-1', 'AWS/Route53', name, 'HealthCheckId']);

  test.each(['ap-northeast-2', 'us-east-1', 'eu-west-1'])('in %s, of a health check of a stack in Seoul', (region) => {
    const app = testApp();
    const { check } = new HealthCheck(new Domain(testStack(app, 'Shop'), 'Shop'), 'Health', { domainName: 'shop.example.com' });
    const stack = new Stack(app, 'Sight', { env: { region } });
    new EdgeDashboard(new Domain(stack, 'Sight'), 'Dashboard').addHealthCheck('Health', check);
    app.synth();
    expect(metricsOf(stack)).toEqual(shown);
    const { DashboardBody } = resourceOf(stack, 'AWS::CloudWatch::Dashboard').Properties;
    expect(JSON.stringify(DashboardBody)).toMatch(/Fn::GetStackOutput.*"Region":"us-east-1".*HealthCheckId/);
  });
});
