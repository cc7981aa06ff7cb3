import { Duration, Token, aws_certificatemanager as acm, type aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificateAlarms } from './certificate-alarms';
import { CertificateKeyAlgorithm } from './certificate-key-algorithm';
import { CertificatePlace } from './certificate-place';
import { CERTIFICATE_FACTS } from './private/certificate-facts';
import { certificateNames } from './private/certificate-names';
import { PlacedCertificate, regionOfPlace, watchIdOf } from './private/placed-certificate';
import { Domain } from '../../core';
import { areDifferent } from '../../private/arns';
import { refuseUnless } from '../../private/errors';

/** Properties of a private certificate. */
export interface PrivateCertificateProps {
  /**
   * The domain that owns the certificate and its alarms.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /** The first name, such as `orders.internal`: up to 64 octets. Another name is another certificate. */
  readonly domainName: string;

  /**
   * More names of the certificate: up to 253 octets each, and 9 of them.
   *
   * @default - none
   */
  readonly subjectAlternativeNames?: string[];

  /** The private certificate authority that issues it, of the stack's Region. ACM needs its permission to renew (`AWS::ACMPCA::Permission`). */
  readonly certificateAuthority: acmpca.ICertificateAuthority;

  /**
   * The key pair of the certificate: of the family, RSA or ECDSA, that the authority's own key is of.
   *
   * @default CertificateKeyAlgorithm.ECDSA_P256
   */
  readonly keyAlgorithm?: CertificateKeyAlgorithm;
}

/**
 * A certificate that a private certificate authority issues, for clients that trust that authority: it lies in the Region of its stack, is never
 * exported, and ACM renews it 60 days before its end for as long as it is in use.
 *
 * CloudFront shows viewers no such certificate, for no browser trusts it.
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * new edge.PrivateCertificate(shop, 'Certificate', {
 *   domainName: 'orders.internal',
 *   certificateAuthority: acmpca.CertificateAuthority.fromCertificateAuthorityArn(
 *     this, 'Authority', 'arn:aws:acm-pca:ap-northeast-2:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555'),
 * });
 * @see https://docs.aws.amazon.com/acm/latest/userguide/gs-acm-request-private.html
 */
export class PrivateCertificate extends Construct {
  /** The domain that owns the certificate. */
  public readonly domain: Domain;
  /** The names of the certificate, the first one first. */
  public readonly domainNames: string[];
  /** The certificate. */
  public readonly certificate: acm.ICertificate;
  /** The alarms of the domain on certificates, in this stack. */
  public readonly alarms: CertificateAlarms;

  /** @throws if a name is none or too long, if there are too many, or if the authority is of another Region */
  constructor(scope: Construct, id: string, props: PrivateCertificateProps) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    this.domainNames = certificateNames(props.domainName, props.subjectAlternativeNames ?? [], CERTIFICATE_FACTS.names.quota, 1);
    const region = regionOfPlace(this, CertificatePlace.REGIONAL);
    const authority = props.certificateAuthority.certificateAuthorityArn;
    const authorityRegion = Token.isUnresolved(authority) ? region : authority.split(':')[3];
    refuseUnless(!areDifferent(authorityRegion, region), {
      what: 'certificateAuthority', got: `one of ${authorityRegion}`, allowed: `one of the stack's Region ${region}`, fix: 'issue it by an authority of that Region',
    });
    const resource = new acm.CfnCertificate(this, 'Resource', {
      domainName: this.domainNames[0],
      subjectAlternativeNames: this.domainNames.length > 1 ? this.domainNames.slice(1) : undefined,
      certificateAuthorityArn: authority,
      keyAlgorithm: props.keyAlgorithm ?? CertificateKeyAlgorithm.ECDSA_P256,
      certificateExport: 'DISABLED',
    });
    this.certificate = new PlacedCertificate(this, 'Certificate', resource.ref, region);
    this.alarms = CertificateAlarms.of(this, this.domain.inRegionOf(this));
    this.alarms.watch(watchIdOf(this), resource.ref, Duration.days(CERTIFICATE_FACTS.privateDaysLeft));
    this.domain.tag(this);
  }
}
