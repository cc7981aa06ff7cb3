import type { aws_certificatemanager as acm } from 'aws-cdk-lib';
import { Duration, Resource, Stack, Token, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { globalScopeOf, GLOBAL_REGION } from '../../../private/global-stack';
import { CertificatePlace } from '../certificate-place';

/** A certificate as the stack of its construct knows it, whose environment says in which Region it lies. */
export class PlacedCertificate extends Resource implements acm.ICertificate {
  constructor(scope: Construct, id: string, public readonly certificateArn: string, region: string) {
    super(scope, id, { region });
  }

  public get certificateRef(): { readonly certificateArn: string } {
    return { certificateArn: this.certificateArn };
  }

  public metricDaysToExpiry(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return daysToExpiry(this.certificateArn, { region: Token.isUnresolved(this.env.region) ? undefined : this.env.region, ...props });
  }
}

/** https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html: published twice a day until the certificate expires. */
export const daysToExpiry = (certificateArn: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric => new cloudwatch.Metric({
  namespace: 'AWS/CertificateManager',
  metricName: 'DaysToExpiry',
  dimensionsMap: { CertificateArn: certificateArn },
  statistic: 'Minimum',
  period: Duration.days(1),
  ...props,
});

/** The scope for the parts of a construct that lie where its certificate does. */
export function scopeOfPlace(construct: Construct, place: CertificatePlace): Construct {
  return place === CertificatePlace.CLOUDFRONT ? globalScopeOf(construct, 'a certificate of CloudFront') : construct;
}

/** The Region of a place, as a scope's stack knows it. */
export function regionOfPlace(construct: Construct, place: CertificatePlace): string {
  return place === CertificatePlace.CLOUDFRONT ? GLOBAL_REGION : Stack.of(construct).region;
}

/** The id of a certificate's alarms, among those of its domain and stack. */
export const watchIdOf = (construct: Construct): string =>
  construct.node.scopes.slice(Stack.of(construct).node.scopes.length).map(({ node }) => node.id).join('.');
