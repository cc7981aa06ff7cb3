import type { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { KeyTamperAlarm } from '../audit';
import { Classification, Domain, type DomainProps } from '../core';
import { type EndpointService, IsolatedVpc, PrivateEndpoints } from '../network';
import { refuseUnless } from '../private/errors';

/** Properties of a gold environment. */
export interface GoldEnvironmentProps {
  /**
   * An existing VPC that gets the endpoints.
   *
   * @default - a new VPC of isolated subnets
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Addresses of a new VPC.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;

  /**
   * Whether CloudFront and AWS Global Accelerator may reach load balancers in a new VPC. See `network.IsolatedVpc`.
   *
   * @default false
   */
  readonly reachableFromEdge?: boolean;

  /**
   * The services that get an endpoint in the VPC.
   *
   * @default - KMS, Secrets Manager, STS, CloudWatch Logs, S3, DynamoDB
   */
  readonly endpointServices?: EndpointService[];

  /**
   * The AWS organization, such as `o-a1b2c3d4e5`.
   *
   * @default - the account is the border
   */
  readonly organizationId?: string;

  /**
   * Name of the platform's own domain, which owns flow logs and alarms.
   *
   * @default 'platform'
   */
  readonly platformDomainName?: string;

  /**
   * Roles or users that administer all keys of the environment, by ARN. They can't use them.
   *
   * @default - the roles that deploy the stack
   */
  readonly keyAdministratorArns?: string[];

  /**
   * Roles that may schedule the deletion of keys, by ARN.
   *
   * @default - the account's root user
   */
  readonly breakGlassArns?: string[];
}

/**
 * A whole gold environment: domains with their keys, a VPC without internet, private endpoints, and an alarm on tampering with keys.
 *
 * Each part also stands alone.
 *
 * @example
 * const gold = new environment.GoldEnvironment(this, 'Gold');
 * const orders = gold.addDomain('Orders');
 * new data.DomainBucket(orders, 'Receipts');
 */
export class GoldEnvironment extends Construct {
  /** The VPC. */
  public readonly vpc: ec2.IVpc;
  /** The VPC's endpoints. */
  public readonly endpoints: PrivateEndpoints;
  /** The platform's own domain. */
  public readonly platform: Domain;
  /** The alarm on tampering with keys. */
  public readonly keyTamperAlarm: KeyTamperAlarm;

  constructor(scope: Construct, id: string, private readonly props: GoldEnvironmentProps = {}) {
    super(scope, id);
    refuseUnless(props.vpc === undefined || props.cidr === undefined, {
      what: 'cidr', got: props.cidr, allowed: 'none beside an existing `vpc`', fix: 'leave one of them out: the addresses of an existing VPC are its own',
    });
    refuseUnless(props.vpc === undefined || !props.reachableFromEdge, {
      what: 'reachableFromEdge', got: 'true', allowed: 'none beside an existing `vpc`', fix: 'leave it out: attach an internet gateway to the existing VPC',
    });
    this.platform = this.addDomain('Platform', { name: props.platformDomainName, classification: Classification.INTERNAL });
    const made = props.vpc ? undefined : new IsolatedVpc(this, 'Vpc', {
      domain: this.platform, cidr: props.cidr, reachableFromEdge: props.reachableFromEdge,
    });
    this.vpc = props.vpc ?? made as ec2.IVpc;
    this.endpoints = new PrivateEndpoints(this, 'Endpoints', {
      vpc: this.vpc, cidr: made?.cidr, services: props.endpointServices, organizationId: props.organizationId,
    });
    this.keyTamperAlarm = new KeyTamperAlarm(this, 'KeyTamperAlarm', { domain: this.platform });
  }

  /** A domain of this environment: it takes over the organization, the administrators and the break-glass roles. */
  public addDomain(id: string, props: DomainProps = {}): Domain {
    return new Domain(this, id, {
      organizationId: this.props.organizationId,
      administratorArns: this.props.keyAdministratorArns,
      breakGlassArns: this.props.breakGlassArns,
      ...props,
    });
  }
}
