import type { aws_route53 as route53 } from 'aws-cdk-lib';
import { global, graph, Metrics, ONE_MINUTE, type Sight } from './sight';

/**
 * What Route 53's checkers say of an endpoint. `HealthCheck` has an alarm of its own, so that there are no signs here.
 *
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 */
export const healthCheckSight = ({ healthCheckId }: route53.IHealthCheck): Sight => global('a health check', (consumer) => {
  const metrics = new Metrics('AWS/Route53', consumer, { HealthCheckId: healthCheckId });
  return {
    graphs: [
      graph('Healthy (1) or not (0)', { Healthy: metrics.of('HealthCheckStatus', { statistic: 'Minimum', period: ONE_MINUTE }) }),
      graph('Checkers that get an answer', { 'Healthy (%)': metrics.of('HealthCheckPercentageHealthy', { statistic: 'Average', period: ONE_MINUTE }) }),
    ],
    signs: [],
  };
});
