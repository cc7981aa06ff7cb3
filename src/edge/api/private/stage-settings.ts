import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { cacheSettings } from './cache';
import { DEFAULT_THROTTLE, checkThrottle } from './throttle';
import type { ApiThrottle } from '../api-throttle';
import type { SecureRestApiProps } from '../secure-rest-api';

/** Settings of a method replace those of the stage as a whole: each has all. */
export function stageSettings({ throttle, methodThrottles, cache }: SecureRestApiProps): apigateway.StageOptions {
  const common: apigateway.MethodDeploymentOptions = {
    ...cacheSettings(cache),
    metricsEnabled: true,
    loggingLevel: apigateway.MethodLoggingLevel.ERROR,
    dataTraceEnabled: false,
  };
  const limited = (what: string, limits: ApiThrottle): apigateway.MethodDeploymentOptions => {
    const { rateLimit, burstLimit } = checkThrottle(what, limits);
    return { ...common, throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit };
  };
  return {
    ...limited('the stage', throttle ?? DEFAULT_THROTTLE),
    methodOptions: Object.fromEntries(Object.entries(methodThrottles ?? {}).map(([method, limits]) => [method, limited(method, limits)])),
    tracingEnabled: true,
    ...cache ? { cacheClusterEnabled: true, cacheClusterSize: String(cache.sizeInGb) } : {},
  };
}
