import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Validations, aws_apigateway as apigateway, aws_cognito as cognito, aws_lambda as lambda } from 'aws-cdk-lib';
import { Domain } from '../../src/core';
import { ApiEndpoint, SecureRestApi } from '../../src/edge/api';
import { EndpointService, IsolatedVpc, PrivateEndpoints } from '../../src/network';
import { Claim, GoldProofs } from '../../src/proofs';
import type { ProofRun } from '../../src/proofs/record/proof-run';
import { testApp } from '../checks/synth';
import { testStack } from '../checks/template';

/** What is proved of a private API of the library, with a method that is called with IAM's signature and what others a test adds. */
function verdictsOf(add: (api: SecureRestApi) => void): Record<string, string> {
  const app = testApp();
  const stack = testStack(app);
  const orders = new Domain(stack, 'Orders');
  const vpc = new IsolatedVpc(stack, 'Vpc', { domain: orders });
  const endpoint = new PrivateEndpoints(stack, 'Endpoints', { vpc, services: [EndpointService.API_GATEWAY] }).endpoint(EndpointService.API_GATEWAY);
  const api = new SecureRestApi(orders, 'Api', { endpoint: ApiEndpoint.privateTo(endpoint) });
  api.root.addMethod('GET');
  add(api);
  Validations.of(app).addPlugins(new GoldProofs({ claims: [Claim.onlyFromEndpoint(api, endpoint.vpcEndpointId)] }));
  const { records } = JSON.parse(readFileSync(path.join(app.synth().directory, 'gold-proofs.json'), 'utf8')) as ProofRun;
  return Object.fromEntries(records.filter(({ resourceType }) => resourceType === 'AWS::ApiGateway::RestApi').map(({ claim, verdict }) => [claim, verdict]));
}

const handler = (api: SecureRestApi) => lambda.Function.fromFunctionArn(api, 'Authorizer', 'arn:aws:lambda:ap-northeast-2:111111111111:function:authorizer');

test.each<[string, (api: SecureRestApi) => void]>([
  ['are signed', () => undefined],
  ['are signed, or have a token for a Lambda authorizer', (api) => {
    api.root.addResource('items').addResource('{id}').addMethod('ANY', undefined, { authorizer: new apigateway.TokenAuthorizer(api, 'Token', { handler: handler(api) }) });
  }],
  ['are signed, or have a token of Amazon Cognito', (api) => {
    const authorizer = new apigateway.CognitoUserPoolsAuthorizer(api, 'Users', { cognitoUserPools: [cognito.UserPool.fromUserPoolId(api, 'Pool', 'ap-northeast-2_AbCdEfGhI')] });
    api.root.addResource('items').addProxy({ defaultMethodOptions: { authorizer } });
  }],
])('a private API of the library whose calls %s is called through its endpoint only, by nobody outside, and by no confused deputy', (_name, add) => {
  expect(verdictsOf(add)).toEqual({ onlyFromEndpoint: 'proved', noAccessOutside: 'proved', noConfusedDeputy: 'proved' });
});
