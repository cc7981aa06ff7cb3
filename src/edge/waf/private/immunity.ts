import type { Duration, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';

/** Seconds. https://docs.aws.amazon.com/waf/latest/APIReference/API_ImmunityTimeProperty.html */
const AT_LEAST = { CAPTCHA: 60, CHALLENGE: 300 };
const AT_MOST = 259_200;

/** How long a solved puzzle counts. */
export function immunityOf(what: string, kind: 'CAPTCHA' | 'CHALLENGE', immunity?: Duration) {
  if (!immunity) { return undefined; }
  const seconds = immunity.toSeconds();
  refuseUnless(seconds >= AT_LEAST[kind] && seconds <= AT_MOST, {
    what, got: `${seconds} seconds`, allowed: `${AT_LEAST[kind]} to ${AT_MOST} seconds`, fix: 'leave it out for 5 minutes',
  });
  return { immunityTimeProperty: { immunityTime: seconds } };
}

/** The setting of one rule, by its action. */
export function renderImmunity(rule: string, action: string, immunity?: Duration): Partial<wafv2.CfnWebACL.RuleProperty> {
  if (!immunity) { return {}; }
  const what = `the immunity of rule '${rule}'`;
  refuseUnless(action === 'CAPTCHA' || action === 'CHALLENGE', {
    what, got: `one with action ${action}`, allowed: 'one with action CAPTCHA or CHALLENGE', fix: 'leave `immunity` out: there is nothing to solve',
  });
  return action === 'CAPTCHA' ? { captchaConfig: immunityOf(what, 'CAPTCHA', immunity) } : { challengeConfig: immunityOf(what, 'CHALLENGE', immunity) };
}
