import { type CfnResource, aws_ec2 as ec2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Domain } from '../../../core';
import { explainGroupId, ServiceSecurityGroup } from '../../private/service-security-group';
import type { SecureLoadBalancer } from '../secure-load-balancer';

/**
 * Opens a load balancer to AWS Global Accelerator, by the security group that it makes in the VPC.
 *
 * @param after AWS makes the group with the accelerator's first endpoint in the VPC
 */
export function openToAccelerator(scope: Construct, loadBalancer: SecureLoadBalancer, domain: Domain, after: CfnResource): void {
  const vpc = loadBalancer.vpc as ec2.IVpc;
  const { groupId } = new ServiceSecurityGroup(scope, 'SecurityGroup', {
    domain, vpc, groupName: 'GlobalAccelerator', resourceType: 'Custom::AcceleratorSecurityGroup', after,
  });
  const [group] = loadBalancer.connections.securityGroups;
  explainGroupId(new ec2.CfnSecurityGroupIngress(scope, 'Ingress', {
    groupId: group.securityGroupId,
    sourceSecurityGroupId: groupId,
    ipProtocol: 'tcp',
    fromPort: 443,
    toPort: 443,
    description: 'HTTPS from the accelerator',
  }));
}
