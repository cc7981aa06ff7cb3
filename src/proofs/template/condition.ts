import type { Resolver } from './resolver';
import { fieldsOf, isFields } from './stack-template';
import { holeIn } from '../engine';

/** What a parameter is when it is none of the values that conditions compare it with. */
const ANOTHER = 'another value';

/** Whether a condition of a template holds in a case of the deployment. */
export function conditionHolds(resolver: Resolver, condition: unknown): boolean {
  const [[name, argument] = ['', undefined]] = Object.entries(fieldsOf(condition));
  const all = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Condition': {
      const declared = fieldsOf(fieldsOf(resolver.stack.template).Conditions)[String(argument)];
      return declared === undefined ? openCondition(resolver, condition) : conditionHolds(resolver, declared);
    }
    case 'Fn::Not': return !conditionHolds(resolver, all[0]);
    case 'Fn::And': return all.every((one) => conditionHolds(resolver, one));
    case 'Fn::Or': return all.some((one) => conditionHolds(resolver, one));
    case 'Fn::Equals': return areEqual(resolver, all[0], all[1]);
    default: return openCondition(resolver, condition);
  }
}

function areEqual(resolver: Resolver, one: unknown, other: unknown): boolean {
  for (const [reference, value] of [[one, other], [other, one]]) {
    const parameter = freeParameter(resolver, reference);
    if (parameter !== undefined && typeof value === 'string') {
      return resolver.choices.choose({ id: `${resolver.stack.stack} ${parameter}`, name: `the parameter ${parameter}`, values: [...comparedWith(resolver, parameter), ANOTHER] }) === value;
    }
  }
  const [left, right] = [resolver.text(one), resolver.text(other)];
  return holeIn(left) === undefined && holeIn(right) === undefined ? left === right : openCondition(resolver, { 'Fn::Equals': [one, other] });
}

/** A condition that only a deployment knows: both answers are gone through. */
function openCondition(resolver: Resolver, condition: unknown): boolean {
  const id = JSON.stringify(condition);
  return resolver.choices.choose({ id: `${resolver.stack.stack} ${id}`, name: `the condition ${id}`, values: ['true', 'false'] }) === 'true';
}

/** The name of a parameter that is referred to and may have any value. */
function freeParameter(resolver: Resolver, value: unknown): string | undefined {
  const name = isFields(value) && typeof value.Ref === 'string' ? value.Ref : undefined;
  const declared = name === undefined ? undefined : fieldsOf(fieldsOf(resolver.stack.template).Parameters)[name];
  return isFields(declared) && declared.AllowedValues === undefined ? name : undefined;
}

/** The texts that the conditions of a template compare a parameter with. */
function comparedWith(resolver: Resolver, parameter: string): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) { value.forEach(look); }
    if (!isFields(value)) { return; }
    const equals = value['Fn::Equals'];
    if (Array.isArray(equals) && equals.some((one) => isFields(one) && one.Ref === parameter)) {
      for (const one of equals) { if (typeof one === 'string') { found.add(one); } }
    }
    Object.values(value).forEach(look);
  };
  look(fieldsOf(resolver.stack.template).Conditions);
  return [...found];
}
