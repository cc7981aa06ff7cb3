import { type CheckResult, compliant, notApplicable, unknown, violated } from './control';
import { ENVIRONMENT_PROPERTIES } from './environment-properties';
import { isUnder, type NamedText, namedTexts, valuesUnder } from './named-texts';
import { plaintextIn } from './plaintext';
import { isIntrinsic, isRecord, type Template, type TemplateResource } from './template';

const PATHS = new Map(Object.entries(ENVIRONMENT_PROPERTIES).map(([type, paths]) => [type, paths.map((path) => path.split('.'))] as const));

const pathsOf = (type: string): readonly (readonly string[])[] => PATHS.get(type) ?? [];

/** Whether a path in the properties of a type is that of an environment variable. */
export const isEnvironment = (type: string, path: readonly string[]): boolean => pathsOf(type).some((above) => isUnder(path, above));

/** Variables whose value is the name of a secret or parameter, which the service looks up. */
const isLookedUp = (variable: unknown): boolean => isRecord(variable) && ['PARAMETER_STORE', 'SECRETS_MANAGER', 'SECRET_MANAGER'].includes(String(variable.Type));

/** Whether the environment of a resource holds a secret as a literal, its own or as the default of a parameter. */
export function checkEnvironment(resource: TemplateResource): CheckResult {
  const found = pathsOf(resource.type).flatMap((path) => valuesUnder(resource.properties, path).map((value) => ({ path, value })));
  if (found.length === 0) { return notApplicable(); }
  const texts = found.flatMap(({ path, value }) => namedTexts(Array.isArray(value) ? value.filter((item) => !isLookedUp(item)) : value, path));
  const complaints = plaintextIn(texts.map((text) => withDefault(resource.template, text)));
  if (complaints.length > 0) { return violated(complaints.join('; ')); }
  return found.some(({ value }) => isIntrinsic(value)) ? unknown('its environment is known only at deployment') : compliant();
}

/** A text that is nothing but a parameter is its default, where the template has one. */
export function withDefault(template: Template, named: NamedText): NamedText {
  const [, id = ''] = /^<(\w+)>$/.exec(named.text) ?? [];
  const value = defaultOf(template.parameter(id));
  return value === undefined ? named : { ...named, text: value };
}

/** The default of a parameter, unless it is the name of a parameter in Parameter Store. */
export function defaultOf(parameter: TemplateResource | undefined): string | undefined {
  const value = parameter?.get('Default');
  return value === undefined || isStored(parameter) ? undefined : String(value);
}

/** Whether a parameter of the template is looked up in Parameter Store. */
export const isStored = (parameter: TemplateResource | undefined): boolean => String(parameter?.get('Type')).startsWith('AWS::SSM::Parameter::');
