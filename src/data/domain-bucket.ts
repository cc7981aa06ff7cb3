import { Duration, RemovalPolicy, Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccessLogBucket } from './access-log-bucket';
import { Domain } from '../core';
import { KeyPurpose, KeyService } from '../keys';
import { checkIamArns } from '../private/arns';
import { refuseUnless } from '../private/errors';

/** Properties of a domain's bucket. */
export interface DomainBucketProps {
  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * Physical name of the bucket.
   *
   * @default - a name made by CloudFormation
   */
  readonly bucketName?: string;

  /**
   * When objects move to Glacier Flexible Retrieval: 1 day or more.
   *
   * @default - they stay where they are
   */
  readonly archiveAfter?: Duration;

  /**
   * When objects are deleted. Later than `archiveAfter`.
   *
   * @default - they are kept
   */
  readonly expireAfter?: Duration;

  /**
   * How long a version that was overwritten or deleted can be brought back.
   *
   * @default Duration.days(90)
   */
  readonly keepOldVersions?: Duration;

  /**
   * How long nobody, not even the account's root user, can delete or overwrite an object: S3 Object Lock in compliance mode.
   * It can't be shortened or taken back.
   *
   * @default - no lock
   */
  readonly lockFor?: Duration;

  /**
   * Whether an upload must name its encryption (`x-amz-server-side-encryption: aws:kms` and the ARN of the domain's key) instead of taking
   * the bucket's default, which is the domain's key anyway. Another encryption, another key, and `aws:kms` without a key are always denied.
   *
   * @default false
   */
  readonly requireEncryptionHeader?: boolean;

  /**
   * Whether S3 tells EventBridge what happens in the bucket.
   *
   * @default false
   */
  readonly eventBridgeEnabled?: boolean;

  /**
   * Who reads objects beside the domain's roles, AWS services that the bucket's policy lets in (such as a distribution of CloudFront) and whoever
   * deploys: ARNs of roles, where `*` and `?` are wildcards. All others are denied, whatever their own policies say. Pass an empty list for nobody else.
   *
   * @default - whoever the policies of the account let
   */
  readonly otherReaderArns?: string[];
}

/**
 * A bucket encrypted with its domain's key: TLS only, no ACLs, no public access, versioned, with access logs.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * const receipts = new data.DomainBucket(orders, 'Receipts', { archiveAfter: Duration.days(90) });
 */
export class DomainBucket extends s3.Bucket {
  /** The domain that owns the bucket. */
  public readonly domain: Domain;

  constructor(scope: Construct, id: string, props: DomainBucketProps = {}) {
    const domain = props.domain ?? Domain.of(scope);
    checkLifecycle(props);
    super(scope, id, {
      bucketName: props.bucketName,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: domain.keyFor(scope, KeyPurpose.DATA, KeyService.S3),
      bucketKeyEnabled: true,
      blockedEncryptionTypes: [s3.BlockedEncryptionType.SSE_C],
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      objectLockEnabled: props.lockFor ? true : undefined,
      objectLockDefaultRetention: props.lockFor ? s3.ObjectLockRetention.compliance(props.lockFor) : undefined,
      eventBridgeEnabled: props.eventBridgeEnabled,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [{
        id: 'Keep',
        abortIncompleteMultipartUploadAfter: Duration.days(7),
        noncurrentVersionExpiration: props.keepOldVersions ?? Duration.days(90),
        expiration: props.expireAfter,
        transitions: props.archiveAfter ? [{ storageClass: s3.StorageClass.GLACIER, transitionAfter: props.archiveAfter }] : undefined,
      }],
    });
    this.domain = domain;
    domain.tag(this);
    AccessLogBucket.of(this).receive(this, `${domain.name}/${pathInStack(this)}/`);
    this.denyOtherEncryption(props.requireEncryptionHeader ?? false);
    if (props.otherReaderArns) { this.denyOtherReaders(props.otherReaderArns); }
  }

  private denyOtherReaders(others: readonly string[]): void {
    checkIamArns('otherReaderArns', others);
    this.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DenyReadingByOthers',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:GetObject*'],
      resources: [this.arnForObjects('*')],
      conditions: {
        ArnNotLike: { 'aws:PrincipalArn': [...this.domain.roleArnPatterns(this), ...this.domain.deploymentRoleArns(this), ...others] },
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
      },
    }));
  }

  /** A wrong algorithm, or another key, would take the object out of the domain. */
  private denyOtherEncryption(requireHeader: boolean): void {
    const deny = (sid: string, conditions: Record<string, Record<string, string>>) => this.addToResourcePolicy(new iam.PolicyStatement({
      sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['s3:PutObject'], resources: [this.arnForObjects('*')], conditions,
    }));
    const algorithm = 's3:x-amz-server-side-encryption';
    const key = 's3:x-amz-server-side-encryption-aws-kms-key-id';
    // a negated operator holds where the key is absent, with and without IfExists: uploads that take the bucket's default must be let through
    deny('DenyOtherAlgorithms', { Null: { [algorithm]: 'false' }, StringNotEquals: { [algorithm]: 'aws:kms' } });
    deny('DenyOtherKeys', { Null: { [key]: 'false' }, ArnNotEquals: { [key]: this.domain.keyArn(KeyPurpose.DATA) } });
    // S3 takes its own key (aws/s3), and not the bucket's default, for aws:kms without a key
    deny('DenyUnnamedKey', { StringEquals: { [algorithm]: 'aws:kms' }, Null: { [key]: 'true' } });
    if (requireHeader) { deny('DenyMissingEncryption', { Null: { [algorithm]: 'true' } }); }
  }
}

/** Unique in the stack, unlike an id. */
const pathInStack = (construct: Construct): string => construct.node.path.slice(Stack.of(construct).node.path.length + 1);

function checkLifecycle({ archiveAfter, expireAfter, keepOldVersions, lockFor }: DomainBucketProps): void {
  for (const [what, duration] of Object.entries({ archiveAfter, expireAfter, keepOldVersions, lockFor })) {
    if (!duration || duration.isUnresolved()) { continue; }
    const days = duration.toDays({ integral: false });
    refuseUnless(days >= 1 && Number.isInteger(days), { what, got: `${days} days`, allowed: 'whole days, 1 or more', fix: 'leave it out for the default' });
  }
  if (expireAfter && archiveAfter && !expireAfter.isUnresolved() && !archiveAfter.isUnresolved()) {
    refuseUnless(expireAfter.toDays() > archiveAfter.toDays(), {
      what: 'expireAfter', got: `${expireAfter.toDays()} days`, allowed: `more than archiveAfter (${archiveAfter.toDays()} days)`, fix: 'objects are archived before they expire',
    });
  }
}
