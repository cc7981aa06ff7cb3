import type { CheckResult, Control } from '../../src/controls/control';
import { type ResourceDeclaration, Template, type TemplateDocument } from '../../src/controls/template';

/** What a control says of one resource of a bare template; for edge cases that need no synthesis. */
export function statusOf(control: Control, resources: Record<string, ResourceDeclaration>, logicalId: string): CheckResult['status'] {
  const resource = new Template({ Resources: resources }).find(logicalId);
  if (!resource) { throw new Error(`no resource ${logicalId} in the template`); }
  return control.check(resource).status;
}

/** What a control says of a resource, parameter, mapping or output of a bare template. */
export function answerOf(control: Control, document: TemplateDocument, logicalId: string): CheckResult {
  const subject = new Template(document).subjects.find((one) => one.logicalId === logicalId);
  if (!subject) { throw new Error(`nothing is called ${logicalId} in the template`); }
  return control.check(subject);
}
