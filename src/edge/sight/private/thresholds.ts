import { Duration } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';
import type { EdgeThresholds } from '../edge-thresholds';

/** Thresholds, complete. */
export type Limits = Required<Omit<EdgeThresholds, 'requests'>> & Pick<EdgeThresholds, 'requests'>;

/** 5 percent and 2.5 seconds are AWS's: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html */
const DEFAULTS: Limits = {
  blockedRequests: 1000,
  limitedRequests: 100,
  throttledRequests: 10,
  clientErrorPercent: 20,
  serverErrorPercent: 5,
  latency: Duration.millis(2500),
  cpuPercent: 90,
};

const COUNTS = ['blockedRequests', 'limitedRequests', 'throttledRequests', 'requests'] as const;
const SHARES = ['clientErrorPercent', 'serverErrorPercent', 'cpuPercent'] as const;
/** The longest that anything watched here may take: a function. */
const LONGEST = Duration.minutes(15);

/** The thresholds of one thing: its own, otherwise those of all, otherwise the defaults. */
export function limitsOf(...thresholds: readonly EdgeThresholds[]): Limits {
  const given = thresholds.map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)));
  const limits = Object.assign({}, DEFAULTS, ...given) as Limits;
  for (const name of COUNTS) {
    const got = limits[name] ?? 1;
    refuseUnless(Number.isInteger(got) && got >= 1, { what: name, got, allowed: 'whole numbers, 1 or more', fix: 'pass the number of requests in five minutes that is too many' });
  }
  for (const name of SHARES) {
    const got = limits[name];
    refuseUnless(got > 0 && got <= 100, { what: name, got, allowed: 'above 0, up to 100', fix: 'pass percent: 5 for one request of twenty' });
  }
  const latency = limits.latency.toMilliseconds();
  refuseUnless(latency >= 1 && latency <= LONGEST.toMilliseconds(), {
    what: 'latency', got: `${latency} ms`, allowed: '1 millisecond to 15 minutes', fix: 'pass a duration such as Duration.seconds(2)',
  });
  return limits;
}
