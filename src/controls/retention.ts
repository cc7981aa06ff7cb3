import { type CheckResult, compliant, unknown, violated } from './control';
import type { TemplateResource } from './template';

/** `RetainExceptOnCreate` is a value of DeletionPolicy only. */
const RETAINING: Readonly<Record<string, readonly string[]>> = {
  DeletionPolicy: ['Retain', 'RetainExceptOnCreate'],
  UpdateReplacePolicy: ['Retain'],
};

/** Whether a resource outlives its removal from the stack, and its replacement. */
export function checkRetained(resource: TemplateResource): CheckResult {
  // the language extensions transform allows intrinsics here, whatever the declared type says
  const policies: Readonly<Record<string, unknown>> = { DeletionPolicy: resource.deletionPolicy, UpdateReplacePolicy: resource.updateReplacePolicy };
  const lacking = Object.keys(RETAINING).filter((name) => !RETAINING[name].some((value) => value === policies[name]));
  if (lacking.length === 0) { return compliant(); }
  const deferred = lacking.filter((name) => typeof policies[name] === 'object');
  return deferred.length === lacking.length
    ? unknown(`${deferred.join(' and ')} is known only at deployment`)
    : violated(lacking.map((name) => `${name} is ${String(policies[name] ?? 'not set')}, must be ${RETAINING[name].join(' or ')}`).join('; '));
}
