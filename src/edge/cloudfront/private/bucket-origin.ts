import { Annotations, Stack, aws_cloudfront as cloudfront, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { distributionArn } from './distribution-arn';
import { letDistributionDecrypt } from './origin-key';
import { type OriginPart, connectionProps } from './origin-part';
import { InvalidInputError, refuseUnless } from '../../../private/errors';
import { globalName } from '../../private/global-name';
import type { BucketOriginOptions } from '../origin-options';

const ACTIONS: Readonly<Record<cloudfront.AccessLevel, string>> = {
  [cloudfront.AccessLevel.READ]: 's3:GetObject',
  [cloudfront.AccessLevel.READ_VERSIONED]: 's3:GetObjectVersion',
  [cloudfront.AccessLevel.LIST]: 's3:ListBucket',
  [cloudfront.AccessLevel.WRITE]: 's3:PutObject',
  [cloudfront.AccessLevel.DELETE]: 's3:DeleteObject',
};

/**
 * A bucket that one distribution reads: its requests are signed (origin access control), and the bucket's policy names it.
 *
 * CDK's own origin opens the key to whatever a service's principal asks, with a warning; ours has the key opened by `letDistributionDecrypt`.
 */
class BucketOrigin extends cloudfront.OriginBase {
  constructor(private readonly bucket: s3.IBucket, private readonly levels: readonly cloudfront.AccessLevel[], props: cloudfront.OriginProps) {
    super(bucket.bucketRegionalDomainName, props);
  }

  public bind(scope: Construct, options: cloudfront.OriginBindOptions): cloudfront.OriginBindConfig {
    this.admit(scope, options.distributionId ?? '*');
    const part = new Construct(scope, 'AccessControl');
    const control = new cloudfront.S3OriginAccessControl(part, 'Resource', { originAccessControlName: globalName(part, 64), signing: cloudfront.Signing.SIGV4_ALWAYS });
    const { originProperty, ...config } = super.bind(scope, options);
    return { ...config, originProperty: { ...originProperty!, originAccessControlId: control.originAccessControlId } };
  }

  protected renderS3OriginConfig(): cloudfront.CfnDistribution.S3OriginConfigProperty {
    return { originAccessIdentity: '' };
  }

  /** The bucket's policy names this very distribution. */
  private admit(scope: Construct, distributionId: string): void {
    const { bucket } = this;
    const isOwn = bucket.node.defaultChild instanceof s3.CfnBucket;
    if (isOwn && Stack.of(bucket) !== Stack.of(scope)) {
      throw new InvalidInputError({
        what: `the bucket '${bucket.node.path}' as an origin`,
        got: `a bucket of the stack '${Stack.of(bucket).node.path}'`,
        allowed: `a bucket of the distribution's own stack '${Stack.of(scope).node.path}'`,
        fix: 'make both in one stack: the distribution names the bucket and the bucket\'s policy the distribution, which is a cycle between two',
      });
    }
    const { LIST } = cloudfront.AccessLevel;
    const actionsOf = (levels: readonly cloudfront.AccessLevel[]) => levels.map((level) => ACTIONS[level]);
    const ofObjects = actionsOf(this.levels.filter((level) => level !== LIST));
    const ofBucket = actionsOf(this.levels.filter((level) => level === LIST));
    for (const [resource, allowed] of [[bucket.arnForObjects('*'), ofObjects], [bucket.bucketArn, ofBucket]] as const) {
      if (allowed.length === 0) { continue; }
      const { statementAdded } = bucket.addToResourcePolicy(new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('cloudfront.amazonaws.com')],
        actions: allowed,
        resources: [resource],
        conditions: { StringEquals: { 'aws:SourceArn': distributionArn(scope, distributionId) } },
      }));
      if (!statementAdded) {
        Annotations.of(scope).addWarningV2('cdk-gold:importedOriginBucket',
          `the bucket '${bucket.node.path}' is imported, so its policy must be given by hand: let cloudfront.amazonaws.com do ${allowed.join(', ')} where aws:SourceArn is the distribution`);
      }
    }
  }
}

/** A bucket as an origin. */
export function bucketOrigin(bucket: s3.IBucket, options: BucketOriginOptions): OriginPart {
  const levels = options.accessLevels ?? [cloudfront.AccessLevel.READ];
  refuseUnless(bucket.isWebsite !== true, {
    what: `the bucket '${bucket.node.path}' as an origin`,
    got: 'a bucket with website hosting',
    allowed: 'a bucket without',
    fix: 'a website endpoint has no HTTPS and must be public: leave website hosting out, and give the distribution `defaultRootObject` and `errorResponses`',
  });
  refuseUnless(levels.length > 0, { what: 'accessLevels', got: 'none', allowed: 'one or more', fix: 'leave it out for reading' });
  const writes = levels.includes(cloudfront.AccessLevel.WRITE);
  return {
    origin: new BucketOrigin(bucket, levels, connectionProps(options)),
    serves: 'objects',
    open: ({ distribution, domain }) => { letDistributionDecrypt(bucket, distribution, domain, writes); },
  };
}
