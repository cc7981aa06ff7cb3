import { fieldsOf } from './stack-template';

/** Transforms that change no policy. */
const HARMLESS = ['AWS::LanguageExtensions', 'AWS::SecretsManager-2020-07-23', 'AWS::SecretsManager-2024-09-16', 'AWS::CodeDeployBlueGreen'];

/** The macro that adds to what stands beside it, and changes nothing there. */
const ADDING = 'AWS::Include';

/** The macros that rewrite a template at deployment, so that nobody knows what its policies will be. */
export function macrosOf(template: unknown): string[] {
  const { 'Transform': transforms, 'Fn::Transform': above, Resources: resources } = fieldsOf(template);
  const beside = [above, fieldsOf(resources)['Fn::Transform']].flatMap((macro) => macro ?? []).map(nameOf).filter((name) => name !== ADDING);
  return [...[transforms ?? []].flat().map(nameOf).filter((name) => !HARMLESS.includes(name)), ...beside];
}

const nameOf = (macro: unknown): string => (typeof macro === 'string' ? macro : String(fieldsOf(macro).Name ?? 'a macro'));

/** Whether a template has more resources than those that it names: of loops and macros. */
export function mayHaveMore(template: unknown): boolean {
  return macrosOf(template).length > 0 || hasMacro(fieldsOf(template)) || hasMacro(fieldsOf(fieldsOf(template).Resources));
}

/** Whether a macro may change what stands beside it: all do but the one that adds. */
export const isRewritten = ({ 'Fn::Transform': macros }: Readonly<Record<string, unknown>>): boolean =>
  [macros ?? []].flat().some((macro) => nameOf(macro) !== ADDING);

/** Whether a macro may write properties of a resource. */
export const hasMacro = (properties: Readonly<Record<string, unknown>>): boolean => Object.keys(properties).some((name) => name.startsWith('Fn::'));
