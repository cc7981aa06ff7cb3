import { type aws_apigateway as apigateway, type aws_apigatewayv2 as apigatewayv2, aws_logs as logs, Names } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { graph, lasting, LASTING, manyRequests, Metrics, ONCE, ONE_MINUTE, regional, type Sight } from './sight';

const NAMESPACE = 'AWS/ApiGateway';
const THROTTLED = 'ThrottledRequests';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
export const restApiSight = (stage: apigateway.IStage): Sight =>
  apiSight(stage, { ApiName: stage.restApi.restApiName, Stage: stage.stageName }, ['4XXError', '5XXError']);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html */
export const httpApiSight = (stage: apigatewayv2.IHttpStage): Sight =>
  apiSight(stage, { ApiId: stage.api.apiId, Stage: stage.stageName }, ['4xx', '5xx']);

function apiSight(stage: IConstruct, dimensions: Readonly<Record<string, string>>, [client, server]: readonly [string, string]): Sight {
  return regional('an API', stage, (consumer) => {
    const metrics = new Metrics(NAMESPACE, consumer, dimensions);
    const requests = metrics.of('Count');
    // drawn together, two metrics can't have one name
    const share = (name: string, metricName: string) => lasting(`100 * ${name} / requests`, { [name]: metrics.of(metricName), requests });
    const [clientErrors, serverErrors] = [share('refused', client), share('failed', server)];
    const latency = metrics.of('Latency', { statistic: 'p90', period: ONE_MINUTE });
    return {
      graphs: [
        graph('Requests', { Requests: requests }),
        graph('Errors', { '4xx (%)': clientErrors, '5xx (%)': serverErrors }),
        graph('Latency', { 'p90 (ms)': latency, 'p90 of the backend (ms)': metrics.of('IntegrationLatency', { statistic: 'p90', period: ONE_MINUTE }) }),
      ],
      signs: [
        manyRequests(requests),
        { id: 'ClientErrors', description: 'the API answers many requests with 4xx', metric: clientErrors, limit: (limits) => limits.clientErrorPercent, periods: LASTING },
        { id: 'ServerErrors', description: 'the API answers many requests with 5xx', metric: serverErrors, limit: (limits) => limits.serverErrorPercent, periods: LASTING },
        { id: 'Latency', description: 'the API answers slowly', metric: latency, limit: (limits) => limits.latency.toMilliseconds(), periods: LASTING },
      ],
    };
  });
}

/** What an API turned away with 429. API Gateway has no metric of it: it is counted in the access logs, once for alarm and dashboard. */
export const throttlesSight = (accessLogs: logs.LogGroup): Sight => regional('access logs', accessLogs, () => {
  const filter = accessLogs.node.tryFindChild(THROTTLED) as logs.MetricFilter | undefined ?? new logs.MetricFilter(accessLogs, THROTTLED, {
    logGroup: accessLogs,
    metricNamespace: 'CdkGold/Edge',
    metricName: `${Names.uniqueResourceName(accessLogs, { maxLength: 200 })}${THROTTLED}`,
    // API Gateway's variables are texts in JSON
    filterPattern: logs.FilterPattern.stringValue('$.status', '=', '429'),
  });
  const metric = filter.metric({ statistic: 'Sum' });
  return {
    graphs: [graph('Throttled', { Throttled: metric })],
    signs: [{ id: THROTTLED, description: 'the API turns many requests away with 429', metric, limit: (limits) => limits.throttledRequests, periods: ONCE }],
  };
});
