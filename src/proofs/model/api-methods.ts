import type { App } from './app';
import { holeIn } from '../engine';
import type { Placed } from '../template/deployment';
import { hasMacro, mayHaveMore } from '../template/macro';
import type { Resolver } from '../template/resolver';
import { fieldsOf } from '../template/stack-template';

/** A method of an API: the ARNs of calls of it, and what authorizes them. */
export interface ApiMethod {
  readonly calls: readonly string[];
  readonly authorization: string;
}

/** The methods of an API, or why nobody knows them. */
export type ApiMethods = readonly ApiMethod[] | string;

export const BY_IAM = 'AWS_IAM';
export const BY_LAMBDA = 'CUSTOM';
export const BY_COGNITO = 'COGNITO_USER_POOLS';
const KINDS = ['NONE', BY_IAM, BY_LAMBDA, BY_COGNITO];

/** What ANY stands for: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html */
const VERBS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Properties of an API that may bring methods of their own. */
const DEFINITIONS = ['Body', 'BodyS3Location', 'CloneFrom'];

/**
 * The methods of an API in a case: the resource policy is asked about their callers, whom IAM authorization alone knows by identity.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function apiMethods({ resource }: Placed, resolver: Resolver, app: App, arn: string): ApiMethods {
  if (hasMacro(resource.properties) || DEFINITIONS.some((name) => resource.properties[name] !== undefined)) { return 'what authorizes calls stands in a definition of the API that is not read'; }
  if (app.deployment.stacks.some(({ template }) => mayHaveMore(template))) { return 'a macro or a loop of the templates may make methods of the API'; }
  const name = resolver.text({ Ref: resource.logicalId });
  const stages = stagesOf(name, resolver, app);
  const methods: ApiMethod[] = [];
  for (const method of app.deployment.ofType('AWS::ApiGateway::Method')) {
    if (!app.deployment.exists(method, resolver.choices)) { continue; }
    const of = resolver.of(method.stack);
    const { RestApiId: id, AuthorizationType: kind = 'NONE', HttpMethod: verb } = method.resource.properties;
    const owner = of.text(id);
    if (hasMacro(method.resource.properties)) { return 'a macro may write methods of the API'; }
    if (holeIn(owner) !== undefined) { return 'of which API a method is, is known only at deployment'; }
    if (owner !== name) { continue; }
    const [authorization, letters] = [of.text(kind), of.text(verb)];
    if (!KINDS.includes(authorization)) { return 'what authorizes a method is known only at deployment'; }
    const path = pathOf(method, app, of);
    if (path === undefined || ![...VERBS, 'ANY'].includes(letters)) { return 'which calls a method takes is known only at deployment'; }
    const verbs = letters === 'ANY' ? VERBS : [letters];
    methods.push({ calls: stages.flatMap((stage) => verbs.map((one) => `${arn}/${stage}/${one}/${path}`)), authorization });
  }
  return methods.length === 0 ? 'the templates have no method of the API' : methods;
}

/** The names of an API's stages; any, where the templates don't tell of each whose it is. */
function stagesOf(name: string, resolver: Resolver, app: App): string[] {
  const stages = app.deployment.ofType('AWS::ApiGateway::Stage', 'AWS::ApiGateway::Deployment').filter((placed) => app.deployment.exists(placed, resolver.choices));
  const named = stages.flatMap(({ stack, resource: { properties: { RestApiId: id, StageName: stage } } }) => {
    const of = resolver.of(stack);
    const owner = of.text(id);
    return stage === undefined || (owner !== name && holeIn(owner) === undefined) ? [] : [owner === name ? of.text(stage) : owner];
  });
  return named.length === 0 || named.some((stage) => holeIn(stage) !== undefined) ? ['*'] : [...new Set(named)];
}

/** The path of a method without its first slash, `*` for its parameters; `undefined` where the templates don't tell. */
function pathOf({ stack, resource: { properties } }: Placed, app: App, resolver: Resolver): string | undefined {
  const parts: string[] = [];
  let at: unknown = properties.ResourceId;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const { 'Ref': logicalId, 'Fn::GetAtt': attribute } = fieldsOf(at);
    if ([attribute].flat().join('.').endsWith('.RootResourceId')) { return parts.join('/'); }
    const resource = typeof logicalId === 'string' ? app.deployment.find(stack, logicalId) : undefined;
    if (resource?.type !== 'AWS::ApiGateway::Resource') { return undefined; }
    const part = resolver.text(resource.properties.PathPart);
    if (holeIn(part) !== undefined) { return undefined; }
    parts.unshift(/^\{.*\}$/.test(part) ? '*' : part);
    at = resource.properties.ParentId;
  }
  return undefined;
}

/** More than an API has: no path goes in a circle. */
const DEEPEST = 300;
