import { Construct } from 'constructs';
import { checks, edge } from '../..';

/** What Shield Advanced protects. */
export interface ShieldAdvancedProps {
  readonly site: edge.SecureDistribution;
  readonly zone: edge.DnsZone;
  /** The name by which the site is checked. */
  readonly domainName: string;
  /** Ring when an attack is seen. */
  readonly alarms: edge.EdgeAlarms;
  /** Shows attacks, and whether the site answers. */
  readonly dashboard: edge.EdgeDashboard;
}

/**
 * The switch of AWS Shield Advanced: 3,000 dollars a month for the organization, for a year at least. Subscribe first, in the console: CloudFormation
 * can't.
 */
export class ShieldAdvanced extends Construct {
  constructor(scope: Construct, id: string, { site, zone, domainName, alarms, dashboard }: ShieldAdvancedProps) {
    super(scope, id);
    const health = new edge.HealthCheck(this, 'Health', { domainName, path: '/health' });
    const distribution = edge.ShieldResource.distribution(site.distribution);
    const ofSite = new edge.ShieldProtection(this, 'Site', {
      resource: distribution,
      healthCheck: health.check,
      automaticMitigation: edge.AutomaticMitigation.count(site.webAcl), // watch first; then .block
    });
    checks.Acknowledgement.record(ofSite, {
      rule: 'Gold::shield.automatic-response', owner: 'shop-team', reason: 'mitigation counts for its first weeks, so that we see what it would block',
    });
    new edge.ShieldProtection(this, 'Zone', { resource: edge.ShieldResource.hostedZone(zone.inRegionOf(this)) });
    new edge.ShieldProactiveEngagement(this, 'Engagement', {
      contacts: [{ emailAddress: 'security@example.com', phoneNumber: '+82212345678', notes: 'Seoul, day and night' }],
      protections: [ofSite],
    });
    new edge.ShieldResponseTeamAccess(this, 'ResponseTeam');

    // sight: DDoSDetected, of the site and of the zone's name servers
    const names = edge.ShieldResource.hostedZone(zone.hostedZone);
    alarms.watchShield('SiteAttack', distribution);
    alarms.watchShield('ZoneAttack', names);
    dashboard.addShield('Attacks on the site', distribution);
    dashboard.addShield('Attacks on the zone', names);
    dashboard.addHealthCheck('Health of the site', health.check);
  }
}
