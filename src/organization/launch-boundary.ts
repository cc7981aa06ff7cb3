import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { creatingActions } from './private/creating-actions';
import { launchBoundaryDocument } from './private/launch-boundary-document';
import { iamSizeOf } from './private/policy-statement';
import { acknowledge } from '../private/acknowledge';
import { refuseUnless } from '../private/errors';
import { IAM_POLICY_LIMITS } from '../private/iam-limits';
import { LAUNCH_BOUNDARY_NAME } from '../private/names';

/** Rules on what policies allow. */
const FOUND = [
  ['AwsSolutions', 'AwsSolutions-IAM5[Action::*]'], ['AwsSolutions', 'AwsSolutions-IAM5[Resource::*]'],
  ['Gold', 'iam.no-decrypt-on-all-keys'], ['Gold', 'iam.no-kms-wildcard'],
] as const;

/** Properties of the boundary of launches. */
export interface LaunchBoundaryProps {
  /**
   * The types of CloudFormation resources that are made by launching a product, and by no role that a launch made: those of the enforcement.
   *
   * @default - none
   */
  readonly resourceTypes?: string[];
}

/**
 * The managed policy `gold-launch-boundary`, which bounds every role that a launch makes in an account. A stack that makes the account's launch roles
 * makes it first.
 *
 * It allows nothing by itself. A role within it works with data in any service, but not with IAM, accounts, stacks or the catalogue; it uses keys, secrets and
 * parameters of its own domain and of none, not of another domain, and reads parameters by name, not by path; it takes on
 * no role of its account but those of its own domain, and passes these only.
 *
 * @example
 * new organization.LaunchBoundary(this, 'Boundary', { resourceTypes: ['AWS::RDS::DBInstance'] });
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class LaunchBoundary extends Construct {
  /** Name of the policy, the same in each account. */
  public readonly policyName: string;
  /** ARN of the policy. */
  public readonly policyArn: string;

  constructor(scope: Construct, id: string, props: LaunchBoundaryProps = {}) {
    super(scope, id);
    const { partition } = Stack.of(this);
    const policyDocument = launchBoundaryDocument(partition, [...new Set(props.resourceTypes)].flatMap(creatingActions));
    const size = iamSizeOf(policyDocument.Statement);
    refuseUnless(size <= IAM_POLICY_LIMITS.characters, {
      what: 'resourceTypes',
      got: `a boundary of ${size} characters`,
      allowed: `${IAM_POLICY_LIMITS.characters}: what IAM takes as a managed policy`,
      fix: 'name fewer types: CatalogueEnforcement keeps roles from making them as well',
    });
    this.policyName = LAUNCH_BOUNDARY_NAME;
    const policy = new iam.CfnManagedPolicy(this, 'Policy', {
      managedPolicyName: this.policyName, path: '/', description: 'Bounds every role that a launch of a product makes', policyDocument,
    });
    this.policyArn = policy.ref;
    for (const [pack, rule] of FOUND) { acknowledge(policy, pack, rule, 'a boundary is what a role can be allowed at most: it allows nothing by itself'); }
  }
}
