import { refuseUnless } from '../../../private/errors';
import type { DistributionBehavior, PathBehavior } from '../distribution-behavior';

/** Of one distribution, unless AWS raised them: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions */
const QUOTAS = { behaviors: 75, origins: 100 } as const;

/** Refuses more behaviors and origins than AWS lets a distribution have. */
export function checkQuotas(usual: DistributionBehavior, others: readonly PathBehavior[]): void {
  const behaviors = [usual, ...others];
  const origins = new Set(behaviors.flatMap(({ origin }) => origin._parts).filter(({ isGroup }) => !isGroup));
  for (const [what, got] of [['behaviors', behaviors.length], ['origins', origins.size]] as const) {
    refuseUnless(got <= QUOTAS[what], {
      what: `${what} of a distribution`,
      got,
      allowed: `up to ${QUOTAS[what]}, the quota of AWS`,
      fix: 'make a second distribution, or let a pattern such as /api/* stand for several; where AWS raised the quota, add the rest by `distribution.addBehavior`',
    });
  }
}
