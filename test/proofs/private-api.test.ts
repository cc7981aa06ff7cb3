import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Validations, aws_apigateway as apigateway, aws_cognito as cognito, type aws_ec2 as ec2, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { Domain } from '../../src/core';
import { ApiEndpoint, SecureRestApi } from '../../src/edge/api';
import { EndpointService, IsolatedVpc, PrivateEndpoints } from '../../src/network';
import { Claim, GoldProofs } from '../../src/proofs';
import type { ProofRun } from '../../src/proofs/record/proof-run';
import { testApp } from '../checks/synth';
import { testStack } from '../checks/template';

/** What is proved of a private API of the library and of its endpoint, with a method that is called with IAM's signature and what others a test adds. */
function verdictsOf(add: (api: SecureRestApi, endpoint: ec2.InterfaceVpcEndpoint) => void): Record<'api' | 'endpoint', Record<string, string>> {
  const app = testApp();
  const stack = testStack(app);
  const orders = new Domain(stack, 'Orders');
  const vpc = new IsolatedVpc(stack, 'Vpc', { domain: orders });
  const endpoint = new PrivateEndpoints(stack, 'Endpoints', { vpc, services: [EndpointService.API_GATEWAY] }).endpoint(EndpointService.API_GATEWAY);
  const api = new SecureRestApi(orders, 'Api', { endpoint: ApiEndpoint.privateTo(endpoint) });
  api.root.addMethod('GET');
  add(api, endpoint as ec2.InterfaceVpcEndpoint);
  Validations.of(app).addPlugins(new GoldProofs({ claims: [Claim.onlyFromEndpoint(api, endpoint.vpcEndpointId)] }));
  const { records } = JSON.parse(readFileSync(path.join(app.synth().directory, 'gold-proofs.json'), 'utf8')) as ProofRun;
  const of = (type: string) =>
    Object.fromEntries(records.filter(({ resourceType }) => resourceType === type).map(({ claim, verdict }) => [claim, verdict]));
  return { api: of('AWS::ApiGateway::RestApi'), endpoint: of('AWS::EC2::VPCEndpoint') };
}

const handler = (api: SecureRestApi) => lambda.Function.fromFunctionArn(api, 'Authorizer', 'arn:aws:lambda:ap-northeast-2:111111111111:function:authorizer');
const requestModels = { $default: apigateway.Model.EMPTY_MODEL };
const token = (api: SecureRestApi) => ({ authorizer: new apigateway.TokenAuthorizer(api, 'Token', { handler: handler(api) }), requestModels });

test.each<[string, (api: SecureRestApi) => void]>([
  ['are signed', () => undefined],
  ['are signed, or have a token for a Lambda authorizer', (api) => { api.root.addResource('items').addResource('{id}').addMethod('ANY', undefined, token(api)); }],
  ['are signed, or have a token of Amazon Cognito', (api) => {
    const authorizer = new apigateway.CognitoUserPoolsAuthorizer(api, 'Users', { cognitoUserPools: [cognito.UserPool.fromUserPoolId(api, 'Pool', 'ap-northeast-2_AbCdEfGhI')] });
    api.root.addResource('items').addProxy({ anyMethod: false }).addMethod('ANY', undefined, { authorizer, requestModels });
  }],
  ['are signed below a path where a token is asked for', (api) => {
    const item = api.root.addResource('items').addResource('{id}');
    item.addMethod('GET', undefined, token(api));
    item.addResource('admin').addMethod('GET');
  }],
  ['are signed at the root, and have a token everywhere else', (api) => { api.root.addProxy({ anyMethod: false }).addMethod('ANY', undefined, token(api)); }],
])('a private API of the library whose calls %s is called through its endpoint only, by nobody outside, and by no confused deputy', (_name, add) => {
  expect(verdictsOf(add)).toEqual({
    api: { onlyFromEndpoint: 'proved', noAccessOutside: 'proved', noConfusedDeputy: 'proved' },
    endpoint: { noAccessOutside: 'proved' },
  });
});

test.each<[string, object]>([
  ['to every API', {}],
  ['to the account\'s APIs, whoever signs', { StringEquals: { 'aws:ResourceAccount': '111111111111' } }],
  ['to another account\'s APIs', { StringEquals: { 'aws:ResourceAccount': '222222222222' }, Null: { 'aws:PrincipalArn': 'true' } }],
])('an endpoint that a statement of one\'s own opens %s is found, although methods ask for a token', (_name, conditions) => {
  const found = verdictsOf((api, endpoint) => {
    api.root.addResource('items').addMethod('GET', undefined, token(api));
    endpoint.addToPolicy(new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['*'], conditions }));
  });
  expect(found.endpoint).toMatchObject({ noAccessOutside: 'refuted' });
});
