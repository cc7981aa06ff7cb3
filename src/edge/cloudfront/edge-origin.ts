import type { aws_apigateway as apigateway, aws_ec2 as ec2, aws_elasticloadbalancingv2 as elbv2, aws_lambda as lambda, aws_s3 as s3 } from 'aws-cdk-lib';
import { aws_cloudfront_origins as origins } from 'aws-cdk-lib';
import type { BucketOriginOptions, FailoverOptions, HttpsOriginOptions, InstanceOriginOptions, PrivateOriginOptions, ServerOriginOptions } from './origin-options';
import { bucketOrigin } from './private/bucket-origin';
import { functionUrlOrigin, httpsOrigin, restApiOrigin } from './private/https-origin';
import type { OriginPart } from './private/origin-part';
import { applicationLoadBalancerOrigin, instanceOrigin, networkLoadBalancerOrigin } from './private/vpc-origin';
import { InvalidInputError, refuseUnless } from '../../private/errors';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
const FAILOVER_CODES = [400, 403, 404, 416, 429, 500, 502, 503, 504];

/**
 * Where a distribution gets what it serves. CloudFront speaks TLS 1.2 with every origin.
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * const pages = new data.DomainBucket(shop, 'Pages');
 * new edge.SecureDistribution(shop, 'Site', { defaultBehavior: { origin: edge.EdgeOrigin.bucket(pages) } });
 */
export class EdgeOrigin {
  /**
   * A bucket that only the distribution reads: CloudFront signs its requests (origin access control), the bucket's policy names the distribution,
   * and the key opens to distributions of the account.
   *
   * @throws if the bucket hosts a website, lies in another stack than the distribution, or is another domain's that does not share its key
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
   */
  public static bucket(bucket: s3.IBucket, options: BucketOriginOptions = {}): EdgeOrigin {
    return new EdgeOrigin([bucketOrigin(bucket, options)]);
  }

  /**
   * An internal Application Load Balancer, reached inside its VPC (VPC origin). Its security groups open to CloudFront's own interfaces there. It is
   * asked by `domainName`: that is the host that its rules are for.
   *
   * @throws if it faces the internet, is in another Region, or its VPC does not let CloudFront in; if distributions of another stack have it
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
   */
  public static loadBalancer(loadBalancer: elbv2.IApplicationLoadBalancer, options: PrivateOriginOptions): EdgeOrigin {
    return new EdgeOrigin([applicationLoadBalancerOrigin(loadBalancer, options)]);
  }

  /**
   * An internal Network Load Balancer, reached inside its VPC (VPC origin). It needs a security group and a TCP listener: CloudFront takes none with
   * TLS listeners, so the targets have the certificate.
   *
   * @throws if it faces the internet, has no security group, or its VPC does not let CloudFront in
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
   */
  public static networkLoadBalancer(loadBalancer: elbv2.INetworkLoadBalancer, options: PrivateOriginOptions): EdgeOrigin {
    return new EdgeOrigin([networkLoadBalancerOrigin(loadBalancer, options)]);
  }

  /**
   * An instance, reached inside its VPC (VPC origin).
   *
   * @throws if its VPC does not let CloudFront in
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
   */
  public static instance(instance: ec2.IInstance, options: InstanceOriginOptions): EdgeOrigin {
    return new EdgeOrigin([instanceOrigin(instance, options)]);
  }

  /**
   * A Regional REST API by its default endpoint.
   *
   * API Gateway has no origin access control, and no policy can name a distribution: whoever knows the API's address calls it past CloudFront. So
   * give the API a web ACL and authorizers of its own, or bind it: turn the default endpoint off, give the API a domain with mutual TLS, and
   * pass that by `EdgeOrigin.https(…, { clientCertificate })`.
   *
   * @throws if the API is an edge or private one, or its default endpoint is off
   */
  public static restApi(api: apigateway.RestApiBase, options: ServerOriginOptions = {}): EdgeOrigin {
    return new EdgeOrigin([restApiOrigin(api, options)]);
  }

  /**
   * A function URL that only the distribution calls: CloudFront signs its requests (origin access control), and the function's policy names the
   * distribution. Viewers that send a body must send its SHA-256 hash, too, as `x-amz-content-sha256`.
   *
   * @throws if the URL does not ask for IAM
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
   */
  public static functionUrl(functionUrl: lambda.IFunctionUrl, options: ServerOriginOptions = {}): EdgeOrigin {
    return new EdgeOrigin([functionUrlOrigin(functionUrl, options)]);
  }

  /**
   * A server of the internet with HTTPS, by its domain name. Give it a client certificate where the server can ask for one: otherwise everybody
   * reaches the server past CloudFront.
   *
   * @throws if the name is none: with a scheme, a port or a path
   */
  public static https(domainName: string, options: HttpsOriginOptions = {}): EdgeOrigin {
    return new EdgeOrigin([httpsOrigin(domainName, options)]);
  }

  /**
   * Two origins: CloudFront asks the second one for what the first one fails to answer. It does so for GET, HEAD and OPTIONS only, and lets through no
   * other method.
   *
   * @throws if one of them is such a pair itself
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
   */
  public static failover(primary: EdgeOrigin, fallback: EdgeOrigin, options: FailoverOptions = {}): EdgeOrigin {
    const [first, second] = [primary, fallback].map(({ _parts: parts }) => {
      if (parts.length > 1) {
        throw new InvalidInputError({ what: 'an origin of a failover', got: 'a failover', allowed: 'a single origin', fix: 'CloudFront has two origins in a group: choose two' });
      }
      return parts[0];
    });
    for (const code of options.statusCodes ?? []) {
      refuseUnless(FAILOVER_CODES.includes(code), { what: 'statusCodes of a failover', got: code, allowed: FAILOVER_CODES.join(', '), fix: 'leave it out for 500, 502, 503 and 504' });
    }
    const origin = new origins.OriginGroup({ primaryOrigin: first.origin, fallbackOrigin: second.origin, fallbackStatusCodes: options.statusCodes });
    const serves = [first, second].some((part) => part.serves === 'application') ? 'application' : 'objects';
    return new EdgeOrigin([{ origin, serves, isGroup: true }, first, second]);
  }

  /**
   * What CDK is given, first, and what it consists of.
   *
   * @internal
   */
  public readonly _parts: readonly OriginPart[];

  private constructor(parts: readonly OriginPart[]) { this._parts = parts; }
}
