import { Stack, Token, type aws_certificatemanager as acm } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { areDifferent } from '../../../private/arns';
import { refuseUnless } from '../../../private/errors';
import { GLOBAL_REGION } from '../../../private/global-stack';

/** Refuses a certificate of a Region where API Gateway does not look for it. */
export function checkCertificateRegion(scope: Construct, certificate: acm.ICertificate, isEdge: boolean): void {
  const expected = isEdge ? GLOBAL_REGION : Stack.of(scope).region;
  const region = regionOf(certificate);
  refuseUnless(!areDifferent(region, expected), {
    what: 'the Region of the certificate',
    got: region,
    allowed: isEdge ? `${GLOBAL_REGION}, for an edge-optimized domain name` : `${expected}, the Region of the domain name`,
    fix: isEdge
      ? `request it in ${GLOBAL_REGION}, where CloudFront reads it, or make the domain name Regional: ApiEndpoint.regional()`
      : `request it in ${expected}, or make the domain name edge-optimized: ApiEndpoint.edge() takes one of ${GLOBAL_REGION}`,
  });
}

/** An ARN says it; a certificate of the app lies where its stack does. */
function regionOf({ certificateArn, env }: acm.ICertificate): string {
  return Token.isUnresolved(certificateArn) ? env.region : certificateArn.split(':')[3];
}
