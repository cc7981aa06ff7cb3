import { Stack, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { inStageOf, isSameId } from './same-id';

/** A method of a REST API: made by the API's resources, by another view of it, or raw. */
interface ApiMethod {
  readonly cfn: apigateway.CfnMethod;
  /** None for a raw one. */
  readonly method?: apigateway.Method;
}

/** What a REST API knows of itself. */
export interface ApiContext {
  readonly anonymous: ReadonlySet<apigateway.Method>;
  readonly isPrivate: boolean;
  readonly throttled: readonly string[];
}

/** What is wrong with the methods of a REST API, a sentence each: known only when all are there. */
export function faultsOfMethods(api: apigateway.RestApi, { anonymous, isPrivate, throttled }: ApiContext): string[] {
  const methods = methodsOf(api);
  return [
    ...methods.filter(({ cfn }) => !isPreflight(cfn)).flatMap((method) => [
      ...authorizerFaults(method, anonymous),
      ...isPrivate ? pathFaults(method, api) : [],
      ...bodyFaults(method),
    ]),
    ...methods.flatMap(corsFaults),
    ...throttled.filter((key) => !isMethodOf(key, methods)).map((key) => `methodThrottles of '${api.node.path}' is not valid: got ${key}; allowed: `
      + 'the path and verb of a method, such as /orders/{id}/GET, or * for all; a limit of no method throttles nothing: pass that of one'),
  ];
}

/** The validator of a REST API looks at the requests of all its methods that name none: CDK takes none from their default options. */
export function validateMethods(api: apigateway.RestApi, requestValidatorId: string): void {
  for (const { cfn } of methodsOf(api)) {
    if (!isPreflight(cfn)) { cfn.requestValidatorId ??= requestValidatorId; }
  }
}

/** Whether the callers of a method sign with an identity of IAM. */
export const isSigned = (method: apigateway.Method): boolean => signs(method.node.defaultChild as apigateway.CfnMethod);

const signs = (cfn: apigateway.CfnMethod): boolean => cfn.authorizationType === apigateway.AuthorizationType.IAM;

const methodsOf = (api: apigateway.RestApi): ApiMethod[] => inStageOf(api)
  .filter((node) => node instanceof apigateway.CfnMethod)
  .filter((node) => isSameId(node, node.restApiId, api, api.restApiId))
  .map((cfn) => ({ cfn, method: cfn.node.scope instanceof apigateway.Method ? cfn.node.scope : undefined }));

/** Whether a method is a preflight request of CORS, which browsers send without credentials and API Gateway answers itself. */
const isPreflight = (cfn: apigateway.CfnMethod): boolean => cfn.httpMethod === 'OPTIONS' && integrationOf(cfn).type === apigateway.IntegrationType.MOCK;

const nameOf = ({ cfn, method }: ApiMethod): string => (method ? `${method.httpMethod} ${method.resource.path}` : `${cfn.httpMethod} at '${cfn.node.path}'`);

function authorizerFaults(method: ApiMethod, anonymous: ReadonlySet<apigateway.Method>): string[] {
  const isKnown = (method.cfn.authorizationType ?? apigateway.AuthorizationType.NONE) !== apigateway.AuthorizationType.NONE;
  return isKnown || (method.method && anonymous.has(method.method)) ? []
    : [`the authorizer of ${nameOf(method)} is not valid: got NONE; allowed: IAM (the default), a Cognito or a Lambda authorizer; leave authorizationType out, `
      + 'pass an `authorizer`, or say why anybody may call: api.allowAnonymous(method, reason)'];
}

/** The policy of a private API names the paths of methods that are not signed. */
function pathFaults(method: ApiMethod, api: apigateway.RestApi): string[] {
  return signs(method.cfn) || (method.method && api.methods.includes(method.method)) ? []
    : [`the authorizer of ${nameOf(method)} is not valid: got ${method.cfn.authorizationType ?? 'NONE'}, for a method that the private API '${api.node.path}' `
      + 'did not make, whose path it can\'t open; allowed: IAM; make the method by api.root'];
}

/**
 * A validator without a model looks at parameters only, and one with models at no body of another content type.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
function bodyFaults(method: ApiMethod): string[] {
  if (!['POST', 'PUT', 'PATCH', 'ANY'].includes(method.cfn.httpMethod)) { return []; }
  const types = Object.keys((method.cfn.requestModels ?? {}) as object);
  return types.includes('$default') ? []
    : [`the body of ${nameOf(method)} is not valid: got ${types.length === 0 ? 'no model' : `models for ${types.join(', ')} only`}; allowed: a model for $default, which `
      + 'stands for every content type that has none: its body would not be looked at; pass requestModels: { $default: api.addModel(…) }, or '
      + 'apigateway.Model.EMPTY_MODEL where any JSON object will do'];
}

function corsFaults(method: ApiMethod): string[] {
  const isOpen = (integrationOf(method.cfn).integrationResponses ?? []).some(({ responseParameters = {} }) =>
    responseParameters[`${HEADER}Origin`] === '\'*\'' && responseParameters[`${HEADER}Credentials`] === '\'true\'');
  return isOpen
    ? [`CORS of ${nameOf(method)} is not valid: got allowOrigins * with allowCredentials; allowed: named origins with credentials, or * without; name the origins`]
    : [];
}

/** A raw method's path is not known: it may be any. */
function isMethodOf(key: string, methods: readonly ApiMethod[]): boolean {
  const [path, verb] = [key.slice(0, key.lastIndexOf('/')) || '/', key.slice(key.lastIndexOf('/') + 1).toUpperCase()];
  return methods.some(({ cfn, method }) => (method === undefined || ['/*', method.resource.path].includes(path)) && (verb === '*' || [verb, 'ANY'].includes(cfn.httpMethod)));
}

const integrationOf = (cfn: apigateway.CfnMethod) => (Stack.of(cfn).resolve(cfn.integration) ?? {}) as Integration;

interface Integration {
  readonly type?: string;
  readonly integrationResponses?: readonly { readonly responseParameters?: Readonly<Record<string, string>> }[];
}
const HEADER = 'method.response.header.Access-Control-Allow-';
