import * as fc from 'fast-check';

/** JSON as templates have it: texts, numbers, booleans, lists, objects and functions in their long form. */
const names = fc.constantFrom('Effect', 'Principal', 'AWS', 'Key', 'a b', 'on', '0123', '<<', '', '__proto__', 'x: y');
const texts = fc.oneof(
  fc.string({ unit: 'grapheme-ascii' }),
  fc.constantFrom('yes', '012345678901', '2012-10-17', '1e5', '~', '*', '&a', '!Ref x', '# no comment', 'a: b', '- a', ' padded ', 'line\nbreak\n', '{', '${A}'),
);
const numbers = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, 1.5, -20, 111122223333, 0.25));

export const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    texts,
    fc.oneof(numbers, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.uniqueArray(fc.tuple(names, tie('value')), { maxLength: 4, selector: ([name]) => name }).map((entries) => Object.fromEntries(entries)),
    fc.tuple(fc.constantFrom('Sub', 'Join', 'If', 'Equals', 'Or', 'Select', 'ImportValue', 'Base64', 'Transform'), tie('value'))
      .map(([name, argument]) => ({ [`Fn::${name}`]: argument })),
    fc.oneof(texts.map((name) => ({ Ref: name })), texts.map((name) => ({ Condition: name }))),
    fc.tuple(fc.constantFrom('Key', 'Nested'), fc.constantFrom('Arn', 'Outputs.KeyArn')).map((path) => ({ 'Fn::GetAtt': path })),
  ),
}));

/** How a value is written, where YAML has more than one way; asked for each value. */
export type Ways = () => number;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as YAML: in blocks or in one line, with functions in their short or their long form. */
export function yamlOf(value: unknown, ways: Ways, indent = ''): string {
  const way = ways();
  const short = shortOf(value);
  if (short && way % 2 === 0) { return `${short.tag} ${yamlOf(short.argument, () => (isScalar(short.argument) ? 0 : ways()), indent)}`; }
  const isEmpty = isScalar(value) || Object.keys(value as object).length === 0;
  return isEmpty || way % 3 === 0 ? inLine(value, ways) : inBlock(value, ways, indent);
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Short forms take texts as they are; another scalar would become one. */
function shortOf(value: unknown): { readonly tag: string; readonly argument: unknown } | undefined {
  const [[name, argument] = ['', undefined], ...more] = isObject(value) ? Object.entries(value) : [];
  if (more.length > 0 || !/^(Ref|Condition|Fn::\w+)$/.test(name) || (isScalar(argument) && typeof argument !== 'string') || shortOf(argument)) { return undefined; }
  const attribute = name === 'Fn::GetAtt' && Array.isArray(argument) ? argument.join('.') : argument;
  return { tag: `!${name.replace('Fn::', '')}`, argument: attribute };
}

function inLine(value: unknown, ways: Ways): string {
  if (Array.isArray(value)) { return `[${value.map((one) => flow(one, ways)).join(', ')}]`; }
  return isObject(value) ? `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${flow(one, ways)}`).join(', ')}}` : JSON.stringify(value);
}

function flow(value: unknown, ways: Ways): string {
  const short = shortOf(value);
  return short && ways() % 2 === 0 ? `${short.tag} ${inLine(short.argument, ways)}` : inLine(value, ways);
}

function inBlock(value: unknown, ways: Ways, indent: string): string {
  const deeper = `${indent}  `;
  const lines = Array.isArray(value) ? value.map((one) => `- ${yamlOf(one, ways, deeper)}`)
    : Object.entries(value as object).map(([name, one]) => `${JSON.stringify(name)}: ${yamlOf(one, ways, deeper)}`);
  return lines.map((line) => `\n${indent}${line}`).join('');
}
