import { Duration, aws_cloudfront as cloudfront } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { refuseUnless } from '../../private/errors';
import { globalName } from '../private/global-name';

/** What a distribution tells browsers about security, whatever the origin says. */
export interface SecurityHeaders {
  /**
   * How long a browser speaks HTTPS only (`Strict-Transport-Security`, with subdomains): 365 to 730 days.
   *
   * @default Duration.days(730)
   */
  readonly httpsOnlyFor?: Duration;

  /**
   * Whether browsers may ship the domain as HTTPS only. It can hardly be taken back, and the domain must be submitted by hand.
   *
   * @default false
   * @see https://hstspreload.org
   */
  readonly preload?: boolean;

  /**
   * What a page may load and run (`Content-Security-Policy`). There is no safe value for all pages; `default-src 'self'` is a good start.
   *
   * @default - none; the origin's goes through
   */
  readonly contentSecurityPolicy?: string;

  /**
   * Who may show a page in a frame (`X-Frame-Options`).
   *
   * @default HeadersFrameOption.DENY
   */
  readonly frameOption?: cloudfront.HeadersFrameOption;

  /**
   * How much of its address a page tells those it links to (`Referrer-Policy`).
   *
   * @default HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN
   */
  readonly referrerPolicy?: cloudfront.HeadersReferrerPolicy;

  /**
   * What of a device a page may use (`Permissions-Policy`).
   *
   * @default 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'
   */
  readonly permissionsPolicy?: string;

  /**
   * Headers of the origin that viewers do not get. An empty list removes none.
   *
   * @default - Server, X-Powered-By, X-AspNet-Version and X-AspNetMvc-Version: they tell attackers what runs there
   */
  readonly removedHeaders?: string[];
}

/**
 * A response headers policy with security headers: HTTPS only, no sniffing of types, no frames, little of the address told, no devices.
 *
 * A distribution makes its own; a behavior with needs of its own takes another one.
 *
 * @example
 * new edge.SecurityHeadersPolicy(this, 'Headers', { contentSecurityPolicy: "default-src 'self'" });
 */
export class SecurityHeadersPolicy extends cloudfront.ResponseHeadersPolicy {
  constructor(scope: Construct, id: string, props: SecurityHeaders = {}) {
    const { contentSecurityPolicy } = props;
    const httpsOnlyFor = props.httpsOnlyFor ?? Duration.days(730);
    const removeHeaders = props.removedHeaders ?? ['Server', 'X-Powered-By', 'X-AspNet-Version', 'X-AspNetMvc-Version'];
    checkDuration(httpsOnlyFor);
    super(scope, id, {
      comment: 'security headers',
      securityHeadersBehavior: {
        strictTransportSecurity: { accessControlMaxAge: httpsOnlyFor, includeSubdomains: true, preload: props.preload ?? false, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: props.frameOption ?? cloudfront.HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: props.referrerPolicy ?? cloudfront.HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
        contentSecurityPolicy: contentSecurityPolicy === undefined ? undefined : { contentSecurityPolicy, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [{
          header: 'Permissions-Policy', value: props.permissionsPolicy ?? 'camera=(), geolocation=(), microphone=(), payment=(), usb=()', override: true,
        }],
      },
      removeHeaders: removeHeaders.length > 0 ? removeHeaders : undefined,
    });
    const cfn = this.node.defaultChild as cloudfront.CfnResponseHeadersPolicy;
    cfn.addPropertyOverride('ResponseHeadersPolicyConfig.Name', globalName(this, 128));
  }
}

/** A year is what browsers ask for to preload; more than two is of no use. */
function checkDuration(duration: Duration): void {
  if (duration.isUnresolved()) { return; }
  const days = duration.toDays({ integral: false });
  refuseUnless(days >= 365 && days <= 730, { what: 'httpsOnlyFor', got: `${days} days`, allowed: '365 to 730 days', fix: 'leave it out for two years' });
}
