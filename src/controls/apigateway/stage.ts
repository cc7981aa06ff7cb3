import { type CheckResult, compliant, notApplicable, unknown } from '../control';
import { allApplicable, decideItems } from '../items';
import { asArray, isIntrinsic, isRecord, type TemplateResource } from '../template';
import { branchesOf, decideEach, deferred, valuesAt } from '../value';

export const REST_API = 'AWS::ApiGateway::RestApi';
/** A stage of a REST API. */
export const STAGE = 'AWS::ApiGateway::Stage';
export const METHOD = 'AWS::ApiGateway::Method';
export const DOMAIN_NAME = 'AWS::ApiGateway::DomainName';
/** An HTTP or WebSocket API. */
export const API_V2 = 'AWS::ApiGatewayV2::Api';
export const STAGE_V2 = 'AWS::ApiGatewayV2::Stage';
export const ROUTE_V2 = 'AWS::ApiGatewayV2::Route';
export const INTEGRATION_V2 = 'AWS::ApiGatewayV2::Integration';

/** Decides over all settings of a stage's methods; where there is none for all methods, `without` holds for the others. */
export function decideMethodSettings(stage: TemplateResource, decide: (setting: unknown) => CheckResult, without: CheckResult): CheckResult {
  return decideEach(valuesAt(stage.properties, 'MethodSettings'), (settings) => {
    if (isIntrinsic(settings)) { return deferred('MethodSettings'); }
    const items = asArray(settings).map(branchesOf);
    const hasForAll = items.some((branches) => branches.every((item) => item !== undefined && isForAll(item)));
    const others = hasForAll ? compliant() : items.length === 0 || without.status === 'compliant' ? without : unknown('no setting is for certain that of all methods');
    return allApplicable(others, decideItems([settings], 'MethodSettings', decide));
  });
}

/** Decides over the settings of single routes of a WebSocket API, beside those of all. */
export const decideRouteSettings = (stage: TemplateResource, decide: (setting: unknown) => CheckResult): CheckResult =>
  decideEach(valuesAt(stage.properties, 'RouteSettings'), (settings) => (isIntrinsic(settings)
    ? deferred('RouteSettings') : decideItems([isRecord(settings) ? Object.values(settings) : []], 'RouteSettings', decide)));

/** Whether a setting is the one for all methods of all resources. */
export const isForAll = (setting: unknown): boolean =>
  valuesAt(setting, 'HttpMethod').every((method) => method === '*') && valuesAt(setting, 'ResourcePath').every((path) => path === '/*');

/** Whether an API is called through VPC endpoints only; `undefined` where the template does not say, or a condition decides. */
export function isPrivate(api: TemplateResource | undefined): boolean | undefined {
  if (api === undefined) { return undefined; }
  const imported = valuesAt(api.properties, 'Parameters', 'endpointConfigurationTypes');
  const types = valuesAt(api.properties, 'EndpointConfiguration', 'Types')
    .flatMap((list) => (list === undefined ? imported : isIntrinsic(list) ? [list] : asArray(list).flatMap(branchesOf)));
  const answers = new Set(types.map((type) => (isIntrinsic(type) ? undefined : type === 'PRIVATE')));
  return answers.size === 0 ? false : answers.size === 1 ? [...answers][0] : undefined;
}

/** The API of a stage, if it is in the template. */
export const apiOf = (stage: TemplateResource): TemplateResource | undefined => stage.template.resolve(stage.get('RestApiId') ?? stage.get('ApiId'));

/** Decides about stages of one protocol of version 2 only. */
export function ofProtocol(stage: TemplateResource, protocol: 'HTTP' | 'WEBSOCKET', decide: () => CheckResult): CheckResult {
  const api = apiOf(stage);
  if (api === undefined) { return deferred('ProtocolType'); }
  return decideEach(valuesAt(api.properties, 'ProtocolType'), (type) => (isIntrinsic(type) ? deferred('ProtocolType') : type === protocol ? decide() : notApplicable()));
}

/** Decides about methods; those of an API that is imported are in its definition, which is not read. */
export function unlessImported(resource: TemplateResource, decide: () => CheckResult): CheckResult {
  if (resource.type !== REST_API && resource.type !== API_V2) { return decide(); }
  const isImported = ['Body', 'BodyS3Location'].some((property) => resource.get(property) !== undefined);
  return isImported ? unknown('its methods are in an OpenAPI definition, which is not read') : notApplicable();
}

/** Whether a route is one of a WebSocket API, by its key or its API; `undefined` where neither says. */
export function isOfWebSocket(route: TemplateResource): boolean | undefined {
  const key = route.get('RouteKey');
  if (typeof key === 'string' && key !== '$default') { return !/^[A-Z]+ \//.test(key); }
  const protocol = apiOf(route)?.get('ProtocolType');
  return typeof protocol === 'string' ? protocol === 'WEBSOCKET' : undefined;
}
