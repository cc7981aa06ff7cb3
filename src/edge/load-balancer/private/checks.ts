import { Arn, ArnFormat, Stack, Token, type aws_certificatemanager as acm, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CURRENT_TLS_POLICIES } from './facts';
import { areDifferent } from '../../../private/arns';
import { refuseUnless } from '../../../private/errors';
import { type IWebAcl, WebAclScope } from '../../waf';
import type { LoadBalancerAccess } from '../load-balancer-access';

/** A load balancer takes certificates of its own Region only. */
export function checkCertificates(scope: Construct, certificates: readonly acm.ICertificate[]): void {
  refuseUnless(certificates.length > 0, { what: 'certificates', got: 'none', allowed: '1 or more', fix: 'pass a certificate of ACM: nothing is served without TLS' });
  const { region } = Stack.of(scope);
  for (const certificate of certificates) {
    const from = regionOf(certificate);
    refuseUnless(!areDifferent(from, region), {
      what: `the certificate '${certificate.node.path}' of a load balancer`,
      got: `one of ${from}`,
      allowed: `certificates of ${region}, where the load balancer is`,
      fix: `request it in a stack of ${region} (one of us-east-1 serves CloudFront only)`,
    });
  }
}

function regionOf(certificate: acm.ICertificate): string {
  const { certificateArn } = certificate;
  const known = Token.isUnresolved(certificateArn) ? undefined : Arn.split(certificateArn, ArnFormat.SLASH_RESOURCE_NAME).region;
  return known ?? certificate.env.region;
}

/** A load balancer takes a web ACL of its own Region, made for resources of a Region. */
export function checkWebAcl(scope: Construct, webAcl: IWebAcl): void {
  const { region } = Stack.of(scope);
  refuseUnless(webAcl.aclScope === WebAclScope.REGIONAL, {
    what: `the web ACL '${webAcl.node.path}' of a load balancer`,
    got: `the scope ${webAcl.aclScope}`,
    allowed: `a web ACL of the scope ${WebAclScope.REGIONAL}`,
    fix: 'make another one for the load balancer, or leave `webAcl` out: CloudFront and load balancers can\'t share one',
  });
  const from = Stack.of(webAcl).region;
  refuseUnless(!areDifferent(from, region), {
    what: `the web ACL '${webAcl.node.path}' of a load balancer`,
    got: `one of ${from}`,
    allowed: `a web ACL of ${region}, where the load balancer is`,
    fix: 'make one there, or leave `webAcl` out',
  });
}

/** Only policies that are current, so that no old version or cipher is ever agreed on. */
export function checkTlsPolicy(policy: elbv2.SslPolicy): void {
  refuseUnless(CURRENT_TLS_POLICIES.includes(policy), {
    what: 'tlsPolicy', got: policy, allowed: CURRENT_TLS_POLICIES.join(', '), fix: 'leave it out for TLS 1.2 and 1.3 with post-quantum key agreement',
  });
}

/** From the internet, a header that is passed on as it came is whatever the client wrote. */
export function checkXff(access: LoadBalancerAccess, mode?: elbv2.XffHeaderProcessingMode): void {
  refuseUnless(!access.internetFacing || mode !== elbv2.XffHeaderProcessingMode.PRESERVE, {
    what: 'xffHeaderProcessingMode of a load balancer that serves the internet',
    got: mode,
    allowed: 'append or remove',
    fix: 'a client may write any address into the header: let the load balancer append the one that it sees',
  });
}

/** CDK takes port 80, and a listener that names nothing but a port such as 8080, for HTTP. */
export function checkListener({ protocol, port, certificates }: elbv2.BaseApplicationListenerProps): void {
  const isHttp = protocol === undefined ? port !== 443 && port !== 8443 : protocol === elbv2.ApplicationProtocol.HTTP;
  refuseUnless(!isHttp, {
    what: 'protocol of a listener',
    got: `${protocol ?? 'none'} on port ${port ?? 'none'}`,
    allowed: 'HTTPS',
    fix: 'pass ApplicationProtocol.HTTPS with certificates; for a redirect from port 80, set `redirectHttp`',
  });
  refuseUnless((certificates?.length ?? 0) > 0, {
    what: 'certificates of a listener', got: 'none', allowed: '1 or more', fix: 'pass a certificate of ACM of the load balancer\'s Region',
  });
}
