import { isRecord } from '../../controls/template';

/** Any value of a template as text a person reads: references as in `Fn::Sub` (`${AWS::AccountId}`), joins flattened, the rest as JSON. */
export function readable(value: unknown): string {
  if (typeof value === 'string') { return value; }
  if (!isRecord(value)) { return value === undefined ? '' : Array.isArray(value) ? value.map(readable).join(', ') : JSON.stringify(value); }
  const [name, argument] = Object.entries(value)[0] ?? [];
  switch (name) {
    case 'Ref': return `\${${String(argument)}}`;
    case 'Fn::GetAtt': return `\${${Array.isArray(argument) ? argument.map(readable).join('.') : readable(argument)}}`;
    case 'Fn::Join': return joined(argument);
    case 'Fn::Sub': return substituted(argument);
    case 'Fn::ImportValue': return `\${import ${readable(argument)}}`;
    default: return JSON.stringify(value);
  }
}

function joined(argument: unknown): string {
  const [separator, items] = Array.isArray(argument) ? argument as unknown[] : [];
  return Array.isArray(items) ? items.map(readable).join(readable(separator)) : JSON.stringify({ 'Fn::Join': argument });
}

function substituted(argument: unknown): string {
  const [text, variables] = Array.isArray(argument) ? argument as unknown[] : [argument];
  return readable(text)
    .replace(/\$\{([^!}][^}]*)\}/g, (token, name: string) => (isRecord(variables) && name in variables ? readable(variables[name]) : token))
    .replace(/\$\{!/g, '${');
}
