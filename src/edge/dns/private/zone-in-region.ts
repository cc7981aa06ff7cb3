import { Stack, Token, aws_route53 as route53 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { areDifferent } from '../../../private/arns';
import { fromRegionOf } from '../../../private/global-stack';

/**
 * A zone as the stack of a scope knows it: one of another Region's stack by an id that CloudFormation reads from there. CDK by itself would make
 * a function and a parameter for it in each Region.
 */
export function zoneInRegionOf(zone: route53.IHostedZone, scope: Construct): route53.IHostedZone {
  const [here, there] = [Stack.of(zone), Stack.of(scope)];
  if (!Token.isUnresolved(zone.hostedZoneId) || !areDifferent(here.region, there.region)) { return zone; }
  const id = `HostedZone-${zone.node.addr}`;
  return there.node.tryFindChild(id) as route53.IHostedZone | undefined ?? route53.HostedZone.fromHostedZoneAttributes(there, id, {
    hostedZoneId: fromRegionOf(zone.hostedZoneId, zone, there), zoneName: zone.zoneName,
  });
}
