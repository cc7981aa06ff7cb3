import { Stack, aws_ec2 as ec2, aws_iam as iam } from 'aws-cdk-lib';
import type { Construct, DependencyGroup } from 'constructs';
import { type Domain, DomainRole } from '../core';
import { DomainLogGroup } from '../data';
import { acknowledge } from '../private/acknowledge';
import { refuseUnless } from '../private/errors';

/** Properties of a VPC without internet. */
export interface IsolatedVpcProps {
  /** The domain that owns the flow logs, usually the platform's. */
  readonly domain: Domain;

  /**
   * Addresses of the VPC: an IPv4 block of /16 to /27.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;

  /**
   * In how many Availability Zones it has subnets: 2 or more.
   *
   * @default 2
   */
  readonly maxAzs?: number;

  /**
   * Whether CloudFront (as VPC origins) and AWS Global Accelerator may reach load balancers in it. Both ask for an internet gateway on the VPC as a
   * sign of consent; no route leads to it, and nothing else gets in or out through it.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
   */
  readonly reachableFromEdge?: boolean;
}

/**
 * A VPC of isolated subnets: no internet gateway, no NAT. Traffic stays inside, and leaves by VPC endpoints only.
 *
 * All traffic is logged, encrypted with the domain's key, and the default security group lets nothing through.
 *
 * @example
 * const platform = new core.Domain(this, 'Platform');
 * new network.IsolatedVpc(this, 'Vpc', { domain: platform });
 */
export class IsolatedVpc extends ec2.Vpc {
  /** The addresses of the VPC, as they were given: unlike `vpcCidrBlock` a checkable value, and no token. */
  public readonly cidr: string;

  constructor(scope: Construct, id: string, props: IsolatedVpcProps) {
    const cidr = props.cidr ?? '10.0.0.0/16';
    checkCidr(cidr);
    const maxAzs = props.maxAzs ?? 2;
    refuseUnless(Number.isInteger(maxAzs) && maxAzs >= 2, {
      what: 'maxAzs', got: maxAzs, allowed: 'a whole number, 2 or more', fix: 'one Availability Zone is one failure away from an outage',
    });
    super(scope, id, {
      ipAddresses: ec2.IpAddresses.cidr(cidr),
      maxAzs,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: Math.min(28, Number(cidr.split('/')[1]) + 4) }],
    });
    this.cidr = cidr;
    props.domain.tag(this);
    if (props.reachableFromEdge) { this.consentToEdge(); }
    this.logFlows(props.domain);
    this.explainDefaultSecurityGroup();
  }

  private consentToEdge(): void {
    const { ref } = new ec2.CfnInternetGateway(this, 'EdgeConsent');
    const attachment = new ec2.CfnVPCGatewayAttachment(this, 'EdgeConsentAttachment', { vpcId: this.vpcId, internetGatewayId: ref });
    (this.internetConnectivityEstablished as DependencyGroup).add(attachment); // what waits for the internet of a VPC waits for this
  }

  private logFlows(domain: Domain): void {
    const role = new DomainRole(this, 'FlowLogsRole', {
      domain,
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    this.addFlowLog('FlowLogs', {
      destination: ec2.FlowLogDestination.toCloudWatchLogs(new DomainLogGroup(this, 'FlowLogsGroup', { domain }), role),
      trafficType: ec2.FlowLogTrafficType.ALL,
    });
  }

  /** CloudFormation can't change a VPC's default security group: CDK's own custom resource empties it once, at creation. */
  private explainDefaultSecurityGroup(): void {
    const provider = Stack.of(this).node.tryFindChild('Custom::VpcRestrictDefaultSGCustomResourceProvider');
    const reason = 'CDK\'s own provider, which empties the default security group when the VPC is made: it calls EC2\'s public endpoint, reads no data of the domain, '
      + 'and CloudFormation itself sees and retries its failures';
    if (provider) {
      for (const rule of ['lambda.in-vpc', 'lambda.dead-letter']) { acknowledge(provider, 'Gold', rule, reason); }
    }
  }
}

/** A VPC takes /16 to /28. Smaller than /27 it has no room for subnets of /28 in two zones. */
function checkCidr(cidr: string): void {
  const [, ...octets] = (/^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr) ?? []).map(Number);
  const length = octets.pop() ?? 0;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const isBlock = octets.length === 4 && octets.every((octet) => octet <= 255) && length >= 16 && length <= 27 && address % 2 ** (32 - length) === 0;
  refuseUnless(isBlock, {
    what: 'cidr', got: cidr, allowed: 'an IPv4 block of /16 to /27 whose address is its first', fix: 'pass a block such as 10.0.0.0/16',
  });
}
