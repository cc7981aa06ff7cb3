import { type CheckResult, compliant, type FrameworkIds, notApplicable, unknown, violated } from '../control';
import { textOf } from '../policy';
import { fixityOf } from '../resource-policy';
import type { TemplateResource } from '../template';
import { isDeferred, valuesAt } from '../value';

/** Who a permission lets in: everybody, or a service, which acts for any account unless the permission says whose. */
export type Invoker = 'everybody' | 'service';

/** What Security Hub's Lambda.1 answers to: it asks for both kinds of bounds. */
export const INVOCATION_REQUIREMENTS: FrameworkIds = {
  fsbp: ['Lambda.1'],
  nist80053r5: ['AC-3', 'AC-3(7)', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-21', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(9)', 'SC-7(11)', 'SC-7(16)', 'SC-7(20)', 'SC-7(21)'],
  hipaa: ['164.312(a)(1)'],
  ismsP: ['2.6.1'],
  controlTower: ['CT.LAMBDA.PR.2'],
};

/** What bounds each of them. */
const BINDINGS: Readonly<Record<Invoker, readonly string[]>> = { everybody: ['PrincipalOrgID', 'SourceAccount', 'SourceArn'], service: ['SourceAccount', 'SourceArn'] };

/** Whether a permission for one kind of invoker is bound; it says nothing against others. */
export function checkInvoker(permission: TemplateResource, principal: unknown, invoker: Invoker): CheckResult {
  const text = textOf(principal);
  if (text === undefined || isDeferred(permission.template, text)) { return unknown('Principal is known only at deployment'); }
  const isService = /\.(amazonaws\.com(\.cn)?|<AWS\.URLSuffix>)$/.test(text);
  if (invoker === 'service' && !isService) { return notApplicable(); }
  if (invoker === 'everybody' && text !== '*') { return compliant(); }
  const names = BINDINGS[invoker];
  const fixities = names.map((name) => valuesAt(permission.properties, name).map((value) => fixityOf(permission.template, value)));
  if (fixities.some((branches) => branches.every((fixity) => fixity === 'closed'))) { return compliant(); }
  return fixities.flat().some((fixity) => fixity !== 'open')
    ? unknown('whom it allows is known only at deployment')
    : violated(`Principal is ${text} without a fixed ${names.join(' or ')}`);
}
