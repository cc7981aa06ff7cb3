import { Aspects, Stack, aws_ec2 as ec2, aws_iam as iam } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { EndpointService } from './endpoint-service';
import { isBound } from './private/bound-endpoints';
import type { EndpointFacts } from './private/endpoint-facts';
import { fillIn } from '../private/arns';
import { ECR_LAYERS, ECR_LAYERS_ACTION } from '../private/aws-buckets';
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
 * The endpoint of API Gateway opens for the private APIs of the app that are bound to it, and for no others: see `allowAllApis`.
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
  private allApis = false;

  constructor(scope: Construct, id: string, props: PrivateEndpointsProps) {
    super(scope, id);
    checkOrganization(props.organizationId);
    const subnets = props.subnets ?? { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    const services = props.services ?? DEFAULT_SERVICES;
    refuseUnless(services.length > 0, { what: 'services', got: 'none', allowed: 'one or more endpoint services', fix: 'leave it out for the usual ones' });
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc: props.vpc, description: 'callers of VPC endpoints', allowAllOutbound: false });
    securityGroup.addIngressRule(ec2.Peer.ipv4(props.cidr ?? props.vpc.vpcCidrBlock), ec2.Port.HTTPS, 'HTTPS from the VPC');
    for (const { id: endpointId, _facts: facts } of services) {
      const { service } = facts;
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
      const statements = this.ownOnly(facts, props.organizationId);
      if (facts.isBoundByUsers) {
        this.addUnlessBound(endpoint, statements);
      } else {
        statements.forEach((statement) => { endpoint.addToPolicy(statement); });
      }
      this.endpoints.set(endpointId, endpoint);
    }
    if (services.includes(EndpointService.ECR_DOCKER)) { this.allowImageLayers(); }
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

  /**
   * Lets callers through to every private API of the account (or organization), beside those of the app that are bound to the endpoint: for APIs of
   * other apps. Without any bound API they are let through anyway.
   *
   * @throws if there is no endpoint of API Gateway
   */
  public allowAllApis(): void {
    this.endpoint(EndpointService.API_GATEWAY);
    this.allApis = true;
  }

  /** Whether something of the app is bound to it is known when all is there. */
  private addUnlessBound(endpoint: ec2.VpcEndpoint, statements: readonly iam.PolicyStatement[]): void {
    Aspects.of(endpoint).add({
      visit: (node: IConstruct) => {
        if (node === endpoint && (this.allApis || !isBound(endpoint))) { statements.forEach((statement) => { endpoint.addToPolicy(statement); }); }
      },
    });
  }

  private ownOnly({ prefix, resourceAccount, withoutResource = [] }: EndpointFacts, organizationId?: string): iam.PolicyStatement[] {
    const [what, value] = organizationId === undefined ? ['Account', Stack.of(this).account] : ['OrgID', organizationId];
    const callers = { [`aws:Principal${what}`]: value };
    const own = allow('OwnCallersAndResourcesOnly', [`${prefix}:*`], { ...callers, ...resourceAccount ? { [`aws:Resource${what}`]: value } : {} });
    return withoutResource.length === 0 ? [own] : [own, allow('OwnCallersOnly', withoutResource, callers)];
  }

  /** Layers of images come from a bucket that AWS owns, by addresses that ECR has signed. */
  private allowImageLayers(): void {
    this.endpoints.get(EndpointService.S3.id)?.addToPolicy(new iam.PolicyStatement({
      sid: 'ImageLayersOfEcr', principals: [new iam.AnyPrincipal()], actions: [ECR_LAYERS_ACTION], resources: [fillIn(ECR_LAYERS, this)],
    }));
  }
}

const allow = (sid: string, actions: readonly string[], equals: Record<string, string>): iam.PolicyStatement =>
  new iam.PolicyStatement({ sid, principals: [new iam.AnyPrincipal()], actions: [...actions], resources: ['*'], conditions: { StringEquals: equals } });

const DEFAULT_SERVICES = [
  EndpointService.KMS, EndpointService.SECRETS_MANAGER, EndpointService.STS, EndpointService.LOGS, EndpointService.S3, EndpointService.DYNAMODB,
];
