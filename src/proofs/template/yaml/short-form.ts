/** Functions that have a short form, with `Fn::` before their names in the long one. */
const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'FindInMap', 'GetAZs', 'GetAtt', 'If', 'ImportValue',
  'Join', 'Length', 'Not', 'Or', 'RefAll', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform', 'ValueOf', 'ValueOfAll',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
const LONG_NAMES: ReadonlyMap<string, string> = new Map([
  ...['Condition', 'Ref'].map((name): [string, string] => [`!${name}`, name]),
  ...FUNCTIONS.map((name): [string, string] => [`!${name}`, `Fn::${name}`]),
]);

/** All short forms, such as `!Ref`. */
export const SHORT_FORMS: readonly string[] = [...LONG_NAMES.keys()];

/** The long form of a short one, or nothing for a tag that is none. */
export function longForm(tag: string, argument: unknown): Readonly<Record<string, unknown>> | undefined {
  const name = LONG_NAMES.get(tag);
  return name === undefined ? undefined : { [name]: name === 'Fn::GetAtt' && typeof argument === 'string' ? attributeOf(argument) : argument };
}

/** `Resource.Attribute`, whose attribute may have dots itself. */
const attributeOf = (text: string): readonly string[] => {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
};
