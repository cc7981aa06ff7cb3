import { type CheckResult, compliant, unknown, violated } from './control';
import { isIntrinsic, type TemplateResource } from './template';
import { valuesAt } from './value';

/** Whether something that a resource needs beside it is there: `perhaps` where a condition of the template decides. */
export type Presence = 'there' | 'perhaps' | 'not';

/**
 * Whether another resource is there for a subject whenever that itself is: under no condition, or under the same.
 *
 * @param answers whether each value that a condition leaves open is the one wanted
 */
export function presenceOf(subject: TemplateResource, other: TemplateResource, answers: readonly boolean[]): Presence {
  if (!answers.includes(true)) { return 'not'; }
  return answers.every((answer) => answer) && (other.condition === undefined || other.condition === subject.condition) ? 'there' : 'perhaps';
}

/** Whether resources of a type refer to a subject at a path. */
export const presencesOf = (subject: TemplateResource, type: string, ...path: string[]): readonly Presence[] => subject.template.ofType(type)
  .map((other) => presenceOf(subject, other, valuesAt(other.properties, ...path).map((value) => subject.isReferredBy(value))));

export const best = (presences: readonly Presence[]): Presence => (presences.includes('there') ? 'there' : presences.includes('perhaps') ? 'perhaps' : 'not');
export const worst = (presences: readonly Presence[]): Presence => (presences.includes('not') ? 'not' : presences.includes('perhaps') ? 'perhaps' : 'there');

/** What all agree on; `perhaps` where they differ. */
export const agreed = (presences: readonly Presence[]): Presence => (new Set(presences).size === 1 ? presences[0] : 'perhaps');

/** Whether each value that a condition leaves open is accepted; an intrinsic may be. */
export const accepted = (values: readonly unknown[], accepts: (value: unknown) => boolean): Presence =>
  agreed(values.map((value) => (isIntrinsic(value) ? 'perhaps' : accepts(value) ? 'there' : 'not')));

/** @param complaint what to say where it is not there */
export function checkThere(presence: Presence, complaint: string): CheckResult {
  switch (presence) {
    case 'there': return compliant();
    case 'perhaps': return unknown(`depends on a condition: ${complaint}`);
    case 'not': return violated(complaint);
  }
}
