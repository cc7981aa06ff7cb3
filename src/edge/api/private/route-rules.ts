import { Stack, aws_apigatewayv2 as apigatewayv2 } from 'aws-cdk-lib';
import { inStageOf, isSameId } from './same-id';

/** What an HTTP API knows of itself. */
export interface RouteContext {
  readonly anonymous: ReadonlySet<apigatewayv2.HttpRoute>;
  readonly throttled: readonly string[];
}

/** What is wrong with the routes of an HTTP API, a sentence each: known only when all are there. */
export function faultsOfRoutes(api: apigatewayv2.HttpApi, { anonymous, throttled }: RouteContext): string[] {
  const routes = routesOf(api);
  return [
    ...routes.filter((route) => (route.authorizationType ?? 'NONE') === 'NONE' && !anonymous.has(route.node.scope as apigatewayv2.HttpRoute))
      .map(({ routeKey }) => `the authorizer of ${routeKey} is not valid: got NONE; allowed: IAM (the default), a JWT, Cognito or Lambda authorizer; `
        + 'leave HttpNoneAuthorizer out, or say why anybody may call: api.allowAnonymous(route, reason)'),
    ...throttled.flatMap((key) => throttleFaults(key, api, routes)),
  ];
}

/** API Gateway takes a limit for a route that is there already. */
export function waitForThrottled(api: apigatewayv2.HttpApi, stage: apigatewayv2.CfnStage, throttled: readonly string[]): void {
  routesOf(api)
    .filter((route) => throttled.includes(route.routeKey) && Stack.of(route) === Stack.of(stage))
    .forEach((route) => { stage.node.addDependency(route); });
}

const routesOf = (api: apigatewayv2.HttpApi): apigatewayv2.CfnRoute[] => inStageOf(api)
  .filter((node) => node instanceof apigatewayv2.CfnRoute)
  .filter((node) => isSameId(node, node.apiId, api, api.apiId));

function throttleFaults(key: string, api: apigatewayv2.HttpApi, routes: readonly apigatewayv2.CfnRoute[]): string[] {
  const found = routes.filter(({ routeKey }) => routeKey === key);
  const fault = (got: string, fix: string): string[] =>
    [`routeThrottles of '${api.node.path}' is not valid: got ${key}, ${got}; allowed: the key of a route in the API's own stack, such as GET /orders; ${fix}`];
  if (found.length === 0) { return fault('which is no route of the API', 'add the route, or pass the key of one: the deployment would stop'); }
  const far = found.find((route) => Stack.of(route) !== Stack.of(api));
  return far ? fault(`a route of the stack '${Stack.of(far).node.path}', which waits for this one`, 'move the route, or leave its limit out') : [];
}
