import { aws_route53 as route53 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { zoneInRegionOf } from '../../dns/private/zone-in-region';

/** A name that leads to what is reached by certain addresses. */
export interface Alias {
  readonly zone: route53.IHostedZone;
  readonly recordName: string;
  readonly target: route53.IAliasRecordTarget;
  /** `ipv4`, `ipv6` or `dualstack`, as API Gateway and VPC endpoints write it; IPv4 if nothing is said. */
  readonly ipAddressType?: string;
}

/** Alias records for the addresses that the target has. */
export function addAliasRecords(scope: Construct, { zone, recordName, target: alias, ipAddressType = 'ipv4' }: Alias): void {
  const record = { zone: zoneInRegionOf(zone, scope), recordName, target: route53.RecordTarget.fromAlias(alias) };
  if (ipAddressType !== 'ipv6') { new route53.ARecord(scope, 'Alias', record); }
  if (ipAddressType !== 'ipv4') { new route53.AaaaRecord(scope, 'AliasIpv6', record); }
}
