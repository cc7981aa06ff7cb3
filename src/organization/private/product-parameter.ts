import { Token } from 'aws-cdk-lib';
import { secrecyOf } from '../../controls/secret-names';
import { refuseUnless } from '../../private/errors';
import type { ProductParameterProps } from '../product-template';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
const TYPE = /^(String|Number|CommaDelimitedList|List<Number>|(List<)?AWS::\w+(::\w+)+>?|AWS::SSM::Parameter::Value<.+>)$/;

/** Refuses a parameter that lets in what nobody meant, before it is part of a version. */
export function checkParameter(productName: string, id: string, { label, type = 'String', allowedPattern, allowedValues, defaultValue }: ProductParameterProps): void {
  const what = `the parameter '${id}' of the product '${productName}'`;
  checkNoSecret(productName, id, label);
  refuseUnless(TYPE.test(type), { what, got: `type ${type}`, allowed: 'String, Number, a list of one, or a type of AWS such as AWS::EC2::VPC::Id', fix: 'correct the type' });
  refuseUnless(type !== 'String' || allowedPattern !== undefined || allowedValues !== undefined, {
    what, got: 'any text', allowed: 'texts of an allowedPattern, or allowedValues', fix: 'say what can be typed in',
  });
  refuseUnless(allowedValues === undefined || allowedValues.length > 0, { what, got: 'no allowedValues', allowed: 'one or more', fix: 'name them, or leave it out' });
  const pattern = allowedPattern === undefined ? undefined : compiled(allowedPattern);
  refuseUnless(allowedPattern === undefined || (pattern !== undefined && /^\^[^]*\$$/.test(allowedPattern)), {
    what, got: `allowedPattern ${allowedPattern}`, allowed: 'a regular expression from ^ to $', fix: 'correct it',
  });
  const numbers = type === 'Number' ? [...allowedValues ?? [], ...defaultValue === undefined ? [] : [defaultValue]] : [];
  const noNumber = numbers.find((one) => !Token.isUnresolved(one) && !Number.isFinite(Number(one)));
  refuseUnless(noNumber === undefined, { what, got: noNumber, allowed: 'numbers', fix: 'correct the values or the type' });
  refuseUnless(defaultValue === undefined || pattern === undefined || Token.isUnresolved(defaultValue) || pattern.test(defaultValue), {
    what, got: `the default ${defaultValue}`, allowed: `what ${allowedPattern} takes`, fix: 'correct one of them',
  });
}

/** The parameters of a template, by their names. */
export type TemplateParameters = Readonly<Record<string, { readonly NoEcho?: unknown }>>;

/** Refuses parameters of a template that were made in another way, and hold a secret. */
export function checkParameters(productName: string, parameters: TemplateParameters): void {
  for (const [id, { NoEcho: isHidden }] of Object.entries(parameters)) {
    checkNoSecret(productName, id);
    refuseUnless(isHidden === undefined || String(isHidden) === 'false', { what: `a parameter of the product '${productName}'`, got: `${id} with NoEcho`, ...SEEN });
  }
}

const SEEN = {
  allowed: 'values that may be seen, such as the ARN of a secret',
  fix: 'make the secret in the product (new secrets.DomainSecret(…)), or ask for its ARN',
};

/** Whoever sees a launched product sees what was typed in. */
function checkNoSecret(productName: string, ...names: readonly string[]): void {
  const secret = names.find((name) => secrecyOf(name) !== undefined);
  refuseUnless(secret === undefined, { what: `a parameter of the product '${productName}'`, got: secret, ...SEEN });
}

function compiled(pattern: string): RegExp | undefined {
  try { return new RegExp(pattern); } catch { return undefined; }
}
