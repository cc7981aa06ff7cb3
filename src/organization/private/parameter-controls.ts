import { targetsIn } from './launch/template';
import { launchTemplateOf } from './launch-template';
import { CATALOGUE } from '../../controls/catalogue';
import { type Control, isAbout } from '../../controls/control';
import { Template, type TemplateDocument } from '../../controls/template';
import { refuseUnless } from '../../private/errors';
import type { ProductParameterProps, ProductTemplate } from '../product-template';

/** A value that a template asks for. */
export interface AskedParameter {
  readonly id: string;
  readonly props: ProductParameterProps;
}

/** A value that a control forbids. */
export interface ForbiddenValue {
  readonly value: string;
  readonly control: Control;
  readonly detail: string;
}

/** Which of a parameter's values would make a resource of the template break a control, though others don't. */
export function forbiddenValues(document: TemplateDocument, id: string, values: readonly string[]): ForbiddenValue[] {
  const judgedIds = reachedBy(document, id);
  const judged = values.map((value) => ({ value, violations: violationsOf(withValue(document, id, value), judgedIds) }));
  return judged.flatMap(({ value, violations }) => violations
    .filter(({ key }) => judged.some((other) => other.violations.every((one) => one.key !== key)))
    .map(({ control, detail }) => ({ value, control, detail })));
}

/** The resources that a parameter decides about, with what those refer to: a rotation is judged where its secret is. */
function reachedBy({ Resources: resources = {} }: TemplateDocument, id: string): string[] {
  const targets = new Map(Object.entries(resources).map(([logicalId, resource]) => [logicalId, targetsIn(resource)]));
  const reached = new Set([...targets].filter(([, all]) => all.includes(id)).map(([logicalId]) => logicalId));
  for (const logicalId of reached) {
    for (const target of targets.get(logicalId) ?? []) { if (targets.has(target)) { reached.add(target); } }
  }
  return [...reached];
}

const documentOf = (template: ProductTemplate): TemplateDocument => launchTemplateOf(template, template.productName) as TemplateDocument;

interface Violation {
  readonly key: string;
  readonly control: Control;
  readonly detail: string;
}

function violationsOf(document: TemplateDocument, logicalIds: readonly string[]): Violation[] {
  const read = new Template(document);
  return logicalIds.flatMap((logicalId) => {
    const resource = read.find(logicalId);
    return resource === undefined ? [] : CATALOGUE.filter((control) => isAbout(control, resource.type)).flatMap((control) => {
      const result = control.check(resource);
      return result.status === 'violated' ? [{ key: `${control.id} ${logicalId}`, control, detail: result.detail }] : [];
    });
  });
}

const withValue = (document: TemplateDocument, id: string, value: string): TemplateDocument => folded(document, id, value) as TemplateDocument;

/** A template with a value in the place of a parameter, and texts that are known whole then as they will be. */
function folded(node: unknown, id: string, value: string): unknown {
  if (Array.isArray(node)) { return node.map((one) => folded(one, id, value)); }
  if (typeof node !== 'object' || node === null) { return node; }
  const entries = Object.entries(node);
  if (entries.length === 1 && entries[0][0] === 'Ref') { return entries[0][1] === id ? value : node; }
  const inside = Object.fromEntries(entries.map(([key, one]) => [key, folded(one, id, value)]));
  const join = inside['Fn::Join'];
  const isKnown = Array.isArray(join) && Array.isArray(join[1]) && join[1].every((part) => typeof part === 'string');
  return entries.length === 1 && isKnown ? (join[1] as string[]).join(String(join[0])) : inside;
}

/**
 * The values that a parameter lets through, of those that it offers.
 *
 * @throws if a control forbids all of them, or the default
 */
export function allowedValues(template: ProductTemplate, { id, props }: AskedParameter): string[] {
  const offered = props.allowedValues ?? [];
  const forbidden = forbiddenValues(documentOf(template), id, offered);
  const allowed = offered.filter((value) => !forbidden.some((one) => one.value === value));
  const [first] = forbidden;
  refuseUnless(props.defaultValue === undefined || allowed.includes(props.defaultValue), {
    what: `default of the parameter ${id}`,
    got: props.defaultValue,
    allowed: allowed.join(', '),
    fix: `${first === undefined ? 'name one of them' : `the control ${first.control.id} forbids it: ${first.detail}`}`,
  });
  return allowed;
}

/** Rules of CloudFormation for what controls forbid, each with the control's words: whoever launches the product reads why. */
export function parameterRules(template: ProductTemplate): Record<string, object> {
  const document = documentOf(template);
  return Object.fromEntries(template._parameters.flatMap(({ id, props }) => {
    const forbidden = forbiddenValues(document, id, props.allowedValues ?? []);
    const controls = [...new Map(forbidden.map(({ control }) => [control.id, control])).values()];
    return controls.map((control) => {
      const values = (props.allowedValues ?? []).filter((value) => !forbidden.some((one) => one.control === control && one.value === value));
      return [`${id}${pascal(control.id)}`, { Assertions: [{ Assert: { 'Fn::Contains': [values, { Ref: id }] }, AssertDescription: `${control.id}: ${control.title}` }] }];
    });
  }));
}

const pascal = (id: string): string => id.split(/[^a-z0-9]+/).map((word) => `${word[0].toUpperCase()}${word.slice(1)}`).join('');
