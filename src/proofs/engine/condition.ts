import type { Context, ContextKey } from './context-key';
import { and, FALSE, type Formula, not, or, unknown } from './formula';
import { type Operator, operatorOf } from './operator';
import { literal } from './pattern';
import { holeIn, shown } from './text';
import { type ValueTest, textTest } from './value-test';
import { filledIn, partsOf, type TextPart, variablesOf } from './variable';

/** One operator and key of a condition block. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** What a statement's texts are read with. */
export interface Reading {
  readonly context: Context;
  /** Whether the policy's version knows policy variables. */
  readonly hasVariables: boolean;
  /** Texts that a condition key is compared with anywhere, and those that a claim speaks of. */
  readonly comparedWith: (key: string) => readonly string[];
  /** Formulas that were made, by the text they are of. */
  readonly made: Map<string, Formula>;
}

/** A formula that was made for the same text before, or a new one. */
export function madeOnce({ made, hasVariables }: Reading, text: string, make: () => Formula): Formula {
  const key = `${hasVariables ? '' : '2008 '}${text}`;
  const known = made.get(key);
  if (known) { return known; }
  const formula = make();
  made.set(key, formula);
  return formula;
}

/** When a condition holds. */
export function conditionFormula(condition: Condition, reading: Reading): Formula {
  const id = JSON.stringify([condition.operator, condition.key.toLowerCase(), condition.values]);
  return madeOnce(reading, id, () => makeFormula(condition, reading, id));
}

function makeFormula(condition: Condition, reading: Reading, id: string): Formula {
  const { operator: name, key } = condition;
  if (name === 'Null') { return nullFormula(condition, reading.context, id); }
  const operator = operatorOf(name);
  if (!operator) { return unknown(`the condition operator '${shown(name)}' is not known`, id); }
  if (holeIn(key) !== undefined) { return unknown(holeIn(key)!, id); }
  const isContextValue = /^kms:encryptioncontext:/i.test(key);
  if (operator.quantifier && isContextValue) { return unknown(`KMS refuses set operators on '${shown(key)}'`, id); }
  const contextKey = reading.context.key(key);
  const { tests, others } = testsOf(condition, operator, contextKey, reading, id);
  const met = or(contextKey.passesAny(tests), and(contextKey.present, or(...others)));
  const unmet = unmetBy(contextKey, tests, others, id);
  return and(quantified(operator, contextKey, { met, unmet, id }), ...valuedVariables(condition, operator, reading, id));
}

/** The tests of the values that can be compared, and formulas for the others. */
function testsOf({ operator: name, key, values }: Condition, operator: Operator, contextKey: ContextKey, reading: Reading, id: string) {
  const tests: ValueTest[] = [];
  const others: Formula[] = [];
  for (const value of values) {
    const parts = partsOf(value, reading.hasVariables && /^(String|Arn)/.test(operator.base));
    if (parts.some(({ variable }) => variable !== undefined)) {
      others.push(contextKey.isMultiValued
        ? unknown(`a policy variable is compared with '${key}', which has many values`, `many ${id} ${value}`)
        : variableFormula(operator, key, parts, reading));
    } else {
      const text = filledIn(parts, () => '');
      const test = holeIn(text) === undefined ? operator.test(text) : undefined;
      if (test) { tests.push(test); } else { others.push(unknown(holeIn(text) ?? `'${shown(value)}' is nothing that ${name} compares with`, `value ${id} ${value}`)); }
    }
  }
  return { tests, others };
}

/** Some value of the key is not met. Of many values, one may be met and another not. */
function unmetBy(key: ContextKey, tests: readonly ValueTest[], others: readonly Formula[], id: string): Formula {
  if (others.length === 0) { return key.failsAll(tests); }
  if (key.isMultiValued) { return and(key.present, unknown('not all values can be compared', `unmet ${id}`)); }
  return and(key.present, not(or(key.passesAny(tests), ...others)));
}

/** What comes of values that are met and not met. */
interface Outcome {
  readonly met: Formula;
  readonly unmet: Formula;
  readonly id: string;
}

function quantified({ quantifier, isNegated, ifExists }: Operator, { present, isMultiValued }: ContextKey, { met, unmet, id }: Outcome): Formula {
  const open = unknown('a key with many values is compared without saying whether all or any of them are meant', `quantifier ${id}`);
  const holds = quantifier === 'ForAllValues' ? not(isNegated ? met : unmet)
    : quantifier === 'ForAnyValue' ? (isNegated ? unmet : met)
      // many values where one is meant: it holds where all readings agree
      : isMultiValued ? (isNegated ? or(not(met), and(unmet, open)) : and(met, or(not(unmet), open)))
        : isNegated ? not(met) : met;
  if (!ifExists) { return holds; }
  // AWS says of `IfExists` that an absent key passes, and of `ForAnyValue` that it does not
  const absent = unknown('ForAnyValue with IfExists on an absent key is not documented', `absent ${id}`);
  return quantifier === 'ForAnyValue' ? or(holds, and(not(present), absent)) : or(not(present), holds);
}

/** AWS says that an inverted operator matches a variable without a value, and also that the statement may be invalid then. */
function valuedVariables({ key, values }: Condition, operator: Operator, { context, hasVariables }: Reading, id: string): Formula[] {
  const { isNegated, quantifier, ifExists } = operator;
  if (!isNegated && quantifier !== 'ForAllValues') { return []; }
  const parts = values.flatMap((value) => partsOf(value, hasVariables)).filter(({ fallback }) => fallback === undefined);
  return variablesOf(parts).map((variable) => or(
    context.key(variable).present,
    ifExists ? not(context.key(key).present) : FALSE,
    unknown(`what a condition says when ${variable} has no value is not documented clearly`, `valued ${variable} ${id}`),
  ));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null */
function nullFormula({ key, values }: Condition, context: Context, id: string): Formula {
  const { present } = context.key(key);
  return or(...values.map((value) => (/^true$/i.test(value) ? not(present)
    : /^false$/i.test(value) ? present : unknown(`Null takes true or false, not '${shown(value)}'`, `null ${id} ${value}`))));
}

/** A text with a policy variable: exact for each text that the variable is compared with anywhere, open for all others. */
function variableFormula(operator: Operator, key: string, parts: readonly TextPart[], { context, comparedWith }: Reading): Formula {
  const contextKey = context.key(key);
  const [variable, ...more] = variablesOf(parts);
  const id = JSON.stringify([operator.base, key.toLowerCase(), parts]);
  const fallbacks = new Set(parts.filter((part) => part.variable !== undefined).map(({ fallback }) => fallback));
  if (more.length > 0 || fallbacks.size > 1) {
    return and(contextKey.present, unknown(`'${shown(textOf(parts))}' has more than one policy variable`, `variables ${id}`));
  }
  const source = context.key(variable);
  const reason = `whether '${shown(textOf(parts))}' is met depends on the value of ${variable}`;
  if (source.isMultiValued) { return and(contextKey.present, unknown(reason, `variable ${id}`)); }
  const metWith = (value: string): Formula => {
    const test = operator.test(filledIn(parts, () => value));
    return test ? contextKey.passesAny([test]) : unknown(reason, `variable ${id} ${value}`);
  };
  const candidates = [...new Set([...comparedWith(variable), ...comparedWith(key), ANY_TEXT])];
  const among = candidates.map((value) => textTest(literal(value)));
  const isExact = !operator.base.includes('IgnoreCase') && !parts.some(({ text }) => text !== undefined && /[*?]/.test(text));
  const [fallback] = fallbacks;
  return or(
    ...candidates.map((value, index) => and(source.passesAny([among[index]]), metWith(value))),
    // any other value: what is written down for the candidates is not met by it
    and(source.failsAll(among), contextKey.present, ...isExact ? candidates.map((value) => not(metWith(value))) : [], unknown(reason, `variable ${id}`)),
    and(not(source.present), fallback !== undefined ? metWith(fallback) : operator.isNegated ? unknown(reason, `absent variable ${id}`) : FALSE),
  );
}

/** A text that the request may choose for both sides, where it may choose. */
const ANY_TEXT = 'x';

const textOf = (parts: readonly TextPart[]): string => parts.map(({ text, variable }) => text ?? `\${${variable}}`).join('');
