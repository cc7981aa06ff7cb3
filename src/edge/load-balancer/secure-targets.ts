import type { Duration, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import type { LoadBalancerAuthentication } from './load-balancer-authentication';

/** Targets of a load balancer, and the requests that they get. */
export interface SecureTargetsOptions {
  /** The targets: services, instances or addresses, all of one kind. */
  readonly targets: elbv2.IApplicationLoadBalancerTarget[];

  /** The hosts whose requests they get, such as `shop.example.com` or `*.example.com`: 1 or more. */
  readonly hosts: string[];

  /** The place of the rule among those of the load balancer: 1 to 50,000. The lowest that fits wins. */
  readonly priority: number;

  /**
   * The paths whose requests they get, such as `/orders/*`. Hosts and paths are 5 together at most.
   *
   * @default - every path
   */
  readonly paths?: string[];

  /**
   * The port of the targets.
   *
   * @default 8443
   */
  readonly port?: number;

  /**
   * The path that a healthy target answers with status 200, by HTTPS.
   *
   * @default '/'
   */
  readonly healthCheckPath?: string;

  /**
   * How long a target that leaves may finish its requests: up to 3,600 seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly deregistrationDelay?: Duration;

  /**
   * How long a client stays with one target, by a cookie: 1 second to 7 days.
   *
   * @default - each request goes to any target
   */
  readonly stickiness?: Duration;

  /**
   * Who a user must be before a request is passed on.
   *
   * @default - the targets ask for themselves
   */
  readonly authentication?: LoadBalancerAuthentication;

  /**
   * Why the targets are reached by HTTP, so that requests cross the VPC without TLS: at least 10 characters.
   *
   * @default - they are reached by HTTPS
   */
  readonly plaintextReason?: string;
}
