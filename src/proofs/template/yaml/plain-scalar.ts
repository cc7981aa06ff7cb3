/**
 * Texts without quotes, as CloudFormation takes them: it reads YAML 1.1, but for its timestamps, so that `2012-10-17` stays a text.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['', '~', 'null', 'Null', 'NULL'].map((text): [string, null] => [text, null]),
  ...['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((text): [string, boolean] => [text, true]),
  ...['false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((text): [string, boolean] => [text, false]),
]);

/** A number that is the same in JSON, YAML 1.1 and YAML 1.2. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** What some reader of YAML takes for another number, or for no text: an account id that begins with 0 is octal. */
const AMBIGUOUS: readonly RegExp[] = [
  /^[-+]?\d[\d_]*$/, // a leading zero, a plus, underscores
  /^[-+]?0[box][\da-fA-F_]+$/,
  /^[-+]?(\d[\d_]*\.[\d_]*|\.\d[\d_]*)$/,
  /^[-+]?(\d[\d_]*\.?|\.\d)[\d_]*[eE][-+]?\d+$/,
  /^[-+]?([1-9][\d_]*(:[0-5]?\d)+|\d[\d_]*(:[0-5]?\d)+\.[\d_]*)$/, // base 60
  /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/,
  /^[yYnN]$/,
];

/** The value of a text without quotes; `undefined` where readers of YAML differ, and nobody should guess. */
export function plainScalar(text: string): string | number | boolean | null | undefined {
  const constant = CONSTANTS.get(text);
  if (constant !== undefined) { return constant; }
  if (NUMBER.test(text)) { return text.includes('.') || Number.isSafeInteger(Number(text)) ? Number(text) : undefined; }
  return AMBIGUOUS.some((pattern) => pattern.test(text)) ? undefined : text;
}

/** The name that a text without quotes gives to a field: names are texts, so a number must be written as JSON would. */
export function plainKey(text: string): string | undefined {
  const value = plainScalar(text);
  if (value === undefined || value === null) { return undefined; }
  return typeof value !== 'number' || String(value) === text ? String(value) : undefined;
}
