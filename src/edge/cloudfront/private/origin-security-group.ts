import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import type { DistributionContext } from './origin-part';
import type { Domain } from '../../../core';
import { explainGroupId, ServiceSecurityGroup } from '../../private/service-security-group';

/**
 * The security group of CloudFront's interfaces in a VPC. CloudFront makes it with the first VPC origin, CloudFormation does not tell its id, and
 * it is narrower than CloudFront's prefix list, which holds the servers of everybody's distributions.
 */
export class OriginSecurityGroup extends Construct {
  /** The one of a distribution and a VPC. */
  public static of({ scope, distribution, domain }: DistributionContext, vpc: ec2.IVpc): OriginSecurityGroup {
    const id = `OriginSecurityGroup-${vpc.node.addr.slice(-8)}`;
    return scope.node.tryFindChild(id) as OriginSecurityGroup | undefined ?? new OriginSecurityGroup(scope, id, distribution, domain, vpc);
  }

  private readonly groupId: string;

  private constructor(scope: Construct, id: string, after: IConstruct, domain: Domain, vpc: ec2.IVpc) {
    super(scope, id);
    this.groupId = new ServiceSecurityGroup(this, 'Group', {
      domain, vpc, groupName: 'CloudFront-VPCOrigins-Service-SG', resourceType: 'Custom::CloudFrontSecurityGroup', after,
    }).groupId;
  }

  /** Opens the port of a server to CloudFront. The rule lies beside the distribution: beside the server it would be a cycle of two stacks. */
  public open(server: IConstruct, groups: readonly ec2.ISecurityGroup[], port: number): void {
    groups.forEach(({ securityGroupId }, at) => {
      const id = `Ingress-${server.node.addr.slice(-8)}-${port}${at === 0 ? '' : `-${at}`}`;
      if (this.node.tryFindChild(id)) { return; }
      explainGroupId(new ec2.CfnSecurityGroupIngress(this, id, {
        groupId: securityGroupId,
        sourceSecurityGroupId: this.groupId,
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        description: 'HTTPS from CloudFront',
      }));
    });
  }
}
