import type { aws_ecs as ecs, aws_lambda as lambda } from 'aws-cdk-lib';
import { graph, lasting, LASTING, Metrics, ONCE, ONE_MINUTE, regional, type Sight } from './sight';

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export const functionSight = (handler: lambda.IFunction): Sight => regional('a function', handler, (consumer) => {
  const metrics = new Metrics('AWS/Lambda', consumer, { FunctionName: handler.functionName });
  const [calls, errors, throttles] = [metrics.of('Invocations'), metrics.of('Errors'), metrics.of('Throttles')];
  const latency = metrics.of('Duration', { statistic: 'p90', period: ONE_MINUTE });
  return {
    graphs: [graph('Calls', { Calls: calls, Errors: errors, Throttled: throttles }), graph('Latency', { 'p90 (ms)': latency })],
    signs: [
      { id: 'ThrottledRequests', description: 'Lambda turns calls of the function away', metric: throttles, limit: (limits) => limits.throttledRequests, periods: ONCE },
      {
        id: 'ServerErrors',
        description: 'many calls of the function fail',
        metric: lasting('100 * errors / calls', { errors, calls }),
        limit: (limits) => limits.serverErrorPercent,
        periods: LASTING,
      },
      { id: 'Latency', description: 'the function answers slowly', metric: latency, limit: (limits) => limits.latency.toMilliseconds(), periods: LASTING },
    ],
  };
});

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html; the number of tasks is of Container Insights. */
export const serviceSight = (service: ecs.IBaseService): Sight => regional('a service', service, (consumer) => {
  const dimensions = { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName };
  const [metrics, insights] = [new Metrics('AWS/ECS', consumer, dimensions), new Metrics('ECS/ContainerInsights', consumer, dimensions)];
  const used = (metricName: string) => metrics.of(metricName, { statistic: 'Average', period: ONE_MINUTE });
  const tasks = (metricName: string) => insights.of(metricName, { statistic: 'Average', period: ONE_MINUTE });
  const [cpu, running, desired] = [used('CPUUtilization'), tasks('RunningTaskCount'), tasks('DesiredTaskCount')];
  return {
    graphs: [graph('Tasks', { Running: running, Desired: desired }), graph('Load', { 'CPU (%)': cpu, 'Memory (%)': used('MemoryUtilization') })],
    signs: [
      { id: 'Cpu', description: 'the service uses nearly all of its processors, with as many tasks as it may have', metric: cpu, limit: (limits) => limits.cpuPercent, periods: LASTING },
      {
        id: 'MissingTasks',
        description: 'fewer tasks run than should',
        metric: lasting('desired - running', { desired, running }),
        limit: () => 1,
        periods: LASTING,
      },
    ],
  };
});
