import { Duration, type aws_apigateway as apigateway } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';
import type { ApiCache } from '../api-cache';

/**
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
 */
const SIZES_IN_GB: readonly number[] = [0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118, 237];
const LONGEST_TTL = Duration.hours(1);

/** What a method of a stage is told of its cache. */
export function cacheSettings(cache?: ApiCache): apigateway.MethodDeploymentOptions {
  if (cache === undefined) { return { cachingEnabled: false, cacheDataEncrypted: true }; }
  const ttl = cache.ttl ?? Duration.minutes(5);
  refuseUnless(SIZES_IN_GB.includes(cache.sizeInGb), {
    what: 'sizeInGb of the cache', got: cache.sizeInGb, allowed: SIZES_IN_GB.join(', '), fix: 'choose one of them',
  });
  refuseUnless(ttl.isUnresolved() || (ttl.toSeconds({ integral: false }) >= 1 && ttl.toSeconds({ integral: false }) <= LONGEST_TTL.toSeconds()), {
    what: 'ttl of the cache', got: ttl.toHumanString(), allowed: `1 second to ${LONGEST_TTL.toHumanString()}`, fix: 'pass a time within it, or no `cache`',
  });
  return { cachingEnabled: true, cacheDataEncrypted: true, cacheTtl: ttl };
}
