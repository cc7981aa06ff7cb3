import { Duration, Stack, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { daysToExpiry } from './private/placed-certificate';
import { Domain } from '../../core';
import { DomainQueue, DomainTopic } from '../../data';
import { refuseUnless } from '../../private/errors';
import { alarmOnEvents, letAlarmsPublish } from '../../private/event-alarm';

/** Properties of the alarms on certificates. */
export interface CertificateAlarmsProps {
  /**
   * The domain that owns the topic and the queue.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;
}

/**
 * Raises an alarm before a certificate expires:
 *
 * | alarm | rings when |
 * | --- | --- |
 * | expiry | fewer days are left than should ever be; it rings until the certificate is renewed |
 * | event | ACM says that the certificate expires soon, has expired, was revoked, or can't be renewed without its owner |
 *
 * Certificates of this library are watched already, by the alarms of their domain in their stack. The events wait in an encrypted queue
 * for 14 days. A certificate for CloudFront lies in us-east-1, and so do its alarms and their topic.
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * const alarms = edge.CertificateAlarms.of(this, shop);
 * alarms.topic.addSubscription(new subscriptions.EmailSubscription('security@example.com'));
 * @see https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
 */
export class CertificateAlarms extends Construct {
  /** The alarms of a domain in the stack of a scope. Made when they are first asked for. */
  public static of(scope: Construct, domain: Domain): CertificateAlarms {
    const stack = Stack.of(scope);
    const id = `${domain._idPart}-certificate-alarms`;
    return stack.node.tryFindChild(id) as CertificateAlarms | undefined ?? new CertificateAlarms(stack, id, { domain });
  }

  /** Where the alarms are told. Subscribe whoever must know. */
  public readonly topic: DomainTopic;
  /** What happened, as ACM tells it. */
  public readonly events: DomainQueue;

  private readonly rings: cloudwatch.Alarm[] = [];

  constructor(scope: Construct, id: string, props: CertificateAlarmsProps = {}) {
    super(scope, id);
    const domain = props.domain ?? Domain.of(scope);
    this.topic = new DomainTopic(this, 'Topic', { domain, displayName: `Certificates of ${domain.name}` });
    this.events = new DomainQueue(this, 'Events', { domain, retentionPeriod: Duration.days(14) });
    letAlarmsPublish(this.topic);
    domain.tag(this);
  }

  /** The alarms so far. */
  public get alarms(): cloudwatch.Alarm[] { return [...this.rings]; }

  /**
   * Watches a certificate of this account and Region.
   *
   * @param id of the alarms, unique among those of this construct
   * @param certificateArn the ARN of the certificate
   * @param before how long before its end the alarm on expiry rings: 1 day or more, whole days. ACM renews its own public certificates
   *   45 days before, and imported ones never.
   * @throws if `before` is no whole number of days
   */
  public watch(id: string, certificateArn: string, before: Duration): void {
    const days = before.toDays({ integral: false });
    refuseUnless(Number.isInteger(days) && days >= 1, {
      what: `time before the expiry of '${id}'`, got: `${days} days`, allowed: 'whole days, 1 or more', fix: 'pass Duration.days(30)',
    });
    const watched = new Construct(this, id);
    this.rings.push(this.onExpiry(watched, certificateArn, days), alarmOnEvents(watched, {
      ruleId: 'Rule',
      alarmId: 'EventAlarm',
      ruleDescription: 'a certificate expires, expired, was revoked, or needs its owner to be renewed',
      alarmDescription: 'a certificate expires, expired, was revoked, or needs its owner to be renewed: see the queue for which and why',
      eventPattern: { source: ['aws.acm'], detailType: EVENTS, resources: [certificateArn] },
      queue: this.events,
      topic: this.topic,
    }));
  }

  private onExpiry(scope: Construct, certificateArn: string, days: number): cloudwatch.Alarm {
    const alarm = new cloudwatch.Alarm(scope, 'ExpiryAlarm', {
      alarmDescription: `a certificate expires in ${days} days or less, and was not renewed or imported again`,
      metric: daysToExpiry(certificateArn),
      threshold: days,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // the metric ends with the certificate: the alarm must go on
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    });
    alarm.addAlarmAction(new actions.SnsAction(this.topic));
    return alarm;
  }
}

const EVENTS = [
  'ACM Certificate Approaching Expiration', 'ACM Certificate Expired', 'ACM Certificate Renewal Action Required', 'ACM Certificate Revoked',
];
