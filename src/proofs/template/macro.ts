import { fieldsOf } from './stack-template';

/** Transforms that change no policy. */
const HARMLESS = ['AWS::LanguageExtensions', 'AWS::SecretsManager-2020-07-23', 'AWS::SecretsManager-2024-09-16', 'AWS::CodeDeployBlueGreen'];

/** The macros that rewrite a template at deployment, so that nobody knows what its policies will be. */
export function macrosOf(template: unknown): string[] {
  const { Transform: transforms } = fieldsOf(template);
  return [transforms ?? []].flat().map((macro) => (typeof macro === 'string' ? macro : String(fieldsOf(macro).Name ?? 'a macro')))
    .filter((name) => !HARMLESS.includes(name));
}

/** Whether a macro may write properties of a resource. */
export const hasMacro = (properties: Readonly<Record<string, unknown>>): boolean => Object.keys(properties).some((name) => name.startsWith('Fn::'));
