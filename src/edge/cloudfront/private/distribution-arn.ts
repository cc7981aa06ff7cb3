import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The ARN of a distribution of a scope's account, or a pattern of them. */
export const distributionArn = (scope: IConstruct, distributionId: string): string =>
  Stack.of(scope).formatArn({ service: 'cloudfront', region: '', resource: 'distribution', resourceName: distributionId });
