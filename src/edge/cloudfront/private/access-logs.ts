import { ArnFormat, Stack, type aws_cloudfront as cloudfront, aws_logs as logs } from 'aws-cdk-lib';
import { distributionArn } from './distribution-arn';
import type { DistributionContext } from './origin-part';
import { DomainLogGroup } from '../../../data';
import { fromRegionOf, fromStackBefore, globalScopeAfter, globalScopeOf } from '../../../private/global-stack';
import { physicalName } from '../../../private/physical-name';
import { letDeliverToLogGroup } from '../../private/log-delivery';

/**
 * What is logged of a request. Query strings and cookies are left out, and the page that linked here, whose address may have a query string: they
 * carry what people typed, and tokens.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html#BasicDistributionFileFormat
 */
export const LOGGED_FIELDS = [
  'date', 'time', 'x-edge-location', 'sc-bytes', 'c-ip', 'cs-method', 'cs(Host)', 'cs-uri-stem', 'sc-status', 'cs(User-Agent)', 'x-edge-result-type',
  'x-edge-request-id', 'x-host-header', 'cs-protocol', 'cs-bytes', 'time-taken', 'x-forwarded-for', 'ssl-protocol', 'ssl-cipher', 'x-edge-response-result-type',
  'cs-protocol-version', 'fle-status', 'fle-encrypted-fields', 'c-port', 'time-to-first-byte', 'x-edge-detailed-result-type', 'sc-content-type',
  'sc-content-len', 'sc-range-start', 'sc-range-end',
];

const WHAT = 'the delivery of CloudFront\'s access logs';

/**
 * Standard logs (v2) of a distribution, into a log group with the domain's key. CloudFront delivers in us-east-1 only. Log group and destination lie in
 * the stack before the distribution's, with the domain's key; source and delivery name the distribution, and lie in one after it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function deliverAccessLogs({ scope, domain, distribution }: DistributionContext, retention?: logs.RetentionDays): logs.ILogGroup {
  const before = globalScopeOf(scope, WHAT);
  const after = globalScopeAfter(scope, WHAT);
  const name = physicalName(scope, { maxLength: 60 - Stack.of(scope).region.length - 1, separator: '-' }) + `-${Stack.of(scope).region}`;
  const logGroup = new DomainLogGroup(before, 'AccessLogs', { domain: domain.inRegionOf(before), retention });
  const destination = new logs.CfnDeliveryDestination(before, 'AccessLogDestination', {
    name,
    destinationResourceArn: Stack.of(before).formatArn({ service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
    outputFormat: 'json',
  });
  const cfn = distribution.node.defaultChild as cloudfront.CfnDistribution;
  const source = new logs.CfnDeliverySource(after, 'AccessLogSource', {
    name,
    logType: 'ACCESS_LOGS',
    resourceArn: distributionArn(after, fromRegionOf(cfn.attrId, cfn, after)),
  });
  const delivery = new logs.CfnDelivery(after, 'AccessLogDelivery', {
    deliverySourceName: source.ref,
    deliveryDestinationArn: fromStackBefore(destination.attrArn, destination, after),
    recordFields: [...LOGGED_FIELDS],
  });
  delivery.node.addDependency(letDeliverToLogGroup(before, logGroup));
  cfn.addMetadata('cdk-gold:access-logs-delivered', true); // what judges the distribution's template does not see the other stack's
  for (const place of [before, after]) { domain.tag(place); }
  return logGroup;
}
