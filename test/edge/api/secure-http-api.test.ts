import { Stack, aws_apigatewayv2 as apigatewayv2, aws_apigatewayv2_authorizers as authorizers, aws_apigatewayv2_integrations as integrations, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { GoldChecks } from '../../../src/checks';
import { Domain } from '../../../src/core';
import { ApiEndpoint, SecureHttpApi, type SecureHttpApiProps } from '../../../src/edge/api';
import { WebAcl } from '../../../src/edge/waf';
import { findingsOf, testApp } from '../../checks/synth';
import { resourceOf, resourcesOf, testStack } from '../../checks/template';

const backend = () => new integrations.HttpUrlIntegration('Backend', 'https://backend.example.com');

function build(props: (stack: Stack) => SecureHttpApiProps = () => ({}), app = testApp()): { stack: Stack; api: SecureHttpApi } {
  const stack = testStack(app);
  const api = new SecureHttpApi(new Domain(stack, 'Orders'), 'Api', props(stack));
  api.addRoutes({ path: '/orders', methods: [apigatewayv2.HttpMethod.GET], integration: backend() });
  return { stack, api };
}

const stageOf = (stack: Stack) => resourceOf(stack, 'AWS::ApiGatewayV2::Stage').Properties as { AccessLogSettings: { DestinationArn: unknown; Format: string } };

describe('an HTTP API', () => {
  test('asks callers of each route for an identity of IAM', () => {
    expect(resourceOf(build().stack, 'AWS::ApiGatewayV2::Route').Properties).toMatchObject({ RouteKey: 'GET /orders', AuthorizationType: 'AWS_IAM' });
  });

  test('takes another authorizer for all its routes', () => {
    const { stack } = build(() => ({ authorizer: new authorizers.HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', { jwtAudience: ['orders'] }) }));
    expect(resourceOf(stack, 'AWS::ApiGatewayV2::Route').Properties).toMatchObject({ AuthorizationType: 'JWT' });
  });

  test('throttles all routes, and one by itself', () => {
    const { stack } = build(() => ({ routeThrottles: { 'GET /orders': { rateLimit: 5, burstLimit: 10 } } }));
    expect(stageOf(stack)).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200, DetailedMetricsEnabled: true },
      RouteSettings: { 'GET /orders': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10, DetailedMetricsEnabled: true } },
    });
  });

  test('limits a route after it is there, as the deployment would stop otherwise', () => {
    const { stack, api } = build(() => ({ routeThrottles: { 'GET /orders': { rateLimit: 5, burstLimit: 10 } } }));
    api.addRoutes({ path: '/items', methods: [apigatewayv2.HttpMethod.GET], integration: backend() });
    const waits = (resourceOf(stack, 'AWS::ApiGatewayV2::Stage') as { DependsOn?: string[] }).DependsOn;
    expect(waits).toEqual(Object.entries(resourcesOf(stack, 'AWS::ApiGatewayV2::Route')).filter(([, { Properties }]) => Properties.RouteKey === 'GET /orders').map(([id]) => id));
  });

  test('limits no route that it does not have, or that is of a stack which waits for its own', () => {
    const limits = { 'GET /order': { rateLimit: 5, burstLimit: 10 }, 'GET /far': { rateLimit: 5, burstLimit: 10 } };
    const { stack, api } = build(() => ({ routeThrottles: limits }));
    const view = apigatewayv2.HttpApi.fromHttpApiAttributes(new Stack(stack.node.root, 'Far', { env: { region: stack.region } }), 'View', { httpApiId: api.apiId });
    new apigatewayv2.HttpRoute(view, 'Route', {
      httpApi: view, routeKey: apigatewayv2.HttpRouteKey.with('/far', apigatewayv2.HttpMethod.GET), integration: backend(), authorizer: new authorizers.HttpIamAuthorizer(),
    });
    expect(() => resourcesOf(stack)).toThrow(new RegExp([
      'routeThrottles of \'Test/Orders/Api\' is not valid: got GET /order, which is no route of the API; allowed: the key of a route in the API\'s own stack',
      'got GET /far, a route of the stack \'Far\', which waits for this one; .*move the route',
    ].join('[^]*')));
  });

  test('writes its access log, of nothing that is sent, into a log group of the domain', () => {
    const { stack } = build();
    const [logId, logGroup] = Object.entries(resourcesOf(stack, 'AWS::Logs::LogGroup'))[0];
    expect(logGroup.Properties.KmsKeyId).toBeDefined();
    expect(JSON.stringify(stageOf(stack).AccessLogSettings.DestinationArn)).toContain(`:log-group:",{"Ref":"${logId}"}]`);
    const format = JSON.parse(stageOf(stack).AccessLogSettings.Format) as Record<string, string>;
    expect(Object.values(format).filter((value) => !/^\$context\.[\w.]+$/.test(value) || /header|query|\.path$/i.test(value))).toEqual([]);
  });

  test('has no findings of the packs', () => {
    const app = testApp();
    build(undefined, app);
    const packs = [new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app), new PCIDSS321Checks(app)];
    const found = findingsOf(app, new GoldChecks(), ...packs);
    expect(found.filter(({ construct, suppressed }) => construct.includes('Orders/Api') && !suppressed)).toEqual([]);
  });

  test('can be closed at its default name', () => {
    expect(resourceOf(build(() => ({ defaultEndpoint: false })).stack, 'AWS::ApiGatewayV2::Api').Properties).toMatchObject({ DisableExecuteApiEndpoint: true });
  });
});

describe('an HTTP API refuses', () => {
  test.each<[string, (stack: Stack) => SecureHttpApiProps, RegExp]>([
    ['WAF', (stack) => ({ webAcl: new WebAcl(new Domain(stack, 'Waf'), 'WebAcl') }), /webAcl of an HTTP API is not valid.*make a SecureRestApi, or put an edge\.SecureDistribution/],
    ['to be private', (stack) => ({
      endpoint: ApiEndpoint.privateTo(ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'E', { vpcEndpointId: 'vpce-1', port: 443 })),
    }), /only REST APIs are private: make a SecureRestApi/],
    ['to be edge-optimized', () => ({ endpoint: ApiEndpoint.edge() }), /put an edge\.SecureDistribution in front/],
    ['credentials from every origin', () => ({ cors: { allowOrigins: ['*'], allowCredentials: true } }), /CORS is not valid.*name the origins/],
    ['CORS for no origin', () => ({ cors: { allowOrigins: [] } }), /allowOrigins of CORS is not valid: got 'none'.*leave `cors` out/],
    ['a throttle that lets nothing through', () => ({ throttle: { rateLimit: 1, burstLimit: 0 } }), /burstLimit of the stage is not valid: got 0/],
  ])('%s', (_name, props, message) => {
    expect(() => build(props)).toThrow(message);
  });

  test('nothing of a Regional API', () => {
    expect(() => build(() => ({ endpoint: ApiEndpoint.regional(), cors: { allowOrigins: ['*'] } }))).not.toThrow();
  });
});

describe('a route without an authorizer', () => {
  const open = { path: '/health', methods: [apigatewayv2.HttpMethod.GET], authorizer: new apigatewayv2.HttpNoneAuthorizer() };

  test('is an error of synthesis, by its name and with the ways out', () => {
    const { stack, api } = build();
    api.addRoutes({ ...open, integration: backend() });
    expect(() => resourcesOf(stack)).toThrow(/the authorizer of GET \/health is not valid: got NONE.*api\.allowAnonymous\(route, reason\)/);
  });

  test('is found outside the API\'s own scope', () => {
    const { stack, api } = build();
    new apigatewayv2.HttpRoute(stack, 'Route', {
      httpApi: api, routeKey: apigatewayv2.HttpRouteKey.with('/away', apigatewayv2.HttpMethod.GET), integration: backend(), authorizer: open.authorizer,
    });
    expect(() => resourcesOf(stack)).toThrow(/the authorizer of GET \/away/);
  });

  test.each<[string, (api: SecureHttpApi, stack: Stack) => void]>([
    ['by a view of the API', (api, stack) => {
      const httpApi = apigatewayv2.HttpApi.fromHttpApiAttributes(stack, 'View', { httpApiId: api.apiId });
      new apigatewayv2.HttpRoute(stack, 'Route', { httpApi, routeKey: apigatewayv2.HttpRouteKey.with('/away', apigatewayv2.HttpMethod.GET), integration: backend() });
    }],
    ['raw', (api, stack) => { new apigatewayv2.CfnRoute(stack, 'Route', { apiId: api.apiId, routeKey: 'GET /away' }); }],
  ])('is found where it is made %s', (_name, add) => {
    const { stack, api } = build();
    add(api, stack);
    expect(() => resourcesOf(stack)).toThrow(/the authorizer of GET \/away is not valid: got NONE/);
  });

  test('of another API is not this one\'s', () => {
    const { stack } = build();
    new apigatewayv2.HttpApi(stack, 'Other').addRoutes({ ...open, integration: backend() });
    expect(() => resourcesOf(stack)).not.toThrow();
  });

  test('may be called by anybody where somebody says why', () => {
    const { stack, api } = build();
    const [route] = api.addRoutes({ ...open, integration: backend() });
    expect(() => api.allowAnonymous(route, 'why not')).toThrow(/reason why anybody may call/);
    api.allowAnonymous(route, 'a health check that holds no data');
    expect(Object.values(resourcesOf(stack, 'AWS::ApiGatewayV2::Route'))).toHaveLength(2);
  });
});

describe('a second stage, which nothing protects, is an error of synthesis', () => {
  test.each<[string, (api: SecureHttpApi, stack: Stack) => void]>([
    ['added to the API', (api) => { api.addStage('Second', { stageName: 'second' }); }],
    ['made raw', (api, stack) => { new apigatewayv2.CfnStage(stack, 'Second', { apiId: api.apiId, stageName: 'second' }); }],
  ])('%s', (_name, add) => {
    const { stack, api } = build();
    add(api, stack);
    expect(() => resourcesOf(stack)).toThrow(/the stage 'Test\/.*Second.*' is not valid: got a second stage of the API 'Test\/Orders\/Api'.*make another edge\.SecureHttpApi/);
  });
});
