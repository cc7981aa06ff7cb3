import { ANOTHER, comparedWith, freeParameter, parameterChoice } from './parameter';
import type { Resolver } from './resolver';
import { fieldsOf, isScalar, ownField } from './stack-template';
import { hasSymbol, holeIn } from '../engine';

/** Whether a condition of a template holds in a case of the deployment. */
export function conditionHolds(resolver: Resolver, condition: unknown): boolean {
  const [[name, argument] = ['', undefined], ...more] = Object.entries(fieldsOf(condition));
  if (more.length === 0 && name === 'Condition' && typeof argument === 'string') { return declaredHolds(resolver, argument); }
  const all = more.length === 0 && Array.isArray(argument) ? argument : [];
  switch (`${name} ${Math.min(all.length, 2)}`) {
    case 'Fn::Not 1': return !conditionHolds(resolver, all[0]);
    case 'Fn::And 2': return all.every((one) => conditionHolds(resolver, one));
    case 'Fn::Or 2': return all.some((one) => conditionHolds(resolver, one));
    case 'Fn::Equals 2': return areEqual(resolver, all);
    default: return openCondition(resolver, condition);
  }
}

function declaredHolds(resolver: Resolver, name: string): boolean {
  const { stack: { stack, template } } = resolver;
  const declared = ownField(fieldsOf(template).Conditions, name);
  const open = () => openCondition(resolver, { Condition: name });
  return declared === undefined ? open() : resolver.once(`${stack} condition ${name}`, () => conditionHolds(resolver, declared), open);
}

function areEqual(resolver: Resolver, all: readonly unknown[]): boolean {
  const [one, other, ...more] = all;
  if (more.length > 0) { return openCondition(resolver, { 'Fn::Equals': all }); }
  for (const [reference, value] of [[one, other], [other, one]]) {
    const parameter = freeParameter(resolver, reference);
    if (parameter === undefined || !isScalar(value)) { continue; }
    const compared = comparedWith(resolver, parameter);
    const choice = parameterChoice(resolver, parameter, [...compared, ANOTHER]);
    if (compared.has(String(value))) { return resolver.choices.choose(choice) === String(value); }
  }
  const [left, right] = [resolver.text(one), resolver.text(other)];
  if (holeIn(left) === undefined && holeIn(right) === undefined) {
    if (left === right) { return true; }
    // a symbol may turn out to be the other text: an unknown Region is often compared with a known one
    if (!hasSymbol(left) && !hasSymbol(right)) { return false; }
  }
  return openCondition(resolver, { 'Fn::Equals': all });
}

/** A condition that only a deployment knows: both answers are gone through. */
function openCondition({ stack, choices }: Resolver, condition: unknown): boolean {
  const text = JSON.stringify(condition);
  return choices.choose({ id: `${stack.stack} condition ${text}`, name: `the condition ${text}`, values: ['true', 'false'] }) === 'true';
}
