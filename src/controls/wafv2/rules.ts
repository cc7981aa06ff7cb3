import { type CheckResult, compliant, unknown, violated } from '../control';
import { itemsOf } from '../items';
import { textOf } from '../policy';
import { accepted, type Presence } from '../presence';
import { asArray, isIntrinsic, isRecord, type TemplateResource } from '../template';
import { branchesOf, decideEach, deferred, valuesAt } from '../value';

export const WEB_ACL = 'AWS::WAFv2::WebACL';
export const RULE_GROUP = 'AWS::WAFv2::RuleGroup';

/** The rules that may be in a web ACL or a rule group, and whether these are all, and what each looks at is known. */
export function rulesOf(holder: TemplateResource): { readonly items: readonly unknown[]; readonly certain: boolean } {
  const { items, certain } = itemsOf(valuesAt(holder.properties, 'Rules'));
  return { items, certain: certain && items.every(isReadable) };
}

/** Whether no condition or parameter decides what kind of rule it is, or which managed group it runs. */
const isReadable = (rule: unknown): boolean => [['Statement'], ['Statement', 'ManagedRuleGroupStatement'], ...['VendorName', 'Name'].map((name) => ['Statement', 'ManagedRuleGroupStatement', name])]
  .every((path) => {
    const values = valuesAt(rule, ...path);
    return values.length === 1 && !isIntrinsic(values[0]);
  });

export const checkNotEmpty = (holder: TemplateResource): CheckResult => decideEach(valuesAt(holder.properties, 'Rules'), (rules) => {
  if (isIntrinsic(rules)) { return deferred('Rules'); }
  const items = asArray(rules).map(branchesOf);
  if (items.some((branches) => branches.every((rule) => rule !== undefined))) { return compliant(); }
  return items.length === 0 ? violated('Rules is empty') : unknown('whether Rules is empty depends on a condition');
});

export const ruleName = (rule: unknown): string => `rule ${textOf(isRecord(rule) ? rule.Name : undefined) ?? '(unnamed)'}`;

/** A rule's place in the order; undefined where only a deployment knows. */
export function priorityOf(rule: unknown): number | undefined {
  const [priority, ...others] = valuesAt(rule, 'Priority').map((value) => Number(textOf(value)));
  return others.length > 0 || Number.isNaN(priority) ? undefined : priority;
}

/** The statement of one kind that a rule has at its top. */
export const statementOf = (rule: unknown, kind: string): readonly unknown[] => valuesAt(rule, 'Statement', kind).filter((statement) => statement !== undefined);

/** A rule that runs a managed rule group. */
export interface ManagedGroup {
  readonly rule: unknown;
  readonly statement: unknown;
  readonly vendor: string | undefined;
  readonly name: string | undefined;
}

export const managedGroups = (rules: readonly unknown[]): readonly ManagedGroup[] => rules.flatMap((rule) =>
  statementOf(rule, 'ManagedRuleGroupStatement').map((statement) => ({
    rule,
    statement,
    vendor: textOf(valuesAt(statement, 'VendorName')[0]),
    name: textOf(valuesAt(statement, 'Name')[0]),
  })));

/** The managed rule groups of AWS of these names. */
export const awsGroups = (rules: readonly unknown[], ...names: string[]): readonly ManagedGroup[] =>
  managedGroups(rules).filter(({ vendor, name }) => vendor === 'AWS' && name !== undefined && names.includes(name));

/** Whether a rule's action, or that for its group, is one of those named. */
export const acting = (rule: unknown, property: 'Action' | 'OverrideAction', ...actions: string[]): Presence =>
  accepted(valuesAt(rule, property), (action) => isRecord(action) && actions.some((name) => action[name] !== undefined));

/** The rule groups of the template that a rule runs; undefined for one of another template. */
export const referredGroups = (holder: TemplateResource, rule: unknown): readonly (TemplateResource | undefined)[] =>
  statementOf(rule, 'RuleGroupReferenceStatement').flatMap((statement) => valuesAt(statement, 'Arn')).map((arn) => holder.template.resolve(arn));
