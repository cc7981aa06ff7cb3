import { createHash } from 'node:crypto';
import { ArnFormat, Stack, aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DNS_FACTS } from './dns-facts';
import type { Domain } from '../../../core';
import { DomainLogGroup } from '../../../data';
import { topOf } from '../../../private/arns';
import { physicalName } from '../../../private/physical-name';

/** Where the queries of a zone are logged, in us-east-1. */
export class QueryLogs extends Construct {
  public readonly logGroup: DomainLogGroup;
  /** The ARN as Route 53 takes it: without the asterisk that CloudFormation's attribute ends with. */
  public readonly logGroupArn: string;

  constructor(scope: Construct, id: string, domain: Domain, zoneName: string, retention?: logs.RetentionDays) {
    super(scope, id);
    const logGroupName = `${DNS_FACTS.queryLogPrefix}${zoneName}-${hashOf(this)}`;
    this.logGroup = new DomainLogGroup(this, 'LogGroup', { domain, logGroupName, retention });
    this.logGroupArn = arnOf(this, logGroupName);
    this.node.addDependency(letRoute53Write(this));
  }
}

/** One policy for all zones of a stack: an account has ten for each Region. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
function letRoute53Write(scope: Construct): Construct {
  const stack = Stack.of(scope);
  const known = stack.node.tryFindChild(POLICY_ID);
  if (known) { return known as Construct; }
  const policy = new Construct(stack, POLICY_ID);
  new logs.CfnResourcePolicy(policy, 'Resource', {
    policyName: physicalName(policy, { maxLength: 255 }),
    policyDocument: stack.toJsonString(new iam.PolicyDocument({
      statements: [new iam.PolicyStatement({
        sid: 'QueryLogsByRoute53',
        principals: [new iam.ServicePrincipal('route53.amazonaws.com')],
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [`${arnOf(scope, `${DNS_FACTS.queryLogPrefix}*`)}:*`],
        // the zone is made after the policy, so that no zone can be named
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': `arn:${stack.partition}:route53:::hostedzone/*` } },
      })],
    })),
  });
  return policy;
}

/** The log group outlives its stack: a zone of the same name in another stack, or at another place in it, needs another name. */
const hashOf = (construct: Construct): string =>
  createHash('sha256').update(`${topOf(Stack.of(construct)).stackName} ${construct.node.path}`).digest('hex').slice(0, 8);

const POLICY_ID = 'Route53QueryLogs';

const arnOf = (scope: Construct, logGroupName: string): string =>
  Stack.of(scope).formatArn({ service: 'logs', resource: 'log-group', resourceName: logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
