import { type Assembly, synthesize } from './assembly';

const openFindings = ({ reports }: Assembly): string[] => reports.flatMap(({ pluginName, violations = [] }) => violations.map(({ ruleName }) => `${pluginName} ${ruleName}`));

describe('the web application with Shield Advanced', () => {
  let assembly: Assembly;
  const ofType = (type: string) => assembly.resources.filter(({ Type }) => Type === type);
  beforeAll(() => { assembly = synthesize('web-application', { shield: 'true' }); }, 120_000);

  test('passes all packs and proves its claims', () => { expect(openFindings(assembly)).toEqual([]); });

  test('has the distribution and the zone protected, the response team called by health, and mitigation that counts first', () => {
    expect(ofType('AWS::Shield::Protection')).toHaveLength(2);
    expect(ofType('AWS::Shield::ProactiveEngagement')).toHaveLength(1);
    expect(ofType('AWS::Shield::Protection').map(({ Properties }) => Properties?.ApplicationLayerAutomaticResponseConfiguration))
      .toContainEqual({ Status: 'ENABLED', Action: { Count: {} } });
  });

  test('rings when Shield Advanced sees an attack on the distribution or the zone', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').filter(({ Properties }) => Properties?.MetricName === 'DDoSDetected');
    expect(alarms.map(({ Properties }) => /:(distribution|hostedzone)\//.exec(JSON.stringify(Properties?.Dimensions))?.[1]).sort()).toEqual(['distribution', 'hostedzone']);
  });

  test('asks the load balancer by the host that its rule is for', () => {
    interface Origin { readonly DomainName: string; readonly VpcOriginConfig?: object }
    interface Site { readonly DistributionConfig: { readonly Origins: readonly Origin[] } }
    interface Rule { readonly Conditions: readonly [{ readonly HostHeaderConfig: { readonly Values: readonly string[] } }] }
    const [site] = ofType('AWS::CloudFront::Distribution').map(({ Properties }) => Properties as unknown as Site);
    const [rule, ...others] = ofType('AWS::ElasticLoadBalancingV2::ListenerRule').map(({ Properties }) => Properties as unknown as Rule);
    const names = site.DistributionConfig.Origins.filter(({ VpcOriginConfig }) => VpcOriginConfig).map(({ DomainName }) => DomainName);
    expect([names, others]).toEqual([[rule.Conditions[0].HostHeaderConfig.Values[0]], []]);
  });

  test.each([
    'AWS/DDoSProtection', 'AWS/Route53', 'AWS/CloudFront', 'AWS/WAFV2', 'AWS/ApplicationELB', 'AWS/ECS', 'AWS/ApiGateway', 'CdkGold/Edge', 'AWS/Lambda',
  ])('shows %s on its dashboard', (namespace) => {
    expect(JSON.stringify(ofType('AWS::CloudWatch::Dashboard'))).toContain(namespace);
  });
});
