import { ArnFormat, Stack, aws_iam as iam, aws_logs as logs, type aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import { refuseUnless } from '../../../private/errors';

/** Where a log goes. */
export interface LogTarget {
  readonly arn: string;
  readonly logGroup?: logs.ILogGroup;
  /** What has to be there before WAF tries to write. */
  readonly dependency?: IDependable;
  /** Whether it is deployed after the stack of a web ACL that lies in another Region than its construct. */
  readonly isLater?: boolean;
}

const DELIVERY = new iam.ServicePrincipal('delivery.logs.amazonaws.com');

/**
 * Lets logs reach a log group. AWS would write such a policy itself, for all groups together and beyond what its deployer sees; this one is of the
 * stack, one for all its groups, since an account has room for ten.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
 */
export function letDeliverToLogGroup(place: Construct, group: logs.ILogGroup): IDependable {
  const stack = Stack.of(place);
  const policy = stack.node.tryFindChild(LogDeliveryPolicy.ID) as LogDeliveryPolicy | undefined ?? new LogDeliveryPolicy(stack);
  policy.add(stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: `${group.logGroupName}:log-stream:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME }));
  return policy;
}

/** One statement for all log groups: a policy has room for 5,120 characters. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
class LogDeliveryPolicy extends logs.ResourcePolicy {
  public static readonly ID = 'LogDelivery';
  private readonly statement: iam.PolicyStatement;

  constructor(stack: Stack) {
    super(stack, LogDeliveryPolicy.ID);
    this.statement = new iam.PolicyStatement({ principals: [DELIVERY], actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], conditions: fromHere(stack) });
    this.document.addStatements(this.statement);
  }

  public add(streams: string): void { this.statement.addResources(streams); }
}

/** Lets WAF's log reach a bucket: https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html */
export function letDeliverToBucket(place: Construct, bucket: s3.IBucket, prefix: string): IDependable | undefined {
  const name = nameOf(bucket);
  refuseUnless(name.startsWith(prefix), {
    what: 'the bucket of a web ACL\'s log', got: name, allowed: `a name that begins with ${prefix}`, fix: `pass a bucket with \`bucketName: '${prefix}…'\``,
  });
  const stack = Stack.of(place);
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AWSLogDeliveryAclCheck', principals: [DELIVERY], actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn], conditions: fromHere(stack),
  }));
  return bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AWSLogDeliveryWrite',
    principals: [DELIVERY],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(`AWSLogs/${stack.account}/*`)],
    conditions: { ...fromHere(stack), StringEquals: { 'aws:SourceAccount': stack.account, 's3:x-amz-acl': 'bucket-owner-full-control' } },
  })).policyDependable;
}

/** A bucket that was made here knows its name as a reference only. */
function nameOf(bucket: s3.IBucket): string {
  const made = bucket.node.defaultChild as { bucketName?: string } | undefined;
  return made ? Stack.of(bucket).resolve(made.bucketName) as string | undefined ?? 'one made by CloudFormation' : bucket.bucketName;
}

const fromHere = (stack: Stack) => ({
  StringEquals: { 'aws:SourceAccount': stack.account },
  ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'logs', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }) },
});
