import { NestedStack, Stack, Token, aws_route53 as route53 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { topOf } from '../../../private/arns';
import { InvalidInputError } from '../../../private/errors';
import { fromRegionOf } from '../../../private/global-stack';
import { isWithin } from '../../dns/private/domain-name';

/** The zones that prove who owns the names of a certificate. */
export class ValidationZones {
  /**
   * @param owner the certificate's construct
   * @param place where the certificate lies
   */
  constructor(private readonly owner: Construct, private readonly place: Construct, private readonly zones: readonly route53.IHostedZone[]) {
    zones.forEach((zone) => {
      this.refusePrivate(zone);
      this.refuseCycle(zone);
    });
  }

  /** The id of the zone that is closest to a name, as the certificate's stack knows it. */
  public idFor(name: string): string {
    const zone = Token.isUnresolved(name) ? this.zones[0] : this.zones
      .filter(({ zoneName }) => Token.isUnresolved(zoneName) || isWithin(name.replace(/^\*\./, ''), plain(zoneName)))
      .sort((one, other) => other.zoneName.length - one.zoneName.length)[0];
    if (!zone) {
      throw new InvalidInputError({
        what: `the name '${name}' of the certificate '${this.owner.node.path}'`,
        got: 'a name outside its zones',
        allowed: this.zones.map(({ zoneName }) => `${plain(zoneName)} and what lies below it`).join(', '),
        fix: 'pass the zone of the name too, in `otherZones`: ACM validates each name by a record in its zone',
      });
    }
    return Token.isUnresolved(zone.hostedZoneId) ? fromRegionOf(zone.hostedZoneId, zone, this.place) : zone.hostedZoneId;
  }

  /** ACM looks for its records from outside. Of an imported zone it is not known whether it is private. */
  private refusePrivate(zone: route53.IHostedZone): void {
    const made = zone.node.defaultChild;
    const vpcs = made instanceof route53.CfnHostedZone ? Stack.of(made).resolve(made.vpcs) as unknown[] | undefined : undefined;
    if (vpcs === undefined || vpcs.length === 0) { return; }
    throw new InvalidInputError({
      what: `a zone of the certificate '${this.owner.node.path}'`,
      got: `the private zone '${zone.node.path}'`,
      allowed: 'public hosted zones',
      fix: 'ACM validates names by records that all the world can read: pass the public zone of the name, or make a PrivateCertificate',
    });
  }

  /** What uses the certificate lies in the stack around it, which would wait for the certificate's stack, and that for the zone's. */
  private refuseCycle(zone: route53.IHostedZone): void {
    const here = topOf(Stack.of(this.owner));
    if (!Token.isUnresolved(zone.hostedZoneId) || topOf(Stack.of(zone)) !== here || topOf(Stack.of(this.place)) === here) { return; }
    throw new InvalidInputError({
      what: `the zone of the certificate '${this.owner.node.path}'`,
      got: `a zone made in ${NestedStack.isNestedStack(Stack.of(zone)) ? 'a nested stack of ' : ''}the stack '${here.node.path}' of ${here.region}`,
      allowed: 'for a certificate in us-east-1, a zone that its own stack does not wait for',
      fix: 'make the zone by edge.DnsZone, which lies in us-east-1 too, or in a stack of its own, or import it with its id: each stack would wait for the other',
    });
  }
}

const plain = (zoneName: string): string => zoneName.toLowerCase().replace(/\.$/, '');
