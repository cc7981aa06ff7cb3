import type { Duration, aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_ec2 as ec2 } from 'aws-cdk-lib';

/** How CloudFront connects to an origin. */
export interface OriginConnectionOptions {
  /**
   * Path that CloudFront puts before the path of each request: begins with a slash, and does not end with one.
   *
   * @default - none
   */
  readonly originPath?: string;

  /**
   * How often CloudFront tries to connect: 1 to 3 times.
   *
   * @default 3
   */
  readonly connectionAttempts?: number;

  /**
   * How long CloudFront waits for a connection: 1 to 10 whole seconds.
   *
   * @default Duration.seconds(10)
   */
  readonly connectionTimeout?: Duration;
}

/** How CloudFront reads a bucket. */
export interface BucketOriginOptions extends OriginConnectionOptions {
  /**
   * What CloudFront may do with the objects. With `LIST` a missing object is answered by 404, and without it by 403.
   *
   * @default - AccessLevel.READ alone: `s3:GetObject`
   */
  readonly accessLevels?: cloudfront.AccessLevel[];
}

/** How CloudFront speaks with a server. */
export interface ServerOriginOptions extends OriginConnectionOptions {
  /**
   * How long CloudFront waits for an answer: 1 to 120 whole seconds, or more by a quota of the account.
   *
   * @default Duration.seconds(30)
   */
  readonly responseTimeout?: Duration;

  /**
   * How long CloudFront keeps an idle connection: 1 to 300 whole seconds, or more by a quota of the account.
   *
   * @default Duration.seconds(5)
   */
  readonly keepAliveTimeout?: Duration;
}

/** How CloudFront speaks HTTPS with a server of the internet. */
export interface HttpsOriginOptions extends ServerOriginOptions {
  /**
   * Port of HTTPS: 443, or 1024 to 65535.
   *
   * @default 443
   */
  readonly port?: number;

  /**
   * The certificate, in us-east-1, by which CloudFront shows the server that it is CloudFront of yours (mutual TLS). It must be imported or
   * private: it serves clients. A server that asks for it, such as a custom domain of API Gateway with a trust store, is reached by nobody else,
   * and no secret header is needed.
   *
   * @default - CloudFront shows none
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
   */
  readonly clientCertificate?: acm.ICertificate;
}

/** How CloudFront reaches a server that has no way to the internet. */
export interface PrivateOriginOptions extends ServerOriginOptions {
  /**
   * The name that the server's certificate is for. CloudFront asks for it in the TLS handshake and refuses another certificate; it need not be in
   * DNS, since the address is the server's own.
   */
  readonly domainName: string;

  /**
   * Port of HTTPS.
   *
   * @default 443
   */
  readonly port?: number;
}

/** How CloudFront reaches an instance that has no way to the internet. */
export interface InstanceOriginOptions extends PrivateOriginOptions {
  /** The VPC that the instance lies in. */
  readonly vpc: ec2.IVpc;
}

/** When CloudFront turns to the other origin. */
export interface FailoverOptions {
  /**
   * Answers of the first origin for which CloudFront asks the other: 400, 403, 404, 416, 429, 500, 502, 503 and 504 are possible.
   *
   * @default - 500, 502, 503 and 504
   */
  readonly statusCodes?: number[];
}
