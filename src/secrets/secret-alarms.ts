import { Duration, Stack, type aws_cloudwatch as cloudwatch, type aws_ec2 as ec2, type aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Domain } from '../core';
import { DomainQueue, DomainTopic } from '../data';
import { letAlarmsPublish } from '../private/event-alarm';
import { AgeWatch, type WatchedRotation } from './private/age-watch';
import { EventWatch } from './private/event-watch';
import { type RotatedSecret, rotatedSecret } from './private/rotated-secret';

/** Properties of the alarms on secrets. */
export interface SecretAlarmsProps {
  /**
   * The domain that owns the topic, the queue and the function that looks for late rotations.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * The VPC in whose isolated subnets the function runs that looks for late rotations.
   *
   * @default - where the first rotation function runs; with none, as for rotations by services alone, nobody looks, and the synth warns of it
   */
  readonly vpc?: ec2.IVpc;
}

/**
 * Raises an alarm when something is wrong with a secret:
 *
 * | alarm | rings when |
 * | --- | --- |
 * | failed | a rotation, or the test of one, failed or was given up |
 * | late | a rotation is a day or more overdue, is turned off, or nobody could look |
 * | denied | somebody was denied to read the secret |
 * | changed | the secret is being deleted or rotated by hand, its key, policy or rotation is changed, or a replica is added, cut off or promoted |
 *
 * Needs a CloudTrail trail that records management events, those that only read included. The events wait in an encrypted queue for 14 days.
 * After its first deployment the alarm on late rotations rings until its function has run, within an hour.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * const apiKey = new secrets.DomainSecret(orders, 'ProviderKey');
 * const alarms = secrets.SecretAlarms.of(this, orders);
 * alarms.watch(apiKey);
 * alarms.topic.addSubscription(new subscriptions.EmailSubscription('security@example.com'));
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-eventbridge.html
 */
export class SecretAlarms extends Construct {
  /** The alarms of a domain in the stack of a scope. Made when they are first asked for. */
  public static of(scope: Construct, domain: Domain): SecretAlarms {
    const stack = Stack.of(scope);
    const id = `${domain._idPart}-secret-alarms`;
    return stack.node.tryFindChild(id) as SecretAlarms | undefined ?? new SecretAlarms(stack, id, { domain });
  }

  /** Where the alarms are told. Subscribe whoever must know. */
  public readonly topic: DomainTopic;
  /** What happened, as CloudTrail tells it. */
  public readonly events: DomainQueue;

  private readonly eventWatch: EventWatch;
  private readonly ageWatch: AgeWatch;
  private readonly watched = new Set<string>();

  constructor(scope: Construct, id: string, props: SecretAlarmsProps = {}) {
    super(scope, id);
    const domain = props.domain ?? Domain.of(scope);
    this.topic = new DomainTopic(this, 'Topic', { domain, displayName: `Secrets of ${domain.name}` });
    this.events = new DomainQueue(this, 'Events', { domain, retentionPeriod: Duration.days(14) });
    this.eventWatch = new EventWatch(this, this.events, this.topic);
    this.ageWatch = new AgeWatch(this, domain, this.topic, props.vpc);
    letAlarmsPublish(this.topic);
    domain.tag(this);
  }

  /** The alarms so far. */
  public get alarms(): cloudwatch.Alarm[] { return [...this.eventWatch.alarms, ...this.ageWatch.alarms]; }

  /** Watches a secret: failed, denied, changed. A secret that rotates by `DomainSecret` or `SecretRotation` is watched already. */
  public watch(secret: secretsmanager.ISecret): void { this.watchEvents(rotatedSecret(`secret of the alarms '${this.node.path}'`, secret, this)); }

  /** @internal */
  public _watchRotation(secret: RotatedSecret, rotation: WatchedRotation): void {
    this.watchEvents(secret);
    this.ageWatch.add(secret, rotation);
  }

  private watchEvents(secret: RotatedSecret): void {
    const key = JSON.stringify(Stack.of(this).resolve(secret.arn));
    if (this.watched.has(key)) { return; }
    this.watched.add(key);
    this.eventWatch.add(secret);
  }
}
