import { CfnOutput, Fn, Stack, type StackProps, aws_ecr as ecr, aws_ecs as ecs, aws_route53 as route53 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { compute, edge, environment, network } from '../..';

/** Partners open their firewalls for two addresses: those of an accelerator, which no deployment changes. */
export class FixedAddressStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const { EndpointService } = network;
    const gold = new environment.GoldEnvironment(this, 'Gold', {
      reachableFromEdge: true,
      endpointServices: [EndpointService.KMS, EndpointService.LOGS, EndpointService.ECR_API, EndpointService.ECR_DOCKER, EndpointService.S3],
    });
    const gateway = gold.addDomain('Gateway');

    // the company's zone exists already
    const zone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
    const certificate = new edge.PublicCertificate(gateway, 'Certificate', { domainName: 'gateway.example.com', zone });

    const service = new compute.DomainService(gateway, 'Service', {
      vpc: gold.vpc, image: ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, 'Image', 'gateway/service'), '1.0.0'),
    });
    const balancer = new edge.SecureLoadBalancer(gateway, 'Balancer', {
      vpc: gold.vpc, access: edge.LoadBalancerAccess.accelerator(), certificates: [certificate.certificate],
    });
    const targets = balancer.addSecureTargets('Service', { targets: [service], hosts: ['gateway.example.com'], priority: 10 });
    service.scaleOnRequests(targets, 500);

    const address = new edge.FixedAddress(gateway, 'Address', { loadBalancer: balancer });
    new route53.CnameRecord(gateway, 'Record', { zone, recordName: 'gateway', domainName: address.dnsName });
    new CfnOutput(this, 'Addresses', { value: Fn.join(', ', address.ipv4Addresses), description: 'what partners open their firewalls for' });
  }
}
