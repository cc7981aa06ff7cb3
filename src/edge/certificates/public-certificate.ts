import { Duration, aws_certificatemanager as acm, type aws_route53 as route53 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificateAlarms } from './certificate-alarms';
import { CertificateKeyAlgorithm } from './certificate-key-algorithm';
import { CertificatePlace } from './certificate-place';
import { CERTIFICATE_FACTS } from './private/certificate-facts';
import { certificateNames } from './private/certificate-names';
import { PlacedCertificate, regionOfPlace, scopeOfPlace, watchIdOf } from './private/placed-certificate';
import { ValidationZones } from './private/validation-zones';
import { Domain } from '../../core';
import { refuseUnless } from '../../private/errors';
import { fromRegionOf } from '../../private/global-stack';

/** Properties of a public certificate. */
export interface PublicCertificateProps {
  /**
   * The domain that owns the certificate and its alarms.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /** The first name, such as `shop.example.com` or `*.example.com`: up to 64 octets. Another name is another certificate. */
  readonly domainName: string;

  /**
   * More names of the certificate: up to 253 octets each.
   *
   * @default - none
   */
  readonly subjectAlternativeNames?: string[];

  /**
   * The public hosted zone of the names, in Route 53: ACM's records stay in it, and renew the certificate.
   *
   * For a certificate in us-east-1 from a stack of another Region: the zone of a `DnsZone`, one of another stack, or one imported by its id.
   */
  readonly zone: route53.IHostedZone;

  /**
   * Zones of names that don't lie in `zone`. Each name is validated in the zone closest to it.
   *
   * @default - none
   */
  readonly otherZones?: route53.IHostedZone[];

  /**
   * Where the certificate lies. What uses it says which it takes.
   *
   * @default CertificatePlace.REGIONAL
   */
  readonly place?: CertificatePlace;

  /**
   * The key pair of the certificate.
   *
   * @default CertificateKeyAlgorithm.ECDSA_P256
   */
  readonly keyAlgorithm?: CertificateKeyAlgorithm;

  /**
   * Names that one certificate may have, where AWS raised the account's quota: 10 to 100.
   *
   * @default 10
   * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
   */
  readonly nameQuota?: number;

  /**
   * Whether the certificate is recorded in public certificate transparency logs. Browsers refuse one that is not; without the record, nobody
   * outside reads the certificate's names.
   *
   * @default true
   * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html#best-practices-transparency
   */
  readonly transparencyLogging?: boolean;
}

/**
 * A public certificate of ACM, validated by DNS: renewed by itself for as long as it is in use, never exported, with alarms before its end.
 *
 * It is valid for 198 days, and ACM renews it 45 days before its end if a service uses it and its DNS records still stand.
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * const zone = new edge.DnsZone(shop, 'Zone', { zoneName: 'example.com' });
 * const certificate = new edge.PublicCertificate(shop, 'Certificate', {
 *   domainName: 'shop.example.com',
 *   zone: zone.hostedZone,
 *   place: edge.CertificatePlace.CLOUDFRONT,
 * });
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export class PublicCertificate extends Construct {
  /** The domain that owns the certificate. */
  public readonly domain: Domain;
  /** Where the certificate lies. */
  public readonly place: CertificatePlace;
  /** The names of the certificate, the first one first. */
  public readonly domainNames: string[];
  /** The certificate as this construct's stack knows it: its `env.region` says where it lies. */
  public readonly certificate: acm.ICertificate;
  /** The alarms of the domain on certificates, where this one lies. */
  public readonly alarms: CertificateAlarms;

  /**
   * @throws if a name is none, too long or outside the zones, if there are too many, or if CloudFront takes no such key
   * @throws if a zone made in the app is private
   * @throws if the certificate lies in us-east-1 and a zone in this stack of another Region: the stacks would wait for each other
   */
  constructor(scope: Construct, id: string, props: PublicCertificateProps) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    this.place = props.place ?? CertificatePlace.REGIONAL;
    this.domainNames = certificateNames(props.domainName, props.subjectAlternativeNames ?? [], quotaOf(props));
    const keyAlgorithm = props.keyAlgorithm ?? CertificateKeyAlgorithm.ECDSA_P256;
    refuseUnless(this.place === CertificatePlace.REGIONAL || keyAlgorithm !== CertificateKeyAlgorithm.ECDSA_P384, {
      what: 'keyAlgorithm of a certificate for CloudFront', got: keyAlgorithm, allowed: 'ECDSA_P256 or RSA_2048', fix: 'leave it out: CloudFront knows one curve, P-256',
    });
    const place = scopeOfPlace(this, this.place);
    const zones = new ValidationZones(this, place, [props.zone, ...props.otherZones ?? []]);
    const resource = new acm.CfnCertificate(place, 'Resource', {
      domainName: this.domainNames[0],
      subjectAlternativeNames: this.domainNames.length > 1 ? this.domainNames.slice(1) : undefined,
      validationMethod: 'DNS',
      domainValidationOptions: provable(this.domainNames).map((name) => ({ domainName: name, hostedZoneId: zones.idFor(name) })),
      keyAlgorithm,
      certificateTransparencyLoggingPreference: props.transparencyLogging === false ? 'DISABLED' : 'ENABLED',
      certificateExport: 'DISABLED',
    });
    this.certificate = new PlacedCertificate(this, 'Certificate', fromRegionOf(resource.ref, resource, this), regionOfPlace(this, this.place));
    this.alarms = CertificateAlarms.of(place, this.domain.inRegionOf(place));
    this.alarms.watch(watchIdOf(this), resource.ref, Duration.days(CERTIFICATE_FACTS.publicDaysLeft));
    this.domain.tag(resource);
  }
}

function quotaOf({ nameQuota }: PublicCertificateProps): number {
  const { quota, max } = CERTIFICATE_FACTS.names;
  const value = nameQuota ?? quota;
  refuseUnless(Number.isInteger(value) && value >= quota && value <= max, {
    what: 'nameQuota', got: value, allowed: `${quota} to ${max}`, fix: 'pass the quota that AWS gave the account and Region',
  });
  return value;
}

/**
 * A wildcard and the name it stands below are proved by one record. The first name stands in the list as it is: CloudFormation looks for it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-certificatemanager-certificate.html
 */
const provable = (names: readonly string[]): string[] =>
  names.filter((name, at) => names.findIndex((other) => baseOf(other) === baseOf(name)) === at);

const baseOf = (name: string): string => name.replace(/^\*\./, '');
