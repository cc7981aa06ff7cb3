import { Token, type aws_cloudfront as cloudfront } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Domain } from '../../../core';
import { refuseUnless } from '../../../private/errors';
import type { OriginConnectionOptions, ServerOriginOptions } from '../origin-options';

/** A distribution that was made, where it was made. */
export interface DistributionContext {
  readonly scope: Construct;
  readonly distribution: cloudfront.Distribution;
  readonly domain: Domain;
}

/** What stands behind an `EdgeOrigin`. */
export interface OriginPart {
  /** As CDK knows it. */
  readonly origin: cloudfront.IOrigin;
  /** Objects may be cached by anybody; what an application answers may be for one viewer only. */
  readonly serves: 'objects' | 'application';
  readonly isGroup?: boolean;
  /** What is made once the distribution exists: it names the distribution or waits for it. */
  readonly open?: (context: DistributionContext) => void;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html, and the quotas of cloudfront-limits.html */
const LIMITS = { connectionAttempts: [1, 3], connectionTimeout: [1, 10], responseTimeout: [1, 600], keepAliveTimeout: [1, 600] } as const;

/** CDK's properties of a connection, checked. */
export function connectionProps({ originPath, connectionAttempts, connectionTimeout }: OriginConnectionOptions): cloudfront.OriginProps {
  refuseUnless(originPath === undefined || Token.isUnresolved(originPath) || /^(\/[^/?#*\s]+)+$/.test(originPath), {
    what: 'originPath', got: originPath, allowed: 'a path that begins with a slash and does not end with one', fix: 'pass a path such as /live, or leave it out',
  });
  within('connectionAttempts', connectionAttempts);
  within('connectionTimeout', secondsOf(connectionTimeout));
  return { originPath, connectionAttempts, connectionTimeout };
}

/** CDK's properties of a server, checked. */
export function serverProps(options: ServerOriginOptions) {
  within('responseTimeout', secondsOf(options.responseTimeout));
  within('keepAliveTimeout', secondsOf(options.keepAliveTimeout));
  return { ...connectionProps(options), readTimeout: options.responseTimeout, keepaliveTimeout: options.keepAliveTimeout };
}

/** A domain name, without scheme, port and path. */
export const DOMAIN_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;

/** Refuses what is no name of a server. */
export function checkServerName(what: string, name: string): void {
  refuseUnless(DOMAIN_NAME.test(name), {
    what,
    got: name,
    allowed: 'a domain name alone, such as www.example.com: CloudFront speaks HTTPS with it',
    fix: 'leave out scheme, port and path (`port` and `originPath` are options); a server that has HTTP only must be given a certificate first',
  });
}

function within(what: keyof typeof LIMITS, got?: number): void {
  const [min, max] = LIMITS[what];
  refuseUnless(got === undefined || Token.isUnresolved(got) || (Number.isInteger(got) && got >= min && got <= max), {
    what, got, allowed: `${min} to ${max}, whole${what.endsWith('Timeout') ? ' seconds' : ''}`, fix: 'pass a number within it, or leave it out',
  });
}

const secondsOf = (duration: ServerOriginOptions['responseTimeout']): number | undefined =>
  (duration === undefined || duration.isUnresolved() ? undefined : duration.toSeconds({ integral: false }));
