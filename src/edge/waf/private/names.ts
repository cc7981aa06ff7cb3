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
