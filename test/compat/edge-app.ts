import { type Stack, aws_apigateway as apigateway, aws_ecr as ecr, aws_ecs as ecs } from 'aws-cdk-lib';
import { compute, data, edge, environment } from '../../src';

/** One of every construct of the edge whose replacement would lose a key, a secret, an address, a name or logs. A new one is added here. */
export function buildEdge(stack: Stack): void {
  const gold = new environment.GoldEnvironment(stack, 'Gold', { reachableFromEdge: true });
  const shop = gold.addDomain('Shop');
  const zone = new edge.DnsZone(shop, 'Zone', { zoneName: 'example.com' });
  const certificate = new edge.PublicCertificate(shop, 'Certificate', { domainName: 'www.example.com', zone: zone.hostedZone, place: edge.CertificatePlace.CLOUDFRONT });
  const regional = new edge.PublicCertificate(shop, 'Regional', { domainName: 'origin.example.com', zone: zone.inRegionOf(stack) });
  const service = new compute.DomainService(shop, 'Service', {
    vpc: gold.vpc, image: ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Image', 'web'), '1'),
  });
  const balancer = new edge.SecureLoadBalancer(shop, 'Balancer', { vpc: gold.vpc, access: edge.LoadBalancerAccess.cloudFront(), certificates: [regional.certificate] });
  balancer.addSecureTargets('Targets', { targets: [service], hosts: ['origin.example.com'], priority: 1 });
  const signing = new edge.SigningKeyGroup(shop, 'Signing');
  new edge.SecureDistribution(shop, 'Site', {
    customDomain: { domainNames: ['www.example.com'], certificate: certificate.certificate },
    defaultBehavior: { origin: edge.EdgeOrigin.loadBalancer(balancer, { domainName: 'origin.example.com' }) },
    additionalBehaviors: [{ pathPattern: '/private/*', origin: edge.EdgeOrigin.bucket(new data.DomainBucket(shop, 'Pages')), trustedKeyGroups: [signing.keyGroup] }],
  });
  const accelerated = new edge.SecureLoadBalancer(shop, 'Accelerated', { vpc: gold.vpc, access: edge.LoadBalancerAccess.accelerator(), certificates: [regional.certificate] });
  new edge.FixedAddress(shop, 'Address', { loadBalancer: accelerated });
  new edge.ApiGatewayAccount(shop, 'ApiGatewayAccount');
  new edge.SecureRestApi(shop, 'Api').root.addMethod('GET', new apigateway.MockIntegration());
  new edge.SecureHttpApi(shop, 'HttpApi');
  new edge.IpSet(shop, 'Addresses', { addresses: ['192.0.2.0/24'] });
  new edge.RegexPatternSet(shop, 'Patterns', { patterns: ['^/admin'] });
  new edge.HealthCheck(shop, 'Health', { domainName: 'www.example.com' });
  new edge.EdgeAlarms(shop, 'Alarms').watchLoadBalancer('Balancer', balancer);
}
