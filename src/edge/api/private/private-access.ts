import { createHash } from 'node:crypto';
import type { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { ArnFormat, Stack, aws_ec2 as ec2, aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { isSigned } from './method-rules';
import { bindTo } from '../../../network/private/bound-endpoints';

const INVOKE = ['execute-api:Invoke'];
const EVERYTHING = ['execute-api:/*'];

/** Denies what comes by another way than the endpoints. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html */
const throughEndpointsOnly = (endpoints: readonly ec2.IVpcEndpoint[]): iam.PolicyStatement => new iam.PolicyStatement({
  sid: 'ThroughItsEndpointsOnly',
  effect: iam.Effect.DENY,
  principals: [new iam.AnyPrincipal()],
  actions: INVOKE,
  resources: EVERYTHING,
  conditions: { StringNotEquals: { 'aws:SourceVpce': endpoints.map(({ vpcEndpointId }) => vpcEndpointId) } },
});

/**
 * The policy of a private API: the account may call through the endpoints, which is to say that its identities may by policies of their own.
 *
 * `*` instead would let in each of them without any, and those of other accounts.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export const privateApiPolicy = (scope: Construct, endpoints: readonly ec2.IVpcEndpoint[]): iam.PolicyDocument => new iam.PolicyDocument({
  statements: [
    throughEndpointsOnly(endpoints),
    new iam.PolicyStatement({ sid: 'Identities', principals: [new iam.AccountPrincipal(Stack.of(scope).account)], actions: INVOKE, resources: EVERYTHING }),
  ],
});

/** The policy of a private domain name: through the endpoints. Who may call, the API behind it says. */
export const privateNamePolicy = (endpoints: readonly ec2.IVpcEndpoint[]): iam.PolicyDocument => new iam.PolicyDocument({
  statements: [throughEndpointsOnly(endpoints), new iam.PolicyStatement({ sid: 'Anybody', principals: [new iam.AnyPrincipal()], actions: INVOKE, resources: EVERYTHING })],
});

/**
 * No identity of IAM signed the request: who signs is not let in by a path that covers another method's.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
const WITHOUT_IDENTITY = { Null: { 'aws:PrincipalArn': 'true' } };

/** What lets callers without an identity of IAM reach the methods whose authorizer knows them otherwise: by a token, say. None if all sign. */
export function unsignedCallers(api: apigateway.RestApi, stageName: string): iam.PolicyStatement | undefined {
  const methods = api.methods.filter((method) => !isSigned(method));
  return methods.length === 0 ? undefined : new iam.PolicyStatement({
    sid: 'CallersOfOtherAuthorizers',
    principals: [new iam.AnyPrincipal()],
    actions: INVOKE,
    resources: methods.map(({ httpMethod, resource }) => `execute-api:/${stageName}/${httpMethod === 'ANY' ? '*' : httpMethod}${resource.path.replace(/\{[^}]*\}/g, '*')}`),
    conditions: WITHOUT_IDENTITY,
  });
}

/** A Sid takes letters and digits only: what it leaves out of a name makes a difference. */
export function sidOf(beginning: string, name: string): string {
  const letters = name.replace(/[^A-Za-z0-9]/g, '');
  return `${beginning}${letters}${letters === name ? '' : createHash('sha256').update(name).digest('hex').slice(0, 6)}`;
}

/** Lets identities of this account through endpoints of the app, to resources of it only: `resource` is what follows the account in an ARN of execute-api. */
export function letThrough(scope: Construct, endpoints: readonly ec2.IVpcEndpoint[], sid: string, resource: string): void {
  const { account } = Stack.of(scope);
  addToPolicies(scope, endpoints, { sid, resource, conditions: { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } } });
}

/** Lets callers through whose identity AWS does not know, such as those with a token: who may call, the API behind says. */
export function letUnsignedThrough(scope: Construct, endpoints: readonly ec2.IVpcEndpoint[], sid: string, resource: string): void {
  const conditions = { StringEquals: { 'aws:ResourceAccount': Stack.of(scope).account }, ...WITHOUT_IDENTITY };
  addToPolicies(scope, endpoints, { sid: `${sid}Unsigned`, resource, conditions });
}

function addToPolicies(
  scope: Construct, endpoints: readonly ec2.IVpcEndpoint[],
  { sid, resource, conditions }: { readonly sid: string; readonly resource: string; readonly conditions: iam.Conditions },
): void {
  const arn = Stack.of(scope).formatArn({ service: 'execute-api', resource, arnFormat: ArnFormat.NO_RESOURCE_NAME });
  for (const endpoint of endpoints) {
    if (!(endpoint instanceof ec2.VpcEndpoint)) { continue; }
    bindTo(endpoint, new iam.PolicyStatement({
      sid, principals: [new iam.AnyPrincipal()], actions: INVOKE, resources: [arn], conditions,
    }));
  }
}
