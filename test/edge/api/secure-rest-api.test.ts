import { type App, Duration, type Stack, Token, aws_apigateway as apigateway, aws_ec2 as ec2, aws_lambda as lambda } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { GoldChecks } from '../../../src/checks';
import { DomainFunction } from '../../../src/compute';
import { Domain } from '../../../src/core';
import { ApiEndpoint, ApiGatewayAccount, ApiTlsVersion, SecureRestApi, type SecureRestApiProps } from '../../../src/edge/api';
import { WebAcl, WebAclScope } from '../../../src/edge/waf';
import { EndpointService, IsolatedVpc, PrivateEndpoints } from '../../../src/network';
import { evaluate } from '../../../src/proofs/engine/evaluator';
import { findingsOf, testApp } from '../../checks/synth';
import { ACCOUNT, REGION, deployed, resourceOf, resourcesOf, statementsOf, testStack } from '../../checks/template';

const code = lambda.Code.fromInline('exports.handler = async () => {}');

/** A REST API with a function behind `GET /orders`. */
function build(props: SecureRestApiProps = {}, app: App = testApp()) {
  const stack = testStack(app);
  const platform = new Domain(stack, 'Platform');
  const vpc = new IsolatedVpc(stack, 'Vpc', { domain: platform });
  new ApiGatewayAccount(platform, 'ApiGatewayAccount');
  const orders = new Domain(stack, 'Orders');
  const list = new DomainFunction(orders, 'List', { vpc, handler: 'index.handler', code });
  const api = new SecureRestApi(orders, 'Api', props);
  api.root.addResource('orders').addMethod('GET', new apigateway.LambdaIntegration(list));
  return { app, stack, orders, api, list };
}

/** A REST API with one method that does nothing. */
function bare(props: SecureRestApiProps = {}, method: apigateway.MethodOptions = {}, verb = 'GET'): { stack: Stack; api: SecureRestApi; method: apigateway.Method } {
  const stack = testStack();
  const api = new SecureRestApi(new Domain(stack, 'Orders'), 'Api', props);
  return { stack, api, method: api.root.addMethod(verb, undefined, method) };
}

const stageOf = (stack: Stack) => resourceOf(stack, 'AWS::ApiGateway::Stage').Properties as {
  MethodSettings: Readonly<Record<string, unknown>>[]; AccessLogSetting: { DestinationArn: unknown; Format: string }; ClientCertificateId?: unknown;
};
const idOf = (stack: Stack, type: string, beginning: string) => Object.keys(resourcesOf(stack, type)).find((id) => id.startsWith(beginning));
const methodsOf = (stack: Stack) => Object.values(resourcesOf(stack, 'AWS::ApiGateway::Method')).map(({ Properties }) => Properties);

describe('a REST API', () => {
  let stack: Stack;
  beforeAll(() => { ({ stack } = build({ methodThrottles: { '/orders/GET': { rateLimit: 5, burstLimit: 10 } } })); });

  test('asks callers of each method for an identity of IAM, and validates parameters and body', () => {
    const [validator] = Object.entries(resourcesOf(stack, 'AWS::ApiGateway::RequestValidator'));
    expect(validator[1].Properties).toMatchObject({ ValidateRequestBody: true, ValidateRequestParameters: true });
    expect(methodsOf(stack)).toEqual([expect.objectContaining({ HttpMethod: 'GET', AuthorizationType: 'AWS_IAM', RequestValidatorId: { Ref: validator[0] } })]);
  });

  test('is Regional, and takes TLS 1.2 and 1.3 with forward secrecy and post-quantum key exchange, by its own host only', () => {
    expect(resourceOf(stack, 'AWS::ApiGateway::RestApi').Properties).toMatchObject({
      EndpointConfiguration: { Types: ['REGIONAL'] }, SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', EndpointAccessMode: 'STRICT',
    });
  });

  test('throttles, logs errors, traces no data and measures, on the stage and on each method with a limit of its own', () => {
    const common = { LoggingLevel: 'ERROR', DataTraceEnabled: false, MetricsEnabled: true, CachingEnabled: false, CacheDataEncrypted: true };
    expect(stageOf(stack).MethodSettings).toEqual([
      { ...common, HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      { ...common, HttpMethod: 'GET', ResourcePath: '/~1orders', ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 },
    ]);
    expect(stageOf(stack)).toMatchObject({ TracingEnabled: true, StageName: 'prod' });
  });

  test('writes its access and execution logs into log groups of the domain, made before the stage', () => {
    const groups = resourcesOf(stack, 'AWS::Logs::LogGroup');
    const [accesses, executions] = ['OrdersApiAccessLogs', 'OrdersApiExecutionLogs'].map((id) => idOf(stack, 'AWS::Logs::LogGroup', id) ?? '');
    const api = { Ref: idOf(stack, 'AWS::ApiGateway::RestApi', 'OrdersApi') };
    expect(groups[accesses].Properties.KmsKeyId).toBeDefined();
    expect(groups[executions].Properties).toMatchObject({ KmsKeyId: expect.anything(), LogGroupName: { 'Fn::Join': ['', ['API-Gateway-Execution-Logs_', api, '/prod']] } });
    expect(JSON.stringify(stageOf(stack).AccessLogSetting.DestinationArn)).toContain(`:log-group:",{"Ref":"${accesses}"}]`);
    expect(resourceOf(stack, 'AWS::ApiGateway::Stage')).toMatchObject({ DependsOn: expect.arrayContaining([executions]) });
  });

  test('logs accesses as JSON that holds nothing of what is sent', () => {
    const format = JSON.parse(stageOf(stack).AccessLogSetting.Format) as Record<string, string>;
    expect(Object.values(format)).toEqual(expect.arrayContaining(['$context.requestId', '$context.identity.sourceIp', '$context.status', '$context.tlsVersion']));
    expect(Object.values(format).filter((value) => !/^\$context\.[\w.]+$/.test(value) || /header|query|path$|apiKey$|body/i.test(value.replace('resourcePath', '')))).toEqual([]);
  });

  test('has WAF before its stage', () => {
    const association = resourceOf(stack, 'AWS::WAFv2::WebACLAssociation').Properties;
    expect(JSON.stringify(association.ResourceArn)).toContain(`{"Ref":"${idOf(stack, 'AWS::ApiGateway::Stage', '') ?? ''}"}`);
    expect(JSON.stringify(association.WebACLArn)).toContain(idOf(stack, 'AWS::WAFv2::WebACL', 'OrdersApiWebAcl') ?? 'none');
  });

  test('shows backends a certificate of its own', () => {
    expect(stageOf(stack).ClientCertificateId).toEqual({ Ref: idOf(stack, 'AWS::ApiGateway::ClientCertificate', 'OrdersApi') });
  });

  test('shows another certificate where that is set, as before the first one ends', () => {
    const { stack: later, api } = bare();
    const next = new apigateway.CfnClientCertificate(later, 'Next');
    (api.deploymentStage.node.defaultChild as apigateway.CfnStage).clientCertificateId = next.ref;
    expect(stageOf(later).ClientCertificateId).toEqual({ Ref: 'Next' });
    expect(Object.keys(resourcesOf(later, 'AWS::ApiGateway::ClientCertificate'))).toHaveLength(2);
  });

  test('invokes its function for its own method only', () => {
    for (const { Properties } of Object.values(resourcesOf(stack, 'AWS::Lambda::Permission'))) {
      const arn = deployed(Properties.SourceArn) as string;
      expect(arn).toMatch(new RegExp(`^arn:aws:execute-api:${REGION}:111111111111:OrdersApi\\w+/[\\w-]+/GET/orders$`));
    }
  });

  test('carries the domain\'s tags', () => {
    expect(resourceOf(stack, 'AWS::ApiGateway::RestApi').Properties.Tags).toEqual(expect.arrayContaining([{ Key: 'domain', Value: 'orders' }]));
    expect(resourceOf(stack, 'AWS::ApiGateway::Stage').Properties.Tags).toEqual(expect.arrayContaining([{ Key: 'domain', Value: 'orders' }]));
  });

  test('waits for the setting of the account that lets API Gateway write logs, whichever is declared first', () => {
    const account = idOf(stack, 'AWS::ApiGateway::Account', 'Platform') ?? 'none';
    expect(resourceOf(stack, 'AWS::ApiGateway::Stage')).toMatchObject({ DependsOn: expect.arrayContaining([account]) });
    const { stack: other } = bare();
    new ApiGatewayAccount(new Domain(other, 'Platform'), 'Account');
    expect(resourceOf(other, 'AWS::ApiGateway::Stage')).toMatchObject({ DependsOn: expect.arrayContaining([idOf(other, 'AWS::ApiGateway::Account', 'Platform')]) });
  });
});

describe('the setting of the account', () => {
  test('is kept, with its role, when its stack goes away', () => {
    const { stack } = build();
    const account = resourceOf(stack, 'AWS::ApiGateway::Account');
    const [, role] = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).find(([id]) => id.startsWith('PlatformApiGatewayAccount')) ?? [];
    expect([account.DeletionPolicy, role?.DeletionPolicy]).toEqual(['RetainExceptOnCreate', 'RetainExceptOnCreate']);
    expect(role?.Properties).toMatchObject({ Path: '/gold/platform/' });
  });

  test('is made once for an account and Region', () => {
    const { stack } = build();
    expect(() => new ApiGatewayAccount(stack.node.findChild('Orders') as Domain, 'Again')).toThrow(/a second one: the first is 'Test\/Platform\/ApiGatewayAccount'.*remove one of them/);
  });
});

describe('findings', () => {
  const usual = (endpoint?: (stack: Stack) => ApiEndpoint) => {
    const app = testApp();
    const { stack, api, orders } = build(endpoint ? {} : { cors: { allowOrigins: ['https://app.example.com'], allowCredentials: true } }, app);
    if (endpoint) {
      new SecureRestApi(orders, 'Private', { endpoint: endpoint(stack), clientCertificate: false }).root.addMethod('GET');
    }
    const health = api.root.addResource('health').addMethod('GET', undefined, { authorizationType: apigateway.AuthorizationType.NONE });
    api.allowAnonymous(health, 'the load balancer checks it');
    return findingsOf(app, new GoldChecks(), ...packs(app));
  };
  const packs = (app: App) => [new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app), new PCIDSS321Checks(app)];
  // what other folders make, and their tests judge
  const ours = /Orders\/(Api|Private)\/(?!WebAcl)|Endpoints|ApiGatewayAccount/;

  test.each([
    ['public', undefined],
    ['private', (stack: Stack) => ApiEndpoint.privateTo(
      new PrivateEndpoints(stack, 'Endpoints', { vpc: stack.node.findChild('Vpc') as IsolatedVpc, cidr: '10.0.0.0/16', services: [EndpointService.API_GATEWAY] })
        .endpoint(EndpointService.API_GATEWAY),
    )],
  ])('of the packs are none, or accepted with a reason: %s', (_name, endpoint) => {
    const found = usual(endpoint);
    expect(found.filter(({ construct, rule }) => ours.test(construct) && /APIG/.test(rule)).length).toBeGreaterThan(0);
    expect(found.filter(({ suppressed, construct }) => !suppressed && ours.test(construct)).map(({ rule, construct }) => `${rule} ${construct}`)).toEqual([]);
  });
});

describe('a private API', () => {
  const CALLER = `arn:aws:iam::${ACCOUNT}:role/caller`;
  const addTokenMethod = (api: SecureRestApi) => {
    const handler = lambda.Function.fromFunctionArn(api, 'Authorizer', `arn:aws:lambda:${REGION}:111111111111:function:authorizer`);
    api.root.addResource('token').addResource('{id}').addMethod('GET', undefined, { authorizer: new apigateway.TokenAuthorizer(api, 'Token', { handler }) });
  };
  const withEndpoints = (method?: (api: SecureRestApi) => void) => {
    const stack = testStack();
    const vpc = new IsolatedVpc(stack, 'Vpc', { domain: new Domain(stack, 'Platform') });
    const endpoint = new PrivateEndpoints(stack, 'Endpoints', { vpc, services: [EndpointService.API_GATEWAY] }).endpoint(EndpointService.API_GATEWAY);
    const api = new SecureRestApi(new Domain(stack, 'Orders'), 'Api', { endpoint: ApiEndpoint.privateTo(endpoint), stageName: 'live' });
    api.root.addMethod('GET');
    method?.(api);
    return { stack, endpointId: idOf(stack, 'AWS::EC2::VPCEndpoint', 'Endpoints') ?? 'none' };
  };
  const policyOf = (stack: Stack) => statementsOf(resourceOf(stack, 'AWS::ApiGateway::RestApi'), 'Policy');

  test('is called through its endpoint only, by identities of the account', () => {
    const { stack, endpointId } = withEndpoints();
    expect(policyOf(stack)).toEqual([
      {
        Sid: 'ThroughItsEndpointsOnly',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'execute-api:Invoke',
        Resource: 'execute-api:/*',
        Condition: { StringNotEquals: { 'aws:SourceVpce': [{ Ref: endpointId }] } },
      },
      { Sid: 'Identities', Effect: 'Allow', Principal: { AWS: expect.anything() as unknown }, Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
    ]);
    expect(deployed(policyOf(stack)[1].Principal)).toEqual({ AWS: 'arn:aws:iam::111111111111:root' });
    expect(resourceOf(stack, 'AWS::ApiGateway::RestApi').Properties).toMatchObject({ EndpointConfiguration: { Types: ['PRIVATE'], VpcEndpointIds: [{ Ref: endpointId }] } });
  });

  test.each([
    ['an identity of the account, through its endpoint', CALLER, 'live/GET/', { 'aws:SourceVpce': 'vpce-own' }, 'allow'],
    ['an identity of the account, through another endpoint', CALLER, 'live/GET/', { 'aws:SourceVpce': 'vpce-other' }, 'deny'],
    ['an identity of the account, from the internet', CALLER, 'live/GET/', {}, 'deny'],
    ['an identity of another account, through its endpoint', CALLER.replace(ACCOUNT, '222222222222'), 'live/GET/', { 'aws:SourceVpce': 'vpce-own' }, 'none'],
    ['a token, where one is asked for', undefined, 'live/GET/token/1', { 'aws:SourceVpce': 'vpce-own' }, 'allow'],
    ['a token through another endpoint', undefined, 'live/GET/token/1', { 'aws:SourceVpce': 'vpce-other' }, 'deny'],
    ['a token, where a signature is asked for', undefined, 'live/GET/', { 'aws:SourceVpce': 'vpce-own' }, 'none'],
    ['an identity of another account, where a token is asked for', CALLER.replace(ACCOUNT, '222222222222'), 'live/GET/token/1', { 'aws:SourceVpce': 'vpce-own' }, 'none'],
    ['an identity of another account, below a path where a token is asked for', CALLER.replace(ACCOUNT, '222222222222'), 'live/GET/token/1/admin', { 'aws:SourceVpce': 'vpce-own' }, 'none'],
  ])('answers %s', (_name, by, path, context, expected) => {
    const { stack, endpointId } = withEndpoints(addTokenMethod);
    const api = `arn:aws:execute-api:${REGION}:${ACCOUNT}:abcdef1234`;
    const policy = deployed(resourceOf(stack, 'AWS::ApiGateway::RestApi').Properties.Policy, { [endpointId]: 'vpce-own' });
    // API Gateway writes the ARN of the API where the policy begins with execute-api:/
    const document = JSON.parse(JSON.stringify(policy).replaceAll('"execute-api:/', `"${api}/`)) as unknown;
    const principal = by === undefined ? { type: 'anonymous' as const } : { type: 'role' as const, account: by.split(':')[4], name: 'caller', session: 'session' };
    const known = { ...context, ...by === undefined ? {} : { 'aws:PrincipalArn': by } };
    const keys = Object.fromEntries(Object.entries(known).map(([key, value]) => [key.toLowerCase(), [value]]));
    expect(evaluate(document, { principal, partition: 'aws', action: 'execute-api:Invoke', resource: `${api}/${path}`, context: keys })).toBe(expected);
  });

  test('lets callers without an identity in where its authorizer knows them, and nowhere else', () => {
    const { stack } = withEndpoints(addTokenMethod);
    expect(policyOf(stack)[2]).toEqual({
      Sid: 'CallersOfOtherAuthorizers',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/live/GET/token/*',
      Condition: { Null: { 'aws:PrincipalArn': 'true' } },
    });
  });

  test('has an endpoint whose policy leads to this account\'s APIs at this stage only', () => {
    const { stack } = withEndpoints();
    const own = { 'aws:ResourceAccount': '111111111111' };
    expect(deployed(statementsOf(resourceOf(stack, 'AWS::EC2::VPCEndpoint')))).toEqual([
      {
        Sid: 'OwnApisAtStagelive',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'execute-api:Invoke',
        Resource: `arn:aws:execute-api:${REGION}:111111111111:*/live/*`,
        Condition: { StringEquals: { ...own, 'aws:PrincipalAccount': '111111111111' } },
      },
    ]);
  });

  test('has an endpoint that lets callers without an identity through to the account\'s APIs, where a method has another authorizer', () => {
    const { stack } = withEndpoints(addTokenMethod);
    expect(deployed(statementsOf(resourceOf(stack, 'AWS::EC2::VPCEndpoint')))[1]).toMatchObject({
      Sid: 'OwnApisAtStageliveUnsigned',
      Resource: `arn:aws:execute-api:${REGION}:111111111111:*/live/*`,
      Condition: { StringEquals: { 'aws:ResourceAccount': '111111111111' }, Null: { 'aws:PrincipalArn': 'true' } },
    });
  });

  test.each([
    ['nobody else\'s statement', false, ['OwnApisAtStageprod']],
    ['every other API of the account too, where that is asked for', true, ['OwnApisAtStageprod', 'OwnCallersAndResourcesOnly']],
  ])('opens its endpoint, which has %s, and no other service\'s', (_name, isOpen, expected) => {
    const stack = testStack();
    const vpc = new IsolatedVpc(stack, 'Vpc', { domain: new Domain(stack, 'Platform') });
    const endpoints = new PrivateEndpoints(stack, 'Endpoints', { vpc, services: [EndpointService.API_GATEWAY, EndpointService.SQS] });
    const endpoint = ApiEndpoint.privateTo(endpoints.endpoint(EndpointService.API_GATEWAY));
    new SecureRestApi(new Domain(stack, 'Orders'), 'Api', { endpoint }).root.addMethod('GET');
    if (isOpen) { endpoints.allowAllApis(); }
    const sidsOf = (id: string) => statementsOf(resourcesOf(stack, 'AWS::EC2::VPCEndpoint')[idOf(stack, 'AWS::EC2::VPCEndpoint', id) ?? 'none']).map(({ Sid }) => Sid);
    expect(sidsOf('EndpointsApiGateway')).toEqual(expected);
    expect(sidsOf('EndpointsSqs')).toEqual(['OwnCallersAndResourcesOnly']);
  });

  test('shares its endpoint with stages of like names, each by a statement of its own', () => {
    const stack = testStack();
    const vpc = new IsolatedVpc(stack, 'Vpc', { domain: new Domain(stack, 'Platform') });
    const endpoint = ApiEndpoint.privateTo(new PrivateEndpoints(stack, 'Endpoints', { vpc, services: [EndpointService.API_GATEWAY] }).endpoint(EndpointService.API_GATEWAY));
    const orders = new Domain(stack, 'Orders');
    for (const stageName of ['ab', 'a-b', 'a_b']) { new SecureRestApi(orders, `Api${stageName}`, { endpoint, stageName }).root.addMethod('GET'); }
    const sids = statementsOf(resourceOf(stack, 'AWS::EC2::VPCEndpoint')).map(({ Sid }) => Sid as string);
    expect(sids).toEqual(['OwnApisAtStageab', expect.stringMatching(/^OwnApisAtStageab[0-9a-f]{6}$/), expect.stringMatching(/^OwnApisAtStageab[0-9a-f]{6}$/)]);
    expect(new Set(sids).size).toBe(3);
  });

  test('and its endpoint do not wait for each other', () => {
    const { stack } = withEndpoints();
    expect(JSON.stringify(resourceOf(stack, 'AWS::EC2::VPCEndpoint'))).not.toContain('OrdersApi');
  });

  test('without an endpoint is refused with the way out', () => {
    expect(() => ApiEndpoint.privateTo()).toThrow(/endpoints of a private API is not valid: got 'none'.*EndpointService\.API_GATEWAY/);
  });

  test('behind a gateway endpoint is refused', () => {
    const stack = testStack();
    const vpc = new IsolatedVpc(stack, 'Vpc', { domain: new Domain(stack, 'Platform') });
    expect(() => ApiEndpoint.privateTo(vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 }))).toThrow(/make an interface endpoint/);
  });

  test('takes an imported endpoint as it is', () => {
    const stack = testStack();
    const endpoint = ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: 'vpce-0123456789abcdef0', port: 443 });
    new SecureRestApi(new Domain(stack, 'Orders'), 'Api', { endpoint: ApiEndpoint.privateTo(endpoint) }).root.addMethod('GET');
    expect(policyOf(stack)[0].Condition).toEqual({ StringNotEquals: { 'aws:SourceVpce': ['vpce-0123456789abcdef0'] } });
  });
});

describe('an edge-optimized API', () => {
  test('takes TLS 1.2 or newer by a policy of the edge, and has a regional web ACL', () => {
    const { stack } = bare({ endpoint: ApiEndpoint.edge() });
    expect(resourceOf(stack, 'AWS::ApiGateway::RestApi').Properties).toMatchObject({ EndpointConfiguration: { Types: ['EDGE'] }, SecurityPolicy: 'SecurityPolicy_TLS12_PFS_2025_EDGE' });
    expect(resourceOf(stack, 'AWS::WAFv2::WebACL').Properties).toMatchObject({ Scope: 'REGIONAL' });
  });
});

test.each([
  [ApiEndpoint.edge(), 'SecurityPolicy_TLS13_2025_EDGE'], [ApiEndpoint.regional(), 'SecurityPolicy_TLS13_1_3_2025_09'],
])('TLS 1.3 only has a policy for each endpoint', (endpoint, policy) => {
  const { stack } = bare({ endpoint, tlsVersion: ApiTlsVersion.TLS_1_3 });
  expect(resourceOf(stack, 'AWS::ApiGateway::RestApi').Properties).toMatchObject({ SecurityPolicy: policy });
});

test('a cache is encrypted', () => {
  const { stack } = bare({ cache: { sizeInGb: 0.5, ttl: Duration.minutes(1) } });
  expect(stageOf(stack)).toMatchObject({ CacheClusterEnabled: true, CacheClusterSize: '0.5' });
  expect(stageOf(stack).MethodSettings[0]).toMatchObject({ CachingEnabled: true, CacheDataEncrypted: true, CacheTtlInSeconds: 60 });
});

test('its own web ACL challenges no program, blocks more in an attack, and counts callers from hosting providers', () => {
  const own = testStack();
  new SecureRestApi(new Domain(own, 'Orders'), 'Api').root.addMethod('GET');
  const rules = resourceOf(own, 'AWS::WAFv2::WebACL').Properties.Rules as unknown as { Name: string; Statement: { ManagedRuleGroupStatement: Record<string, unknown> } }[];
  const groupOf = (name: string) => rules.find(({ Name }) => Name === name)!.Statement.ManagedRuleGroupStatement;
  expect(groupOf('AntiDdos').ManagedRuleGroupConfigs).toEqual([
    { AWSManagedRulesAntiDDoSRuleSet: { SensitivityToBlock: 'MEDIUM', ClientSideActionConfig: { Challenge: { UsageOfAction: 'DISABLED' } } } },
  ]);
  expect(groupOf('AnonymousIps').RuleActionOverrides).toEqual([{ Name: 'HostingProviderIPList', ActionToUse: { Count: {} } }]);
});

test('a web ACL that is given stands before the stage, beside other APIs', () => {
  const stack = testStack();
  const orders = new Domain(stack, 'Orders');
  const webAcl = new WebAcl(orders, 'WebAcl');
  for (const id of ['One', 'Two']) { new SecureRestApi(orders, id, { webAcl }).root.addMethod('GET'); }
  expect(Object.keys(resourcesOf(stack, 'AWS::WAFv2::WebACL'))).toHaveLength(1);
  expect(Object.keys(resourcesOf(stack, 'AWS::WAFv2::WebACLAssociation'))).toHaveLength(2);
});

test('a method with an authorizer of its own has that, and no other validator than the one it names', () => {
  const { stack, api } = bare();
  const handler = lambda.Function.fromFunctionArn(stack, 'Authorizer', `arn:aws:lambda:${REGION}:111111111111:function:authorizer`);
  const own = new apigateway.RequestValidator(stack, 'Own', { restApi: api, validateRequestBody: true });
  api.root.addResource('token').addMethod('GET', undefined, { authorizer: new apigateway.TokenAuthorizer(stack, 'Token', { handler }), requestValidator: own });
  const id = idOf(stack, 'AWS::ApiGateway::RequestValidator', 'Own');
  expect(methodsOf(stack)).toContainEqual(expect.objectContaining({ AuthorizationType: 'CUSTOM', RequestValidatorId: { Ref: id } }));
});

test('a preflight request of CORS is answered without an authorizer, and names the origin', () => {
  const { stack } = bare({ cors: { allowOrigins: ['https://app.example.com'], allowCredentials: true } });
  const options = methodsOf(stack).find(({ HttpMethod }) => HttpMethod === 'OPTIONS');
  expect(options).toMatchObject({ AuthorizationType: 'NONE', Integration: { Type: 'MOCK' } });
  expect(options).not.toHaveProperty('RequestValidatorId');
});

test('a usage plan with API keys stands beside the authorizer, not in its place', () => {
  const { stack, api } = bare({}, { apiKeyRequired: true });
  const plan = api.addUsagePlan('Partner', { throttle: { rateLimit: 5, burstLimit: 10 }, apiStages: [{ stage: api.deploymentStage }] });
  plan.addApiKey(api.addApiKey('PartnerKey'));
  expect(methodsOf(stack)).toEqual([expect.objectContaining({ ApiKeyRequired: true, AuthorizationType: 'AWS_IAM' })]);
  expect(resourceOf(stack, 'AWS::ApiGateway::ApiKey').Properties).not.toHaveProperty('Value');
});

test('a method that anybody may call says why', () => {
  const { stack, api, method } = bare({}, { authorizationType: apigateway.AuthorizationType.NONE });
  expect(() => api.allowAnonymous(method, 'because')).toThrow(/reason why anybody may call GET \/ is not valid: got 'because'/);
  api.allowAnonymous(method, 'a health check that holds no data');
  expect(methodsOf(stack)).toEqual([expect.objectContaining({ AuthorizationType: 'NONE' })]);
});

test.each<[string, () => SecureRestApiProps, RegExp]>([
  ['a stage name with a slash', () => ({ stageName: 'a/b' }), /stageName is not valid/],
  ['a cache of a size that is not offered', () => ({ cache: { sizeInGb: 1 } }), /sizeInGb of the cache is not valid: got 1; allowed: 0\.5, 1\.6/],
  ['a cache that keeps responses for a day', () => ({ cache: { sizeInGb: 0.5, ttl: Duration.days(1) } }), /ttl of the cache is not valid/],
  ['a throttle that lets nothing through', () => ({ throttle: { rateLimit: 0, burstLimit: 1 } }), /rateLimit of the stage is not valid/],
  ['a throttle of half a request', () => ({ methodThrottles: { '/GET': { rateLimit: 1, burstLimit: 0.5 } } }), /burstLimit of \/GET is not valid/],
  ['credentials from every origin', () => ({ cors: { allowOrigins: ['*'], allowCredentials: true } }), /CORS is not valid.*name the origins/],
  ['CORS for no origin', () => ({ cors: { allowOrigins: [] } }), /allowOrigins of CORS is not valid: got 'none'.*leave `cors` out/],
  ['a web ACL of CloudFront', () => ({ webAcl: new WebAcl(new Domain(testStack(), 'Other'), 'WebAcl', { aclScope: WebAclScope.CLOUDFRONT }) }), /webAcl of a REST API is not valid.*WebAclScope\.REGIONAL/],
])('a REST API refuses %s', (_name, props, message) => {
  expect(() => bare(props())).toThrow(message);
});

test('tokens pass', () => {
  expect(() => bare({ throttle: { rateLimit: Token.asNumber({ Ref: 'Rate' }), burstLimit: Token.asNumber({ Ref: 'Burst' }) } })).not.toThrow();
});
