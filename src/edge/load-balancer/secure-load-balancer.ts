import { Duration, Names, aws_ec2 as ec2, aws_elasticloadbalancingv2 as elbv2, type aws_certificatemanager as acm } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { LoadBalancerAccess } from './load-balancer-access';
import { LoadBalancerLogBucket } from './load-balancer-log-bucket';
import { checkCertificates, checkListener, checkTlsPolicy, checkWebAcl, checkXff } from './private/checks';
import { IDLE_TIMEOUT_SECONDS, RESPONSE_HEADERS } from './private/facts';
import { listenerFaults } from './private/listener-faults';
import { checkSeconds } from './private/seconds';
import { checkLogin, subnetsOf } from './private/subnets';
import { checkTargets, conditionsOf, targetsOf } from './private/targets';
import type { SecureTargetsOptions } from './secure-targets';
import { Domain } from '../../core';
import { acknowledge } from '../../private/acknowledge';
import { refuseUnless } from '../../private/errors';
import { type IWebAcl, WebAcl } from '../waf';

/** Properties of a load balancer. */
export interface SecureLoadBalancerProps {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /** Who reaches the load balancer. */
  readonly access: LoadBalancerAccess;

  /** Certificates of ACM, of the load balancer's Region: 1 or more. The first serves clients that name no host. */
  readonly certificates: acm.ICertificate[];

  /**
   * The domain that owns the load balancer.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * The subnets, in 2 zones or more.
   *
   * @default - the public ones for access from the internet; otherwise the isolated ones, or those with a way out where there are none
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The web ACL, of the scope `REGIONAL` and of the load balancer's Region.
   *
   * @default - one of its own, except behind CloudFront, where the distribution has it
   */
  readonly webAcl?: IWebAcl;

  /**
   * Versions and ciphers of TLS for clients: a policy of TLS 1.2 or later with post-quantum key agreement.
   *
   * @default elbv2.SslPolicy.TLS13_12_RES_PQ
   */
  readonly tlsPolicy?: elbv2.SslPolicy;

  /**
   * The authorities whose client certificates are let in: mutual TLS.
   *
   * @default - clients need no certificate
   */
  readonly clientTrustStore?: elbv2.ITrustStore;

  /**
   * Whether requests to port 80 are sent to port 443. Nothing else is ever served without TLS.
   *
   * @default - true for access from the internet, false otherwise
   */
  readonly redirectHttp?: boolean;

  /**
   * What becomes of the header `X-Forwarded-For` that a client sends.
   *
   * @default elbv2.XffHeaderProcessingMode.APPEND
   */
  readonly xffHeaderProcessingMode?: elbv2.XffHeaderProcessingMode;

  /**
   * Whether it has IPv4 addresses only, or IPv6 too.
   *
   * @default elbv2.IpAddressType.IPV4
   */
  readonly ipAddressType?: elbv2.IpAddressType;

  /**
   * How long a connection may be silent: 1 to 4,000 seconds.
   *
   * @default Duration.seconds(60)
   */
  readonly idleTimeout?: Duration;
}

/**
 * An Application Load Balancer that serves HTTPS only, with WAF in front, logs of all kinds, and TLS to its targets.
 *
 * It answers 404 to every host that no rule names. It drops invalid headers and ambiguous requests, can't be deleted by mistake, and serves nothing
 * while WAF can't be asked. Targets are added with `addSecureTargets`.
 *
 * AWS WAF can't sit on a Network Load Balancer: where fixed addresses are needed, put a `FixedAddress` in front of this one.
 *
 * @example
 * declare const vpc: ec2.IVpc;
 * declare const certificate: acm.ICertificate;
 * declare const service: compute.DomainService;
 * const shop = new core.Domain(this, 'Shop');
 * const balancer = new edge.SecureLoadBalancer(shop, 'LoadBalancer', {
 *   vpc,
 *   access: edge.LoadBalancerAccess.internet(),
 *   certificates: [certificate],
 * });
 * balancer.addSecureTargets('Shop', { targets: [service], hosts: ['shop.example.com'], priority: 10 });
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
export class SecureLoadBalancer extends elbv2.ApplicationLoadBalancer {
  /** The domain that owns the load balancer. */
  public readonly domain: Domain;
  /** Who reaches the load balancer. */
  public readonly access: LoadBalancerAccess;
  /** The listener of port 443. */
  public readonly httpsListener: elbv2.ApplicationListener;
  /** The web ACL. Behind CloudFront there may be none. */
  public readonly webAcl?: IWebAcl;

  private readonly tlsPolicy: elbv2.SslPolicy;
  private readonly subnets: ec2.SubnetSelection;
  private readonly priorities = new Map<number, string>();
  private readonly allowedPlaintext = new Set<string>();

  /**
   * @throws if a certificate or the web ACL is of another Region, the web ACL is one for CloudFront, the subnets lie in fewer than 2 zones, or
   * access is from the internet and a subnet has no way to it
   */
  constructor(scope: Construct, id: string, props: SecureLoadBalancerProps) {
    const domain = props.domain ?? Domain.of(scope);
    const { access } = props;
    const tlsPolicy = props.tlsPolicy ?? elbv2.SslPolicy.TLS13_12_RES_PQ;
    const vpcSubnets = subnetsOf(props.vpc, access, props.vpcSubnets);
    checkTlsPolicy(tlsPolicy);
    checkCertificates(scope, props.certificates);
    checkXff(access, props.xffHeaderProcessingMode);
    checkSeconds('idleTimeout', props.idleTimeout, IDLE_TIMEOUT_SECONDS);
    if (props.webAcl) { checkWebAcl(scope, props.webAcl); }
    super(scope, id, {
      vpc: props.vpc,
      vpcSubnets,
      internetFacing: access.internetFacing,
      ipAddressType: props.ipAddressType,
      deletionProtection: true,
      crossZoneEnabled: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: elbv2.DesyncMitigationMode.STRICTEST,
      preserveHostHeader: true,
      xAmznTlsVersionAndCipherSuiteHeaders: true,
      xffHeaderProcessingMode: props.xffHeaderProcessingMode ?? elbv2.XffHeaderProcessingMode.APPEND,
      idleTimeout: props.idleTimeout ?? Duration.seconds(60),
    });
    this.domain = domain;
    this.access = access;
    this.tlsPolicy = tlsPolicy;
    this.subnets = vpcSubnets;
    domain.tag(this);
    this.setAttribute('waf.fail_open.enabled', 'false'); // CDK leaves it out where it is AWS's default, which can change
    this.deliverLogs();
    this.httpsListener = this.listenForHttps(props);
    if (props.redirectHttp ?? access.internetFacing) { this.redirectToHttps(); }
    this.letIn();
    this.webAcl = this.protect(props.webAcl);
    this.node.addValidation({ validate: () => listenerFaults(this, this.allowedPlaintext) });
  }

  /**
   * Sends the requests of some hosts to targets, by HTTPS.
   *
   * The load balancer does not verify the certificates of targets, so that they may sign their own.
   *
   * @param id of the target group, unique in the load balancer
   * @throws if no host is named, the priority is taken, targets are reached without TLS and no reason is given, or users log in at a provider that
   * isolated subnets can't call
   */
  public addSecureTargets(id: string, options: SecureTargetsOptions): elbv2.ApplicationTargetGroup {
    checkTargets(options);
    const { priority, authentication } = options;
    if (authentication?._callsProvider) { checkLogin(id, this.vpc, this.subnets); }
    const taken = this.priorities.get(priority);
    refuseUnless(taken === undefined, {
      what: `priority of '${id}'`, got: priority, allowed: `one that no other rule has: '${taken}' has it`, fix: 'give each rule its own; the lowest is tried first',
    });
    this.priorities.set(priority, id);
    const group = targetsOf(this, id, options);
    if (options.plaintextReason !== undefined) { this.allowedPlaintext.add(group.node.path); }
    const action = elbv2.ListenerAction.forward([group]);
    this.httpsListener.addAction(`${id}Rule`, {
      priority, conditions: conditionsOf(options), action: authentication ? authentication._before(action) : action,
    });
    return group;
  }

  /**
   * Adds a listener of HTTPS.
   *
   * @throws if it would serve without TLS
   */
  public addListener(id: string, props: elbv2.BaseApplicationListenerProps): elbv2.ApplicationListener {
    checkListener(props);
    checkTlsPolicy(props.sslPolicy ?? this.tlsPolicy);
    const listener = super.addListener(id, { sslPolicy: this.tlsPolicy, ...props, open: props.open ?? false });
    (listener.node.defaultChild as elbv2.CfnListener).listenerAttributes = RESPONSE_HEADERS;
    return listener;
  }

  private listenForHttps({ certificates, clientTrustStore }: SecureLoadBalancerProps): elbv2.ApplicationListener {
    return this.addListener('Https', {
      port: 443,
      protocol: elbv2.ApplicationProtocol.HTTPS,
      certificates: [...certificates],
      defaultAction: elbv2.ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'Not Found' }),
      mutualAuthentication: clientTrustStore && { mutualAuthenticationMode: elbv2.MutualAuthenticationMode.VERIFY, trustStore: clientTrustStore },
    });
  }

  private redirectToHttps(): void {
    const listener = super.addListener('Redirect', {
      port: 80,
      protocol: elbv2.ApplicationProtocol.HTTP,
      open: false,
      defaultAction: elbv2.ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
    });
    for (const pack of ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321']) {
      acknowledge(listener, pack, `${pack}-ELBv2ACMCertificateRequired`, 'it only sends clients to the listener of HTTPS, and serves nothing itself');
    }
  }

  private letIn(): void {
    const ports = this.listeners.length > 1 ? [ec2.Port.HTTPS, ec2.Port.HTTP] : [ec2.Port.HTTPS];
    const hasIpv6 = this.ipAddressType !== undefined && this.ipAddressType !== elbv2.IpAddressType.IPV4;
    const anybody = hasIpv6 ? [ec2.Peer.anyIpv4(), ec2.Peer.anyIpv6()] : [ec2.Peer.anyIpv4()];
    for (const peer of this.access.internetFacing ? anybody : this.access._peers) {
      for (const port of ports) { this.connections.allowFrom(peer, port, port === ec2.Port.HTTPS ? 'HTTPS' : 'HTTP, answered by a redirect to HTTPS'); }
    }
    if (this.access.internetFacing) {
      const [group] = this.connections.securityGroups;
      acknowledge(group, 'AwsSolutions', 'AwsSolutions-EC23', 'it serves the internet, on purpose: by HTTPS and a redirect to it only, with AWS WAF in front');
    }
  }

  private deliverLogs(): void {
    const bucket = LoadBalancerLogBucket.of(this);
    for (const { key, value } of bucket._attributes()) { this.setAttribute(key, value); }
    // the load balancer writes a test file when it is made
    if (bucket.policy) { this.node.defaultChild?.node.addDependency(bucket.policy); }
  }

  private protect(given?: IWebAcl): IWebAcl | undefined {
    if (given === undefined && this.access._way === 'cloudfront') {
      const reason = 'the web ACL is on the CloudFront distribution in front, which alone reaches this load balancer: it has private addresses only';
      acknowledge(this, 'NIST.800.53.R5', 'NIST.800.53.R5-ALBWAFEnabled', reason);
      acknowledge(this, 'PCI.DSS.321', 'PCI.DSS.321-ALBWAFEnabled', reason);
      return undefined;
    }
    const webAcl = given ?? new WebAcl(this, 'WebAcl', { domain: this.domain });
    webAcl.protect(given ? Names.uniqueId(this) : 'LoadBalancer', this.loadBalancerArn);
    return webAcl;
  }
}
