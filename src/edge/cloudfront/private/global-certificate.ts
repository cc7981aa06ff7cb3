import { Arn, ArnFormat, Reference, Stack, Token, Tokenization, aws_certificatemanager as acm } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { refuseUnless } from '../../../private/errors';
import { GLOBAL_REGION, fromRegionOf } from '../../../private/global-stack';

/**
 * The ARN of a certificate for CloudFront, as the stack of a scope knows it.
 *
 * @throws if the certificate is known to lie outside us-east-1
 */
export function certificateArnIn(scope: Construct, what: string, { certificateArn }: acm.ICertificate): string {
  const cfn = certificateOf(certificateArn);
  const region = cfn ? Stack.of(cfn).region : regionOf(certificateArn);
  refuseUnless(Token.isUnresolved(region) || region === GLOBAL_REGION, {
    what: `${what} of a distribution`,
    got: `a certificate in ${region}`,
    allowed: `a certificate in ${GLOBAL_REGION}, where CloudFront looks for it`,
    fix: 'pass `place: edge.CertificatePlace.CLOUDFRONT` to a certificate of this library: it places itself there; make another one in a stack whose `env` names that Region',
  });
  return cfn ? fromRegionOf(cfn.ref, cfn, scope) : certificateArn;
}

/** The certificate of this app that an ARN is of. What an imported one says of its environment is its stack's, not its own. */
function certificateOf(arn: string): acm.CfnCertificate | undefined {
  const token = Token.isUnresolved(arn) ? Tokenization.reverse(arn, { failConcat: false }) : undefined;
  return Reference.isReference(token) && token.target instanceof acm.CfnCertificate ? token.target : undefined;
}

const regionOf = (arn: string): string => (Token.isUnresolved(arn) ? arn : Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).region ?? '');
