import type { Choice } from './case';
import { madeUp, templateText, unknownText } from './marker';
import { takesNamesOnly } from './plain-pattern';
import type { Resolver } from './resolver';
import { fieldsOf, isFields, isScalar, ownField, type StackTemplate } from './stack-template';

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
  const declared = declarationOf(resolver, name);
  const { AllowedValues: allowed, Type: type } = fieldsOf(declared);
  const given = isDirect(type) ? handedDown(resolver, name) : undefined;
  if (given !== undefined) { return given; }
  if (isName(declared)) { return nameText(resolver, name); }
  if (!Array.isArray(allowed) || allowed.length === 0 || !allowed.every(isScalar) || !isDirect(type)) {
    return unknownText(unknownParameter(name));
  }
  return resolver.text(resolver.choices.choose(parameterChoice(resolver, name, allowed.map(String))));
}

/** Types of AWS whose values are ids that it makes up: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html */
const IDS = /^AWS::(EC2::(Image|Instance|SecurityGroup|Subnet|Volume|VPC)|Route53::HostedZone)::Id$/;

/** Whether a parameter has a name for a value, whatever it is: CloudFormation holds the whole value against the pattern. */
function isName(declared: unknown): boolean {
  const { AllowedValues: allowed, AllowedPattern: pattern, Type: type } = fieldsOf(declared);
  if (allowed !== undefined || typeof type !== 'string') { return false; }
  return IDS.test(type) || (type === 'String' && typeof pattern === 'string' && takesNamesOnly(pattern));
}

/** A name that is typed in is a symbol, but in a case where a condition says what it is. */
function nameText(resolver: Resolver, name: string): string {
  const compared = comparedWith(resolver, name);
  const value = compared.size === 0 ? ANOTHER : resolver.choices.choose(parameterChoice(resolver, name, [...compared, ANOTHER]));
  return value === ANOTHER ? madeUp(`${resolver.stack.stack}${PARAMETER}${name}`) : templateText(value);
}

const PARAMETER = ' parameter ';

/** Whether a text has, or depends on, the value of a parameter that any text may be given for. */
export const dependsOnParameter = (text: string, name: string): boolean => text.includes(unknownParameter(name)) || text.includes(`${PARAMETER}${name}\uE001`);

/** Whether a text has a name that is typed in. */
export const hasTypedName = (text: string): boolean => / parameter \w+\uE001/.test(text);

/** Whether a template asks for names. */
export const asksForNames = ({ template }: StackTemplate): boolean => Object.values(fieldsOf(fieldsOf(template).Parameters)).some(isName);

/** What a parameter is when it is none of the values that conditions compare it with. */
export const ANOTHER = 'another value';

/** The texts that the conditions of a template compare a parameter with. */
export function comparedWith(resolver: Resolver, parameter: string): Set<string> {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) { value.forEach(look); }
    if (!isFields(value)) { return; }
    const equals = value['Fn::Equals'];
    if (Array.isArray(equals) && equals.some((one) => isFields(one) && one.Ref === parameter)) {
      equals.filter(isScalar).forEach((one) => found.add(String(one)));
    }
    Object.values(value).forEach(look);
  };
  look(fieldsOf(resolver.stack.template).Conditions);
  // a text that is not known may be equal to another of them; the answers of a choice exclude each other
  return new Set([...found].filter((text) => text !== ANOTHER && templateText(text) === text));
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
