import { type CheckResult, compliant, unknown, violated } from './control';
import { textOf } from './policy';
import { asBoolean, isIntrinsic, isRecord, type Template } from './template';

/** All the values that `Fn::If` leaves open; otherwise the value itself. `AWS::NoValue` is `undefined`. */
export function branchesOf(value: unknown): readonly unknown[] {
  if (!isRecord(value)) { return [value]; }
  const branches = value['Fn::If'];
  if (Array.isArray(branches)) { return branches.slice(1).flatMap(branchesOf); }
  return [value.Ref === 'AWS::NoValue' ? undefined : value];
}

/** All the values a path may have, through arrays (by index) and conditions; an intrinsic on the way stands for what is under it. */
export function valuesAt(root: unknown, ...path: string[]): readonly unknown[] {
  return path.reduce<readonly unknown[]>((values, name) => values.flatMap((value) => branchesOf(under(value, name))), branchesOf(root));
}

function under(value: unknown, name: string): unknown {
  if (isIntrinsic(value)) { return value; }
  if (/^\d+$/.test(name)) { return Array.isArray(value) ? value[Number(name)] : name === '0' ? value : undefined; }
  return isRecord(value) ? value[name] : undefined;
}

/** Decides each value a property may have; unknown where the branches of a condition differ. */
export function decideEach(values: readonly unknown[], decide: (value: unknown) => CheckResult): CheckResult {
  const results = values.map(decide);
  const applicable = results.filter(({ status }) => status !== 'notApplicable');
  const other = applicable.find(({ status }) => status !== 'compliant');
  if (!other) { return applicable[0] ?? results[0]; }
  return applicable.every(({ status }) => status === other.status) ? other : unknown(`depends on a condition: ${detailOf(other)}`);
}

/** Every one of the results must hold. */
export function allOf(...results: CheckResult[]): CheckResult {
  const of = (status: CheckResult['status']) => results.filter((result) => result.status === status).map(detailOf).join('; ');
  return of('violated') ? violated(of('violated')) : of('unknown') ? unknown(of('unknown')) : compliant();
}

const detailOf = (result: CheckResult): string => ('detail' in result ? result.detail : result.status);

/** @param name the property, for the message */
export const checkTrue = (values: readonly unknown[], name: string): CheckResult =>
  decideEach(values, (value) => (isIntrinsic(value) ? deferred(name) : asBoolean(value) === true ? compliant() : violated(`${name} is not true`)));

/** @param name the property, for the message */
export const checkEquals = (values: readonly unknown[], name: string, expected: string): CheckResult => decideEach(values, (value) => {
  if (isIntrinsic(value)) { return deferred(name); }
  return value === expected ? compliant() : violated(`${name} is ${typeof value === 'string' ? value : 'not set'}, must be ${expected}`);
});

/** Whether values name a key of the customer: set, and not the key that AWS manages for a service. */
export const checkCustomerKey = (template: Template, values: readonly unknown[], name: string): CheckResult => decideEach(values, (value) => {
  if (value === undefined || value === '') { return violated(`${name} is not set, name a customer-managed key`); }
  const text = textOf(value);
  if (text !== undefined && /(^|[:/])alias\/aws\//.test(text)) { return violated(`${name} is ${text}, a key that AWS manages; name a customer-managed key`); }
  return text === undefined || text.startsWith('{{resolve:') || isDeferred(template, text) && !takesKeyArns(template, text) ? deferred(name) : compliant();
});

/** Whether a text (see `textOf`) is nothing but a reference that could be anything: a parameter, or a function's result other than an import. */
export function isDeferred(template: Template, text: string): boolean {
  const [, id, rest] = /^<(\w+)((?:\.[\w.]+)?)>$/.exec(text) ?? [];
  return id !== undefined && id !== 'AWS' && (id === 'Fn' ? rest !== '.ImportValue' : !template.find(id));
}

/** Whether a text is a reference to a parameter that takes nothing but ARNs of keys: one that is written down is taken for a customer's as well. */
function takesKeyArns(template: Template, text: string): boolean {
  const pattern = template.parameter(/^<(\w+)>$/.exec(text)?.[1] ?? '')?.get('AllowedPattern');
  return typeof pattern === 'string' && /^\^arn:[^|]*:kms:[^|]*:key\/[^|]*\$$/.test(pattern.replace(/\([^()]*\)/g, '')); // alternatives within a part don't matter
}

export const deferred = (name: string): CheckResult => unknown(`${name} is known only at deployment`);
