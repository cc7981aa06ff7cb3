import { CfnOutput, Fn, RemovalPolicy, Token, aws_route53 as route53, type aws_cloudwatch as cloudwatch, type aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DnssecKey } from './dnssec-key';
import { allowAuthorities } from './private/certificate-authorities';
import { DNS_FACTS } from './private/dns-facts';
import { Dnssec } from './private/dnssec';
import { checkDomainName } from './private/domain-name';
import { QueryLogs } from './private/query-logs';
import { zoneInRegionOf } from './private/zone-in-region';
import { claimZoneName } from './private/zone-names';
import { Domain } from '../../core';
import type { DomainLogGroup, DomainTopic } from '../../data';
import { InvalidInputError } from '../../private/errors';
import { globalScopeOf } from '../../private/global-stack';

/** Properties of a public hosted zone. */
export interface DnsZoneProps {
  /**
   * The domain that owns the zone.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /** Name of the zone, such as `example.com`: once in an account. Another name is another zone. */
  readonly zoneName: string;

  /**
   * Whether Route 53 signs the zone.
   *
   * Before you turn it off, have the parent zone's operator remove the DS record, and wait for its TTL to pass: Route 53 refuses otherwise.
   *
   * @default true
   */
  readonly dnssec?: boolean;

  /**
   * Names of the zone's key-signing keys: one, or two while one takes over from the other. 3 to 128 letters, digits and underscores each.
   *
   * To rotate: add a name, deploy, have the parent zone's operator add the new DS record, wait for the TTL of the old one, have that removed,
   * wait again, then remove the old name. Never take it again: its KMS key stays, and its alias with it.
   *
   * @default ['ksk_1']
   */
  readonly signingKeys?: string[];

  /**
   * Roles or users that administer the signing keys, by ARN.
   *
   * @default - the roles that deploy the stack
   */
  readonly keyAdministratorArns?: string[];

  /**
   * Roles that may schedule the deletion of the signing keys, by ARN.
   *
   * @default - the account's root user
   */
  readonly keyBreakGlassArns?: string[];

  /**
   * Certificate authorities that may issue for names of the zone, as CAA records name them. ACM goes by `amazon.com`, `amazontrust.com`,
   * `awstrust.com` or `amazonaws.com`: without any of them it issues and renews nothing.
   *
   * @default ['amazon.com']
   * @see https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
   */
  readonly certificateAuthorities?: string[];

  /**
   * Certificate authorities that may issue wildcards, such as `*.example.com`; with an empty list, none may.
   *
   * @default - those of `certificateAuthorities`
   */
  readonly wildcardCertificateAuthorities?: string[];

  /**
   * Where a certificate authority may tell of requests that it refused (`iodef`): URLs of mailto, https or http. Not all do; ACM does not.
   *
   * @default - nowhere
   */
  readonly certificateViolationUrls?: string[];

  /**
   * How long query logs are kept.
   *
   * @default logs.RetentionDays.THIRTEEN_MONTHS
   */
  readonly queryLogRetention?: logs.RetentionDays;
}

/**
 * A public hosted zone: signed (DNSSEC), with query logs encrypted with its domain's key, and a CAA record that lets only ACM issue certificates.
 *
 * Route 53 is global, but keys that sign and groups of query logs lie in us-east-1: so does the zone, from a stack of any Region, in a stack
 * beside it. The zone, its query logs and its KMS keys outlive the stack.
 *
 * Resolvers verify the zone only once its parent vouches for it: delegate to the zone's `nameServers`, wait until it resolves, then have the
 * parent zone's operator (the registrar, for a registered domain) add the DS record that the output `DsRecord` tells how to read. To go back, the
 * DS record goes first.
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * const zone = new edge.DnsZone(shop, 'Zone', { zoneName: 'example.com' });
 * zone.topic?.addSubscription(new subscriptions.EmailSubscription('security@example.com'));
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html
 */
export class DnsZone extends Construct {
  /** The domain that owns the zone. */
  public readonly domain: Domain;
  /** Name of the zone, without a dot at its end. */
  public readonly zoneName: string;
  /** The zone where it lies, in us-east-1: for constructs of this library. For others, of other Regions, see `inRegionOf`. */
  public readonly hostedZone: route53.IHostedZone;
  /** Names of the zone's servers, where it lies: what the parent zone delegates to. */
  public readonly nameServers: string[];
  /** Where the zone's queries are logged, in us-east-1. */
  public readonly queryLogGroup: DomainLogGroup;
  /** The keys that sign the zone, in us-east-1. */
  public readonly signingKeys: DnssecKey[];
  /** Where the alarms on signatures are told, in us-east-1. Subscribe whoever must know. None where the zone is not signed. */
  public readonly topic?: DomainTopic;
  /** The alarms on signatures, in us-east-1. */
  public readonly alarms: cloudwatch.Alarm[];

  private readonly resource: route53.CfnHostedZone;

  /** @throws if the name is none or another zone's of the account, if there are more than two signing keys or none, if no certificate authority is left, or if one of their names or URLs is none */
  constructor(scope: Construct, id: string, props: DnsZoneProps) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    this.zoneName = checkZoneName(props.zoneName);
    const place = globalScopeOf(this, 'a signed DNS zone');
    claimZoneName(this, this.zoneName);
    const domain = this.domain.inRegionOf(place);
    const queryLogs = new QueryLogs(place, 'QueryLogs', domain, this.zoneName, props.queryLogRetention);
    this.queryLogGroup = queryLogs.logGroup;
    const zone = new route53.PublicHostedZone(place, 'HostedZone', {
      zoneName: this.zoneName, queryLogsLogGroupArn: queryLogs.logGroupArn, comment: `of the domain ${domain.name}`,
    });
    zone.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    zone.node.addDependency(queryLogs);
    this.hostedZone = zone;
    this.resource = zone.node.defaultChild as route53.CfnHostedZone;
    this.nameServers = zone.hostedZoneNameServers ?? [];
    allowAuthorities(place, zone, {
      any: props.certificateAuthorities ?? [DNS_FACTS.certificateAuthority],
      wildcard: props.wildcardCertificateAuthorities,
      violationUrls: props.certificateViolationUrls ?? [],
    });
    const dnssec = props.dnssec === false ? undefined : new Dnssec(place, 'Dnssec', {
      domain,
      zone: this.resource,
      zoneName: this.zoneName,
      signingKeys: props.signingKeys ?? ['ksk_1'],
      administratorArns: props.keyAdministratorArns,
      breakGlassArns: props.keyBreakGlassArns,
    });
    this.signingKeys = dnssec?.keys ?? [];
    this.topic = dnssec?.topic;
    this.alarms = dnssec?.alarms ?? [];
    this.tellParent(place, dnssec !== undefined);
    domain.tag(place);
  }

  /** The zone as the stack of a scope knows it: for records and other constructs of CDK's own, of any Region. */
  public inRegionOf(scope: Construct): route53.IHostedZone {
    return zoneInRegionOf(this.hostedZone, scope);
  }

  private tellParent(place: Construct, isSigned: boolean): void {
    new CfnOutput(place, 'NameServers', { description: `the parent zone delegates ${this.zoneName} to`, value: Fn.join(' ', this.nameServers) });
    if (!isSigned) { return; }
    new CfnOutput(place, 'DsRecord', {
      description: `prints the DS record of ${this.zoneName}, which the parent zone needs`,
      value: `aws route53 get-dnssec --hosted-zone-id ${this.resource.ref} --query KeySigningKeys[].DSRecord --output text`,
    });
  }
}

/** Names of the log group and of the keys' aliases are made of it. */
function checkZoneName(zoneName: string): string {
  if (!Token.isUnresolved(zoneName)) { return checkDomainName(zoneName, { what: 'zoneName' }); }
  throw new InvalidInputError({ what: 'zoneName', got: 'a token', allowed: 'a name that is known at synthesis', fix: 'write the name out: it is public anyway' });
}
