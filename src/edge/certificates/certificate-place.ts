/** Where a certificate lies: ACM keeps it in one Region, and only services of that Region take it. */
export enum CertificatePlace {
  /** In the Region of its stack: for load balancers and Regional APIs. */
  REGIONAL = 'REGIONAL',

  /**
   * In us-east-1, whatever the Region of its stack: for CloudFront, edge-optimized APIs and custom domains of user pools.
   *
   * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html
   */
  CLOUDFRONT = 'CLOUDFRONT',
}
