import { below, readJson } from './json';
import { type Properties, UnknownPropertyError, known, listOf, oneOf, onlyOne, text } from './properties';
import { type WebRequest, bytes, cookiesOf, headerValues, queryArguments } from './request';
import { preParsing } from './transformations';

/** The parts of a request that a statement looks at. A verdict says that it need not look. */
export interface Component { readonly values: readonly string[]; readonly verdict?: boolean }

/** How much of headers and cookies AWS WAF sees: https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html */
const HEADER_BYTES = 8192;
const HEADER_COUNT = 200;

const FIELDS = ['SingleHeader', 'Headers', 'HeaderOrder', 'Cookies', 'UriPath', 'UriFragment', 'QueryString', 'SingleQueryArgument', 'AllQueryArguments',
  'Body', 'JsonBody', 'Method', 'JA3Fingerprint', 'JA4Fingerprint'];

const present = (value: string | undefined): Component => ({ values: value === undefined || value === '' ? [] : [bytes(value)] });

/** What a statement looks at: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html */
export function componentOf(field: unknown, preParse: unknown, request: WebRequest, bodyLimit: number): Component {
  const [kind, content] = onlyOne(field, 'FieldToMatch', FIELDS);
  const where = `FieldToMatch.${kind}`;
  if (preParse !== undefined && !/QueryArgument/.test(kind)) { throw new UnknownPropertyError(`${where}: PreParseTextTransformations are for query arguments only`); }
  const parsed = () => queryArguments(preParsing(preParse, where)(bytes(request.query ?? '')));
  switch (kind) {
    case 'Method': return empty(content, where, present(request.method ?? 'GET'));
    case 'UriPath': return empty(content, where, present(request.path ?? '/'));
    case 'QueryString': return empty(content, where, present(request.query));
    case 'AllQueryArguments': return empty(content, where, { values: parsed().map(([, value]) => value) });
    case 'SingleQueryArgument': return { values: parsed().filter(([name]) => name.toLowerCase() === nameIn(content, where)).map(([, value]) => value) };
    case 'SingleHeader': return { values: headerValues(request, nameIn(content, where)) };
    case 'Headers': return headers(content, request);
    case 'HeaderOrder': return headerOrder(content, request);
    case 'Cookies': return cookies(content, request);
    case 'Body': return body(known(content, where, ['OversizeHandling']), request, bodyLimit);
    case 'JsonBody': return jsonBody(content, request, bodyLimit);
    case 'UriFragment': return withFallback(request.fragment, known(content, where, ['FallbackBehavior']).FallbackBehavior ?? 'NO_MATCH', where);
    default: return withFallback(kind === 'JA3Fingerprint' ? request.ja3 : request.ja4, known(content, where, ['FallbackBehavior']).FallbackBehavior, where);
  }
}

function empty(content: unknown, where: string, component: Component): Component {
  known(content, where, []);
  return component;
}

const nameIn = (content: unknown, where: string): string => text(known(content, where, ['Name']).Name, `${where}.Name`).toLowerCase();

function withFallback(value: string | undefined, fallback: unknown, where: string): Component {
  const behavior = oneOf(fallback, `${where}.FallbackBehavior`, 'MATCH', 'NO_MATCH');
  return value === undefined ? { values: [], verdict: behavior === 'MATCH' } : { values: [bytes(value)] };
}

/** What an oversize component means, if it is not to be looked at as far as it can be seen. */
function oversize(handling: unknown, where: string): boolean | undefined {
  const choice = oneOf(handling ?? 'CONTINUE', `${where}.OversizeHandling`, 'CONTINUE', 'MATCH', 'NO_MATCH');
  return choice === 'CONTINUE' ? undefined : choice === 'MATCH';
}

/** The pairs that AWS WAF sees, and whether there are more. */
function visible(pairs: readonly (readonly [string, string])[]): { pairs: readonly (readonly [string, string])[]; isAll: boolean } {
  const seen: [string, string][] = [];
  let left = HEADER_BYTES;
  for (const [name, value] of pairs.slice(0, HEADER_COUNT)) {
    if (left <= 0) { break; }
    seen.push([name.slice(0, left), value.slice(0, Math.max(left - name.length, 0))]);
    left -= name.length + value.length;
  }
  return { pairs: seen, isAll: left >= 0 && seen.length === pairs.length };
}

type Pairs = readonly (readonly [name: string, value: string])[];

function pairsOf(content: unknown, where: string, pairs: Pairs, kind: string, sameName: (one: string, other: string) => boolean): Component {
  const { MatchPattern, MatchScope, OversizeHandling } = known(content, where, ['MatchPattern', 'MatchScope', 'OversizeHandling']);
  const scope = oneOf(MatchScope, `${where}.MatchScope`, 'ALL', 'KEY', 'VALUE');
  const [pattern, names] = onlyOne(MatchPattern, `${where}.MatchPattern`, ['All', `Included${kind}`, `Excluded${kind}`]);
  const { pairs: seen, isAll } = visible(pairs);
  const verdict = isAll ? undefined : oversize(OversizeHandling, where);
  if (isAll) { oversize(OversizeHandling, where); }
  const named = (name: string) => listOf(names, `${where}.MatchPattern.${pattern}`).some((other) => sameName(name, text(other, where)));
  const chosen = seen.filter(([name]) => pattern === 'All' || named(name) === pattern.startsWith('Included'));
  return { verdict, values: chosen.flatMap(([name, value]) => [...(scope === 'VALUE' ? [] : [name]), ...(scope === 'KEY' ? [] : [value])]) };
}

const headers = (content: unknown, { headers: all = [] }: WebRequest): Component =>
  pairsOf(content, 'FieldToMatch.Headers', all.map(([name, value]) => [bytes(name), bytes(value)]), 'Headers', (one, other) => one.toLowerCase() === other.toLowerCase());

const cookies = (content: unknown, request: WebRequest): Component =>
  pairsOf(content, 'FieldToMatch.Cookies', cookiesOf(request), 'Cookies', (one, other) => one === other);

/** The names of the headers in their order, with colons: `host:user-agent:accept`. */
function headerOrder(content: unknown, { headers: all = [] }: WebRequest): Component {
  const { OversizeHandling } = known(content, 'FieldToMatch.HeaderOrder', ['OversizeHandling']);
  const { pairs, isAll } = visible(all);
  const verdict = oversize(OversizeHandling, 'FieldToMatch.HeaderOrder');
  return { values: pairs.length === 0 ? [] : [pairs.map(([name]) => name.toLowerCase()).join(':')], verdict: isAll ? undefined : verdict };
}

function body({ OversizeHandling }: Properties, request: WebRequest, limit: number): Component {
  const all = bytes(request.body ?? '');
  const verdict = oversize(OversizeHandling, 'FieldToMatch.Body');
  return { values: all === '' ? [] : [all.slice(0, limit)], verdict: all.length > limit ? verdict : undefined };
}

function jsonBody(content: unknown, request: WebRequest, limit: number): Component {
  const where = 'FieldToMatch.JsonBody';
  const properties = known(content, where, ['MatchPattern', 'MatchScope', 'OversizeHandling', 'InvalidFallbackBehavior']);
  const plain = body({ OversizeHandling: properties.OversizeHandling }, request, limit);
  const scope = oneOf(properties.MatchScope, `${where}.MatchScope`, 'ALL', 'KEY', 'VALUE');
  const [pattern, paths] = onlyOne(properties.MatchPattern, `${where}.MatchPattern`, ['All', 'IncludedPaths']);
  const fallback = properties.InvalidFallbackBehavior === undefined ? 'NONE'
    : oneOf(properties.InvalidFallbackBehavior, `${where}.InvalidFallbackBehavior`, 'MATCH', 'NO_MATCH', 'EVALUATE_AS_STRING');
  if (plain.verdict !== undefined || plain.values.length === 0) { return plain; }
  const { parts, complete } = readJson(Buffer.from(plain.values[0], 'latin1').toString('utf8'));
  if (!complete && fallback === 'EVALUATE_AS_STRING') { return plain; }
  if (!complete && fallback !== 'NONE') { return { values: [], verdict: fallback === 'MATCH' }; }
  const chosen = pattern === 'All' ? parts : listOf(paths, `${where}.IncludedPaths`).flatMap((pointer) => below(parts, text(pointer, where)));
  return { values: chosen.filter(({ kind }) => scope === 'ALL' || kind.toUpperCase() === scope).map((part) => bytes(part.text)) };
}
