import { RemovalPolicy, Stack, Token, aws_ec2 as ec2, aws_elasticloadbalancingv2 as elbv2, aws_globalaccelerator as globalaccelerator } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LoadBalancerLogBucket } from './load-balancer-log-bucket';
import { openToAccelerator } from './private/accelerator-security-group';
import { SecureLoadBalancer } from './secure-load-balancer';
import { Domain } from '../../core';
import { areDifferent } from '../../private/arns';
import { refuseUnless } from '../../private/errors';
import { physicalName } from '../../private/physical-name';
import { Register } from '../../private/register';

/** Properties of fixed addresses. */
export interface FixedAddressProps {
  /** The load balancer that answers: one of `LoadBalancerAccess.accelerator()`, with its web ACL. */
  readonly loadBalancer: SecureLoadBalancer;

  /**
   * The domain that owns the addresses.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * Addresses of one's own that AWS Global Accelerator may use: one or two of IPv4, each from another pool. They can't be changed later.
   *
   * @default - two addresses of Amazon's
   * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/using-byoip.html
   */
  readonly ipAddresses?: string[];

  /**
   * Whether there are addresses of IPv6 too. The load balancer needs them as well.
   *
   * @default globalaccelerator.IpAddressType.IPV4
   */
  readonly ipAddressType?: globalaccelerator.IpAddressType;
}

/**
 * Two fixed addresses for a load balancer, for clients that must name addresses in their firewall: AWS Global Accelerator.
 *
 * AWS WAF can't sit on a Network Load Balancer or an accelerator, so it sits on the Application Load Balancer behind. That one has private
 * addresses only, is open to the accelerator's own security group alone, and sees the addresses of the clients.
 *
 * The accelerator is kept when its stack goes away, since its addresses go with it.
 *
 * @example
 * declare const vpc: ec2.IVpc;
 * declare const certificate: acm.ICertificate;
 * const shop = new core.Domain(this, 'Shop');
 * const loadBalancer = new edge.SecureLoadBalancer(shop, 'LoadBalancer', {
 *   vpc,
 *   access: edge.LoadBalancerAccess.accelerator(),
 *   certificates: [certificate],
 * });
 * new edge.FixedAddress(shop, 'Address', { loadBalancer });
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/best-practices-aga.html
 */
export class FixedAddress extends Construct {
  /** The domain that owns the addresses. */
  public readonly domain: Domain;
  /** The addresses of IPv4. */
  public readonly ipv4Addresses: string[];
  /** The name of the addresses in DNS. */
  public readonly dnsName: string;
  /** The ARN of the accelerator, for Shield Advanced and alarms. */
  public readonly acceleratorArn: string;

  /** @throws if the load balancer has no web ACL, has a fixed address already, is reached another way too, or lies in another Region */
  constructor(scope: Construct, id: string, props: FixedAddressProps) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    const { loadBalancer } = props;
    checkLoadBalancer(loadBalancer);
    const [here, there] = [Stack.of(this), Stack.of(loadBalancer)].map(({ region }) => region);
    refuseUnless(!areDifferent(here, there), {
      what: `the load balancer of the fixed address '${this.node.path}'`, got: `one in ${there}`, allowed: `one in ${here}`, fix: 'make the FixedAddress in a stack of the load balancer\'s Region',
    });
    checkAddresses(props.ipAddresses);
    checkAddressType(props);
    claimLoadBalancer(this, loadBalancer);
    this.node.addValidation({ validate: () => gatewayMissing(loadBalancer) });
    const accelerator = this.accelerator(props);
    this.acceleratorArn = accelerator.attrAcceleratorArn;
    this.dnsName = accelerator.attrDnsName;
    this.ipv4Addresses = accelerator.attrIpv4Addresses;
    const listener = new globalaccelerator.CfnListener(this, 'Listener', {
      acceleratorArn: this.acceleratorArn, protocol: 'TCP', portRanges: [{ fromPort: 443, toPort: 443 }],
    });
    const group = new globalaccelerator.CfnEndpointGroup(this, 'Endpoints', {
      listenerArn: listener.attrListenerArn,
      endpointGroupRegion: Stack.of(loadBalancer).region,
      endpointConfigurations: [{ endpointId: loadBalancer.loadBalancerArn, clientIpPreservationEnabled: true }],
    });
    // AWS asks for an attached gateway for as long as there is an endpoint
    if (loadBalancer.vpc) { group.node.addDependency(loadBalancer.vpc.internetConnectivityEstablished); }
    this.domain.tag(this);
    openToAccelerator(this, loadBalancer, this.domain, group);
  }

  private accelerator({ ipAddresses, ipAddressType }: FixedAddressProps): globalaccelerator.CfnAccelerator {
    const bucket = LoadBalancerLogBucket.of(this);
    const flowLogsS3Prefix = bucket._openToFlowLogs();
    const accelerator = new globalaccelerator.CfnAccelerator(this, 'Accelerator', {
      name: physicalName(this, { maxLength: 64, separator: '-' }),
      ipAddresses,
      ipAddressType: ipAddressType ?? globalaccelerator.IpAddressType.IPV4,
      flowLogsEnabled: true,
      flowLogsS3Bucket: bucket.bucketName,
      flowLogsS3Prefix,
    });
    // whoever deletes an accelerator loses its addresses for good
    accelerator.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    if (bucket.policy) { accelerator.node.addDependency(bucket.policy); }
    return accelerator;
  }
}

/** WAF must have seen each request, and nobody may walk around the accelerator. */
function checkLoadBalancer(loadBalancer: SecureLoadBalancer): void {
  refuseUnless(loadBalancer instanceof SecureLoadBalancer, {
    what: 'loadBalancer of a fixed address',
    got: (loadBalancer as unknown) instanceof elbv2.NetworkLoadBalancer ? 'a Network Load Balancer' : String(loadBalancer),
    allowed: 'an edge.SecureLoadBalancer',
    fix: 'AWS WAF can\'t sit on a Network Load Balancer: put an application load balancer with its web ACL behind the accelerator, which has the fixed addresses',
  });
  refuseUnless(loadBalancer.webAcl !== undefined && loadBalancer.access._way === 'accelerator', {
    what: `the access of the load balancer '${loadBalancer.node.path}'`,
    got: loadBalancer.access._way,
    allowed: 'LoadBalancerAccess.accelerator()',
    fix: 'make it with that access: whoever can call it beside the accelerator needs no fixed address, and the two ways collide',
  });
}

/** The rule that opens a load balancer to accelerators is there once: AWS makes one security group in the VPC for all of them. */
function claimLoadBalancer(address: FixedAddress, loadBalancer: SecureLoadBalancer): void {
  const other = ADDRESSES.get(loadBalancer, loadBalancer.node.path);
  refuseUnless(other === undefined, {
    what: `the load balancer '${loadBalancer.node.path}' of the fixed address '${address.node.path}'`,
    got: `one that '${other?.node.path}' leads to`,
    allowed: 'a load balancer without a fixed address',
    fix: 'use the addresses of that one, or make another load balancer: both would write the same rule into its security group',
  });
  ADDRESSES.set(loadBalancer, loadBalancer.node.path, address);
}

const ADDRESSES = new Register<FixedAddress>('fixed-addresses');

/** The gateway tells AWS that the VPC may be reached from the internet; no route needs to lead to it. It may be attached later in the app. */
function gatewayMissing({ vpc }: SecureLoadBalancer): string[] {
  if (!(vpc instanceof ec2.Vpc)) { return []; }
  const stack = Stack.of(vpc);
  const idOf = (value: unknown) => JSON.stringify(stack.resolve(value));
  const isAttached = stack.node.findAll()
    .some((child) => child instanceof ec2.CfnVPCGatewayAttachment && child.internetGatewayId !== undefined && idOf(child.vpcId) === idOf(vpc.vpcId));
  return isAttached ? [] : [`the VPC '${vpc.node.path}' of a load balancer with a fixed address is not valid: got no internet gateway; `
    + 'allowed: a VPC with one, even if no route leads to it; attach one (ec2.CfnVPCGatewayAttachment): AWS Global Accelerator reaches no other VPC'];
}

/** Two addresses at most: https://docs.aws.amazon.com/global-accelerator/latest/api/API_CreateAccelerator.html */
function checkAddresses(addresses?: readonly string[]): void {
  if (addresses === undefined) { return; }
  const isAddress = (text: string) => Token.isUnresolved(text) || (/^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255));
  refuseUnless(addresses.length >= 1 && addresses.length <= 2 && addresses.every(isAddress), {
    what: 'ipAddresses', got: addresses.join(', ') || 'none', allowed: 'one or two addresses of IPv4, without a prefix length', fix: 'leave it out for addresses of Amazon\'s',
  });
}

function checkAddressType({ ipAddressType, loadBalancer }: FixedAddressProps): void {
  refuseUnless(ipAddressType !== globalaccelerator.IpAddressType.DUAL_STACK || loadBalancer.ipAddressType === elbv2.IpAddressType.DUAL_STACK, {
    what: 'ipAddressType of a fixed address',
    got: ipAddressType,
    allowed: 'DUAL_STACK before a load balancer with IPv6 only',
    fix: 'give the load balancer `ipAddressType: elbv2.IpAddressType.DUAL_STACK`, in subnets with IPv6',
  });
}
