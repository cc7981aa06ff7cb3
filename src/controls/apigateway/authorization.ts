import { API_V2, isOfWebSocket, METHOD, REST_API, ROUTE_V2, unlessImported } from './stage';
import { type CheckResult, compliant, control, managedRule, notApplicable, violated } from '../control';
import { isIntrinsic, type TemplateResource } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

/** Browsers ask what they may before they ask with credentials. */
const isPreflight = (value: unknown): boolean => typeof value === 'string' && /^OPTIONS\b/.test(value);

/** A WebSocket API asks who calls when a connection is made, and can't later. */
function check(method: TemplateResource): CheckResult {
  if (isPreflight(method.get(method.type === METHOD ? 'HttpMethod' : 'RouteKey'))) { return notApplicable(); }
  const isLater = method.type === ROUTE_V2 && method.get('RouteKey') !== '$connect' ? isOfWebSocket(method) : false;
  if (isLater === true) { return notApplicable(); }
  return decideEach(valuesAt(method.properties, 'AuthorizationType'), (type) => {
    if (isIntrinsic(type)) { return deferred('AuthorizationType'); }
    if (type !== undefined && type !== 'NONE') { return compliant(); }
    return isLater === undefined ? deferred('whether it is a route of a WebSocket API') : violated(`AuthorizationType is ${String(type ?? 'not set')}`);
  });
}

export const authorization = control({
  id: 'apigateway.authorization',
  title: 'every method and route asks who calls',
  titleKo: '모든 메서드와 경로는 호출자를 인증한다',
  why: 'without it, anybody who finds the address calls it',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { fsbp: ['APIGateway.8'], nist80053r5: ['AC-3', 'CM-2', 'CM-2(2)'], iso27001: ['A.8.3'], ismsP: ['2.5.3', '2.6.3'], controlTower: ['CT.APIGATEWAY.PR.5'] },
  appliesTo: [METHOD, ROUTE_V2, REST_API, API_V2],
  check: (method) => unlessImported(method, () => check(method)),
  default: {},
  fix: 'set AuthorizationType to AWS_IAM, COGNITO_USER_POOLS, JWT or CUSTOM',
  runtime: managedRule('API_GWV2_AUTHORIZATION_TYPE_CONFIGURED'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
});
