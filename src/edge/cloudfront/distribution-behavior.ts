import type { aws_cloudfront as cloudfront } from 'aws-cdk-lib';
import type { EdgeOrigin } from './edge-origin';
import type { FieldLevelEncryption } from './field-level-encryption';

/** How a distribution answers the requests of a path. */
export interface DistributionBehavior {
  /** Where the answers come from. */
  readonly origin: EdgeOrigin;

  /**
   * Whether a request by HTTP is sent to HTTPS (301) instead of refused (403). Either way nothing is served by HTTP; what an HTTP request carried
   * was readable on its way, so refuse them where clients are programs.
   *
   * @default true
   */
  readonly redirectHttp?: boolean;

  /**
   * Methods that are let through.
   *
   * @default - GET and HEAD for buckets; GET, HEAD and OPTIONS for a failover; all for other origins
   */
  readonly allowedMethods?: cloudfront.AllowedMethods;

  /**
   * What is cached, and by what it is told apart.
   *
   * @default - CACHING_OPTIMIZED for buckets; CACHING_DISABLED for other origins: an answer may be for one viewer only
   */
  readonly cachePolicy?: cloudfront.ICachePolicy;

  /**
   * What of a request the origin is told beyond what the cache tells apart.
   *
   * @default - nothing for buckets; ALL_VIEWER_EXCEPT_HOST_HEADER for other origins: they are asked by the name of their own certificate
   */
  readonly originRequestPolicy?: cloudfront.IOriginRequestPolicy;

  /**
   * Headers of answers.
   *
   * @default - the security headers of the distribution
   */
  readonly responseHeadersPolicy?: cloudfront.IResponseHeadersPolicy;

  /**
   * Groups of public keys: only requests signed by one of the private keys (signed URLs, signed cookies) are answered.
   *
   * @default - no signature is needed
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
   */
  readonly trustedKeyGroups?: cloudfront.IKeyGroup[];

  /**
   * Fields of posted forms that CloudFront encrypts. All methods must be allowed.
   *
   * @default - none
   */
  readonly fieldLevelEncryption?: FieldLevelEncryption;

  /**
   * Functions of CloudFront that see requests and answers.
   *
   * @default - none
   */
  readonly functionAssociations?: cloudfront.FunctionAssociation[];

  /**
   * Whether CloudFront compresses what it caches.
   *
   * @default true
   */
  readonly compress?: boolean;
}

/** How a distribution answers the requests of one path. */
export interface PathBehavior extends DistributionBehavior {
  /** The path, with `*` for any characters and `?` for one, such as `/api/*`: case matters, query strings do not. */
  readonly pathPattern: string;
}
