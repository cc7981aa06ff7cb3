import { type Address, isIn, parseAddress } from './address';
import { looksLikeSqli, looksLikeXss } from './attacks';
import { componentOf } from './components';
import { hasLabel } from './labels';
import { type Properties, UnknownPropertyError, known, listOf, numberOf, oneOf, onlyOne, text } from './properties';
import type { Rates } from './rates';
import { type WebRequest, bytes, headerValues } from './request';
import type { Resources } from './resources';
import { transformation } from './transformations';
import type { World } from './world';

/** What a statement is judged by. */
export interface Context {
  readonly request: WebRequest;
  readonly world: World;
  readonly resources: Resources;
  readonly rates: Rates;
  /** How many bytes of a body are seen. */
  readonly bodyLimit: number;
  /** The labels of rules that came before. */
  readonly labels: ReadonlySet<string>;
  /** The labels that statements add, whether they match or not; rules that come later see them. */
  readonly added: Set<string>;
  /** Set where a header is missing that an address is looked for in: then the whole rule does not apply. */
  readonly skips: { rule: boolean };
  /** The prefix of labels of the web ACL or rule group that the statement stands in. */
  readonly prefix: string;
  /** The rule that the statement stands in, unique among all. */
  readonly rule: string;
}

/** The statements that look at a request and nothing else. */
export const STATEMENTS = ['IPSetReferenceStatement', 'GeoMatchStatement', 'AsnMatchStatement', 'LabelMatchStatement', 'ByteMatchStatement', 'RegexMatchStatement',
  'RegexPatternSetReferenceStatement', 'SizeConstraintStatement', 'SqliMatchStatement', 'XssMatchStatement', 'AndStatement', 'OrStatement', 'NotStatement'] as const;

/** Whether a request matches a statement that may stand in others. */
export function matches(statement: unknown, context: Context): boolean {
  const [kind, content] = onlyOne(statement, 'Statement', STATEMENTS);
  switch (kind) {
    case 'AndStatement': return nested(content, kind).map((inner) => matches(inner, context)).every(Boolean);
    case 'OrStatement': return nested(content, kind).map((inner) => matches(inner, context)).some(Boolean);
    case 'NotStatement': return !matches(known(content, kind, ['Statement']).Statement, context);
    case 'IPSetReferenceStatement': return inIpSet(known(content, kind, ['Arn', 'IPSetForwardedIPConfig']), context);
    case 'GeoMatchStatement': return fromCountry(known(content, kind, ['CountryCodes', 'ForwardedIPConfig']), context);
    case 'AsnMatchStatement': return fromNetwork(known(content, kind, ['AsnList', 'ForwardedIPConfig']), context);
    case 'LabelMatchStatement': {
      const { Key, Scope } = known(content, kind, ['Key', 'Scope']);
      return hasLabel(context.labels, text(Key, kind), text(Scope, kind), context.prefix);
    }
    default: return looksAt(kind, content, context);
  }
}

const nested = (content: unknown, kind: string): readonly unknown[] => listOf(known(content, kind, ['Statements']).Statements, kind, 2);

/** An address that a proxy forwarded: none where the header is missing; `false` where it says no address. */
export function forwarded(config: unknown, request: WebRequest): { address?: Address | false; fallback: boolean } {
  const { HeaderName, FallbackBehavior } = known(config, 'ForwardedIPConfig', ['HeaderName', 'FallbackBehavior']);
  const fallback = oneOf(FallbackBehavior, 'ForwardedIPConfig.FallbackBehavior', 'MATCH', 'NO_MATCH') === 'MATCH';
  const [header] = headerValues(request, text(HeaderName, 'ForwardedIPConfig.HeaderName'));
  return { fallback, address: header === undefined ? undefined : parseAddress(header.split(',')[0].trim()) ?? false };
}

function skip(skips: Context['skips']): false {
  skips.rule = true;
  return false;
}

/** The address that the request came from. */
export function origin({ ip }: WebRequest): Address {
  const address = parseAddress(ip);
  if (!address) { throw new UnknownPropertyError(`the request's address '${ip}' is none`); }
  return address;
}

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html: without the header the rule does not apply
function inIpSet({ Arn, IPSetForwardedIPConfig }: Properties, { request, resources, skips }: Context): boolean {
  const ranges = resources.ipSet(Arn);
  const holds = (address: Address) => ranges.some((range) => isIn(address, range));
  if (IPSetForwardedIPConfig === undefined) { return holds(origin(request)); }
  const { Position, ...config } = known(IPSetForwardedIPConfig, 'IPSetForwardedIPConfig', ['HeaderName', 'FallbackBehavior', 'Position']);
  const { fallback } = forwarded(config, request);
  const position = oneOf(Position, 'IPSetForwardedIPConfig.Position', 'FIRST', 'LAST', 'ANY');
  const values = headerValues(request, text(config.HeaderName, 'HeaderName'));
  if (values.length === 0) { return skip(skips); }
  const all = values.join(',').split(',').map((value) => parseAddress(value.trim()));
  const chosen = position === 'FIRST' ? all.slice(0, 1) : all.slice(position === 'LAST' ? -1 : -10);
  return chosen.some((address) => address === undefined) ? fallback : chosen.some((address) => address !== undefined && holds(address));
}

/** Which of the addresses that a test named is this one. */
function entryOf<T>(table: Readonly<Record<string, T>> | undefined, address: Address): T | undefined {
  return Object.entries(table ?? {}).find(([name]) => {
    const other = parseAddress(name);
    return other?.version === address.version && other.value === address.value;
  })?.[1];
}

/** The autonomous system of an address; what is not known is 0. */
export const networkOf = ({ networks }: World, address: Address): number => entryOf(networks, address) ?? 0;

/** The address that is looked up: the origin, unless a header is named. */
const lookedUp = (config: unknown, request: WebRequest): { address?: Address | false; fallback: boolean } =>
  (config === undefined ? { address: origin(request), fallback: false } : forwarded(config, request));

/** Country and region become labels, whether the statement matches or not. */
function fromCountry({ CountryCodes, ForwardedIPConfig }: Properties, { request, world, added, skips }: Context): boolean {
  const { address, fallback } = lookedUp(ForwardedIPConfig, request);
  if (address === undefined) { return skip(skips); }
  if (!address) { return fallback; }
  const { country, region } = entryOf(world.places, address) ?? { country: 'XX', region: 'XX-XX' };
  const prefix = `awswaf:${ForwardedIPConfig === undefined ? 'clientip' : 'forwardedip'}:geo:`;
  added.add(`${prefix}country:${country}`).add(`${prefix}region:${region ?? 'XX-XX'}`);
  return listOf(CountryCodes, 'GeoMatchStatement.CountryCodes').includes(country);
}

/** Here a missing header is a fallback as well: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-asn-match.html */
function fromNetwork({ AsnList, ForwardedIPConfig }: Properties, { request, world }: Context): boolean {
  const { address, fallback } = lookedUp(ForwardedIPConfig, request);
  return address ? listOf(AsnList, 'AsnMatchStatement.AsnList').map(Number).includes(networkOf(world, address)) : fallback;
}

const OWN: Readonly<Record<string, readonly string[]>> = {
  ByteMatchStatement: ['SearchString', 'SearchStringBase64', 'PositionalConstraint'],
  RegexMatchStatement: ['RegexString'],
  RegexPatternSetReferenceStatement: ['Arn'],
  SizeConstraintStatement: ['ComparisonOperator', 'Size'],
  SqliMatchStatement: ['SensitivityLevel'],
  XssMatchStatement: [],
};

/** A statement on a part of the request: it matches if one of the part's values does. */
function looksAt(kind: string, content: unknown, { request, bodyLimit, resources }: Context): boolean {
  const properties = known(content, kind, ['FieldToMatch', 'TextTransformations', 'PreParseTextTransformations', ...OWN[kind]]);
  const transform = transformation(properties.TextTransformations, kind);
  const test = testOf(kind, properties, resources);
  const { values, verdict } = componentOf(properties.FieldToMatch, properties.PreParseTextTransformations, request, bodyLimit);
  return verdict ?? values.some((value) => test(transform(value)));
}

function testOf(kind: string, properties: Properties, resources: Resources): (value: string) => boolean {
  switch (kind) {
    case 'ByteMatchStatement': return byteTest(properties);
    case 'RegexMatchStatement': return regexTest(text(properties.RegexString, kind));
    case 'RegexPatternSetReferenceStatement': {
      const tests = resources.regexSet(properties.Arn).map(regexTest);
      return (value) => tests.some((test) => test(value));
    }
    case 'SizeConstraintStatement': return sizeTest(properties);
    case 'SqliMatchStatement': {
      const sensitivity = oneOf(properties.SensitivityLevel ?? 'LOW', `${kind}.SensitivityLevel`, 'LOW', 'HIGH');
      return (value) => looksLikeSqli(value, sensitivity);
    }
    default: return looksLikeXss;
  }
}

const WORD = /\w/;
const escaped = (value: string): string => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html
function byteTest({ SearchString, SearchStringBase64, PositionalConstraint }: Properties): (value: string) => boolean {
  if ((SearchString === undefined) === (SearchStringBase64 === undefined)) { throw new UnknownPropertyError('ByteMatchStatement: SearchString or SearchStringBase64'); }
  const wanted = SearchString === undefined ? Buffer.from(text(SearchStringBase64, 'SearchStringBase64'), 'base64').toString('latin1') : bytes(text(SearchString, 'SearchString'));
  switch (oneOf(PositionalConstraint, 'PositionalConstraint', 'EXACTLY', 'STARTS_WITH', 'ENDS_WITH', 'CONTAINS', 'CONTAINS_WORD')) {
    case 'EXACTLY': return (value) => value === wanted;
    case 'STARTS_WITH': return (value) => value.startsWith(wanted);
    case 'ENDS_WITH': return (value) => value.endsWith(wanted);
    case 'CONTAINS': return (value) => value.includes(wanted);
    default: return (value) => [...value.matchAll(new RegExp(`(?=${escaped(wanted)})`, 'g'))]
      .some(({ index }) => !WORD.test(value[index - 1] ?? '') && !WORD.test(value[index + wanted.length] ?? ''));
  }
}

function regexTest(pattern: string): (value: string) => boolean {
  const flags = /^\(\?([is]+)\)/.exec(pattern);
  const expression = new RegExp(flags ? pattern.slice(flags[0].length) : pattern, flags?.[1]);
  return (value) => expression.test(value);
}

function sizeTest({ ComparisonOperator, Size }: Properties): (value: string) => boolean {
  const size = numberOf(Size, 'SizeConstraintStatement.Size');
  const compare = {
    EQ: (one: number) => one === size,
    NE: (one: number) => one !== size,
    LE: (one: number) => one <= size,
    LT: (one: number) => one < size,
    GE: (one: number) => one >= size,
    GT: (one: number) => one > size,
  };
  const test = compare[oneOf(ComparisonOperator, 'ComparisonOperator', ...Object.keys(compare)) as keyof typeof compare];
  return (value) => test(value.length);
}
