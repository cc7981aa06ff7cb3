import { Stack, type aws_cloudfront as cloudfront, type aws_ec2 as ec2, type aws_elasticloadbalancingv2 as elb, type aws_globalaccelerator as globalaccelerator, type aws_route53 as route53 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ShieldResourceType } from './shield-resource-type';
import { zoneInRegionOf } from '../dns/private/zone-in-region';

/**
 * What Shield Advanced protects.
 *
 * @see https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtection.html
 */
export class ShieldResource {
  /** A distribution of CloudFront. */
  public static distribution(distribution: cloudfront.IDistribution): ShieldResource {
    return new ShieldResource(ShieldResourceType.DISTRIBUTION, distribution.distributionArn);
  }

  /** An Application Load Balancer. */
  public static loadBalancer(loadBalancer: elb.IApplicationLoadBalancer): ShieldResource {
    return new ShieldResource(ShieldResourceType.LOAD_BALANCER, loadBalancer.loadBalancerArn);
  }

  /** An Elastic IP address, with the Network Load Balancer or instance that has it. */
  public static elasticIp(address: ec2.CfnEIP): ShieldResource {
    const resourceArn = Stack.of(address).formatArn({ service: 'ec2', resource: 'eip-allocation', resourceName: address.attrAllocationId });
    return new ShieldResource(ShieldResourceType.ELASTIC_IP, resourceArn);
  }

  /** A standard accelerator. Custom routing accelerators can't be protected. */
  public static accelerator(accelerator: globalaccelerator.IAccelerator): ShieldResource {
    return new ShieldResource(ShieldResourceType.ACCELERATOR, accelerator.acceleratorArn);
  }

  /** A hosted zone of Route 53. */
  public static hostedZone(zone: route53.IHostedZone): ShieldResource {
    return new ShieldResource(ShieldResourceType.HOSTED_ZONE, zone.hostedZoneArn, zone);
  }

  private constructor(
    /** The type of the resource. */
    public readonly resourceType: ShieldResourceType,
    /** The ARN of the resource. */
    public readonly resourceArn: string,
    private readonly zone?: route53.IHostedZone,
  ) {}

  /**
   * The ARN as the stack of a scope knows it.
   *
   * @internal
   */
  public _arnIn(scope: Construct): string {
    return this.zone ? zoneInRegionOf(this.zone, scope).hostedZoneArn : this.resourceArn;
  }
}
