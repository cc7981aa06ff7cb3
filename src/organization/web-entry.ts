import { Fn, Stack, aws_route53 as route53, aws_route53_targets as targets } from 'aws-cdk-lib';
import { NetworkParameters } from './network-parameters';
import type { ProductTemplate } from './product-template';
import type { Domain } from '../core';
import { CertificatePlace, EdgeOrigin, LoadBalancerAccess, PublicCertificate, SecureDistribution, SecureLoadBalancer } from '../edge';
import { InvalidInputError } from '../private/errors';
import { GLOBAL_REGION } from '../private/global-stack';

/** A value that a product puts out. */
interface PutOut {
  readonly id: string;
  readonly value: string;
  readonly description: string;
}

/** What stands before an application: a choice of `WebEntryProduct`. */
export class WebEntry {
  /** A load balancer of the internet, in two public subnets. Targets are registered in its target group, and speak TLS. */
  public static loadBalancer(): WebEntry {
    return new WebEntry('a load balancer', ['AWS::ElasticLoadBalancingV2::LoadBalancer'], (template, domain) => {
      const { hostName, zone } = names(template);
      const vpc = NetworkParameters.publicVpc(template);
      const port = template.ask('TargetPort', {
        group: 'Application', label: 'Port of the targets', description: 'The port that targets speak TLS on.', type: 'Number', allowedValues: ['443', '8443', '9443'], defaultValue: '8443',
      });
      const path = template.ask('HealthCheckPath', {
        group: 'Application', label: 'Path of the health check', description: 'The path that a healthy target answers with status 200.', allowedPattern: '^/[A-Za-z0-9/_.-]{0,127}$', defaultValue: '/',
      });
      const { certificate } = new PublicCertificate(domain, 'Certificate', { domainName: hostName, zone });
      const balancer = new SecureLoadBalancer(domain, 'LoadBalancer', { vpc, access: LoadBalancerAccess.internet(), certificates: [certificate] });
      const group = balancer.addSecureTargets('Application', {
        targets: [], hosts: [hostName], priority: 10, port: port.valueAsNumber, healthCheckPath: path.valueAsString,
      });
      alias(domain, zone, hostName, new targets.LoadBalancerTarget(balancer));
      return [
        { id: 'TargetGroupArn', value: group.targetGroupArn, description: 'Target group in which the application registers' },
        { id: 'SecurityGroupId', value: Fn.select(0, balancer.loadBalancerSecurityGroups), description: 'Security group of the load balancer: let it in to the targets by a rule' },
        { id: 'HostName', value: hostName, description: 'Name of the application' },
      ];
    });
  }

  /**
   * A distribution of CloudFront before a server of the internet.
   *
   * It is offered in us-east-1 only, where AWS keeps certificates and web ACLs of CloudFront.
   */
  public static distribution(): WebEntry {
    return new WebEntry('a distribution of CloudFront', ['AWS::CloudFront::Distribution'], (template, domain) => {
      const { region } = Stack.of(template);
      if (region !== GLOBAL_REGION) {
        throw new InvalidInputError({
          what: `Region of the product '${template.node.path}'`, got: region, allowed: `${GLOBAL_REGION}: AWS keeps there what serves CloudFront`, fix: `offer it by a catalogue in ${GLOBAL_REGION}, or choose WebEntry.loadBalancer()`,
        });
      }
      const { hostName, zone } = names(template);
      const origin = template.ask('OriginName', {
        group: 'Application', label: 'Host name of the origin', description: 'The server that CloudFront asks, by HTTPS.', allowedPattern: HOST_NAME, maxLength: 128,
      });
      const { certificate } = new PublicCertificate(domain, 'Certificate', { domainName: hostName, zone, place: CertificatePlace.CLOUDFRONT });
      const site = new SecureDistribution(domain, 'Distribution', {
        customDomain: { domainNames: [hostName], certificate },
        defaultBehavior: { origin: EdgeOrigin.https(origin.valueAsString) },
      });
      alias(domain, zone, hostName, new targets.CloudFrontTarget(site.distribution));
      return [
        { id: 'DistributionId', value: site.distribution.distributionId, description: 'Id of the distribution' },
        { id: 'HostName', value: hostName, description: 'Name of the application' },
      ];
    });
  }

  private constructor(
    /** @internal */
    public readonly _title: string,
    /** @internal */
    public readonly _mainResourceTypes: readonly string[],
    /** @internal */
    public readonly _build: (template: ProductTemplate, domain: Domain) => readonly PutOut[],
  ) {}
}

const HOST_NAME = '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$';

function names(template: ProductTemplate): { readonly hostName: string; readonly zone: route53.IHostedZone } {
  const hostName = template.ask('HostName', {
    group: 'Names', label: 'Name of the application', description: 'The name that clients call, such as shop.example.com.', allowedPattern: HOST_NAME, maxLength: 64,
  }).valueAsString;
  const hostedZoneId = template.ask('HostedZoneId', {
    group: 'Names', label: 'Hosted zone', description: 'The public hosted zone of Amazon Route 53 that the name lies in: the certificate is proved there.', type: 'AWS::Route53::HostedZone::Id',
  }).valueAsString;
  // the zone is known by its id: its name is that of the records, which are written whole
  return { hostName, zone: route53.HostedZone.fromHostedZoneAttributes(template, 'Zone', { hostedZoneId, zoneName: hostName }) };
}

function alias(domain: Domain, zone: route53.IHostedZone, hostName: string, target: route53.IAliasRecordTarget): void {
  const record = { zone, recordName: `${hostName}.`, target: route53.RecordTarget.fromAlias(target) };
  new route53.ARecord(domain, 'Ipv4', record);
  new route53.AaaaRecord(domain, 'Ipv6', record);
}
