/** A resolved value as text, with `<name>` for what only a deployment knows: `arn:aws:iam::<AWS::AccountId>:root`. */
export function resolvedText(value: unknown): string {
  if (typeof value === 'string') { return value; }
  if (typeof value !== 'object' || value === null) { return String(value); }
  const [[name, argument]] = [...Object.entries(value), ['', undefined]];
  if (name === 'Fn::Join' && Array.isArray(argument)) { return (argument[1] as unknown[]).map(resolvedText).join(String(argument[0])); }
  return name === 'Ref' ? `<${String(argument)}>` : `<${[argument].flat().map(resolvedText).join('.')}>`;
}

/** Whether a resolved value refers to a resource, and not only to the account, the Region or the partition. */
export function refersToResource(value: unknown): boolean {
  if (Array.isArray(value)) { return value.some(refersToResource); }
  if (typeof value !== 'object' || value === null) { return false; }
  const { Ref } = value as { Ref?: unknown };
  return 'Fn::GetAtt' in value || 'Fn::ImportValue' in value || 'Fn::GetStackOutput' in value || (typeof Ref === 'string' && !Ref.startsWith('AWS::'))
    || Object.values(value).some(refersToResource);
}
