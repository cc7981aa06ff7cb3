import { Token } from 'aws-cdk-lib';
import { LIMITS } from './limits';
import { refuseUnless } from '../../../private/errors';

/** What PCRE knows and JavaScript does not, or reads otherwise: groups with options, quotes, and a bracket that stands first in a class. */
const PCRE_ONLY = /\(\?|\\Q|\[\^?\]/;

/**
 * Refuses a pattern that WAF does not take, as far as JavaScript can tell.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-regex-pattern-support.html
 */
export function checkPattern(pattern: string): void {
  if (Token.isUnresolved(pattern)) { return; }
  refuseUnless(pattern.length >= 1 && pattern.length <= LIMITS.charactersOfPattern, {
    what: 'a pattern', got: `${pattern.length} characters`, allowed: `1 to ${LIMITS.charactersOfPattern}`, fix: 'split it into several',
  });
  refuseUnless(PCRE_ONLY.test(pattern) || isRegExp(pattern), {
    what: 'a pattern',
    got: pattern,
    allowed: 'a regular expression of PCRE, without possessive quantifiers and control verbs',
    fix: 'close its brackets, and write a backslash before what stands for itself',
  });
}

function isRegExp(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
