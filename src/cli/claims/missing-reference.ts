import { fieldsOf, isFields, type StackTemplate } from '../../proofs/template/stack-template';

/** A name that a value refers to and that the template has not: what it stands for would never be known. */
export function missingReference(value: unknown, { template }: StackTemplate): string | undefined {
  const { Resources: resources, Parameters: parameters } = fieldsOf(template);
  return referencesIn(value).find((name) => !name.startsWith('AWS::') && !Object.hasOwn(fieldsOf(resources), name) && !Object.hasOwn(fieldsOf(parameters), name));
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) { return value.flatMap(referencesIn); }
  if (!isFields(value)) { return []; }
  const { 'Ref': reference, 'Fn::GetAtt': attribute, 'Fn::Sub': substituted, ...others } = value;
  return [
    ...typeof reference === 'string' ? [reference] : [],
    ...attribute === undefined ? [] : [String(Array.isArray(attribute) ? attribute[0] : attribute).split('.')[0]],
    ...substitutedIn(substituted),
    ...Object.values(others).flatMap(referencesIn),
  ];
}

function substitutedIn(argument: unknown): string[] {
  const [pattern, values] = (Array.isArray(argument) ? argument : [argument]) as unknown[];
  if (typeof pattern !== 'string') { return []; }
  const names = [...pattern.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name);
  return [...names.filter((name) => !Object.hasOwn(fieldsOf(values), name)).map((name) => name.split('.')[0]), ...referencesIn(values)];
}
