import { holeIn } from '../text';
import { type Scope, valuesOf } from './context';
import { isRecord, listOf } from './json';
import { type Operator, OPERATORS } from './operator';
import { truthValue } from './scalars';
import { type Template, templateOf } from './template';
import { every, not, some, type Truth } from './truth';

/** The name of a condition operator, taken apart. */
interface Test {
  readonly operator: string;
  readonly set?: string;
  readonly ifExists: boolean;
}

/** Whether every condition of a statement holds; one that isn't there does. */
export function conditionHolds(condition: unknown, scope: Scope): Truth {
  if (condition === undefined) { return true; }
  if (!isRecord(condition)) { return undefined; }
  return every(Object.entries(condition), ([name, keys]) => {
    const test = testOf(name);
    return isRecord(keys) && test ? every(Object.entries(keys), ([key, operands]) => keyHolds(test, key, operands, scope)) : undefined;
  });
}

/** Names are understood in any case: a service either takes another case for the same operator or rejects the policy. */
function testOf(name: string): Test | undefined {
  const [, set, operator, ifExists] = /^(?:(forallvalues|foranyvalue):)?(.+?)(ifexists)?$/.exec(name.toLowerCase()) ?? [];
  const isPlainNull = operator === 'null' && set === undefined && ifExists === undefined;
  return isPlainNull || OPERATORS.has(operator) ? { operator, set, ifExists: ifExists !== undefined } : undefined;
}

function keyHolds(test: Test, key: string, operands: unknown, scope: Scope): Truth {
  if (holeIn(key) !== undefined) { return undefined; }
  const values = valuesOf(scope.request, key);
  const operator = OPERATORS.get(test.operator);
  if (!operator) { return nullHolds(listOf(operands), values); }
  const templates = listOf(operands).map((operand) => templateOf(operand, { ...scope, variables: scope.variables && operator.variables }));
  if (values.length === 0) { return holdsWhenAbsent(test, operator, templates); }
  const holds = (value: string) => valueHolds(operator, templates, value);
  if (test.set === undefined) { return values.length === 1 ? holds(values[0]) : undefined; }
  const all = test.set === 'forallvalues';
  const held = all ? every(values, holds) : some(values, holds);
  // An empty text may count as no value at all, for which every test holds and no test does.
  return values.some((value) => value !== '') || held === all ? held : undefined;
}

/** A key that is absent matches nothing. */
function holdsWhenAbsent({ set, ifExists }: Test, { negated }: Operator, templates: readonly Template[]): Truth {
  // One rule says true where the key is absent, the other false.
  if (ifExists) { return set === 'foranyvalue' ? undefined : true; }
  if (set === 'foranyvalue' || (set === undefined && !negated)) { return false; }
  // A variable without a value «might» make the whole statement invalid.
  return templates.every(({ resolved }) => resolved) ? true : undefined;
}

/** Operands are alternatives; a negated operator holds where none of them matches. */
function valueHolds({ matches, negated }: Operator, templates: readonly Template[], value: string): Truth {
  const matched = some(templates, ({ letters, known, resolved }) => {
    if (!known || holeIn(value) !== undefined) { return undefined; }
    // A variable without a value matches nothing, but whether it lets a negated operator hold is open.
    if (!resolved) { return negated ? undefined : false; }
    return matches(letters, value);
  });
  return negated ? not(matched) : matched;
}

/** `true` where the key has to be absent, `false` where it has to be there; an empty text may count as either. */
function nullHolds(operands: readonly unknown[], values: readonly string[]): Truth {
  const isAbsent = values.length === 0 ? true : values.every((value) => value === '') ? undefined : false;
  return some(operands, (operand) => {
    const wanted = truthValue(String(operand));
    return wanted === undefined || isAbsent === undefined ? undefined : wanted === isAbsent;
  });
}
