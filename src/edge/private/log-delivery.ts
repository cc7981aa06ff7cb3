import { ArnFormat, Stack, aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import { physicalName } from '../../private/physical-name';

/** What writes logs of AWS services to where they go. */
export const LOG_DELIVERY = new iam.ServicePrincipal('delivery.logs.amazonaws.com');

/** That a delivery is one of the stack's account and Region. */
export const deliveredFrom = (stack: Stack) => ({
  StringEquals: { 'aws:SourceAccount': stack.account },
  ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'logs', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }) },
});

/**
 * Lets logs reach a log group. AWS would write such a policy itself, for all groups together and beyond what its deployer sees; this one is of the
 * stack, one for all its groups, since an account has room for ten.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
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
    // CDK's own name is the same for another stack of one id, and for one beside a stack of another Region
    super(stack, LogDeliveryPolicy.ID, { resourcePolicyName: `${physicalName(stack, { maxLength: 240 })}${LogDeliveryPolicy.ID}` });
    this.statement = new iam.PolicyStatement({ principals: [LOG_DELIVERY], actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], conditions: deliveredFrom(stack) });
    this.document.addStatements(this.statement);
  }

  public add(streams: string): void { this.statement.addResources(streams); }
}
