import { hasLabel } from './labels';
import { type Properties, UnknownPropertyError, known, listOf, numberOf, oneOf, onlyOne, text } from './properties';
import { type WebRequest, bytes, cookiesOf, headerValues, queryArguments } from './request';
import { type Context, forwarded, matches, networkOf, origin } from './statements';
import { transformation } from './transformations';

const KEYS = ['Header', 'Cookie', 'QueryArgument', 'QueryString', 'HTTPMethod', 'ForwardedIP', 'IP', 'ASN', 'LabelNamespace', 'UriPath', 'JA3Fingerprint', 'JA4Fingerprint'];

/** What a request is counted with; a verdict where an address can't be read; nothing where a part of the key is missing. */
type Instance = readonly string[] | boolean | undefined;

/** Whether a request is over the limit: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html */
export function isRateLimited(content: unknown, context: Context): boolean {
  const where = 'RateBasedStatement';
  const properties = known(content, where, ['Limit', 'AggregateKeyType', 'EvaluationWindowSec', 'ForwardedIPConfig', 'CustomKeys', 'ScopeDownStatement']);
  const limit = numberOf(properties.Limit, `${where}.Limit`);
  const window = numberOf(properties.EvaluationWindowSec ?? 300, `${where}.EvaluationWindowSec`);
  if (limit < 10 || limit > 2_000_000_000) { throw new UnknownPropertyError(`${where}: the limit ${limit} is none that AWS takes`); }
  if (![60, 120, 300, 600].includes(window)) { throw new UnknownPropertyError(`${where}: the window ${window} is none that AWS takes`); }
  const isInScope = properties.ScopeDownStatement === undefined || (matches(properties.ScopeDownStatement, context) && !context.skips.rule);
  const instance = instanceOf(properties, context);
  if (!isInScope || instance === undefined) { return false; }
  return typeof instance === 'boolean' ? instance : context.rates.isOver(context.rule, instance, context.request.at ?? 0, limit, window);
}

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-aggregation-options.html
function instanceOf(properties: Properties, context: Context): Instance {
  const { AggregateKeyType, ForwardedIPConfig, CustomKeys, ScopeDownStatement } = properties;
  const type = oneOf(AggregateKeyType, 'RateBasedStatement.AggregateKeyType', 'IP', 'FORWARDED_IP', 'CUSTOM_KEYS', 'CONSTANT');
  if ((CustomKeys !== undefined) !== (type === 'CUSTOM_KEYS')) { throw new UnknownPropertyError(`RateBasedStatement: CustomKeys with ${type}`); }
  if (type === 'CONSTANT' && ScopeDownStatement === undefined) { throw new UnknownPropertyError('RateBasedStatement: CONSTANT needs a scope-down statement'); }
  switch (type) {
    case 'IP': return [String(origin(context.request).value)];
    case 'FORWARDED_IP': return forwardedInstance(ForwardedIPConfig, context.request);
    case 'CONSTANT': return [];
    default: return listOf(CustomKeys, 'RateBasedStatement.CustomKeys').map((key) => keyOf(key, ForwardedIPConfig, context)).reduce(joined);
  }
}

function joined(one: Instance, other: Instance): Instance {
  if (one === undefined || other === undefined) { return undefined; }
  if (typeof one === 'boolean') { return one; }
  return typeof other === 'boolean' ? other : [...one, ...other];
}

function forwardedInstance(config: unknown, request: WebRequest): Instance {
  const { address, fallback } = forwarded(config, request);
  if (address === undefined) { return undefined; }
  return address ? [String(address.value)] : fallback;
}

/** The values of one key; all parts of a key must be there, or the request is not counted. */
function keyOf(key: unknown, forwardedIp: unknown, { request, labels, prefix, world }: Context): Instance {
  const [kind, content] = onlyOne(key, 'CustomKeys', KEYS);
  const named = () => known(content, kind, ['Name', 'TextTransformations']);
  const transformed = (values: readonly (string | undefined)[], { TextTransformations }: Properties): Instance =>
    ones(values.map((value) => (value === undefined ? undefined : transformation(TextTransformations, kind)(value))));
  const query = request.query === undefined ? undefined : bytes(request.query);
  switch (kind) {
    case 'IP': known(content, kind, []); return [String(origin(request).value)];
    case 'ASN': known(content, kind, []); return [`AS${networkOf(world, origin(request))}`];
    case 'ForwardedIP': known(content, kind, []); return forwardedInstance(forwardedIp, request);
    case 'HTTPMethod': known(content, kind, []); return [request.method ?? 'GET'];
    case 'UriPath': return transformed([bytes(request.path ?? '/')], known(content, kind, ['TextTransformations']));
    case 'QueryString': return transformed([query], known(content, kind, ['TextTransformations']));
    case 'Header': return transformed(headerValues(request, text(named().Name, kind)), named());
    case 'Cookie': return transformed(cookiesOf(request).filter(([name]) => name === named().Name).map(([, value]) => value), named());
    case 'QueryArgument': {
      const wanted = text(named().Name, kind).toLowerCase();
      return transformed(queryArguments(query ?? '').filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value), named());
    }
    case 'LabelNamespace': {
      const namespace = text(known(content, kind, ['Namespace']).Namespace, kind);
      return ones([...labels].filter((label) => hasLabel([label], namespace, 'NAMESPACE', prefix)).sort());
    }
    default: {
      const fallback = oneOf(known(content, kind, ['FallbackBehavior']).FallbackBehavior, `${kind}.FallbackBehavior`, 'MATCH', 'NO_MATCH');
      const print = kind === 'JA3Fingerprint' ? request.ja3 : request.ja4;
      return print === undefined ? fallback === 'MATCH' : [print];
    }
  }
}

const ones = (values: readonly (string | undefined)[]): Instance =>
  (values.length === 0 || values.includes(undefined) ? undefined : [JSON.stringify(values)]);
