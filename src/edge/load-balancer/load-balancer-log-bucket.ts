import { Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AccessLogBucket } from '../../data';
import { LOG_BUCKET } from '../../data/private/log-bucket';
import { acknowledge } from '../../private/acknowledge';

const ID = 'GoldLoadBalancerLogs';

/**
 * The bucket of a stack that receives the logs of its load balancers and accelerators.
 *
 * It is encrypted with S3's own keys, since load balancers deliver logs to no bucket encrypted with a customer-managed key. What delivers is
 * bound to the account by the path: a load balancer writes below the id of the account that owns it.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/monitoring-global-accelerator.flow-logs.html
 */
export class LoadBalancerLogBucket extends s3.Bucket {
  /** The bucket of the stack that a construct lies in. Made when it is first asked for. */
  public static of(construct: IConstruct): LoadBalancerLogBucket {
    const stack = Stack.of(construct);
    return stack.node.tryFindChild(ID) as LoadBalancerLogBucket | undefined ?? new LoadBalancerLogBucket(stack);
  }

  private opened = false;

  private constructor(scope: Stack) {
    super(scope, ID, LOG_BUCKET);
    AccessLogBucket.of(this).receive(this, 'load-balancer-logs/');
    this.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'ReceiveLoadBalancerLogs',
      principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: LOAD_BALANCER_LOGS.map(({ prefix }) => this.arnForObjects(`${prefix}/AWSLogs/${scope.account}/*`)),
    }));
    this.explain();
  }

  /**
   * What makes a load balancer deliver all its logs here.
   *
   * @internal
   */
  public _attributes(): { key: string; value: string }[] {
    return LOAD_BALANCER_LOGS.flatMap(({ attribute, prefix }) => [
      { key: `${attribute}.s3.enabled`, value: 'true' },
      { key: `${attribute}.s3.bucket`, value: this.bucketName },
      { key: `${attribute}.s3.prefix`, value: prefix },
    ]);
  }

  /**
   * Lets accelerators deliver flow logs, and gives their prefix.
   *
   * @internal
   */
  public _openToFlowLogs(): string {
    if (!this.opened) {
      const delivery = new iam.ServicePrincipal('delivery.logs.amazonaws.com');
      const sourceAccount = { 'aws:SourceAccount': Stack.of(this).account };
      this.addToResourcePolicy(new iam.PolicyStatement({
        sid: 'ReceiveFlowLogs',
        principals: [delivery],
        actions: ['s3:PutObject'],
        resources: [this.arnForObjects(`${FLOW_LOGS}/AWSLogs/${Stack.of(this).account}/*`)],
        conditions: { StringEquals: { ...sourceAccount, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      }));
      this.addToResourcePolicy(new iam.PolicyStatement({
        sid: 'CheckBeforeFlowLogs',
        principals: [delivery],
        actions: ['s3:GetBucketAcl'],
        resources: [this.bucketArn],
        conditions: { StringEquals: sourceAccount },
      }));
      this.opened = true;
    }
    return FLOW_LOGS;
  }

  private explain(): void {
    acknowledge(this, 'GoldProofs', 'noConfusedDeputy',
      'AWS documents no condition for this delivery: a load balancer writes below the id of the account that owns it, and the policy opens that path of one\'s own only');
    acknowledge(this, 'Gold', 's3.customer-key', 'load balancers deliver logs only to buckets encrypted with S3\'s own keys (SSE-S3)');
    for (const pack of ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321']) {
      acknowledge(this, pack, `${pack}-S3DefaultEncryptionKMS`, 'load balancers deliver logs only to buckets encrypted with S3\'s own keys (SSE-S3)');
      acknowledge(this, pack, `${pack}-S3BucketReplicationEnabled`, 'logs are versioned, and kept 400 days in the Region of the load balancers they tell of');
    }
  }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-monitoring.html */
const LOAD_BALANCER_LOGS = [
  { attribute: 'access_logs', prefix: 'access' },
  { attribute: 'connection_logs', prefix: 'connection' },
  { attribute: 'health_check_logs', prefix: 'health-check' },
];

const FLOW_LOGS = 'flow';
