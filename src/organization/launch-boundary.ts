import { aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LAUNCH_BOUNDARY_NAME } from '../private/names';

/** stands in */
export class LaunchBoundary extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new iam.ManagedPolicy(this, 'Policy', { managedPolicyName: LAUNCH_BOUNDARY_NAME, statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] });
  }
}
