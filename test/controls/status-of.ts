import type { CheckResult, Control } from '../../src/controls/control';
import { type ResourceDeclaration, Template } from '../../src/controls/template';

/** What a control says of one resource of a bare template; for edge cases that need no synthesis. */
export function statusOf(control: Control, resources: Record<string, ResourceDeclaration>, logicalId: string): CheckResult['status'] {
  const resource = new Template({ Resources: resources }).find(logicalId);
  if (!resource) { throw new Error(`no resource ${logicalId} in the template`); }
  return control.check(resource).status;
}
