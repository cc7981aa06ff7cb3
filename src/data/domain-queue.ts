import { Duration, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Domain } from '../core';
import { KeyPurpose, KeyService } from '../keys';

/** Properties of a domain's queue. */
export interface DomainQueueProps {
  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * How long a received message is hidden from other receivers: up to 12 hours.
   *
   * @default Duration.seconds(30)
   */
  readonly visibilityTimeout?: Duration;

  /**
   * How long a message is kept: 60 seconds to 14 days.
   *
   * @default Duration.days(4)
   */
  readonly retentionPeriod?: Duration;

  /**
   * Whether messages keep their order and come once.
   *
   * @default false
   */
  readonly fifo?: boolean;

  /**
   * How often a message may be received before it goes to the dead-letter queue.
   *
   * @default 5
   */
  readonly maxReceiveCount?: number;
}

/**
 * An SQS queue encrypted with its domain's key: TLS only, with a dead-letter queue of its own.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * new data.DomainQueue(orders, 'Shipments');
 */
export class DomainQueue extends sqs.Queue {
  /** The domain that owns the queue. */
  public readonly domain: Domain;

  constructor(scope: Construct, id: string, props: DomainQueueProps = {}) {
    const domain = props.domain ?? Domain.of(scope);
    const encryption = {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: domain.keyFor(scope, KeyPurpose.MESSAGES, KeyService.SQS),
      enforceSSL: true,
      fifo: props.fifo ? true : undefined, // CloudFormation takes only true
    };
    const deadLetters = new sqs.Queue(new Construct(scope, `${id}DeadLetters`), 'Queue', { ...encryption, retentionPeriod: Duration.days(14) });
    super(scope, id, {
      ...encryption,
      visibilityTimeout: props.visibilityTimeout,
      retentionPeriod: props.retentionPeriod,
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: props.maxReceiveCount ?? 5 },
    });
    this.domain = domain;
    domain.tag(deadLetters);
    domain.tag(this);
  }
}
