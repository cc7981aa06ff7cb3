import { UnknownPropertyError, oneOf, text } from './properties';

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-requirements.html and waf-rule-label-match.html

const RESERVED = new Set(['awswaf', 'aws', 'waf', 'rulegroup', 'webacl', 'regexpatternset', 'ipset', 'managed']);

/** The label that a rule of a context adds. */
export function fullLabel(prefix: string, name: string): string {
  const parts = name.split(':');
  if (parts.length > 6 || parts.some((part) => !/^[\w-]{1,128}$/.test(part) || RESERVED.has(part))) { throw new UnknownPropertyError(`'${name}' is no label of a rule`); }
  return `${prefix}${name}`;
}

/** Whether one of a request's labels matches a key, as a rule of a context asks. */
export function hasLabel(labels: Iterable<string>, key: string, scope: string, prefix: string): boolean {
  const isNamespace = oneOf(scope, 'LabelMatchStatement.Scope', 'LABEL', 'NAMESPACE') === 'NAMESPACE';
  if (isNamespace !== text(key, 'LabelMatchStatement.Key').endsWith(':')) { throw new UnknownPropertyError(`'${key}': a namespace ends with a colon, a label does not`); }
  return [...labels].some((label) => {
    if (key.startsWith('awswaf:')) { return isNamespace ? label.startsWith(key) : label === key; }
    if (!label.startsWith(prefix)) { return false; }
    const own = `:${label.slice(prefix.length)}`;
    return isNamespace ? own.slice(0, own.lastIndexOf(':') + 1).includes(`:${key}`) : own.endsWith(`:${key}`);
  });
}
