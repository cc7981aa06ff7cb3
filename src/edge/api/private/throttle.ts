import { Token } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';
import type { ApiThrottle } from '../api-throttle';

/** Well below the account's own limit in a Region, which all its APIs share. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const DEFAULT_THROTTLE: ApiThrottle = { rateLimit: 100, burstLimit: 200 };

/** Refuses a throttle that lets nothing through. */
export function checkThrottle(what: string, throttle: ApiThrottle): ApiThrottle {
  refuseUnless(Token.isUnresolved(throttle.rateLimit) || throttle.rateLimit > 0, {
    what: `rateLimit of ${what}`, got: throttle.rateLimit, allowed: 'a number of requests a second above 0', fix: 'pass one, or leave the throttle out',
  });
  refuseUnless(Token.isUnresolved(throttle.burstLimit) || (Number.isInteger(throttle.burstLimit) && throttle.burstLimit >= 1), {
    what: `burstLimit of ${what}`, got: throttle.burstLimit, allowed: 'a whole number of requests, 1 or more', fix: 'pass one, or leave the throttle out',
  });
  return throttle;
}
