import { Stack, Token, aws_cloudfront as cloudfront, type aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DistributionBehavior, PathBehavior } from './distribution-behavior';
import type { DistributionDomain } from './distribution-domain';
import { deliverAccessLogs } from './private/access-logs';
import { behaviorOptions, checkPathPatterns, encryptFields, takesWrites } from './private/behavior';
import type { DistributionContext } from './private/origin-part';
import { addAliasRecords, ownDomainProps } from './private/own-domain';
import { checkQuotas } from './private/quotas';
import { type SecurityHeaders, SecurityHeadersPolicy } from './security-headers';
import type { ViewerCountries } from './viewer-countries';
import { Domain } from '../../core';
import { acknowledge } from '../../private/acknowledge';
import { areDifferent } from '../../private/arns';
import { refuseUnless } from '../../private/errors';
import { GLOBAL_REGION, fromRegionOf, globalStackOf } from '../../private/global-stack';
import { type IWebAcl, WebAcl, WebAclScope } from '../waf';

/** Properties of a distribution. */
export interface SecureDistributionProps {
  /** How requests are answered that no other behavior is for. */
  readonly defaultBehavior: DistributionBehavior;

  /**
   * How requests of some paths are answered: the first whose path matches is taken. With the default one 75 at most, of 100 origins.
   *
   * @default - none
   */
  readonly additionalBehaviors?: PathBehavior[];

  /**
   * The domain that owns the distribution.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * Own names. Without them viewers use the name that CloudFront gives, by which they may speak TLS 1.0: no newer one can be demanded there.
   *
   * @default - only the name that CloudFront gives
   */
  readonly customDomain?: DistributionDomain;

  /**
   * What AWS WAF lets through. Its scope is CLOUDFRONT.
   *
   * @default - a web ACL of the distribution's own, with the baseline
   */
  readonly webAcl?: IWebAcl;

  /**
   * Countries whose viewers are served.
   *
   * @default - all
   */
  readonly viewerCountries?: ViewerCountries;

  /**
   * What browsers are told about security.
   *
   * @default - the defaults of SecurityHeaders
   */
  readonly securityHeaders?: SecurityHeaders;

  /**
   * What is served for the root itself, such as `index.html`.
   *
   * @default - index.html where the default behavior is a bucket's; otherwise what the origin answers
   */
  readonly defaultRootObject?: string;

  /**
   * Pages and cache times for errors.
   *
   * @default - the errors of the origin
   */
  readonly errorResponses?: cloudfront.ErrorResponse[];

  /**
   * How long access logs are kept.
   *
   * @default logs.RetentionDays.THIRTEEN_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * From which of its places CloudFront serves. Fewer cost less, and viewers far away wait longer.
   *
   * @default PriceClass.PRICE_CLASS_ALL
   */
  readonly priceClass?: cloudfront.PriceClass;

  /**
   * Whether CloudFront counts what costs extra to count: cache hits, latency of the origin, and each kind of error.
   *
   * @default false
   */
  readonly additionalMetrics?: boolean;

  /**
   * Whether requests are answered. A disabled distribution keeps its name and settings.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * What the distribution is for: up to 128 characters.
   *
   * @default - none
   */
  readonly comment?: string;
}

/**
 * A CloudFront distribution that speaks HTTPS on both sides: HTTP/2 and HTTP/3, IPv6, a web ACL, security headers, and access logs without cookies and
 * query strings, encrypted with the domain's key.
 *
 * Its stack may be of any Region: what CloudFront wants in us-east-1 lies in stacks of the library there, one deployed before the distribution (web ACL,
 * log group) and one after it (the delivery of logs).
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * const pages = new data.DomainBucket(shop, 'Pages');
 * new edge.SecureDistribution(shop, 'Site', {
 *   defaultBehavior: { origin: edge.EdgeOrigin.bucket(pages) },
 *   additionalBehaviors: [{ pathPattern: '/api/*', origin: edge.EdgeOrigin.https('api.example.com'), redirectHttp: false }],
 * });
 */
export class SecureDistribution extends Construct {
  /** The domain that owns the distribution. */
  public readonly domain: Domain;
  /** The distribution. */
  public readonly distribution: cloudfront.Distribution;
  /** The ARN of the distribution. */
  public readonly distributionArn: string;
  /** The name that CloudFront gives the distribution, such as `d111111abcdef8.cloudfront.net`. */
  public readonly domainName: string;
  /** What AWS WAF lets through. */
  public readonly webAcl: IWebAcl;
  /** Where the access logs go. It lies in us-east-1. */
  public readonly accessLogs: logs.ILogGroup;

  /**
   * @throws if the stack names no Region, a certificate or web ACL is not for CloudFront, or there are more behaviors or origins than CloudFront takes
   */
  constructor(scope: Construct, id: string, props: SecureDistributionProps) {
    super(scope, id);
    check(props);
    globalStackOf(this, 'what a distribution needs (web ACL, logs)');
    this.domain = props.domain ?? Domain.of(scope);
    this.webAcl = webAclOf(this, this.domain, props.webAcl);
    this.distribution = this.distribute(props);
    this.distributionArn = this.distribution.distributionArn;
    this.domainName = this.distribution.distributionDomainName;
    this.accessLogs = deliverAccessLogs(this.context, props.logRetention);
    addAliasRecords(this, this.distribution, props.customDomain);
    this.openOrigins(props);
    this.domain.tag(this);
    this.explain(props);
  }

  private get context(): DistributionContext { return { scope: this, domain: this.domain, distribution: this.distribution }; }

  private distribute(props: SecureDistributionProps): cloudfront.Distribution {
    const headers = new SecurityHeadersPolicy(this, 'SecurityHeaders', props.securityHeaders);
    const { defaultBehavior, additionalBehaviors = [] } = props;
    const distribution = new cloudfront.Distribution(this, 'Distribution', {
      ...ownDomainProps(this, props.customDomain),
      defaultBehavior: behaviorOptions('the default behavior', defaultBehavior, headers),
      webAclId: webAclArnIn(this, this.webAcl),
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      defaultRootObject: props.defaultRootObject ?? (defaultBehavior.origin._parts[0].serves === 'objects' ? 'index.html' : undefined),
      errorResponses: props.errorResponses,
      geoRestriction: props.viewerCountries?._restriction,
      priceClass: props.priceClass ?? cloudfront.PriceClass.PRICE_CLASS_ALL,
      publishAdditionalMetrics: props.additionalMetrics ?? false,
      enabled: props.enabled ?? true,
      comment: props.comment,
    });
    checkPathPatterns(additionalBehaviors);
    for (const behavior of additionalBehaviors) {
      const { origin, ...options } = behaviorOptions(`the behavior of ${behavior.pathPattern}`, behavior, headers);
      distribution.addBehavior(behavior.pathPattern, origin, options);
    }
    encryptFields(distribution, defaultBehavior, additionalBehaviors);
    return distribution;
  }

  /** Once for each origin, whichever behaviors share it. */
  private openOrigins({ defaultBehavior, additionalBehaviors = [] }: SecureDistributionProps): void {
    const parts = [defaultBehavior, ...additionalBehaviors].flatMap(({ origin }) => origin._parts);
    for (const part of new Set(parts)) { part.open?.(this.context); }
  }

  private explain({ viewerCountries, defaultBehavior, additionalBehaviors = [] }: SecureDistributionProps): void {
    acknowledge(this.distribution, 'AwsSolutions', 'AwsSolutions-CFR3',
      'access logs are delivered by CloudWatch Logs (standard logs v2), encrypted and without cookies and query strings; the rule knows the older way only');
    if (!viewerCountries) {
      acknowledge(this.distribution, 'AwsSolutions', 'AwsSolutions-CFR1',
        'which countries are served is decided by whoever owns the content: `viewerCountries` was left out, so that all are; the web ACL judges their requests');
    }
    if ([defaultBehavior, ...additionalBehaviors].every(takesWrites)) {
      acknowledge(this.distribution, 'Gold', 'cloudfront.failover', 'every behavior lets writing requests through, and CloudFront turns to a second origin for reading ones only: it takes no pair of origins there');
    }
  }
}

function webAclOf(scope: Construct, domain: Domain, given?: IWebAcl): IWebAcl {
  if (!given) { return new WebAcl(scope, 'WebAcl', { domain, aclScope: WebAclScope.CLOUDFRONT }); }
  refuseUnless(given.aclScope === WebAclScope.CLOUDFRONT, {
    what: `the web ACL '${given.node.path}' of a distribution`, got: given.aclScope, allowed: WebAclScope.CLOUDFRONT, fix: 'pass `aclScope: edge.WebAclScope.CLOUDFRONT` to it: the library puts it in us-east-1',
  });
  const [here, there] = [Stack.of(scope), Stack.of(given)].map(({ region }) => region);
  refuseUnless(!areDifferent(here, there) || there === GLOBAL_REGION || !Token.isUnresolved(given.webAclArn), {
    what: `the web ACL '${given.node.path}' of a distribution`, got: `one of a stack in ${there}`, allowed: `one that was made in ${here} or ${GLOBAL_REGION}`, fix: 'make it in a stack of the same Region: the library puts it in us-east-1, and tells that stack its ARN',
  });
  return given;
}

/** The ARN of a web ACL as the distribution's stack knows it. */
function webAclArnIn(scope: Construct, webAcl: IWebAcl): string {
  const { webAclArn } = webAcl;
  return Token.isUnresolved(webAclArn) && Stack.of(webAcl).region === GLOBAL_REGION ? fromRegionOf(webAclArn, webAcl, scope) : webAclArn;
}

function check({ defaultRootObject, comment, defaultBehavior, additionalBehaviors = [] }: SecureDistributionProps): void {
  checkQuotas(defaultBehavior, additionalBehaviors);
  refuseUnless(defaultRootObject === undefined || Token.isUnresolved(defaultRootObject) || /^[^/\s][^\s]{0,254}$/.test(defaultRootObject), {
    what: 'defaultRootObject', got: defaultRootObject, allowed: 'the name of an object, without a slash before it', fix: 'pass a name such as index.html',
  });
  refuseUnless(comment === undefined || Token.isUnresolved(comment) || comment.length <= 128, {
    what: 'comment', got: `${comment?.length} characters`, allowed: 'up to 128', fix: 'shorten it',
  });
}
