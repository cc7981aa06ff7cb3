import { Token, type aws_route53 as route53 } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';

/** Refuses a hosted zone that can hold no record of the name. */
export function checkZone(domainName: string, zone?: route53.IHostedZone): void {
  if (zone === undefined || Token.isUnresolved(zone.zoneName)) { return; }
  refuseUnless(domainName === zone.zoneName || domainName.endsWith(`.${zone.zoneName}`), {
    what: 'domainName', got: domainName, allowed: `${zone.zoneName} or a name that ends with .${zone.zoneName}`, fix: 'pass the zone of the name',
  });
}
