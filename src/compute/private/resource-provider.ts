import { CustomResource, type aws_iam as iam, type aws_lambda as lambda } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type FunctionOutsideVpcProps, functionOutsideVpc, functionWithRole } from './function-outside-vpc';
import type { DomainRole } from '../../core';

/** A function that makes custom resources. */
export interface ResourceProviderProps extends Omit<FunctionOutsideVpcProps, 'outside' | 'failures'> {
  /** What it does besides answering CloudFormation, such as `calls Amazon EC2 only`. */
  readonly work: string;
}

/** What makes the custom resources of a construct. */
export class ResourceProvider {
  /** The function's role. */
  public readonly role: DomainRole;
  /** What a custom resource names as its provider. */
  public readonly serviceToken: string;

  /** Makes the function with its role and log group, as `Function`, `Role` and `Logs` of a scope. */
  constructor(scope: Construct, props: ResourceProviderProps) {
    const made = functionOutsideVpc(scope, explained(props));
    this.role = made.role;
    this.serviceToken = made.function.functionArn;
  }

  /** Makes a custom resource, once the function may do its work. CloudFormation tags none. */
  public make(scope: Construct, id: string, resourceType: string, properties: Readonly<Record<string, string>>): CustomResource {
    const resource = new CustomResource(scope, id, { resourceType, serviceToken: this.serviceToken, properties });
    resource.node.addDependency(this.role);
    return resource;
  }
}

/** The function alone, with a role that is made already, where it must be none of the domain's. */
export const providerWithRole = (scope: Construct, role: iam.Role, props: ResourceProviderProps): lambda.Function =>
  functionWithRole(scope, role, explained(props));

const explained = ({ work, ...props }: ResourceProviderProps): FunctionOutsideVpcProps => ({
  ...props,
  outside: `a custom resource's provider: it answers CloudFormation at an address of S3 outside the VPC, ${work}, and nobody but CloudFormation calls it`,
  failures: 'CloudFormation waits for the answer and reports what fails; a queue would keep the address by which anybody can answer for it',
});
