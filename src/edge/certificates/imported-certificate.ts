import { Duration, Stack, Token, type aws_certificatemanager as acm } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificateAlarms } from './certificate-alarms';
import { CertificatePlace } from './certificate-place';
import { CERTIFICATE_FACTS } from './private/certificate-facts';
import { PlacedCertificate, scopeOfPlace, watchIdOf } from './private/placed-certificate';
import { Domain } from '../../core';
import { areDifferent } from '../../private/arns';
import { InvalidInputError, refuseUnless } from '../../private/errors';
import { GLOBAL_REGION } from '../../private/global-stack';

/** Properties of an imported certificate. */
export interface ImportedCertificateProps {
  /**
   * The domain that owns the certificate's alarms.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * The ARN of the certificate, as ACM gave it at its import: of this account, and of the stack's Region or, for CloudFront, us-east-1.
   *
   * It stays the same when the certificate is imported again. Written out, it needs a stack whose `env` names its Region.
   */
  readonly certificateArn: string;

  /**
   * How long before the certificate's end the alarm on expiry rings: whole days.
   *
   * @default Duration.days(45)
   */
  readonly alarmBefore?: Duration;
}

/**
 * A certificate that another authority issued and that was imported into ACM, with alarms before its end: nobody renews it but its owner.
 *
 * CloudFormation imports no certificate, and the private key must stand in no template. Import it, and later its successor under the same ARN,
 * by ACM's own command, from a machine that the key may be on:
 *
 * ```
 * aws acm import-certificate --certificate-arn <arn> --certificate fileb://certificate.pem --certificate-chain fileb://chain.pem --private-key fileb://key.pem
 * ```
 *
 * What uses it takes the successor by itself, CloudFront within 24 hours.
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * new edge.ImportedCertificate(shop, 'Certificate', {
 *   certificateArn: 'arn:aws:acm:ap-northeast-2:111122223333:certificate/11111111-2222-3333-4444-555555555555',
 * });
 * @see https://docs.aws.amazon.com/acm/latest/userguide/import-reimport.html
 */
export class ImportedCertificate extends Construct {
  /** The domain that owns the certificate's alarms. */
  public readonly domain: Domain;
  /** Where the certificate lies. */
  public readonly place: CertificatePlace;
  /** The certificate: its `env.region` says where it lies. */
  public readonly certificate: acm.ICertificate;
  /** The alarms of the domain on certificates, where this one lies. */
  public readonly alarms: CertificateAlarms;

  /** @throws if the ARN is no certificate's, or one of another account, of a Region where nothing of this stack could use it, or if the stack names no Region */
  constructor(scope: Construct, id: string, props: ImportedCertificateProps) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    const region = regionOf(this, props.certificateArn);
    this.place = region === GLOBAL_REGION && areDifferent(region, Stack.of(this).region) ? CertificatePlace.CLOUDFRONT : CertificatePlace.REGIONAL;
    const place = scopeOfPlace(this, this.place);
    this.certificate = new PlacedCertificate(this, 'Certificate', props.certificateArn, region);
    this.alarms = CertificateAlarms.of(place, this.domain.inRegionOf(place));
    this.alarms.watch(watchIdOf(this), props.certificateArn, props.alarmBefore ?? Duration.days(CERTIFICATE_FACTS.importedDaysLeft));
  }
}

const CERTIFICATE_ARN = /^arn:[^:]+:acm:([^:]+):(\d{12}):certificate\/[\w-]+$/;

/** The Region of a certificate's ARN; of a token, the stack's. */
function regionOf(scope: Construct, certificateArn: string): string {
  const stack = Stack.of(scope);
  if (Token.isUnresolved(certificateArn)) { return stack.region; }
  const [, region, account] = CERTIFICATE_ARN.exec(certificateArn) ?? [];
  if (region === undefined) {
    throw new InvalidInputError({
      what: 'certificateArn',
      got: /-----BEGIN/.test(certificateArn) ? 'a certificate or key itself' : certificateArn,
      allowed: 'arn:<partition>:acm:<region>:<account>:certificate/<id>',
      fix: 'import the certificate by `aws acm import-certificate`, and pass the ARN that it gives: a private key belongs in no template',
    });
  }
  refuseUnless(!areDifferent(account, stack.account), {
    what: 'certificateArn', got: `a certificate of account ${account}`, allowed: `one of account ${stack.account}`, fix: 'import it into that account too: ACM shares none',
  });
  refuseUnless(!Token.isUnresolved(stack.region), {
    what: `the Region of the stack '${stack.node.path}'`,
    got: 'none: its `env` names no Region',
    allowed: 'a Region that is known at synthesis',
    fix: `name the Region in \`env\`: the alarms lie where the certificate does, in ${region}, and elsewhere would never ring`,
  });
  refuseUnless(region === GLOBAL_REGION || !areDifferent(region, stack.region), {
    what: 'certificateArn',
    got: `a certificate of ${region}`,
    allowed: `one of the stack's Region ${stack.region}, or of ${GLOBAL_REGION} for CloudFront`,
    fix: 'import it there too: a service takes certificates of its own Region only',
  });
  return region;
}
