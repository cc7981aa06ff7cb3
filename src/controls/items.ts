import { type CheckResult, notApplicable, unknown, violated } from './control';
import { textOf } from './policy';
import { asArray, isIntrinsic, isRecord, type Template } from './template';
import { allOf, branchesOf, decideEach, deferred, isDeferred } from './value';

/** Every one of the results that apply must hold. */
export const allApplicable = (...results: CheckResult[]): CheckResult =>
  (results.every(({ status }) => status === 'notApplicable') ? notApplicable() : allOf(...results));

/** Every item of a list must hold, in each branch that a condition leaves open. */
export const decideItems = (lists: readonly unknown[], name: string, decide: (item: unknown) => CheckResult): CheckResult =>
  decideEach(lists, (list) => (isIntrinsic(list) ? deferred(name) : allApplicable(...asArray(list).map((item) => decideItem(item, name, decide)))));

/** An item that a condition may leave out is as uncertain as one whose branches differ. */
function decideItem(item: unknown, name: string, decide: (item: unknown) => CheckResult): CheckResult {
  const branches = branchesOf(item);
  const present = branches.filter((branch) => branch !== undefined);
  if (present.length === 0) { return notApplicable(); }
  const result = decideEach(present, (one) => (isIntrinsic(one) ? deferred(name) : decide(one)));
  return result.status === 'violated' && present.length < branches.length ? unknown(`depends on a condition: ${result.detail}`) : result;
}

/** What may be in a list: the items of every branch, and whether all that could be there is known and certain. */
export function itemsOf(lists: readonly unknown[]): { readonly items: readonly unknown[]; readonly certain: boolean } {
  const branches = lists.flatMap((list) => (isIntrinsic(list) ? [] : asArray(list))).map(branchesOf);
  const items = branches.flat().filter((item) => item !== undefined && !isIntrinsic(item));
  const certain = lists.length === 1 && !lists.some(isIntrinsic) && branches.every((one) => one.length === 1) && items.length === branches.length;
  return { items, certain };
}

/** Whether a value is there: a text, or a reference to a resource, an import or another stack's output. */
export function isPresent(template: Template, value: unknown): boolean | undefined {
  if (value === undefined || value === '') { return false; }
  if (isRecord(value) && value['Fn::GetStackOutput'] !== undefined) { return true; }
  const text = textOf(value);
  return text === undefined || isDeferred(template, text) ? undefined : true;
}

/** Whether one value is there, for a property that names another resource. */
export const checkPresent = (template: Template, values: readonly unknown[], name: string, complaint: string): CheckResult =>
  decideEach(values, (value) => {
    const present = isPresent(template, value);
    return present === undefined ? deferred(name) : present ? { status: 'compliant' } : violated(complaint);
  });
