import { CustomResource, Duration, Stack, type aws_ec2 as ec2, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { FIND_SECURITY_GROUP } from './find-security-group';
import { ResourceProvider } from '../../compute/private/resource-provider';
import type { Domain } from '../../core';
import { acknowledge } from '../../private/acknowledge';

/** Longer than the function waits for the group. */
const TIMEOUT = Duration.minutes(6);

/** Which security group is looked up. */
export interface ServiceSecurityGroupProps {
  readonly domain: Domain;
  readonly vpc: ec2.IVpc;
  /** The name that the service gives it. */
  readonly groupName: string;
  /** Type of the custom resource. */
  readonly resourceType: string;
  /** What has AWS make it. */
  readonly after: IConstruct;
}

/** A security group that an AWS service makes in a VPC: its name is known, its id only when it is there, and CloudFormation can't look it up. */
export class ServiceSecurityGroup extends Construct {
  /** The id, once the group is there. */
  public readonly groupId: string;

  constructor(scope: Construct, id: string, { domain, vpc, groupName, resourceType, after }: ServiceSecurityGroupProps) {
    super(scope, id);
    const found = new CustomResource(this, 'Resource', {
      resourceType,
      serviceToken: Finder.of(this, domain).serviceToken,
      serviceTimeout: TIMEOUT,
      properties: { VpcId: vpc.vpcId, GroupName: groupName, OwnerId: Stack.of(this).account },
    });
    found.node.addDependency(after);
    this.groupId = found.ref;
  }
}

/** The function that looks the groups up: one for a domain in a stack. */
class Finder extends Construct {
  public static of(scope: Construct, domain: Domain): Finder {
    const stack = Stack.of(scope);
    const id = `${domain._idPart}-service-security-groups`;
    return stack.node.tryFindChild(id) as Finder | undefined ?? new Finder(stack, id, domain);
  }

  public readonly serviceToken: string;

  private constructor(stack: Stack, id: string, domain: Domain) {
    super(stack, id);
    const { role, serviceToken } = new ResourceProvider(this, {
      domain,
      description: 'finds security groups that AWS services make in a VPC, for CloudFormation',
      code: lambda.Code.fromInline(FIND_SECURITY_GROUP),
      timeout: TIMEOUT,
      work: 'calls Amazon EC2 only',
    });
    role.addToPrincipalPolicy(new iam.PolicyStatement({ sid: 'FindSecurityGroup', actions: ['ec2:DescribeSecurityGroups'], resources: ['*'] }));
    acknowledge(role, 'AwsSolutions', 'AwsSolutions-IAM5[Resource::*]', 'describing security groups has no resource: it only reads');
    this.serviceToken = serviceToken;
  }
}

/** CDK's own validation knows no custom resource whose id is that of a security group. */
export function explainGroupId(rule: ec2.CfnSecurityGroupIngress): void {
  acknowledge(rule, 'CloudFormation-Validate', 'E1041', 'the custom resource has the id of the security group that it has found');
}
