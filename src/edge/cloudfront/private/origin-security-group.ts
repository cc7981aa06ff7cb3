import { Stack, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import type { DistributionContext } from './origin-part';
import type { Domain } from '../../../core';
import { refuseUnless } from '../../../private/errors';
import { Register } from '../../../private/register';
import { explainGroupId, ServiceSecurityGroup } from '../../private/service-security-group';

/** In which stack a server is opened, by security group and port: EC2 takes a rule once. */
const OPENED = new Register<Stack>('opened-origins', 'app');

/**
 * The security group of CloudFront's interfaces in a VPC. CloudFront makes it with the first VPC origin, CloudFormation does not tell its id, and
 * it is narrower than CloudFront's prefix list, which holds the servers of everybody's distributions.
 */
export class OriginSecurityGroup extends Construct {
  /** The one of a stack and a VPC: several distributions may have one server. */
  public static of({ scope, distribution, domain }: DistributionContext, vpc: ec2.IVpc): OriginSecurityGroup {
    const stack = Stack.of(scope);
    const id = `OriginSecurityGroup-${vpc.node.addr.slice(-8)}`;
    return stack.node.tryFindChild(id) as OriginSecurityGroup | undefined ?? new OriginSecurityGroup(stack, id, distribution, domain, vpc);
  }

  private readonly groupId: string;

  private constructor(stack: Stack, id: string, after: IConstruct, domain: Domain, vpc: ec2.IVpc) {
    super(stack, id);
    this.groupId = new ServiceSecurityGroup(this, 'Group', {
      domain, vpc, groupName: 'CloudFront-VPCOrigins-Service-SG', resourceType: 'Custom::CloudFrontSecurityGroup', after,
    }).groupId;
  }

  /** Opens the port of a server to CloudFront. The rule lies in the distribution's stack: in the server's it would be a cycle of two stacks. */
  public open(what: string, server: IConstruct, groups: readonly ec2.ISecurityGroup[], port: number): void {
    groups.forEach((group, at) => {
      const key = `${group.node.path}:${port}`;
      const first = OPENED.get(this, key);
      refuseUnless(first === undefined || first === Stack.of(this), {
        what,
        got: `one of distributions in the stacks '${first?.node.path}' and '${Stack.of(this).node.path}'`,
        allowed: 'distributions of one stack',
        fix: `make both in one stack: each opens port ${port} of the same security group, and Amazon EC2 takes a rule once`,
      });
      if (first) { return; }
      OPENED.set(this, key, Stack.of(this));
      explainGroupId(new ec2.CfnSecurityGroupIngress(this, `Ingress-${server.node.addr.slice(-8)}-${port}${at === 0 ? '' : `-${at}`}`, {
        groupId: group.securityGroupId,
        sourceSecurityGroupId: this.groupId,
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        description: 'HTTPS from CloudFront',
      }));
    });
  }
}
