import type { Choice } from './case';
import { unknownText } from './marker';
import type { Resolver } from './resolver';
import { fieldsOf, isFields, isScalar, ownField } from './stack-template';

/** Types whose values are lists, or that only name what is looked up: `AllowedValues` is then not what `Ref` gives. */
const INDIRECT = /^(List<|CommaDelimitedList|AWS::SSM::)/i;

const declarationOf = ({ stack }: Resolver, name: string): unknown => ownField(fieldsOf(stack.template).Parameters, name);

const isDirect = (type: unknown): boolean => !INDIRECT.test(typeof type === 'string' ? type : '');

/** Why a text can't be told that has a parameter's value in it: whoever looks for this reason finds what depends on the parameter. */
export const unknownParameter = (name: string): string => `the parameter ${name} is known only at deployment`;

/** What the stack above hands to a parameter of a nested one. */
function handedDown(resolver: Resolver, name: string): string | undefined {
  const { stack, deployment } = resolver;
  const above = deployment.above(stack);
  const value = above && ownField(above.resource.properties.Parameters, name);
  if (value === undefined) { return undefined; }
  return resolver.once(`${stack.stack} parameter ${name}`, () => resolver.of(above!.stack).text(value), () => unknownText(`the parameter ${name} refers to itself`));
}

/** The value of a parameter: each of its allowed ones is a case; a default alone decides nothing, since a deployment may give another. */
export function parameterText(resolver: Resolver, name: string): string {
  const { AllowedValues: allowed, Type: type } = fieldsOf(declarationOf(resolver, name));
  const given = isDirect(type) ? handedDown(resolver, name) : undefined;
  if (given !== undefined) { return given; }
  if (!Array.isArray(allowed) || allowed.length === 0 || !allowed.every(isScalar) || !isDirect(type)) {
    return unknownText(unknownParameter(name));
  }
  return resolver.text(resolver.choices.choose(parameterChoice(resolver, name, allowed.map(String))));
}

/** The choice of a parameter's value. */
export function parameterChoice({ stack }: Resolver, name: string, values: readonly string[]): Choice {
  return { id: `${stack.stack} parameter ${name}`, name: `the parameter ${name}`, values: [...new Set(values)] };
}

/** The name of a parameter that is referred to and may be any text. */
export function freeParameter(resolver: Resolver, value: unknown): string | undefined {
  const name = isFields(value) ? value.Ref : undefined;
  if (typeof name !== 'string' || handedDown(resolver, name) !== undefined) { return undefined; }
  const declared = declarationOf(resolver, name);
  return isFields(declared) && declared.AllowedValues === undefined && isDirect(declared.Type) ? name : undefined;
}
