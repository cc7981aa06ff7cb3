import { Token, aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_route53 as route53, aws_route53_targets as targets } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { certificateArnIn } from './global-certificate';
import { DOMAIN_NAME } from './origin-part';
import { refuseUnless } from '../../../private/errors';
import { zoneInRegionOf } from '../../dns/private/zone-in-region';
import type { DistributionDomain } from '../distribution-domain';

const { TLS_V1_2_2021, TLS_V1_2_2025, TLS_V1_3_2025 } = cloudfront.SecurityPolicyProtocol;
/** Security Hub's CloudFront.15: https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-15 */
const CURRENT_PROTOCOLS = [TLS_V1_2_2021, TLS_V1_2_2025, TLS_V1_3_2025];

/** CDK's properties of the own names. */
export function ownDomainProps(scope: Construct, domain?: DistributionDomain): Partial<cloudfront.DistributionProps> {
  if (!domain) { return {}; }
  check(domain);
  const { domainNames, certificate, minimumProtocolVersion } = domain;
  return {
    domainNames,
    certificate: acm.Certificate.fromCertificateArn(scope, 'Certificate', certificateArnIn(scope, 'certificate', certificate)),
    minimumProtocolVersion: minimumProtocolVersion ?? TLS_V1_2_2025,
    sslSupportMethod: cloudfront.SSLMethod.SNI,
  };
}

/** Alias records for IPv4 and IPv6. */
export function addAliasRecords(scope: Construct, distribution: cloudfront.IDistribution, domain?: DistributionDomain): void {
  if (!domain?.hostedZone) { return; }
  const zone = zoneInRegionOf(domain.hostedZone, scope);
  const target = route53.RecordTarget.fromAlias(new targets.CloudFrontTarget(distribution));
  domain.domainNames.forEach((name, at) => {
    refuseUnless(Token.isUnresolved(zone.zoneName) || name === zone.zoneName || name.endsWith(`.${zone.zoneName}`), {
      what: 'domain name of a distribution', got: name, allowed: `names of the zone ${zone.zoneName}`, fix: 'pass the zone of the name, or make its records yourself and leave `hostedZone` out',
    });
    const suffix = at === 0 ? '' : `-${name}`;
    const props = { zone, recordName: `${name}.`, target };
    new route53.ARecord(scope, `AliasIpv4${suffix}`, props);
    new route53.AaaaRecord(scope, `AliasIpv6${suffix}`, props);
  });
}

function check({ domainNames, minimumProtocolVersion }: DistributionDomain): void {
  refuseUnless(domainNames.length > 0, { what: 'domainNames of a distribution', got: 'none', allowed: 'one or more', fix: 'name what the certificate is for, or leave `customDomain` out' });
  for (const name of domainNames) {
    refuseUnless(DOMAIN_NAME.test(name.replace(/^\*\./, '')), {
      what: 'domain name of a distribution', got: name, allowed: 'names such as www.example.com or *.example.com', fix: 'leave out scheme, port and path',
    });
  }
  refuseUnless(new Set(domainNames).size === domainNames.length, { what: 'domainNames of a distribution', got: domainNames.join(', '), allowed: 'each name once', fix: 'leave out the second one' });
  refuseUnless(minimumProtocolVersion === undefined || CURRENT_PROTOCOLS.includes(minimumProtocolVersion), {
    what: 'minimumProtocolVersion', got: minimumProtocolVersion, allowed: CURRENT_PROTOCOLS.join(', '), fix: 'leave it out: the others take TLS 1.0, or ciphers that are broken',
  });
}
