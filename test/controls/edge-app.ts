import { aws_ec2 as ec2, aws_elasticloadbalancingv2 as elbv2, aws_route53 as route53, type Stack } from 'aws-cdk-lib';
import { core, data, edge } from '../../src';

/** One of every construct of the edge that sets what a control says the constructs set. */
export function buildEdge(stack: Stack): void {
  const shop = new core.Domain(stack, 'Shop');
  const zone = new edge.DnsZone(shop, 'Zone', { zoneName: 'example.com' });
  const { certificate } = new edge.PublicCertificate(shop, 'Certificate', {
    domainName: 'example.com', zone: zone.hostedZone, place: edge.CertificatePlace.CLOUDFRONT,
  });
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc });
  const { distribution } = new edge.SecureDistribution(shop, 'Site', {
    defaultBehavior: { origin: edge.EdgeOrigin.bucket(new data.DomainBucket(shop, 'Pages')) },
    additionalBehaviors: [{ pathPattern: '/api/*', origin: edge.EdgeOrigin.loadBalancer(balancer, { domainName: 'api.example.com' }) }],
    customDomain: { domainNames: ['example.com'], certificate },
  });
  const healthCheck = new route53.HealthCheck(stack, 'Health', { type: route53.HealthCheckType.HTTPS, fqdn: 'example.com' });
  new edge.ShieldProactiveEngagement(shop, 'Engagement', {
    contacts: [{ emailAddress: 'security@example.com', phoneNumber: '+82255500100' }],
    protections: [new edge.ShieldProtection(shop, 'Protection', { resource: edge.ShieldResource.distribution(distribution), healthCheck })],
  });
}
