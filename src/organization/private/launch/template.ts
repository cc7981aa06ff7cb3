/** A template of CloudFormation, as JSON. */
export interface LaunchTemplate {
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>>;
}

/** A resource of a template. */
export interface LaunchedResource {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What AWS Service Catalog calls the stack of a launch: https://docs.aws.amazon.com/servicecatalog/latest/adminguide/controlling_access.html has `stack/SC-*`. */
export const STACK_NAME = 'SC-${AWS::AccountId}-pp-*';

export const resourcesOf = ({ Resources = {} }: LaunchTemplate): LaunchedResource[] =>
  Object.entries(Resources).map(([id, { Type, Properties = {} }]) => ({ id, type: Type, properties: Properties }));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values at a path: `*` is each element of an array or each value of an object, `**` anything in between. */
export function valuesAt(value: unknown, path: string): unknown[] {
  const [step, ...rest] = path.split('.');
  const below = (item: unknown) => (rest.length === 0 ? [item] : valuesAt(item, rest.join('.')));
  const children = Array.isArray(value) ? value as unknown[] : isObject(value) ? Object.values(value) : [];
  if (step === '**') { return [...rest.length > 0 ? valuesAt(value, rest.join('.')) : [], ...children.flatMap((item) => valuesAt(item, path))]; }
  if (step === '*') { return children.flatMap(below); }
  return isObject(value) && value[step] !== undefined ? below(value[step]) : [];
}

/** The logical id that a value is a `Ref` or `Fn::GetAtt` of. */
export function targetOf(value: unknown): string | undefined {
  if (!isObject(value)) { return undefined; }
  const { Ref, 'Fn::GetAtt': attribute } = value;
  if (typeof Ref === 'string') { return Ref; }
  const [id] = Array.isArray(attribute) ? attribute as unknown[] : String(attribute ?? '').split('.');
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** Everything that a value refers to, `Fn::Sub` included. */
export function targetsIn(value: unknown): string[] {
  if (Array.isArray(value)) { return value.flatMap(targetsIn); }
  if (!isObject(value)) { return []; }
  const own = targetOf(value);
  const sub = [value['Fn::Sub']].flat().filter((text) => typeof text === 'string').flatMap((text) => [...text.matchAll(/\$\{([^!}.]+)[^}]*\}/g)].map(([, id]) => id));
  return [...own === undefined ? [] : [own], ...sub, ...Object.values(value).flatMap(targetsIn)];
}

const KNOWN: Readonly<Record<string, string>> = {
  'AWS::AccountId': '${AWS::AccountId}', 'AWS::Partition': '${AWS::Partition}', 'AWS::Region': '${AWS::Region}', 'AWS::StackName': STACK_NAME, 'AWS::URLSuffix': '${AWS::URLSuffix}',
};

/** A value as a pattern: `*` for what only the launch knows. `refOf` says what a reference to a resource gives, if it is known. */
export function patternOf(value: unknown, refOf: (id: string) => string | undefined = () => undefined): string {
  const known = (id: string) => KNOWN[id] ?? refOf(id) ?? '*';
  const text = (() => {
    if (typeof value === 'string') { return value; }
    if (!isObject(value)) { return '*'; }
    if (typeof value.Ref === 'string') { return known(value.Ref); }
    const join = value['Fn::Join'];
    if (Array.isArray(join) && Array.isArray(join[1])) { return join[1].map((part) => patternOf(part, refOf)).join(String(join[0])); }
    const sub = value['Fn::Sub'];
    const [format, values] = (Array.isArray(sub) ? sub : [sub]) as [unknown, Readonly<Record<string, unknown>> | undefined];
    if (typeof format !== 'string') { return '*'; }
    return format.replace(/\$\{(!?)([^}]+)\}/g, (_whole, bang, id: string) => (bang ? `\${${id}}` : id in { ...values } ? patternOf(values?.[id], refOf) : known(id)));
  })();
  return text.replace(/\*{2,}/g, '*');
}
