import { Duration, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_route53 as route53 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Domain } from '../../core';
import { DomainTopic } from '../../data';
import { refuseUnless } from '../../private/errors';
import { letAlarmsPublish } from '../../private/event-alarm';
import { fromRegionOf, globalScopeOf } from '../../private/global-stack';
import { checkDomainName } from '../dns/private/domain-name';

/** Properties of a health check. */
export interface HealthCheckProps {
  /**
   * The domain that owns the health check and its alarm.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /** The name that is asked for, such as `shop.example.com`: what visitors use. It must be reachable from the internet. */
  readonly domainName: string;

  /**
   * The path that is asked for, with a slash before it: up to 255 characters. It must answer with a status of 2xx or 3xx, and say nothing secret.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * How many times in a row a checker fails before it says so: 1 to 10. Each asks every 30 seconds.
   *
   * @default 3
   */
  readonly failureThreshold?: number;
}

/**
 * A health check of Route 53: from many places of the world it asks an endpoint over HTTPS, and raises an alarm when the endpoint does not answer.
 *
 * Shield Advanced needs one for proactive engagement, and takes it to tell attacks from ordinary load. Checkers don't verify the certificate:
 * `CertificateAlarms` watch that. The metric lies in us-east-1, and so do alarm and topic, from a stack of any Region.
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * const check = new edge.HealthCheck(shop, 'Health', { domainName: 'shop.example.com', path: '/health' });
 * check.topic.addSubscription(new subscriptions.EmailSubscription('operations@example.com'));
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
 */
export class HealthCheck extends Construct {
  /** The domain that owns the health check. */
  public readonly domain: Domain;
  /** The health check, as this construct's stack knows it: for `ShieldProtection`, and for records that fail over. */
  public readonly check: route53.IHealthCheck;
  /** Where the alarm is told, in us-east-1. Subscribe whoever must know. */
  public readonly topic: DomainTopic;
  /** The alarm, in us-east-1. */
  public readonly alarm: cloudwatch.Alarm;

  /** @throws if the name or the path is none, or if the threshold is out of bounds */
  constructor(scope: Construct, id: string, props: HealthCheckProps) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    const place = globalScopeOf(this, 'the metric of a health check');
    const domain = this.domain.inRegionOf(place);
    const check = new route53.CfnHealthCheck(place, 'Resource', { healthCheckConfig: configOf(props) });
    this.check = route53.HealthCheck.fromHealthCheckId(this, 'Check', fromRegionOf(check.attrHealthCheckId, check, this));
    this.topic = new DomainTopic(place, 'Topic', { domain, displayName: `Health of ${props.domainName}` });
    letAlarmsPublish(this.topic);
    this.alarm = alarmOn(place, check, props.domainName);
    this.alarm.addAlarmAction(new actions.SnsAction(this.topic));
    domain.tag(place);
  }
}

function configOf({ domainName, path = '/', failureThreshold = 3 }: HealthCheckProps): route53.CfnHealthCheck.HealthCheckConfigProperty {
  refuseUnless(/^\/[\x21-\x7e]{0,254}$/.test(path), {
    what: 'path', got: path, allowed: 'a slash, and up to 254 characters of ASCII without spaces', fix: 'write it like /health',
  });
  refuseUnless(Number.isInteger(failureThreshold) && failureThreshold >= 1 && failureThreshold <= 10, {
    what: 'failureThreshold', got: failureThreshold, allowed: '1 to 10', fix: 'leave it out for 3',
  });
  return {
    type: 'HTTPS',
    fullyQualifiedDomainName: checkDomainName(domainName, { what: 'domainName' }),
    port: 443,
    resourcePath: path,
    requestInterval: 30,
    failureThreshold,
    enableSni: true,
  };
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html */
function alarmOn(scope: Construct, check: route53.CfnHealthCheck, domainName: string): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'Alarm', {
    alarmDescription: `${domainName} does not answer`,
    metric: new cloudwatch.Metric({
      namespace: 'AWS/Route53',
      metricName: 'HealthCheckStatus',
      dimensionsMap: { HealthCheckId: check.attrHealthCheckId },
      statistic: 'Minimum',
      period: Duration.minutes(1),
    }),
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
}
