import { Stack, aws_ec2 as ec2, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EndpointService } from './endpoint-service';
import { refuseUnless } from '../private/errors';
import { checkOrganization } from '../private/names';

/** Properties of a VPC's endpoints. */
export interface PrivateEndpointsProps {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /**
   * Addresses that may call the endpoints.
   *
   * @default - the VPC's own
   */
  readonly cidr?: string;

  /**
   * The services that get an endpoint. Interface endpoints cost money by the hour. Those of S3 and DynamoDB are free.
   *
   * @default - KMS, Secrets Manager, STS, CloudWatch Logs, S3, DynamoDB
   */
  readonly services?: EndpointService[];

  /**
   * The subnets of the interface endpoints.
   *
   * @default - the isolated subnets
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * The AWS organization: if given, its accounts may call and be called through the endpoints.
   *
   * @default - only this account
   */
  readonly organizationId?: string;
}

/**
 * Endpoints of a VPC, each with a policy: only callers of this account (or organization) reach only its own resources through them.
 *
 * So stolen credentials can't be used from inside, and data can't be carried to somebody else's account.
 *
 * @example
 * const vpc = ec2.Vpc.fromLookup(this, 'Existing', { vpcId: 'vpc-0123456789abcdef0' });
 * new network.PrivateEndpoints(this, 'Endpoints', { vpc });
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export class PrivateEndpoints extends Construct {
  private readonly endpoints = new Map<string, ec2.VpcEndpoint>();

  constructor(scope: Construct, id: string, props: PrivateEndpointsProps) {
    super(scope, id);
    checkOrganization(props.organizationId);
    const subnets = props.subnets ?? { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    const services = props.services ?? DEFAULT_SERVICES;
    refuseUnless(services.length > 0, { what: 'services', got: 'none', allowed: 'one or more endpoint services', fix: 'leave it out for the usual ones' });
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc: props.vpc, description: 'callers of VPC endpoints', allowAllOutbound: false });
    securityGroup.addIngressRule(ec2.Peer.ipv4(props.cidr ?? props.vpc.vpcCidrBlock), ec2.Port.HTTPS, 'HTTPS from the VPC');
    for (const { id: endpointId, _facts: { service, prefix, resourceAccount } } of services) {
      const endpoint = service instanceof ec2.GatewayVpcEndpointAwsService
        ? new ec2.GatewayVpcEndpoint(this, endpointId, { vpc: props.vpc, service, subnets: [subnets] })
        : new ec2.InterfaceVpcEndpoint(this, endpointId, {
          vpc: props.vpc,
          service,
          subnets,
          securityGroups: [securityGroup],
          open: false,
          privateDnsEnabled: true,
        });
      endpoint.addToPolicy(this.ownOnly(prefix, resourceAccount, props.organizationId));
      this.endpoints.set(endpointId, endpoint);
    }
  }

  /**
   * The endpoint of a service.
   *
   * @throws if the VPC has none for it
   */
  public endpoint(service: EndpointService): ec2.VpcEndpoint {
    const endpoint = this.endpoints.get(service.id);
    refuseUnless(endpoint !== undefined, { what: 'endpoint', got: service.id, allowed: [...this.endpoints.keys()].join(', '), fix: 'add the service to `services`' });
    return endpoint as ec2.VpcEndpoint;
  }

  private ownOnly(prefix: string, resourceAccount: boolean, organizationId?: string): iam.PolicyStatement {
    const [what, value] = organizationId === undefined ? ['Account', Stack.of(this).account] : ['OrgID', organizationId];
    return new iam.PolicyStatement({
      sid: 'OwnCallersAndResourcesOnly',
      principals: [new iam.AnyPrincipal()],
      actions: [`${prefix}:*`],
      resources: ['*'],
      conditions: { StringEquals: { [`aws:Principal${what}`]: value, ...resourceAccount ? { [`aws:Resource${what}`]: value } : {} } },
    });
  }
}

const DEFAULT_SERVICES = [
  EndpointService.KMS, EndpointService.SECRETS_MANAGER, EndpointService.STS, EndpointService.LOGS, EndpointService.S3, EndpointService.DYNAMODB,
];
