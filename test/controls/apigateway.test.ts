import { type Stack, aws_certificatemanager as acm, aws_apigateway as apigateway, aws_apigatewayv2 as v2, aws_ec2 as ec2, aws_iam as iam, aws_logs as logs, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { accessLogs } from '../../src/controls/apigateway/access-logs';
import { authorization } from '../../src/controls/apigateway/authorization';
import { cacheEncryption } from '../../src/controls/apigateway/cache-encryption';
import { clientCertificate } from '../../src/controls/apigateway/client-certificate';
import { executionLogs } from '../../src/controls/apigateway/execution-logs';
import { noDataTrace } from '../../src/controls/apigateway/no-data-trace';
import { privateApiPolicy } from '../../src/controls/apigateway/private-api-policy';
import { privateIntegrationTls } from '../../src/controls/apigateway/private-integration-tls';
import { requestValidation } from '../../src/controls/apigateway/request-validation';
import { tlsPolicy } from '../../src/controls/apigateway/tls-policy';
import { tracing } from '../../src/controls/apigateway/tracing';
import { webAcl } from '../../src/controls/apigateway/web-acl';

const ACL = 'arn:aws:wafv2:ap-northeast-2:111122223333:regional/webacl/a/1';
const CERTIFICATE = 'arn:aws:acm:ap-northeast-2:111122223333:certificate/1';
const domainName = (stack: Stack, securityPolicy: apigateway.SecurityPolicy) => new apigateway.DomainName(stack, 'Name', {
  domainName: 'api.example.com', certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE), securityPolicy,
});
const rest = (stack: Stack, deployOptions: apigateway.StageOptions = {}, props: apigateway.RestApiProps = {}) => {
  const api = new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false, deployOptions, ...props });
  api.root.addMethod('GET', new apigateway.HttpIntegration('https://backend.example'), { authorizationType: apigateway.AuthorizationType.IAM });
  return api;
};
const stageOf = (api: apigateway.RestApi) => api.deploymentStage.node.defaultChild as apigateway.CfnStage;
const methodOf = (api: apigateway.RestApi) => api.root.node.findChild('GET').node.defaultChild as apigateway.CfnMethod;
const bare = (stack: Stack, props: Partial<apigateway.CfnStageProps> = {}) => new apigateway.CfnStage(stack, 'Stage', { restApiId: 'a1b2c3d4e5', stageName: 'prod', ...props });
const method = (stack: Stack, props: Partial<apigateway.CfnMethodProps> = {}) =>
  new apigateway.CfnMethod(stack, 'Method', { restApiId: 'a1b2c3d4e5', resourceId: 'abc', httpMethod: 'GET', ...props });
const stage = (properties: Record<string, unknown> = {}) => ({ Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: 'a1b2c3d4e5', StageName: 'prod', ...properties } } });
const setting = (properties: Record<string, unknown>) => stage({ MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', ...properties }] });
const forAll = (properties: Partial<apigateway.CfnStage.MethodSettingProperty>) => ({ methodSettings: [{ httpMethod: '*', resourcePath: '/*', ...properties }] });
const declaredMethod = (properties: Record<string, unknown>) =>
  ({ Method: { Type: 'AWS::ApiGateway::Method', Properties: { RestApiId: 'a', ResourceId: 'b', HttpMethod: 'GET', ...properties } } });
const { INFO, OFF } = apigateway.MethodLoggingLevel;
const socket = (properties: Record<string, unknown>) => ({
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'chat', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' } },
  Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: 'prod', ...properties } },
});
const endpoint = (stack: Stack) => ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: 'vpce-0123456789abcdef0', port: 443 });
const privateApi = (stack: Stack, policy?: iam.PolicyDocument) =>
  rest(stack, {}, { endpointConfiguration: { types: [apigateway.EndpointType.PRIVATE], vpcEndpoints: [endpoint(stack)] }, policy });
const allow = (conditions?: Record<string, Record<string, unknown>>) =>
  new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'], conditions });
const DENY_OTHERS = new iam.PolicyStatement({
  effect: iam.Effect.DENY,
  principals: [new iam.AnyPrincipal()],
  actions: ['execute-api:Invoke'],
  resources: ['execute-api:/*'],
  conditions: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } },
});
const associate = (stack: Stack, resourceArn: string) => new wafv2.CfnWebACLAssociation(stack, 'Association', { webAclArn: ACL, resourceArn });

testControls(
  {
    control: executionLogs,
    l2: { passes: (stack) => rest(stack, { loggingLevel: INFO }), fails: (stack) => rest(stack) },
    l1: { passes: (stack) => bare(stack, forAll({ loggingLevel: 'ERROR' })), fails: (stack) => bare(stack, forAll({ loggingLevel: 'OFF' })) },
    override: {
      passes: (stack) => stageOf(rest(stack)).addPropertyOverride('MethodSettings', [{ HttpMethod: '*', ResourcePath: '/*', LoggingLevel: 'INFO' }]),
      fails: (stack) => stageOf(rest(stack, { loggingLevel: INFO })).addPropertyOverride('MethodSettings.0.LoggingLevel', 'OFF'),
    },
    template: { passes: socket({ DefaultRouteSettings: { LoggingLevel: 'ERROR' } }), fails: socket({}) },
  },
  {
    control: noDataTrace,
    l2: { passes: (stack) => rest(stack, { loggingLevel: INFO }), fails: (stack) => rest(stack, { dataTraceEnabled: true, loggingLevel: INFO }) },
    l1: { passes: (stack) => bare(stack), fails: (stack) => bare(stack, forAll({ dataTraceEnabled: true })) },
    override: {
      passes: (stack) => stageOf(rest(stack, { dataTraceEnabled: true })).addPropertyOverride('MethodSettings.0.DataTraceEnabled', false),
      fails: (stack) => stageOf(rest(stack, { loggingLevel: OFF })).addPropertyOverride('MethodSettings', [{ HttpMethod: 'GET', ResourcePath: '/pay', DataTraceEnabled: 'true' }]),
    },
    template: { passes: socket({}), fails: socket({ DefaultRouteSettings: { DataTraceEnabled: true } }) },
  },
  {
    control: clientCertificate,
    l2: { passes: (stack) => rest(stack, { clientCertificateId: 'abc123' }), fails: (stack) => rest(stack) },
    l1: {
      passes: (stack) => bare(stack, { clientCertificateId: new apigateway.CfnClientCertificate(stack, 'Certificate').ref }),
      fails: (stack) => {
        const { ref } = new apigateway.CfnRestApi(stack, 'Api', { name: 'shop' });
        method(stack, { restApiId: ref, integration: { type: 'HTTP_PROXY', uri: 'https://backend.example' } });
        bare(stack, { restApiId: ref });
      },
    },
    override: {
      passes: (stack) => stageOf(rest(stack)).addPropertyOverride('ClientCertificateId', 'abc123'),
      fails: (stack) => stageOf(rest(stack, { clientCertificateId: 'abc123' })).addPropertyDeletionOverride('ClientCertificateId'),
    },
    template: {
      passes: stage({ ClientCertificateId: 'abc123' }),
      fails: { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } }, ...declaredMethod({ RestApiId: { Ref: 'Api' }, Integration: { Type: 'HTTP' } }), ...stage({ RestApiId: { Ref: 'Api' } }) },
    },
  },
  {
    control: tracing,
    l2: { passes: (stack) => rest(stack, { tracingEnabled: true }), fails: (stack) => rest(stack) },
    l1: { passes: (stack) => bare(stack, { tracingEnabled: true }), fails: (stack) => bare(stack) },
    override: {
      passes: (stack) => stageOf(rest(stack)).addPropertyOverride('TracingEnabled', 'true'),
      fails: (stack) => stageOf(rest(stack, { tracingEnabled: true })).addPropertyOverride('TracingEnabled', false),
    },
    template: { passes: stage({ TracingEnabled: true }), fails: stage() },
  },
  {
    control: webAcl,
    l2: { passes: (stack) => associate(stack, rest(stack).deploymentStage.stageArn), fails: (stack) => rest(stack) },
    l1: {
      passes: (stack) => { bare(stack); associate(stack, 'arn:aws:apigateway:ap-northeast-2::/restapis/a1b2c3d4e5/stages/prod'); },
      fails: (stack) => { bare(stack); associate(stack, 'arn:aws:apigateway:ap-northeast-2::/restapis/a1b2c3d4e5/stages/test'); },
    },
    override: {
      passes: (stack) => (rest(stack).node.defaultChild as apigateway.CfnRestApi).addPropertyOverride('EndpointConfiguration', { Types: ['PRIVATE'] }),
      fails: (stack) => (privateApi(stack, new iam.PolicyDocument({ statements: [allow()] })).node.defaultChild as apigateway.CfnRestApi).addPropertyOverride('EndpointConfiguration', { Types: ['REGIONAL'] }),
    },
    template: {
      passes: { ...stage(), Association: { Type: 'AWS::WAFv2::WebACLAssociation', Properties: { WebACLArn: ACL, ResourceArn: { 'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}::/restapis/a/stages/${Stage}' } } } },
      fails: stage(),
    },
  },
  {
    control: cacheEncryption,
    l2: {
      passes: (stack) => rest(stack, { cacheClusterEnabled: true, cacheDataEncrypted: true, cachingEnabled: true }),
      fails: (stack) => rest(stack, { cacheClusterEnabled: true, cachingEnabled: true }),
    },
    l1: { passes: (stack) => bare(stack), fails: (stack) => bare(stack, { cacheClusterEnabled: true }) },
    override: {
      passes: (stack) => stageOf(rest(stack, { cacheClusterEnabled: true, cachingEnabled: true })).addPropertyOverride('MethodSettings.0.CacheDataEncrypted', true),
      fails: (stack) => stageOf(rest(stack, { loggingLevel: INFO })).addPropertyOverride('CacheClusterEnabled', true),
    },
    template: {
      passes: stage({ CacheClusterEnabled: true, MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', CachingEnabled: false }] }),
      fails: stage({ CacheClusterEnabled: 'true', MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', CachingEnabled: true, CacheDataEncrypted: false }] }),
    },
  },
  {
    control: accessLogs,
    l2: {
      passes: (stack) => rest(stack, { accessLogDestination: new apigateway.LogGroupLogDestination(new logs.LogGroup(stack, 'Logs')) }),
      fails: (stack) => rest(stack),
    },
    l1: {
      passes: (stack) => bare(stack, { accessLogSetting: { destinationArn: 'arn:aws:logs:ap-northeast-2:111122223333:log-group:a' } }),
      fails: (stack) => new v2.CfnStage(stack, 'Stage', { apiId: 'a', stageName: 'prod' }),
    },
    override: {
      passes: (stack) => stageOf(rest(stack)).addPropertyOverride('AccessLogSetting', { DestinationArn: 'arn:aws:logs:ap-northeast-2:111122223333:log-group:a' }),
      fails: (stack) => stageOf(rest(stack)).addPropertyOverride('AccessLogSetting', { Format: '$context.requestId' }),
    },
    template: { passes: socket({ AccessLogSettings: { DestinationArn: { 'Fn::GetAtt': ['Api', 'ApiId'] } } }), fails: socket({}) },
  },
  {
    control: authorization,
    l2: { passes: (stack) => rest(stack), fails: (stack) => rest(stack).root.addResource('open').addMethod('GET') },
    l1: { passes: (stack) => method(stack, { authorizationType: 'CUSTOM' }), fails: (stack) => new v2.CfnRoute(stack, 'Route', { apiId: 'a', routeKey: 'GET /' }) },
    override: {
      passes: (stack) => methodOf(rest(stack)).addPropertyOverride('AuthorizationType', 'COGNITO_USER_POOLS'),
      fails: (stack) => methodOf(rest(stack)).addPropertyOverride('AuthorizationType', 'NONE'),
    },
    template: { passes: declaredMethod({ HttpMethod: 'OPTIONS', AuthorizationType: 'NONE' }), fails: declaredMethod({}) },
  },
  {
    control: requestValidation,
    l2: {
      passes: (stack) => (rest(stack).root.node.findChild('GET').node.defaultChild as apigateway.CfnMethod).addPropertyOverride('RequestValidatorId', 'v1'),
      fails: (stack) => rest(stack),
    },
    l1: { passes: (stack) => method(stack, { requestValidatorId: 'v1' }), fails: (stack) => method(stack) },
    override: {
      passes: (stack) => methodOf(rest(stack)).addPropertyOverride('RequestValidatorId', 'v1'),
      fails: (stack) => methodOf(rest(stack)).addPropertyOverride('RequestValidatorId', ''),
    },
    template: { passes: declaredMethod({ RequestValidatorId: 'v1' }), fails: declaredMethod({}) },
  },
  {
    control: privateIntegrationTls,
    l2: {
      passes: (stack) => new v2.HttpIntegration(stack, 'Integration', {
        httpApi: new v2.HttpApi(stack, 'Api'), integrationType: v2.HttpIntegrationType.HTTP_PROXY, integrationUri: 'https://backend.example',
      }),
      fails: (stack) => new v2.HttpIntegration(stack, 'Integration', {
        httpApi: new v2.HttpApi(stack, 'Api'), integrationType: v2.HttpIntegrationType.HTTP_PROXY, integrationUri: 'arn:a', connectionType: v2.HttpConnectionType.VPC_LINK, connectionId: 'l',
      }),
    },
    l1: {
      passes: (stack) => new v2.CfnIntegration(stack, 'Integration', { apiId: 'a', integrationType: 'HTTP_PROXY', connectionType: 'VPC_LINK', tlsConfig: { serverNameToVerify: 'backend.example' } }),
      fails: (stack) => new v2.CfnIntegration(stack, 'Integration', { apiId: 'a', integrationType: 'HTTP_PROXY', connectionType: 'VPC_LINK' }),
    },
    override: {
      passes: (stack) => new v2.CfnIntegration(stack, 'Integration', { apiId: 'a', integrationType: 'HTTP_PROXY', connectionType: 'VPC_LINK' })
        .addPropertyOverride('TlsConfig', { ServerNameToVerify: 'backend.example' }),
      fails: (stack) => new v2.CfnIntegration(stack, 'Integration', { apiId: 'a', integrationType: 'HTTP_PROXY' }).addPropertyOverride('ConnectionType', 'VPC_LINK'),
    },
    template: {
      passes: { Integration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: 'a', IntegrationType: 'AWS_PROXY' } } },
      fails: { Integration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: 'a', IntegrationType: 'HTTP_PROXY', ConnectionType: 'VPC_LINK' } } },
    },
  },
  {
    control: tlsPolicy,
    l2: {
      passes: (stack) => domainName(stack, apigateway.SecurityPolicy.TLS_1_2),
      fails: (stack) => domainName(stack, apigateway.SecurityPolicy.TLS_1_0),
    },
    l1: {
      passes: (stack) => new apigateway.CfnDomainName(stack, 'Name', { securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09' }),
      fails: (stack) => new v2.CfnDomainName(stack, 'Name', { domainName: 'api.example.com', domainNameConfigurations: [{ securityPolicy: 'TLS_1_0' }] }),
    },
    override: {
      passes: (stack) => new apigateway.CfnDomainName(stack, 'Name', {}).addPropertyOverride('SecurityPolicy', 'SecurityPolicy_TLS13_1_2_PQ_2025_09'),
      fails: (stack) => new apigateway.CfnDomainName(stack, 'Name', { securityPolicy: 'TLS_1_2' }).addPropertyDeletionOverride('SecurityPolicy'),
    },
    template: {
      passes: { Name: { Type: 'AWS::ApiGatewayV2::DomainName', Properties: { DomainName: 'api.example.com', DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_2' }] } } },
      fails: { Name: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'api.example.com', SecurityPolicy: 'SecurityPolicy_TLS12_2018_EDGE' } } },
    },
  },
  {
    control: privateApiPolicy,
    l2: {
      passes: (stack) => privateApi(stack, new iam.PolicyDocument({ statements: [allow(), DENY_OTHERS] })),
      fails: (stack) => privateApi(stack, new iam.PolicyDocument({ statements: [allow()] })),
    },
    l1: {
      passes: (stack) => new apigateway.CfnRestApi(stack, 'Api', { endpointConfiguration: { types: ['PRIVATE'] }, policy: { Statement: [{ Effect: 'Allow', Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }] } }),
      fails: (stack) => new apigateway.CfnRestApi(stack, 'Api', { endpointConfiguration: { types: ['PRIVATE'] } }),
    },
    override: {
      passes: (stack) => (rest(stack).node.defaultChild as apigateway.CfnRestApi).addPropertyOverride('EndpointConfiguration', { Types: ['EDGE'] }),
      fails: (stack) => (privateApi(stack, new iam.PolicyDocument({ statements: [allow(), DENY_OTHERS] })).node.defaultChild as apigateway.CfnRestApi).addPropertyDeletionOverride('Policy'),
    },
    template: {
      passes: { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop', EndpointConfiguration: { Types: ['REGIONAL'] } } } },
      fails: { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop', EndpointConfiguration: { Types: ['PRIVATE'] }, Policy: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' }] } } } },
    },
  },
);

test('levels of single methods say nothing of the others', () => {
  expect(statusOf(executionLogs, stage({ MethodSettings: [{ HttpMethod: 'GET', ResourcePath: '/', LoggingLevel: 'OFF' }] }), 'Stage')).toBe('unknown');
});

test.each([
  ['settings of a parameter', executionLogs, stage({ MethodSettings: { Ref: 'P' } }), 'Stage'],
  ['a level of a parameter', executionLogs, setting({ LoggingLevel: { Ref: 'P' } }), 'Stage'],
  ['a trace of a parameter', noDataTrace, setting({ DataTraceEnabled: { Ref: 'P' } }), 'Stage'],
  ['a cluster of a parameter', cacheEncryption, stage({ CacheClusterEnabled: { Ref: 'P' } }), 'Stage'],
  ['a stage of an API of another template, which may call backends by HTTP', clientCertificate, stage(), 'Stage'],
  ['TLS of a macro', privateIntegrationTls, { Integration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ConnectionType: 'VPC_LINK', TlsConfig: { 'Fn::Transform': {} } } } }, 'Integration'],
  ['an authorizer of a parameter', authorization, declaredMethod({ AuthorizationType: { Ref: 'P' } }), 'Method'],
  ['a policy of a parameter', privateApiPolicy, { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { EndpointConfiguration: { Types: ['PRIVATE'] }, Policy: { Ref: 'P' } } } }, 'Api'],
])('%s is unknown', (_name, control, resources, id) => { expect(statusOf(control, resources, id)).toBe('unknown'); });

test('an API of functions shows no certificate', () => {
  const resources = {
    Api: { Type: 'AWS::ApiGateway::RestApi' }, ...declaredMethod({ RestApiId: { Ref: 'Api' }, Integration: { Type: 'AWS_PROXY' } }), ...stage({ RestApiId: { Ref: 'Api' } }),
  };
  expect(statusOf(clientCertificate, resources, 'Stage')).toBe('notApplicable');
});

test('HTTP APIs have no execution logs', () => {
  const { Api, Stage } = socket({});
  expect(statusOf(executionLogs, { Api: { ...Api, Properties: { ProtocolType: 'HTTP' } as never }, Stage }, 'Stage')).toBe('notApplicable');
});

describe('settings of methods', () => {
  const EVERY = { HttpMethod: '*', ResourcePath: '/*' };
  const ONE = { HttpMethod: 'GET', ResourcePath: '/pay' };
  const perhaps = (item: unknown) => ({ 'Fn::If': ['C', item, { Ref: 'AWS::NoValue' }] });
  const unreadable = { 'Fn::Transform': {} };
  const of = (control: typeof executionLogs, ...settings: unknown[]) => statusOf(control, stage({ CacheClusterEnabled: true, MethodSettings: settings }), 'Stage');

  test.each([[executionLogs, { LoggingLevel: 'ERROR' }], [cacheEncryption, { CacheDataEncrypted: true }]])('$id: that hold for one method, or perhaps, say nothing of the others', (control, good) => {
    expect(of(control, { ...ONE, ...good })).toBe('unknown');
    expect(of(control, perhaps({ ...EVERY, ...good }))).toBe('unknown');
    expect(of(control, { ...EVERY, ...good }, unreadable)).toBe('unknown');
    expect(of(control, { ...EVERY, ...good }, { ...ONE, ...good })).toBe('compliant');
    expect(of(control)).toBe('violated');
  });
  test('of one method that are wrong are not mended by those of all', () => {
    expect(of(noDataTrace, { ...EVERY, DataTraceEnabled: false }, { ...ONE, DataTraceEnabled: true })).toBe('violated');
    expect(of(cacheEncryption, { ...EVERY, CacheDataEncrypted: true }, { ...ONE, CacheDataEncrypted: false })).toBe('violated');
  });
  test('that nobody can read may trace', () => { expect(of(noDataTrace, { ...EVERY, DataTraceEnabled: false }, unreadable)).toBe('unknown'); });
  test('that a condition may add may trace', () => { expect(of(noDataTrace, perhaps({ ...ONE, DataTraceEnabled: true }))).toBe('unknown'); });
});

describe('settings of single routes', () => {
  const of = (control: typeof executionLogs, RouteSettings: unknown) =>
    statusOf(control, socket({ DefaultRouteSettings: { LoggingLevel: 'ERROR', DataTraceEnabled: false }, RouteSettings }), 'Stage');
  test('must hold like those of all', () => {
    expect(of(executionLogs, { $connect: { LoggingLevel: 'OFF' } })).toBe('violated');
    expect(of(executionLogs, { $connect: { LoggingLevel: 'INFO' } })).toBe('compliant');
    expect(of(noDataTrace, { pay: { DataTraceEnabled: true } })).toBe('violated');
    expect(of(noDataTrace, { pay: { LoggingLevel: 'INFO' } })).toBe('compliant');
  });
  test('may be a parameter\'s', () => { expect([executionLogs, noDataTrace].map((control) => of(control, { Ref: 'P' }))).toEqual(['unknown', 'unknown']); });
});

describe('routes of a WebSocket API', () => {
  const route = (RouteKey: unknown, ProtocolType?: string) => statusOf(authorization, {
    ...(ProtocolType === undefined ? {} : { Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType } } }),
    Route: { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId: { Ref: 'Api' }, RouteKey } },
  }, 'Route');
  test('ask who calls when a connection is made', () => { expect(route('$connect', 'WEBSOCKET')).toBe('violated'); });
  test.each(['$disconnect', '$default', 'pay'])('can\'t ask again by %s', (key) => { expect(route(key, 'WEBSOCKET')).toBe('notApplicable'); });
  test('are not those of an HTTP API', () => { expect([route('$default', 'HTTP'), route('GET /', 'HTTP')]).toEqual(['violated', 'violated']); });
  test('may be those of an API of another template', () => { expect(route('$default')).toBe('unknown'); });
});

test('methods of an API that is imported are unknown', () => {
  const declaredApi = (properties: Record<string, unknown>) => ({ Api: { Type: 'AWS::ApiGateway::RestApi', Properties: properties } });
  for (const properties of [{ Body: { openapi: '3.0.1' } }, { BodyS3Location: { Bucket: 'b', Key: 'k' } }]) {
    expect([authorization, requestValidation].map((control) => statusOf(control, declaredApi(properties), 'Api'))).toEqual(['unknown', 'unknown']);
  }
  expect([authorization, requestValidation].map((control) => statusOf(control, declaredApi({}), 'Api'))).toEqual(['notApplicable', 'notApplicable']);
});
