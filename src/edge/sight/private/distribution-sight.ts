import type { aws_cloudfront as cloudfront } from 'aws-cdk-lib';
import { global, graph, LASTING, manyRequests, Metrics, ONE_MINUTE, type Sight } from './sight';

/** What CloudFront answers: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
export const distributionSight = ({ distributionId }: cloudfront.IDistribution): Sight => global('a distribution', (consumer) => {
  const metrics = new Metrics('AWS/CloudFront', consumer, { DistributionId: distributionId, Region: 'Global' });
  const rate = (metricName: string) => metrics.of(metricName, { statistic: 'Average', period: ONE_MINUTE });
  const [requests, clientErrors, serverErrors] = [metrics.of('Requests'), rate('4xxErrorRate'), rate('5xxErrorRate')];
  return {
    graphs: [
      graph('Requests', { Requests: requests }),
      graph('Errors', { '4xx (%)': clientErrors, '5xx (%)': serverErrors }),
      graph('Bytes', { 'To viewers': metrics.of('BytesDownloaded'), 'From viewers': metrics.of('BytesUploaded') }),
    ],
    signs: [
      manyRequests(requests),
      { id: 'ClientErrors', description: 'CloudFront answers many requests with 4xx', metric: clientErrors, limit: (limits) => limits.clientErrorPercent, periods: LASTING },
      { id: 'ServerErrors', description: 'CloudFront answers many requests with 5xx', metric: serverErrors, limit: (limits) => limits.serverErrorPercent, periods: LASTING },
    ],
  };
});
