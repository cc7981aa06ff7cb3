import { aws_route53 as route53 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DnsZone } from './dns-zone';
import { checkDomainName, isWithin } from './private/domain-name';
import { refuseUnless } from '../../private/errors';

/** Properties of an alias. */
export interface AliasRecordProps {
  /** The zone that the name lies in. */
  readonly zone: DnsZone;

  /**
   * The whole name, such as `shop.example.com` or `*.example.com`.
   *
   * @default - the name of the zone
   */
  readonly recordName?: string;

  /** What the name leads to: see `aws_route53_targets` of aws-cdk-lib. */
  readonly target: route53.IAliasRecordTarget;
}

/**
 * A name that leads to a resource of AWS, by IPv4 and IPv6, in the stack of its scope: of any Region, beside what it leads to.
 *
 * @example
 * declare const zone: edge.DnsZone;
 * declare const target: route53.IAliasRecordTarget;
 * new edge.AliasRecord(this, 'Alias', { zone, recordName: 'shop.example.com', target });
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
 */
export class AliasRecord extends Construct {
  /** The whole name. */
  public readonly recordName: string;

  /** @throws if the name is none, or lies outside the zone */
  constructor(scope: Construct, id: string, props: AliasRecordProps) {
    super(scope, id);
    const { zone, target } = props;
    this.recordName = checkDomainName(props.recordName ?? zone.zoneName, { what: 'recordName', wildcard: true });
    refuseUnless(isWithin(this.recordName, zone.zoneName), {
      what: 'recordName', got: this.recordName, allowed: `${zone.zoneName} and what lies below it`, fix: 'write the whole name, or take the zone that it lies in',
    });
    const record = { zone: zone.inRegionOf(this), recordName: `${this.recordName}.`, target: route53.RecordTarget.fromAlias(target) };
    new route53.ARecord(this, 'Ipv4', record);
    new route53.AaaaRecord(this, 'Ipv6', record);
  }
}
