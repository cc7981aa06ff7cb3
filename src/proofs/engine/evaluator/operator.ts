import { type Address, addressOf, type Block, blockOf, inBlock } from './address';
import { arnLike } from './arn';
import { equal, folded, hasSymbol, type Letter, lettersOf, like } from './letters';
import { bytes, decimal, instant, truthValue } from './scalars';
import { type Truth } from './truth';

/** Whether one operand of a condition matches one value of a request. */
type Comparison = (operand: readonly Letter[], value: string) => Truth;

/** What a condition operator does. */
export interface Operator {
  readonly matches: Comparison;
  /** Whether the condition holds where nothing matches. */
  readonly negated: boolean;
  /** Whether policy variables mean something in its operands. */
  readonly variables: boolean;
}

/** Compares what texts stand for: an operand that stands for nothing can't be understood, a value that stands for nothing doesn't match. */
const parsed = <T, U>(operandOf: (text: string) => T | undefined, valueOf: (text: string) => U | undefined, test: (value: U, operand: T) => boolean):
Comparison => (letters, text) => {
  const operand = operandOf(letters.map((letter) => letter.text).join(''));
  const value = valueOf(text);
  if (operand === undefined) { return undefined; }
  if (value !== undefined) { return test(value, operand); }
  return hasSymbol(text) ? undefined : false;
};

const equalsIgnoringCase: Comparison = (operand, value) => {
  const letters = folded(operand.map(({ text }) => text));
  const wanted = folded(lettersOf(value));
  return letters.length === wanted.length && letters.every((letter, at) => letter === wanted[at]);
};
const equals: Comparison = (operand, value) => equal(operand, lettersOf(value));
const matchesGlob: Comparison = (operand, value) => like(operand, lettersOf(value));
const sameBytes: Comparison = parsed<string, string>(bytes, bytes, (value, operand) => value === operand);
const sameTruth: Comparison = parsed<boolean, boolean>(truthValue, truthValue, (value, operand) => value === operand);
const inside: Comparison = parsed<Block, Address>(blockOf, addressOf, inBlock);

const onText = (matches: Comparison, negated = false): Operator => ({ matches, negated, variables: true });
const onValue = (matches: Comparison, negated = false): Operator => ({ matches, negated, variables: false });

/** The six ways to compare what has an order. */
function ordered(name: string, parse: (text: string) => bigint | undefined): readonly (readonly [string, Operator])[] {
  const compared = (test: (value: bigint, operand: bigint) => boolean) => parsed<bigint, bigint>(parse, parse, test);
  return [
    [`${name}equals`, onValue(compared((value, operand) => value === operand))],
    [`${name}notequals`, onValue(compared((value, operand) => value === operand), true)],
    [`${name}lessthan`, onValue(compared((value, operand) => value < operand))],
    [`${name}lessthanequals`, onValue(compared((value, operand) => value <= operand))],
    [`${name}greaterthan`, onValue(compared((value, operand) => value > operand))],
    [`${name}greaterthanequals`, onValue(compared((value, operand) => value >= operand))],
  ];
}

/** Condition operators by their names in lower case; `Null` compares nothing and isn't here. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['stringequals', onText(equals)],
  ['stringnotequals', onText(equals, true)],
  ['stringequalsignorecase', onText(equalsIgnoringCase)],
  ['stringnotequalsignorecase', onText(equalsIgnoringCase, true)],
  ['stringlike', onText(matchesGlob)],
  ['stringnotlike', onText(matchesGlob, true)],
  ['arnequals', onText(arnLike)],
  ['arnlike', onText(arnLike)],
  ['arnnotequals', onText(arnLike, true)],
  ['arnnotlike', onText(arnLike, true)],
  ...ordered('numeric', decimal),
  ...ordered('date', instant),
  ['bool', onValue(sameTruth)],
  ['binaryequals', onValue(sameBytes)],
  ['ipaddress', onValue(inside)],
  ['notipaddress', onValue(inside, true)],
]);
