import { Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuseUnless } from '../../../private/errors';
import { Register } from '../../../private/register';

/** Paths of zones by account and name. */
const ZONES = new Register<string>('dnsZones', 'app');

/** Two public zones of one name in an account: resolvers would ask the servers of one of them only, and their keys would have one alias. */
export function claimZoneName(zone: IConstruct, zoneName: string): void {
  const { account } = Stack.of(zone);
  // stages whose accounts are not known may lie in two
  const place = Token.isUnresolved(account) ? `stage ${Stage.of(zone)?.node.path ?? ''}` : account;
  const key = `${place}/${zoneName}`;
  const other = ZONES.get(zone, key);
  refuseUnless(other === undefined, {
    what: `zoneName of the zone '${zone.node.path}'`,
    got: `${zoneName}, which the zone '${other}' has`,
    allowed: 'a name that no other DnsZone of the account has',
    fix: 'use the zone that exists: names are looked up on the servers of one zone only',
  });
  ZONES.set(zone, key, zone.node.path);
}
