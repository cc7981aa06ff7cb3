import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { DomainLogGroup } from '../../../data';

/** The ARN of a log group as API Gateway takes it: without the `:*` at its end. */
export const destinationArnOf = (logGroup: DomainLogGroup): string => Stack.of(logGroup).formatArn({
  service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
});
