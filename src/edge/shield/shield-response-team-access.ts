import { aws_iam as iam, type aws_s3 as s3, aws_shield as shield } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { claimForAccount } from './private/once';
import { Domain } from '../../core';
import { acknowledge } from '../../private/acknowledge';
import { refuseUnless } from '../../private/errors';

/** Properties of the response team's access. */
export interface ShieldResponseTeamAccessProps {
  /**
   * The domain whose tags the role carries. The role is none of the domain's: its keys stay closed for the team.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * Buckets with other logs than those of web ACLs, which the team sees anyway: at most 10, of this account, plain or encrypted by S3 itself.
   * Shield writes into their policies that the team reads them.
   *
   * @default - none
   */
  readonly logBuckets?: s3.IBucket[];
}

/**
 * Lets the Shield response team look at the account's web ACLs, their logs and Shield's settings, and write rules against an attack once you agree.
 *
 * The account needs Shield Advanced, and a Business or Enterprise support plan. It is one setting of the account: write it once.
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * new edge.ShieldResponseTeamAccess(shop, 'ResponseTeam');
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-access.html
 */
export class ShieldResponseTeamAccess extends Construct {
  /** The role that the team takes. */
  public readonly role: iam.Role;

  /**
   * Lets the team in.
   *
   * @throws if there are more than 10 buckets, one is encrypted with a KMS key, or the account has another one in the app
   */
  constructor(scope: Construct, id: string, props: ShieldResponseTeamAccessProps = {}) {
    super(scope, id);
    const { logBuckets = [] } = props;
    checkBuckets(logBuckets);
    claimForAccount(this, 'response team access', 'name all buckets in one');
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('drt.shield.amazonaws.com'),
      description: 'the Shield response team, against attacks on this account',
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSShieldDRTAccessPolicy')],
    });
    acknowledge(this.role, 'AwsSolutions', 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSShieldDRTAccessPolicy]',
      'Shield demands this policy by its name, and AWS keeps it in step with what its response team does');
    new shield.CfnDRTAccess(this, 'Resource', {
      roleArn: this.role.roleArn,
      logBucketList: logBuckets.length > 0 ? logBuckets.map(({ bucketName }) => bucketName) : undefined,
    });
    (props.domain ?? Domain.of(scope)).tag(this);
  }
}

function checkBuckets(buckets: readonly s3.IBucket[]): void {
  refuseUnless(buckets.length <= 10, {
    what: 'logBuckets', got: `${buckets.length} buckets`, allowed: 'at most 10', fix: 'let the team read further ones by their bucket policies: s3:GetBucketLocation, s3:GetObject, s3:ListBucket',
  });
  const closed = buckets.filter(({ encryptionKey }) => encryptionKey !== undefined).map(({ node }) => node.path);
  refuseUnless(closed.length === 0, {
    what: 'logBuckets',
    got: `${closed.join(', ')} encrypted with a KMS key`,
    allowed: 'buckets that are plain or encrypted by S3 itself (SSE-S3)',
    fix: 'the team can read no key of yours: leave the bucket out, or copy what it needs to a bucket of SSE-S3, such as that of a load balancer\'s logs',
  });
}
