import { arnGlob, glob, literal, literalIgnoringCase, type Pattern } from './pattern';
import { hasSymbol } from './text';
import { addressTest, type Comparison, dateTest, numberTest, textTest, type ValueTest } from './value-test';

/** A condition operator, taken apart. */
export interface Operator {
  readonly base: string;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  /** Holds where no value of the policy is met. */
  readonly isNegated: boolean;
  /** The test for a value of the policy; `undefined` where the value makes no sense. */
  readonly test: (value: string) => ValueTest | undefined;
}

const byPattern = (pattern: (value: string) => Pattern | undefined) => (value: string): ValueTest | undefined => {
  const made = pattern(value);
  return made && textTest(made);
};

const truth = (value: string): Pattern | undefined => (/^(true|false)$/i.test(value) ? literalIgnoringCase(value.toLowerCase()) : undefined);

/** Positive operators, by name. */
const TESTS: Readonly<Record<string, (value: string) => ValueTest | undefined>> = {
  StringEquals: byPattern(literal),
  // which case the letters of a symbol have is not known
  StringEqualsIgnoreCase: byPattern((value) => (hasSymbol(value) ? undefined : literalIgnoringCase(value))),
  StringLike: byPattern(glob),
  ArnEquals: byPattern(arnGlob),
  ArnLike: byPattern(arnGlob),
  Bool: byPattern(truth),
  BinaryEquals: byPattern((value) => (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value) ? literal(value) : undefined)),
  IpAddress: addressTest,
  ...comparisons('Numeric', numberTest),
  ...comparisons('Date', dateTest),
};

/** Negated operators, by the positive one. */
const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NotIpAddress: 'IpAddress',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

function comparisons(prefix: string, test: (comparison: Comparison, bound: string) => ValueTest | undefined) {
  const all: readonly Comparison[] = ['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
  return Object.fromEntries(all.map((comparison) => [`${prefix}${comparison}`, (value: string) => test(comparison, value)]));
}

/** Takes an operator apart; `undefined` for one that IAM does not have. */
export function operatorOf(name: string): Operator | undefined {
  const [, quantifier, full] = /^(?:(ForAllValues|ForAnyValue):)?(\w+)$/.exec(name) ?? [];
  if (full === undefined) { return undefined; }
  const base = full.replace(/IfExists$/, '');
  const positive = NEGATED[base] ?? base;
  if (!Object.hasOwn(TESTS, positive)) { return undefined; }
  return { base, quantifier: quantifier as Operator['quantifier'], ifExists: base !== full, isNegated: positive !== base, test: TESTS[positive] };
}
