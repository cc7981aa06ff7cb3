import { Stack, aws_apigateway as apigateway } from 'aws-cdk-lib';

/** What is wrong with the methods of a REST API, a sentence each: known only when all are there. */
export function faultsOfMethods(api: apigateway.RestApi, anonymous: ReadonlySet<apigateway.Method>): string[] {
  return api.methods.flatMap((method) => [
    ...authorizerFaults(method, anonymous),
    ...bodyFaults(method),
    ...corsFaults(method),
  ]);
}

/** Whether the callers of a method sign with an identity of IAM. */
export const isSigned = (method: apigateway.Method): boolean => cfnOf(method).authorizationType === apigateway.AuthorizationType.IAM;

/** Whether a method is a preflight request of CORS, which browsers send without credentials and API Gateway answers itself. */
export function isPreflight(method: apigateway.Method): boolean {
  const { type } = (Stack.of(method).resolve(cfnOf(method).integration) ?? {}) as { type?: string };
  return method.httpMethod === 'OPTIONS' && type === apigateway.IntegrationType.MOCK;
}

const cfnOf = (method: apigateway.Method) => method.node.defaultChild as apigateway.CfnMethod;
const nameOf = (method: apigateway.Method): string => `${method.httpMethod} ${method.resource.path}`;

function authorizerFaults(method: apigateway.Method, anonymous: ReadonlySet<apigateway.Method>): string[] {
  const type = cfnOf(method).authorizationType ?? apigateway.AuthorizationType.NONE;
  if (type !== apigateway.AuthorizationType.NONE || isPreflight(method) || anonymous.has(method)) { return []; }
  return [`the authorizer of ${nameOf(method)} is not valid: got NONE; allowed: IAM (the default), a Cognito or a Lambda authorizer; leave authorizationType out, `
    + 'pass an `authorizer`, or say why anybody may call: api.allowAnonymous(method, reason)'];
}

/** A validator without a model looks at parameters only. */
function bodyFaults(method: apigateway.Method): string[] {
  if (!['POST', 'PUT', 'PATCH'].includes(method.httpMethod)) { return []; }
  if (Object.keys((cfnOf(method).requestModels ?? {}) as object).length > 0) { return []; }
  return [`the body of ${nameOf(method)} is not valid: got no model; allowed: a model by content type, or $default for all; `
    + 'pass requestModels: { $default: api.addModel(…) }, or apigateway.Model.EMPTY_MODEL where any JSON will do'];
}

function corsFaults(method: apigateway.Method): string[] {
  const { integrationResponses } = (Stack.of(method).resolve(cfnOf(method).integration) ?? {}) as { integrationResponses?: readonly Response[] };
  const isOpen = (integrationResponses ?? []).some(({ responseParameters = {} }) =>
    responseParameters[`${HEADER}Origin`] === '\'*\'' && responseParameters[`${HEADER}Credentials`] === '\'true\'');
  return isOpen
    ? [`CORS of ${nameOf(method)} is not valid: got allowOrigins * with allowCredentials; allowed: named origins with credentials, or * without; name the origins`]
    : [];
}

interface Response { readonly responseParameters?: Readonly<Record<string, string>> }
const HEADER = 'method.response.header.Access-Control-Allow-';
