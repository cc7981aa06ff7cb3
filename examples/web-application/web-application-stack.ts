import * as path from 'node:path';
import {
  Stack, type StackProps, aws_apigateway as apigateway, aws_ecr as ecr, aws_ecs as ecs, aws_lambda as lambda, aws_route53_targets as targets,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { inOneRegion, rebuiltFromRepository } from './acknowledgements';
import { ShieldAdvanced } from './shield-advanced';
import { compute, type core, data, edge, environment, network, secrets } from '../..';

/** How the application is made. */
export interface WebApplicationProps extends StackProps {
  /** The domain that the company owns: the zone is made here, and the registrar is told its name servers. */
  readonly zoneName: string;
  /** Whether AWS Shield Advanced protects it, at 3,000 dollars a month. */
  readonly shieldAdvanced: boolean;
}

/** CloudFront in front of a load balancer without a public address, a bucket with pages, downloads for those with a signed URL, and an API beside. */
export class WebApplicationStack extends Stack {
  public readonly shop: core.Domain;
  public readonly pages: data.DomainBucket;
  public readonly site: edge.SecureDistribution;

  constructor(scope: Construct, id: string, props: WebApplicationProps) {
    super(scope, id, props);
    const { EndpointService } = network;
    const gold = new environment.GoldEnvironment(this, 'Gold', {
      reachableFromEdge: true,
      endpointServices: [
        EndpointService.KMS, EndpointService.SECRETS_MANAGER, EndpointService.STS, EndpointService.LOGS, EndpointService.SQS,
        EndpointService.ECR_API, EndpointService.ECR_DOCKER, EndpointService.S3, EndpointService.DYNAMODB,
      ],
    });
    const shop = gold.addDomain('Shop');
    this.shop = shop;

    // names: the zone and what CloudFront uses lie in us-east-1, the rest in the Region of this stack
    const { zoneName } = props;
    const zone = new edge.DnsZone(shop, 'Zone', { zoneName });
    const siteCertificate = new edge.PublicCertificate(shop, 'SiteCertificate', {
      domainName: `www.${zoneName}`, zone: zone.hostedZone, place: edge.CertificatePlace.CLOUDFRONT,
    });
    const regionalCertificate = new edge.PublicCertificate(shop, 'RegionalCertificate', {
      domainName: `origin.${zoneName}`, subjectAlternativeNames: [`api.${zoneName}`], zone: zone.inRegionOf(this),
    });

    // the application: tasks that speak TLS, behind a balancer with private addresses
    const web = new compute.DomainService(shop, 'Web', {
      vpc: gold.vpc, image: ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, 'WebImage', 'shop/web'), '1.0.0'),
    });
    const balancer = new edge.SecureLoadBalancer(shop, 'Balancer', {
      vpc: gold.vpc, access: edge.LoadBalancerAccess.cloudFront(), certificates: [regionalCertificate.certificate],
    });
    // CloudFront asks by the name of the origin, whose certificate it checks
    const webTargets = balancer.addSecureTargets('Web', { targets: [web], hosts: [`origin.${zoneName}`], priority: 10 });
    web.scaleOnRequests(webTargets, 1_000);

    // pages, and downloads that only a signed URL opens
    this.pages = new data.DomainBucket(shop, 'Pages', { otherReaderArns: [] });
    const signing = new edge.SigningKeyGroup(shop, 'Signing', { alarms: new secrets.SecretAlarms(shop, 'SecretAlarms', { vpc: gold.vpc }) });
    signing.grantSign(web.taskRole);

    this.site = new edge.SecureDistribution(shop, 'Site', {
      customDomain: { domainNames: [`www.${zoneName}`], certificate: siteCertificate.certificate },
      defaultBehavior: { origin: edge.EdgeOrigin.loadBalancer(balancer, { domainName: `origin.${zoneName}` }) },
      additionalBehaviors: [
        { pathPattern: '/assets/*', origin: edge.EdgeOrigin.bucket(this.pages) },
        { pathPattern: '/downloads/*', origin: edge.EdgeOrigin.bucket(this.pages), trustedKeyGroups: [signing.keyGroup] },
      ],
    });
    new edge.AliasRecord(shop, 'SiteRecord', { zone, recordName: `www.${zoneName}`, target: new targets.CloudFrontTarget(this.site.distribution) });

    // an API beside it, for partners who sign their calls
    const orders = new compute.DomainFunction(shop, 'Orders', {
      vpc: gold.vpc, code: lambda.Code.fromAsset(path.join(__dirname, 'functions')), handler: 'orders.handler',
    });
    new edge.ApiGatewayAccount(shop, 'ApiGatewayAccount'); // once for an account and Region: the role by which API Gateway logs
    const api = new edge.SecureRestApi(shop, 'Api', { description: 'orders of partners' });
    api.root.addResource('orders').addMethod('GET', new apigateway.LambdaIntegration(orders));
    const apiName = new edge.ApiDomainName(shop, 'ApiName', { domainName: `api.${zoneName}`, certificate: regionalCertificate.certificate });
    apiName.mapRestApi(api);
    new edge.AliasRecord(shop, 'ApiRecord', { zone, recordName: `api.${zoneName}`, target: new targets.ApiGatewayDomain(apiName) });

    // sight: alarms tell a topic in this Region and one in us-east-1, where CloudFront's metrics are
    const alarms = new edge.EdgeAlarms(shop, 'Alarms');
    alarms.watchDistribution('Site', this.site.distribution);
    alarms.watchWebAcl('SiteWebAcl', this.site.webAcl);
    alarms.watchLoadBalancer('Balancer', balancer);
    alarms.watchTargets('Web', webTargets);
    alarms.watchService('WebService', web);
    alarms.watchRestApi('Api', api.deploymentStage);
    alarms.watchWebAcl('ApiWebAcl', api.webAcl);
    alarms.watchThrottles('ApiThrottles', api.accessLogs);
    alarms.watchFunction('Orders', orders);
    const dashboard = new edge.EdgeDashboard(shop, 'Dashboard');
    dashboard.addWebAcl('AWS WAF of the site', this.site.webAcl);
    dashboard.addDistribution('Site', this.site.distribution);
    dashboard.addLoadBalancer('Load balancer', balancer);
    dashboard.addTargets('Targets', webTargets);
    dashboard.addService('Tasks', web);
    dashboard.addRestApi('API of partners', api.deploymentStage);
    dashboard.addWebAcl('AWS WAF of the API', api.webAcl);
    dashboard.addThrottles('Throttled calls of partners', api.accessLogs);
    dashboard.addFunction('Orders', orders);

    rebuiltFromRepository(this.pages);
    inOneRegion(this.site);
    if (props.shieldAdvanced) {
      new ShieldAdvanced(shop, 'Shield', { site: this.site, zone, domainName: `www.${zoneName}`, alarms, dashboard });
    }
  }
}
