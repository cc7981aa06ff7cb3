import type { aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_route53 as route53 } from 'aws-cdk-lib';

/** The own names of a distribution, with what they need. */
export interface DistributionDomain {
  /** The names, such as `www.example.com` or `*.example.com`: each covered by the certificate. */
  readonly domainNames: string[];

  /** The certificate for the names. It lies in us-east-1. */
  readonly certificate: acm.ICertificate;

  /**
   * The oldest TLS that viewers may speak: TLS_V1_2_2021, TLS_V1_2_2025 or TLS_V1_3_2025. With each of them, viewers that can agree on keys in a way that
   * quantum computers do not break.
   *
   * @default SecurityPolicyProtocol.TLS_V1_2_2025
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
   */
  readonly minimumProtocolVersion?: cloudfront.SecurityPolicyProtocol;

  /**
   * The zone that gets alias records of the names, for IPv4 and IPv6.
   *
   * @default - no records are made
   */
  readonly hostedZone?: route53.IHostedZone;
}
