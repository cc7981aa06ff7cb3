import { Duration, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_route53 as route53 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DNS_FACTS } from './dns-facts';
import type { Domain } from '../../../core';
import { DomainTopic } from '../../../data';
import { refuseUnless } from '../../../private/errors';
import { letAlarmsPublish } from '../../../private/event-alarm';
import { DnssecKey } from '../dnssec-key';

export interface DnssecProps {
  readonly domain: Domain;
  readonly zone: route53.CfnHostedZone;
  readonly zoneName: string;
  readonly signingKeys: readonly string[];
  readonly administratorArns?: string[];
  readonly breakGlassArns?: string[];
}

/** A zone's signatures, their keys, and the alarms before resolvers reject the zone. */
export class Dnssec extends Construct {
  public readonly keys: DnssecKey[];
  public readonly topic: DomainTopic;
  public readonly alarms: cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: DnssecProps) {
    super(scope, id);
    checkSigningKeys(props.signingKeys);
    const signing = new route53.CfnDNSSEC(this, 'Signing', { hostedZoneId: props.zone.ref });
    this.keys = props.signingKeys.map((name) => this.keyFor(name, props, signing));
    this.topic = new DomainTopic(this, 'Topic', { domain: props.domain, displayName: `DNSSEC of ${props.zoneName}` });
    letAlarmsPublish(this.topic);
    this.alarms = DNS_FACTS.signingFailures.map((metricName) => this.alarmOn(metricName, props.zone));
  }

  private keyFor(name: string, { domain, zone, zoneName, administratorArns, breakGlassArns }: DnssecProps, signing: route53.CfnDNSSEC): DnssecKey {
    const scope = new Construct(this, name);
    const key = new DnssecKey(scope, 'Key', {
      domain, administratorArns, breakGlassArns, hostedZoneId: zone.ref, aliasName: `${zoneName.replace(/\./g, '_')}_${name}`,
    });
    const signingKey = new route53.CfnKeySigningKey(scope, 'KeySigningKey', {
      hostedZoneId: zone.ref, keyManagementServiceArn: key.keyArn, name, status: 'ACTIVE',
    });
    // signing needs an active key, and ends before its key does
    signing.addResourceDependency(signingKey);
    return key;
  }

  private alarmOn(metricName: string, zone: route53.CfnHostedZone): cloudwatch.Alarm {
    const alarm = new cloudwatch.Alarm(this, metricName, {
      alarmDescription: 'the signatures of a zone fail: resolvers that verify them will soon not find it',
      metric: new cloudwatch.Metric({
        namespace: 'AWS/Route53',
        metricName,
        dimensionsMap: { HostedZoneId: zone.ref },
        statistic: 'Sum',
        period: Duration.hours(DNS_FACTS.metricHours),
      }),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // once in a period: one that comes late must not end the alarm
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    });
    alarm.addAlarmAction(new actions.SnsAction(this.topic));
    return alarm;
  }
}

function checkSigningKeys(names: readonly string[]): void {
  refuseUnless(names.length >= 1 && names.length <= DNS_FACTS.signingKeys && new Set(names).size === names.length, {
    what: 'signingKeys', got: names.join(', ') || 'none', allowed: 'one name, or two different ones while one takes over', fix: 'set `dnssec: false` for a zone without signatures',
  });
  for (const name of names) {
    refuseUnless(DNS_FACTS.signingKeyName.test(name), {
      what: 'signingKeys', got: name, allowed: '3 to 128 letters, digits and underscores', fix: 'name it like ksk_1',
    });
  }
}
