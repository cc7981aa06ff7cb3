import { OversizeHandling } from '../oversize-handling';

const { MATCH, NO_MATCH } = OversizeHandling;
/** Where nobody said what becomes of what WAF does not see: a rule knows what a match does. */
export const UNSAID = 'UNSAID';

type Json = Readonly<Record<string, unknown>>;

/**
 * A statement whose parts say what becomes of what WAF does not see. Where nobody said, it must not open what the rule shuts: it matches where a match
 * stops a request, and does not where a match lets it pass, as in a rule that allows and under NOT.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html
 */
export function withOversize<T>(statement: T, letsPass: boolean): T {
  if (Array.isArray(statement)) { return statement.map((part: unknown) => withOversize(part, letsPass)) as T; }
  if (!isJson(statement)) { return statement; }
  return Object.fromEntries(Object.entries(statement).map(([name, value]) => [name, partOf(name, value, letsPass)])) as T;
}

function partOf(name: string, value: unknown, letsPass: boolean): unknown {
  if (name === 'fieldToMatch' && isJson(value)) { return fieldOf(value, letsPass); }
  // what is counted or looked into by a group is what its scope matches, whatever stands around
  return withOversize(value, name === 'notStatement' ? !letsPass : name === 'scopeDownStatement' ? false : letsPass);
}

function fieldOf(field: Json, letsPass: boolean): Json {
  return Object.fromEntries(Object.entries(field).map(([part, settings]) =>
    [part, isJson(settings) && settings.oversizeHandling === UNSAID ? { ...settings, oversizeHandling: letsPass ? NO_MATCH : MATCH } : settings]));
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
