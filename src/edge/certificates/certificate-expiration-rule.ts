import { Duration, aws_config as config } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificatePlace } from './certificate-place';
import { CERTIFICATE_FACTS } from './private/certificate-facts';
import { scopeOfPlace } from './private/placed-certificate';
import { refuseUnless } from '../../private/errors';

/** Properties of the rule on certificates. */
export interface CertificateExpirationRuleProps {
  /**
   * How long before its end a certificate is reported: 1 to 365 days. ACM renews its own 45 days before, so that a longer time reports those too.
   *
   * @default Duration.days(30)
   */
  readonly before?: Duration;

  /**
   * Whose certificates are looked at: those of the stack's Region, or those of us-east-1, which CloudFront uses.
   *
   * @default CertificatePlace.REGIONAL
   */
  readonly place?: CertificatePlace;
}

/**
 * Has AWS Config report every certificate of the account and Region, imported ones too, that expires soon: `acm-certificate-expiration-check`.
 *
 * It is left to you, for AWS Config costs by evaluation, and needs its recorder on in that Region: without one, the rule's creation fails.
 * One is enough for each Region.
 *
 * @example
 * new edge.CertificateExpirationRule(this, 'ExpiringCertificates');
 * @see https://docs.aws.amazon.com/config/latest/developerguide/acm-certificate-expiration-check.html
 */
export class CertificateExpirationRule extends Construct {
  /** The rule, where its certificates lie. */
  public readonly rule: config.ManagedRule;

  /** @throws if `before` is no whole number of days, or out of bounds */
  constructor(scope: Construct, id: string, props: CertificateExpirationRuleProps = {}) {
    super(scope, id);
    const days = (props.before ?? Duration.days(CERTIFICATE_FACTS.publicDaysLeft)).toDays({ integral: false });
    refuseUnless(Number.isInteger(days) && days >= 1 && days <= 365, {
      what: 'before', got: `${days} days`, allowed: '1 to 365 whole days', fix: 'pass Duration.days(30)',
    });
    this.rule = new config.ManagedRule(scopeOfPlace(this, props.place ?? CertificatePlace.REGIONAL), 'Rule', {
      identifier: config.ManagedRuleIdentifiers.ACM_CERTIFICATE_EXPIRATION_CHECK,
      description: `a certificate expires in ${days} days or less`,
      inputParameters: { daysToExpiration: days },
      ruleScope: config.RuleScope.fromResource(config.ResourceType.ACM_CERTIFICATE),
    });
  }
}
