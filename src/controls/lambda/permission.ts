import { type CheckResult, compliant, notApplicable, unknown, violated } from '../control';
import { textOf } from '../policy';
import { fixityOf } from '../resource-policy';
import type { TemplateResource } from '../template';
import { isDeferred, valuesAt } from '../value';

/** Who a permission lets in: everybody, or a service, which acts for any account unless the permission says whose. */
export type Invoker = 'everybody' | 'service';

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
