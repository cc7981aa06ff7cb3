import { Names, Stack, type aws_route53 as route53, aws_shield as shield } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { AutomaticMitigation } from './automatic-mitigation';
import { faultsOfWebAcl, isBeforeItsWebAcl } from './private/own-web-acl';
import type { ShieldResource } from './shield-resource';
import { ShieldResourceType } from './shield-resource-type';
import { Domain } from '../../core';
import { refuseUnless } from '../../private/errors';
import { Register } from '../../private/register';
import { identityOf, isPendingLookup } from '../private/resource-identity';
import { type IWebAcl, WebAcl, WebAclScope } from '../waf';

/** Properties of a protection by Shield Advanced. */
export interface ShieldProtectionProps {
  /** What is protected. */
  readonly resource: ShieldResource;

  /**
   * The domain that owns the protection.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * The health check of the resource: attacks are seen sooner and with fewer false alarms. Proactive engagement needs it. Hosted zones take none.
   *
   * @default - detection by traffic alone
   */
  readonly healthCheck?: route53.IHealthCheck;

  /**
   * What Shield does by itself against attacks on the application. Distributions and Application Load Balancers take it. Where a load balancer
   * stands behind CloudFront, choose it for the distribution.
   *
   * @default - nothing: the response team or you write the rules
   */
  readonly automaticMitigation?: AutomaticMitigation;
}

/** The web ACL that a resource has, for its automatic mitigation. */
const MITIGATED: Readonly<Partial<Record<ShieldResourceType, WebAclScope>>> = {
  [ShieldResourceType.DISTRIBUTION]: WebAclScope.CLOUDFRONT,
  [ShieldResourceType.LOAD_BALANCER]: WebAclScope.REGIONAL,
};

/**
 * A protection of one resource by Shield Advanced: attacks are detected for this resource, and mitigated beyond what Shield Standard does.
 *
 * Shield Standard needs no protection and costs nothing: it defends every account against the common attacks on the network and transport layers.
 * Shield Advanced costs USD 3,000 a month for the whole organization, with a commitment of one year that renews itself, and a fee for each gigabyte
 * that goes out of the protected resources. In return the fees of AWS WAF for protected resources are covered up to 1,500 units of capacity, and what
 * an attack makes resources scale is credited. The library makes no protection unless you write one.
 *
 * The account must be subscribed before the stack is deployed. CloudFormation has no resource for that, and this construct does not subscribe:
 * a person does, once, knowing the price.
 *
 * The service is global and CloudFormation knows its resources in every Region of the partition aws that has Shield Advanced, so that the protection lies
 * in the stack it is written in, that of a distribution or hosted zone as well.
 *
 * @example
 * declare const distribution: cloudfront.IDistribution;
 * declare const webAcl: edge.WebAcl;
 * const shop = new core.Domain(this, 'Shop');
 * new edge.ShieldProtection(shop, 'Shield', {
 *   resource: edge.ShieldResource.distribution(distribution),
 *   automaticMitigation: edge.AutomaticMitigation.count(webAcl),
 * });
 * @see https://aws.amazon.com/shield/pricing/
 */
export class ShieldProtection extends Construct {
  /** The domain that owns the protection. */
  public readonly domain: Domain;
  /** What is protected. */
  public readonly resource: ShieldResource;
  /** The ARN of the protection. */
  public readonly protectionArn: string;
  /** Whether attacks are detected by the health of the resource as well. */
  public readonly isHealthBased: boolean;

  /**
   * Protects a resource.
   *
   * @throws if the resource has a protection already; if a hosted zone gets a health check, or automatic mitigation is asked for where there is none,
   * with a web ACL of the other scope, or with one that has no 150 units of capacity left. At synth: if the resource has no web ACL or another, or
   * gets its own in a later stack
   */
  constructor(scope: Construct, id: string, props: ShieldProtectionProps) {
    super(scope, id);
    checkProtection(props);
    const webAcl = props.automaticMitigation?.webAcl;
    if (webAcl instanceof WebAcl) { webAcl._reserveShieldCapacity(); }
    this.domain = props.domain ?? Domain.of(scope);
    this.resource = props.resource;
    this.isHealthBased = props.healthCheck !== undefined;
    const resourceArn = props.resource._arnIn(this);
    this.claim(props.resource.resourceArn);
    const protection = new shield.CfnProtection(this, 'Resource', {
      name: Names.uniqueResourceName(this, { maxLength: 128 }),
      resourceArn,
      healthCheckArns: props.healthCheck && [healthCheckArn(this, props.healthCheck)],
      applicationLayerAutomaticResponseConfiguration: props.automaticMitigation && {
        status: 'ENABLED',
        action: props.automaticMitigation.blocks ? { block: {} } : { count: {} },
      },
    });
    if (webAcl) { this.mitigateWith(webAcl); }
    this.protectionArn = protection.attrProtectionArn;
    this.domain.tag(this);
  }

  /** AWS refuses it where the resource has no web ACL yet. Which one it has is known when everything is written. */
  private mitigateWith(webAcl: IWebAcl): void {
    const { resourceArn } = this.resource;
    if (!isBeforeItsWebAcl(this, resourceArn, webAcl)) { this.node.addDependency(webAcl); }
    this.node.addValidation({ validate: () => faultsOfWebAcl(this, resourceArn, webAcl) });
  }

  /** Shield takes one protection of a resource: https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtection.html */
  private claim(resourceArn: string): void {
    const resource = identityOf(this, resourceArn);
    const first = PROTECTED.get(this, resource);
    refuseUnless(first === undefined || isPendingLookup(resourceArn), {
      what: `the resource of the protection '${this.node.path}'`,
      got: `one that '${first}' protects`,
      allowed: 'a resource without a protection',
      fix: 'leave one of the two out; AWS refuses the second',
    });
    PROTECTED.set(this, resource, this.node.path);
  }
}

/** Paths of protections, by what they protect. */
const PROTECTED = new Register<string>('shield-protections');

const healthCheckArn = (scope: Construct, { healthCheckId }: route53.IHealthCheck): string =>
  Stack.of(scope).formatArn({ service: 'route53', region: '', account: '', resource: 'healthcheck', resourceName: healthCheckId });

function checkProtection({ resource: { resourceType }, healthCheck, automaticMitigation }: ShieldProtectionProps): void {
  refuseUnless(!(healthCheck && resourceType === ShieldResourceType.HOSTED_ZONE), {
    what: 'healthCheck', got: 'one for a hosted zone', allowed: 'health checks of any other resource', fix: 'leave `healthCheck` out: Route 53 answers from many places, and none is sick for all',
  });
  if (!automaticMitigation) { return; }
  const scope = MITIGATED[resourceType];
  refuseUnless(scope !== undefined, {
    what: 'automaticMitigation',
    got: `a resource of type ${resourceType}`,
    allowed: 'distributions and Application Load Balancers',
    fix: 'protect the distribution or load balancer that takes the requests, and choose it there',
  });
  refuseUnless(automaticMitigation.webAcl.aclScope === scope, {
    what: 'web ACL of automaticMitigation',
    got: `scope ${automaticMitigation.webAcl.aclScope}`,
    allowed: `scope ${scope}: the web ACL that a resource of type ${resourceType} has`,
    fix: 'pass the web ACL that protects this resource',
  });
}
