import { SHIELD_PRIORITY } from './limits';
import { refuseUnless } from '../../../private/errors';

/** Names of metrics that WAF keeps: https://docs.aws.amazon.com/waf/latest/APIReference/API_VisibilityConfig.html */
const RESERVED_METRICS = ['All', 'Default_Action'];

/** Refuses a name that no rule, set or web ACL can have. */
export function checkName(what: string, name: string): string {
  refuseUnless(/^[\w-]{1,128}$/.test(name), {
    what, got: name, allowed: '1 to 128 letters, digits, hyphens or underscores', fix: 'choose another name; it stays for ever, since another is another resource',
  });
  return name;
}

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html: three characters at least, neither the first nor the last a space */
const DESCRIPTION = /^[\w+=:#@/\-,.][\w+=:#@/\-,.\t\r\n ]+[\w+=:#@/\-,.]$/;
const LONGEST_DESCRIPTION = 256;

/** Refuses a description that WAF does not take. */
export function checkDescription(what: string, description?: string): string | undefined {
  refuseUnless(description === undefined || (DESCRIPTION.test(description) && description.length <= LONGEST_DESCRIPTION), {
    what,
    got: description,
    allowed: `3 to ${LONGEST_DESCRIPTION} letters and digits of ASCII, _ + = : # @ / - , . and spaces between them`,
    fix: 'write it in English letters, without brackets and quotes; text of another script has its place in a README',
  });
  return description;
}

/** Refuses a name that no rule can have. */
export function checkRuleName(name: string): void {
  refuseUnless(/^[\w-]{1,128}$/.test(name) && !RESERVED_METRICS.includes(name), {
    what: 'the name of a rule',
    got: name,
    allowed: `1 to 128 letters, digits, hyphens or underscores, and not ${RESERVED_METRICS.join(' or ')}`,
    fix: 'choose another name, such as BlockedCountries',
  });
}

/** Refuses a priority that no rule can have. */
export function checkPriority(name: string, priority?: number): void {
  refuseUnless(priority === undefined || (Number.isInteger(priority) && priority >= 0 && priority < SHIELD_PRIORITY), {
    what: `the priority of rule '${name}'`, got: priority, allowed: `0 to ${SHIELD_PRIORITY - 1}`, fix: `leave it out, or stay below ${SHIELD_PRIORITY}, where Shield Advanced puts its own rule`,
  });
}
