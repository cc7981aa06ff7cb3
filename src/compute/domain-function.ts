import { Duration, Stack, Token, aws_ec2 as ec2, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Domain, DomainRole } from '../core';
import { DomainLogGroup, DomainQueue } from '../data';
import { KeyPurpose, KeyService } from '../keys';
import { acknowledge } from '../private/acknowledge';
import { refuseUnless } from '../private/errors';

/** Properties of a domain's function. */
export interface DomainFunctionProps {
  /** The code. */
  readonly code: lambda.Code;

  /** File and export that handle an event, such as `index.handler`. */
  readonly handler: string;

  /** The VPC. The function runs in its isolated subnets, with no way out but endpoints. */
  readonly vpc: ec2.IVpc;

  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * The language's runtime.
   *
   * @default - Node.js 24
   */
  readonly runtime?: lambda.Runtime;

  /**
   * The subnets that the function runs in.
   *
   * @default - the isolated subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * What the function is for.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * Environment variables, encrypted with the domain's key. No secret belongs here: read it from Secrets Manager.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * Memory in MiB: 128 to 10,240.
   *
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * How long the function may run: up to 15 minutes.
   *
   * @default Duration.seconds(30)
   */
  readonly timeout?: Duration;

  /**
   * How many may run at once, reserved from the account's own limit. AWS keeps 100 of it unreserved: an account with a lower limit, as new
   * ones may have, must have it raised first.
   *
   * @default 10
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * Whom the function may call by HTTPS (port 443). What else it may call is added by `connections`.
   *
   * @default - anybody: the routes of isolated subnets lead to VPC endpoints only
   */
  readonly httpsPeers?: ec2.IPeer[];
}

/**
 * A Lambda function of a domain: in the VPC without internet, with a role of its own, encrypted environment and logs, and a dead-letter
 * queue for events that failed.
 *
 * @example
 * const gold = new environment.GoldEnvironment(this, 'Gold');
 * const orders = new core.Domain(this, 'Orders');
 * new compute.DomainFunction(orders, 'Ship', {
 *   vpc: gold.vpc,
 *   handler: 'index.handler',
 *   code: lambda.Code.fromInline('exports.handler = async () => {}'),
 * });
 */
export class DomainFunction extends lambda.Function {
  /** The domain that owns the function. */
  public readonly domain: Domain;
  /** Where events go that the function could not handle. */
  public readonly deadLetters: DomainQueue;

  constructor(scope: Construct, id: string, props: DomainFunctionProps) {
    const domain = props.domain ?? Domain.of(scope);
    checkLimits(props);
    const parts = new Construct(scope, `${id}Parts`);
    const logGroup = new DomainLogGroup(parts, 'Logs', { domain });
    const deadLetterQueue = failedEvents(scope, domain);
    const role = new DomainRole(parts, 'Role', {
      domain,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: `runs the function ${id} of the domain ${domain.name}`,
    });
    super(scope, id, {
      code: props.code,
      handler: props.handler,
      runtime: props.runtime ?? lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      description: props.description,
      environment: props.environment,
      environmentEncryption: domain.keyFor(scope, KeyPurpose.SECRETS, KeyService.LAMBDA),
      memorySize: props.memorySize ?? 256,
      timeout: props.timeout ?? Duration.seconds(30),
      reservedConcurrentExecutions: props.reservedConcurrentExecutions ?? 10,
      role,
      logGroup,
      deadLetterQueue,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets ?? { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroups: [securityGroup(parts, id, props)],
    });
    this.domain = domain;
    this.deadLetters = deadLetterQueue;
    domain.tag(this);
    domain.tag(parts);
    logGroup.grantWrite(role);
    deadLetterQueue.grantSendMessages(role);
    allowNetworkInterfaces(role);
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LIMITS = { memoryMebibytes: { min: 128, max: 10_240 }, timeoutSeconds: { min: 1, max: 900 } };

function checkLimits({ memorySize, timeout, reservedConcurrentExecutions }: DomainFunctionProps): void {
  const within = (what: string, got: number | undefined, min: number, max: number, unit: string) => refuseUnless(
    got === undefined || Token.isUnresolved(got) || (Number.isInteger(got) && got >= min && got <= max),
    { what, got, allowed: `${min} to ${max} ${unit}`, fix: 'pass a whole number within it, or leave it out' },
  );
  within('memorySize', memorySize, LIMITS.memoryMebibytes.min, LIMITS.memoryMebibytes.max, 'MiB');
  within('timeout', timeout?.isUnresolved() ? undefined : timeout?.toSeconds({ integral: false }), LIMITS.timeoutSeconds.min, LIMITS.timeoutSeconds.max, 'seconds');
  within('reservedConcurrentExecutions', reservedConcurrentExecutions, 0, Number.MAX_SAFE_INTEGER, 'executions');
}

/** One queue for the failed events of all functions that a domain has in a stack. */
function failedEvents(scope: Construct, domain: Domain): DomainQueue {
  const stack = Stack.of(scope);
  const id = `${domain._idPart}-failed-events`;
  return stack.node.tryFindChild(id) as DomainQueue | undefined ?? new DomainQueue(stack, id, { domain, retentionPeriod: Duration.days(14) });
}

function securityGroup(scope: Construct, functionId: string, { vpc, httpsPeers }: DomainFunctionProps): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description: `function ${functionId}`, allowAllOutbound: false });
  if (httpsPeers === undefined) {
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'HTTPS: the routes of isolated subnets lead to VPC endpoints only');
  }
  for (const peer of httpsPeers ?? []) { group.addEgressRule(peer, ec2.Port.HTTPS, 'HTTPS'); }
  return group;
}

/**
 * Lambda makes the function's network interfaces with the function's role. The function's own code may not.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
 */
function allowNetworkInterfaces(role: DomainRole): void {
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    sid: 'NetworkInterfacesByLambdaOnly',
    actions: [
      'ec2:AssignPrivateIpAddresses', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
    conditions: { Null: { 'lambda:SourceFunctionArn': 'true' } },
  }));
  acknowledge(role, 'AwsSolutions', 'AwsSolutions-IAM5[Resource::*]',
    'Lambda needs these EC2 actions on every interface of the account, and describing has no resource; calls from the function\'s own code are left out by condition');
}
