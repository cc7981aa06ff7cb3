import { aws_cloudfront as cloudfront } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';
import type { DistributionBehavior, PathBehavior } from '../distribution-behavior';

function allowedMethodsOf({ origin, allowedMethods }: DistributionBehavior): cloudfront.AllowedMethods {
  const [part] = origin._parts;
  if (allowedMethods) { return allowedMethods; }
  if (part.isGroup) { return cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS; }
  return part.serves === 'application' ? cloudfront.AllowedMethods.ALLOW_ALL : cloudfront.AllowedMethods.ALLOW_GET_HEAD;
}

const { HTTPS_ONLY, REDIRECT_TO_HTTPS } = cloudfront.ViewerProtocolPolicy;

/** Whether requests of a behavior may write. */
export const takesWrites = (behavior: DistributionBehavior): boolean => allowedMethodsOf(behavior).methods.includes('POST');

/** CDK's behavior, with the defaults of its kind of origin. */
export function behaviorOptions(
  what: string, behavior: DistributionBehavior, headers: cloudfront.IResponseHeadersPolicy,
): cloudfront.BehaviorOptions {
  const [part] = behavior.origin._parts;
  const isApplication = part.serves === 'application';
  const allowedMethods = allowedMethodsOf(behavior);
  const writes = takesWrites(behavior);
  refuseUnless(!(writes && part.isGroup), {
    what: `allowedMethods of ${what}`,
    got: 'all methods with a failover',
    allowed: 'ALLOW_GET_HEAD or ALLOW_GET_HEAD_OPTIONS: CloudFront turns to the other origin for no other method',
    fix: 'send writing requests to one origin, by a behavior of their path',
  });
  refuseUnless(writes || !behavior.fieldLevelEncryption, {
    what: `allowedMethods of ${what}`,
    got: `${allowedMethods.methods.join(', ')} with field-level encryption`,
    allowed: 'all methods: forms are posted',
    fix: 'pass `allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL`, or leave `fieldLevelEncryption` out',
  });
  refuseUnless(behavior.trustedKeyGroups === undefined || behavior.trustedKeyGroups.length > 0, {
    what: `trustedKeyGroups of ${what}`, got: 'none', allowed: 'one or more', fix: 'leave it out where no signature is needed',
  });
  return {
    origin: part.origin,
    allowedMethods,
    viewerProtocolPolicy: behavior.redirectHttp ?? true ? REDIRECT_TO_HTTPS : HTTPS_ONLY,
    cachePolicy: behavior.cachePolicy ?? (isApplication ? cloudfront.CachePolicy.CACHING_DISABLED : cloudfront.CachePolicy.CACHING_OPTIMIZED),
    originRequestPolicy: behavior.originRequestPolicy ?? (isApplication ? cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER : undefined),
    responseHeadersPolicy: behavior.responseHeadersPolicy ?? headers,
    trustedKeyGroups: behavior.trustedKeyGroups,
    functionAssociations: behavior.functionAssociations,
    compress: behavior.compress ?? true,
  };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern */
export function checkPathPatterns(behaviors: readonly PathBehavior[]): void {
  const patterns = behaviors.map(({ pathPattern }) => pathPattern);
  for (const [at, pattern] of patterns.entries()) {
    refuseUnless(/^[A-Za-z0-9_\-.*$/~"'@:+&?]{1,255}$/.test(pattern) && !['*', '/*'].includes(pattern), {
      what: 'pathPattern', got: pattern, allowed: 'up to 255 characters of a path, with * and ?, such as /api/*', fix: 'what no pattern matches is of `defaultBehavior`',
    });
    refuseUnless(patterns.indexOf(pattern) === at, { what: 'pathPattern', got: pattern, allowed: 'each pattern once', fix: 'the first is taken: leave the second one out' });
  }
}

/** CDK's L2 has no property for field-level encryption. */
export function encryptFields(distribution: cloudfront.Distribution, usual: DistributionBehavior, others: readonly DistributionBehavior[]): void {
  const cfn = distribution.node.defaultChild as cloudfront.CfnDistribution;
  const set = (path: string, { fieldLevelEncryption }: DistributionBehavior) => {
    if (fieldLevelEncryption) { cfn.addPropertyOverride(`DistributionConfig.${path}.FieldLevelEncryptionId`, fieldLevelEncryption.configurationId); }
  };
  set('DefaultCacheBehavior', usual);
  others.forEach((behavior, at) => { set(`CacheBehaviors.${at}`, behavior); });
}
