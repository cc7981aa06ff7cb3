import type { aws_ec2 as ec2 } from 'aws-cdk-lib';

/** Who reaches a load balancer, and by which way. */
export class LoadBalancerAccess {
  /** The internet: the load balancer has public addresses, in public subnets, and is open to everybody on port 443. */
  public static internet(): LoadBalancerAccess { return new LoadBalancerAccess('internet', []); }

  /**
   * Some callers inside the network: the load balancer has private addresses only.
   *
   * @param peers who may call it on port 443; more are added by `connections.allowFrom(…)`
   */
  public static peers(...peers: ec2.IPeer[]): LoadBalancerAccess { return new LoadBalancerAccess('peers', peers); }

  /**
   * A CloudFront distribution that has the load balancer as its VPC origin: the load balancer has private addresses only, and the web ACL may lie
   * on the distribution alone.
   *
   * @param peers CloudFront, such as its prefix list; more are added by `connections.allowFrom(…)`
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
   */
  public static cloudFront(...peers: ec2.IPeer[]): LoadBalancerAccess { return new LoadBalancerAccess('cloudfront', peers); }

  /**
   * A `FixedAddress` in front: the load balancer has private addresses only, and the accelerator reaches it through interfaces in its subnets.
   * The VPC needs an internet gateway, even though no route leads to it.
   *
   * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html
   */
  public static accelerator(): LoadBalancerAccess { return new LoadBalancerAccess('accelerator', []); }

  /** Whether the load balancer has public addresses. */
  public readonly internetFacing: boolean;

  /** @internal */
  public readonly _way: 'internet' | 'peers' | 'cloudfront' | 'accelerator';
  /** @internal */
  public readonly _peers: readonly ec2.IPeer[];

  private constructor(way: LoadBalancerAccess['_way'], peers: readonly ec2.IPeer[]) {
    this._way = way;
    this._peers = peers;
    this.internetFacing = way === 'internet';
  }
}
