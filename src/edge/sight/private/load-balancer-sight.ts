import type { aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import { graph, lasting, LASTING, manyRequests, Metrics, ONCE, ONE_MINUTE, regional, type Sight } from './sight';

const NAMESPACE = 'AWS/ApplicationELB';

/**
 * What a load balancer and its targets answer. `RequestCount` leaves out what the load balancer answers itself, so that its errors are added.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export const loadBalancerSight = (balancer: elbv2.ApplicationLoadBalancer): Sight => regional('a load balancer', balancer, (consumer) => {
  const metrics = new Metrics(NAMESPACE, consumer, { LoadBalancer: balancer.loadBalancerFullName });
  const requests = metrics.of('RequestCount');
  const elb = (status: string) => metrics.of(`HTTPCode_ELB_${status}_Count`);
  const target = (status: string) => metrics.of(`HTTPCode_Target_${status}_Count`);
  const latency = metrics.of('TargetResponseTime', { statistic: 'p90', period: ONE_MINUTE });
  const rejected = metrics.of('RejectedConnectionCount');
  const share = (status: string) => lasting('100 * elb / (FILL(requests, 0) + elb)', { elb: elb(status), requests });
  return {
    graphs: [
      graph('Requests', { Requests: requests }),
      graph('Errors', {
        '4xx of the load balancer': elb('4XX'),
        '5xx of the load balancer': elb('5XX'),
        '4xx of targets': target('4XX'),
        '5xx of targets': target('5XX'),
      }),
      graph('Latency', { 'p90 (s)': latency, 'p99 (s)': latency.with({ statistic: 'p99' }) }),
      graph('Connections', {
        'Rejected': rejected,
        'Not taken by targets': metrics.of('TargetConnectionErrorCount'),
        'TLS failed': metrics.of('ClientTLSNegotiationErrorCount'),
      }),
    ],
    signs: [
      manyRequests(requests),
      { id: 'ClientErrors', description: 'the load balancer refuses many requests with 4xx', metric: share('4XX'), limit: (limits) => limits.clientErrorPercent, periods: LASTING },
      { id: 'ServerErrors', description: 'the load balancer fails to answer many requests', metric: share('5XX'), limit: (limits) => limits.serverErrorPercent, periods: LASTING },
      {
        id: 'TargetErrors',
        description: 'targets answer many requests with 5xx',
        metric: lasting('100 * target / requests', { target: target('5XX'), requests }),
        limit: (limits) => limits.serverErrorPercent,
        periods: LASTING,
      },
      { id: 'Latency', description: 'targets answer slowly', metric: latency, limit: (limits) => limits.latency.toSeconds({ integral: false }), periods: LASTING },
      { id: 'RejectedConnections', description: 'the load balancer has as many connections as it can, and rejects more', metric: rejected, limit: () => 1, periods: ONCE },
    ],
  };
});

/** Whether targets are healthy. */
export const targetsSight = (group: elbv2.ApplicationTargetGroup): Sight => regional('a target group', group, (consumer) => {
  const metrics = new Metrics(NAMESPACE, consumer, { LoadBalancer: group.firstLoadBalancerFullName, TargetGroup: group.targetGroupFullName });
  const unhealthy = metrics.of('UnHealthyHostCount', { statistic: 'Maximum', period: ONE_MINUTE });
  return {
    graphs: [graph('Targets', { Healthy: metrics.of('HealthyHostCount', { statistic: 'Minimum', period: ONE_MINUTE }), Unhealthy: unhealthy })],
    signs: [{ id: 'UnhealthyTargets', description: 'a target fails its health check', metric: unhealthy, limit: () => 1, periods: LASTING }],
  };
});
