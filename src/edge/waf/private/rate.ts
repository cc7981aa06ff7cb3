import { Duration, type aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { LIMITS } from './limits';
import { refuseUnless } from '../../../private/errors';
import { RateKey } from '../rate-key';
import type { RateRuleOptions } from '../web-acl-rule-options';

/** The statement of a rule that limits a rate. */
export function rateStatement(name: string, options: RateRuleOptions): wafv2.CfnWebACL.StatementProperty {
  const key = options.key ?? RateKey.address();
  const window = (options.window ?? Duration.minutes(5)).toSeconds();
  refuseUnless(Number.isInteger(options.limit) && options.limit >= LIMITS.rateAtLeast && options.limit <= LIMITS.rateAtMost, {
    what: `the limit of rule '${name}'`,
    got: options.limit,
    allowed: `${LIMITS.rateAtLeast} to ${LIMITS.rateAtMost} requests in the window`,
    fix: `pass ${LIMITS.rateAtLeast} or more; to stop every request, match it without a rate`,
  });
  refuseUnless((LIMITS.rateWindowSeconds as readonly number[]).includes(window), {
    what: `the window of rule '${name}'`, got: `${window} seconds`, allowed: `${LIMITS.rateWindowSeconds.join(', ')} seconds`, fix: 'pass Duration.minutes(1), (2), (5) or (10)',
  });
  refuseUnless(key._json.aggregateKeyType !== 'CONSTANT' || options.scopeDown !== undefined, {
    what: `the key of rule '${name}'`,
    got: 'RateKey.everything() without `scopeDown`',
    allowed: 'everything that a `scopeDown` lets through',
    fix: 'pass a `scopeDown`, such as one on the path: WAF demands it where all requests are counted together',
  });
  return { rateBasedStatement: { limit: options.limit, evaluationWindowSec: window, ...key._json, scopeDownStatement: options.scopeDown?._json } };
}
