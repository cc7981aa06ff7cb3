/**
 * The types of resources that Shield Advanced protects. Network Load Balancers and instances are protected by their Elastic IP addresses.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/ddos-protections-by-resource-type.html
 */
export enum ShieldResourceType {
  /** Amazon CloudFront distributions. */
  DISTRIBUTION = 'CLOUDFRONT_DISTRIBUTION',
  /** Application Load Balancers. */
  LOAD_BALANCER = 'APPLICATION_LOAD_BALANCER',
  /** Elastic IP addresses, with the Network Load Balancers and instances that have them. */
  ELASTIC_IP = 'ELASTIC_IP_ALLOCATION',
  /** Standard accelerators of AWS Global Accelerator. */
  ACCELERATOR = 'GLOBAL_ACCELERATOR',
  /** Hosted zones of Amazon Route 53. */
  HOSTED_ZONE = 'ROUTE_53_HOSTED_ZONE',
}
