import { Fn, Stack, aws_apigateway as apigateway, aws_ec2 as ec2, aws_lambda as lambda } from 'aws-cdk-lib';
import { Domain } from '../../../src/core';
import { ApiEndpoint, SecureRestApi, type SecureRestApiProps } from '../../../src/edge/api';
import { REGION, resourcesOf, testStack } from '../../checks/template';

/** A REST API with one method that does nothing. */
function bare(props: SecureRestApiProps = {}, method: apigateway.MethodOptions = {}, verb = 'GET'): { stack: Stack; api: SecureRestApi; method: apigateway.Method } {
  const stack = testStack();
  const api = new SecureRestApi(new Domain(stack, 'Orders'), 'Api', props);
  return { stack, api, method: api.root.addMethod(verb, undefined, method) };
}

const methodsOf = (stack: Stack) => Object.values(resourcesOf(stack, 'AWS::ApiGateway::Method')).map(({ Properties }) => Properties);

function messageOf(work: () => unknown): string {
  try { work(); } catch (error) { return (error as Error).message; }
  throw new Error('nothing was thrown');
}

describe('synthesis fails for', () => {
  test('a method without an authorizer, by its name and with the ways out', () => {
    const { stack } = bare({}, { authorizationType: apigateway.AuthorizationType.NONE });
    expect(() => resourcesOf(stack)).toThrow(/the authorizer of GET \/ is not valid: got NONE.*api\.allowAnonymous\(method, reason\)/);
  });

  test('an authorizer that was taken off the L1', () => {
    const { stack, method } = bare();
    (method.node.defaultChild as apigateway.CfnMethod).authorizationType = undefined;
    expect(() => resourcesOf(stack)).toThrow(/the authorizer of GET \//);
  });

  test('an OPTIONS method that leads to a backend without an authorizer', () => {
    const { stack, api } = bare();
    api.root.addMethod('OPTIONS', new apigateway.HttpIntegration('https://example.com'), { authorizationType: apigateway.AuthorizationType.NONE });
    expect(() => resourcesOf(stack)).toThrow(/the authorizer of OPTIONS \//);
  });

  test.each(['POST', 'PUT', 'PATCH', 'ANY'])('a body without a model: %s', (verb) => {
    const { stack } = bare({}, {}, verb);
    expect(() => resourcesOf(stack)).toThrow(new RegExp(`the body of ${verb} / is not valid: got no model.*requestModels`));
    const { stack: modelled } = bare({}, { requestModels: { $default: apigateway.Model.EMPTY_MODEL } }, verb);
    expect(methodsOf(modelled)).toEqual([expect.objectContaining({ RequestModels: { $default: 'Empty' } })]);
  });

  test('a body whose model another content type walks around', () => {
    const { stack } = bare({}, { requestModels: { 'application/json': apigateway.Model.EMPTY_MODEL } }, 'POST');
    expect(() => resourcesOf(stack)).toThrow(/the body of POST \/ is not valid: got models for application\/json only; allowed: a model for \$default/);
  });

  test('a limit of a method that the API does not have', () => {
    const limit = { rateLimit: 1, burstLimit: 1 };
    const { stack } = bare({ methodThrottles: { '//GET': limit, '/*/*': limit, '/*/GET': limit, '//POST': limit, '/orders/GET': limit } });
    const faults = /methodThrottles of 'Test\/Orders\/Api' is not valid: got ([^;]*)/g;
    expect([...messageOf(() => resourcesOf(stack)).matchAll(faults)].map(([, got]) => got)).toEqual(['//POST', '/orders/GET']);
  });

  describe('a method made around the API', () => {
    const view = (scope: Stack, api: SecureRestApi) => apigateway.RestApi.fromRestApiAttributes(scope, 'View', { restApiId: api.restApiId, rootResourceId: api.restApiRootResourceId });
    const raw = (scope: Stack, restApiId: string, api: SecureRestApi) => new apigateway.CfnMethod(scope, 'Raw', { restApiId, resourceId: api.root.resourceId, httpMethod: 'POST' });
    const NONE = { authorizationType: apigateway.AuthorizationType.NONE };

    test.each<[string, (api: SecureRestApi, stack: Stack) => void, RegExp]>([
      ['by a view of it, open', (api, stack) => { view(stack, api).root.addResource('open').addMethod('GET', undefined, NONE); }, /the authorizer of GET \/open is not valid: got NONE/],
      ['by a view of it, without a model', (api, stack) => {
        view(stack, api).root.addResource('open').addMethod('POST', undefined, { authorizationType: apigateway.AuthorizationType.IAM });
      }, /the body of POST \/open/],
      ['by a view in another stack', (api, { node, region }) => {
        view(new Stack(node.root, 'Other', { env: { region } }), api).root.addResource('open').addMethod('GET', undefined, NONE);
      }, /the authorizer of GET \/open is not valid: got NONE/],
      ['raw', (api, stack) => { raw(stack, api.restApiId, api); }, /the authorizer of POST at 'Test\/Raw' is not valid: got NONE[^]*the body of POST at 'Test\/Raw' is not valid/],
      ['raw, with a reference by hand', (api, stack) => {
        raw(stack, Fn.ref(stack.getLogicalId(api.node.defaultChild as apigateway.CfnRestApi)), api);
      }, /the authorizer of POST at 'Test\/Raw' is not valid: got NONE/],
    ])('%s', (_name, add, message) => {
      const { stack, api } = bare();
      add(api, stack);
      expect(() => resourcesOf(stack)).toThrow(message);
    });

    test('for callers with a token, if it is private: its policy can\'t name the path', () => {
      const stack = testStack();
      const endpoint = ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: 'vpce-1', port: 443 });
      const api = new SecureRestApi(new Domain(stack, 'Orders'), 'Api', { endpoint: ApiEndpoint.privateTo(endpoint) });
      api.root.addMethod('GET');
      const handler = lambda.Function.fromFunctionArn(stack, 'Authorizer', `arn:aws:lambda:${REGION}:111111111111:function:authorizer`);
      view(stack, api).root.addResource('token').addMethod('GET', undefined, { authorizer: new apigateway.TokenAuthorizer(stack, 'Token', { handler }) });
      expect(() => resourcesOf(stack)).toThrow(/got CUSTOM, for a method that the private API 'Test\/Orders\/Api' did not make.*make the method by api\.root/);
    });
  });

  test('no method made around the API that is signed, which its validator looks at, too', () => {
    const { stack, api } = bare();
    new apigateway.CfnMethod(stack, 'Raw', { restApiId: api.restApiId, resourceId: api.root.resourceId, httpMethod: 'DELETE', authorizationType: 'AWS_IAM' });
    const validators = methodsOf(stack).map(({ RequestValidatorId }) => RequestValidatorId as { Ref?: string } | undefined);
    expect(validators).toEqual([validators[0], validators[0]]);
    expect(validators[0]?.Ref).toMatch(/^OrdersApiRequestValidator/);
  });

  test('no method of another API', () => {
    const { stack } = bare();
    new apigateway.RestApi(stack, 'Other', { cloudWatchRole: false }).root.addMethod('POST');
    expect(() => resourcesOf(stack)).not.toThrow();
  });

  test('credentials from every origin, at a path of its own', () => {
    const { stack, api } = bare();
    api.root.addResource('open').addCorsPreflight({ allowOrigins: ['*'], allowCredentials: true });
    expect(() => resourcesOf(stack)).toThrow(/CORS of OPTIONS \/open is not valid.*name the origins/);
  });

  test('a stage that traces data', () => {
    const { stack, api } = bare();
    (api.deploymentStage.node.defaultChild as apigateway.CfnStage).methodSettings = [{ dataTraceEnabled: true, httpMethod: '*', resourcePath: '/*' }];
    expect(() => resourcesOf(stack)).toThrow(/dataTraceEnabled of the stage 'Test\/Orders\/Api\/DeploymentStage\.prod' is not valid: got true.*X-Ray/);
  });

  test.each<[string, (api: SecureRestApi, stack: Stack) => void]>([
    ['made by CDK', (api, stack) => { new apigateway.Stage(stack, 'Second', { deployment: api.latestDeployment as apigateway.Deployment, stageName: 'second' }); }],
    ['that becomes the API\'s own', (api, stack) => {
      api.deploymentStage = new apigateway.Stage(stack, 'Second', { deployment: api.latestDeployment as apigateway.Deployment, stageName: 'second' });
    }],
    ['made raw', (api, stack) => { new apigateway.CfnStage(stack, 'Second', { restApiId: api.restApiId, stageName: 'second' }); }],
    ['made raw, with a reference by hand', (api, stack) => {
      new apigateway.CfnStage(stack, 'Second', { restApiId: Fn.ref(stack.getLogicalId(api.node.defaultChild as apigateway.CfnRestApi)), stageName: 'second' });
    }],
    ['made in another stack', (api, { node, region }) => {
      new apigateway.CfnStage(new Stack(node.root, 'Other', { env: { region } }), 'Second', { restApiId: api.restApiId, stageName: 'second' });
    }],
    ['made by a deployment', (api, stack) => { new apigateway.CfnDeployment(stack, 'Second', { restApiId: api.restApiId, stageName: 'second' }); }],
  ])('a second stage, which nothing protects: %s', (_name, add) => {
    const { stack, api } = bare();
    add(api, stack);
    expect(() => resourcesOf(stack)).toThrow(/the stage '(Test|Other)\/Second.*' is not valid: got a second stage of the API 'Test\/Orders\/Api'.*make another edge\.SecureRestApi/);
  });

  test('no stage of another API', () => {
    const { stack } = bare();
    const other = new apigateway.RestApi(stack, 'Other', { cloudWatchRole: false });
    other.root.addMethod('GET');
    expect(() => resourcesOf(stack)).not.toThrow();
  });
});
