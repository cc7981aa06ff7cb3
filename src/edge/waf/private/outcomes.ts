import { Token } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';

/** Where an outcome stands in a response. */
export type OutcomePlace = 'status' | 'header' | 'body' | 'json';

/** What tells success from failure. */
interface Outcomes<T> { readonly success: readonly T[]; readonly failure: readonly T[] }

/**
 * How many values each list has at most: https://docs.aws.amazon.com/waf/latest/APIReference/API_ResponseInspectionStatusCode.html, …Header, …BodyContains
 * and …Json.
 */
const MOST: Readonly<Record<OutcomePlace, number>> = { status: 10, header: 3, body: 5, json: 5 };
const LONGEST_TEXT = 100;
const LONGEST_PLACE = { header: 200, json: 512 };
const HIGHEST_STATUS = 999;

/** Refuses outcomes that WAF can't tell apart, or more of them than it takes. */
export function checkOutcomes<T extends string | number>(place: OutcomePlace, { success, failure }: Outcomes<T>): void {
  for (const [name, values] of [['success', success], ['failure', failure]] as const) {
    if (Token.isUnresolved(values)) { return; }
    refuseUnless(values.length >= 1 && values.length <= MOST[place], {
      what: `\`${name}\` of a login's response by its ${place}`,
      got: `${values.length} values`,
      allowed: `1 to ${MOST[place]}`,
      fix: 'WAF wants both, success and failure: name those that the application answers with most, or tell them by the status',
    });
    values.forEach((value) => checkValue(name, place, value));
  }
  const all = [...success, ...failure];
  const twice = all.find((value, index) => all.indexOf(value) !== index);
  refuseUnless(twice === undefined, {
    what: `a value of a login's response by its ${place}`, got: `${twice} twice`, allowed: 'each value once, in `success` or in `failure`', fix: 'leave it where it belongs',
  });
}

/** Refuses the name of a header, or a pointer into JSON, that WAF does not take. */
export function checkPlace(place: 'header' | 'json', name: string): void {
  refuseUnless(/\S/.test(name) && name.length <= LONGEST_PLACE[place], {
    what: `the ${place === 'header' ? 'header' : 'pointer'} of a login's response`,
    got: name,
    allowed: `1 to ${LONGEST_PLACE[place]} characters`,
    fix: `write it as ${place === 'header' ? 'X-Login-Result' : '/login/success'}`,
  });
}

function checkValue(name: string, place: OutcomePlace, value: string | number): void {
  const isRight = typeof value === 'number'
    ? Number.isInteger(value) && value >= 0 && value <= HIGHEST_STATUS
    : /\S/.test(value) && value.length <= LONGEST_TEXT;
  refuseUnless(isRight, {
    what: `a value of \`${name}\` of a login's response by its ${place}`,
    got: value,
    allowed: place === 'status' ? `whole numbers from 0 to ${HIGHEST_STATUS}` : `1 to ${LONGEST_TEXT} characters`,
    fix: place === 'status' ? 'pass a status of HTTP, such as 401' : 'pass a shorter part of the text',
  });
}
