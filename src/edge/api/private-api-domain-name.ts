import { aws_apigateway as apigateway, type aws_certificatemanager as acm, aws_ec2 as ec2, type aws_route53 as route53, aws_route53_targets as targets } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ApiEndpoint } from './api-endpoint';
import { ApiTlsVersion } from './api-tls-version';
import { addAliasRecords } from './private/alias-records';
import { mappingId } from './private/api-mappings';
import { BasePaths } from './private/base-path';
import { checkCertificateRegion } from './private/certificate-region';
import { endpointName } from './private/endpoint-rules';
import { letThrough, letUnsignedThrough, privateNamePolicy, sidOf } from './private/private-access';
import { STRICT, checkTlsOfApi, enhancedPolicy } from './private/tls-policies';
import { checkZone } from './private/zone';
import type { SecureRestApi } from './secure-rest-api';
import { Domain } from '../../core';
import { refuseUnless } from '../../private/errors';

/** Properties of a private API's domain name. */
export interface PrivateApiDomainNameProps {
  /** The name, such as `orders.internal.example.com`, in lower case. */
  readonly domainName: string;

  /** The certificate of the name, of the Region of the stack. */
  readonly certificate: acm.ICertificate;

  /** The interface endpoints of `execute-api` through which the name is called: one or more. */
  readonly vpcEndpoints: ec2.IInterfaceVpcEndpoint[];

  /**
   * The domain that owns it.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * The oldest version of TLS by which it is called. The APIs behind it take none that is older.
   *
   * @default ApiTlsVersion.TLS_1_2
   */
  readonly tlsVersion?: ApiTlsVersion;

  /**
   * The private hosted zone of Route 53 that gets an alias record for the name, which leads to the first endpoint, by the addresses that
   * this has. The endpoint is made in the app.
   *
   * @default - no record is made
   */
  readonly hostedZone?: route53.IPrivateHostedZone;
}

/**
 * A domain name of your own for private APIs, which only the named VPC endpoints reach.
 *
 * @example
 * const gold = new environment.GoldEnvironment(this, 'Gold');
 * const orders = new core.Domain(this, 'Orders');
 * const endpoint = new ec2.InterfaceVpcEndpoint(this, 'Endpoint', {
 *   vpc: gold.vpc,
 *   service: ec2.InterfaceVpcEndpointAwsService.APIGATEWAY,
 * });
 * const api = new edge.SecureRestApi(orders, 'Api', { endpoint: edge.ApiEndpoint.privateTo(endpoint) });
 * api.root.addMethod('GET');
 * const certificate = acm.Certificate.fromCertificateArn(this, 'Certificate', 'arn:aws:acm:ap-northeast-2:111111111111:certificate/a-b-c');
 * const name = new edge.PrivateApiDomainName(orders, 'Name', {
 *   domainName: 'orders.internal.example.com',
 *   certificate,
 *   vpcEndpoints: [endpoint],
 * });
 * name.mapRestApi(api);
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
 */
export class PrivateApiDomainName extends Construct {
  /** The domain that owns it. */
  public readonly domain: Domain;
  /** The ARN of the domain name: private names are not unique, so this is what identifies one. */
  public readonly domainNameArn: string;

  private readonly tlsVersion?: ApiTlsVersion;
  private readonly endpoints: readonly ec2.IVpcEndpoint[];
  private readonly paths = new BasePaths(`the private domain name '${this.node.path}'`, 'give the API a domain name of its own');
  private letUnsignedThrough?: () => void;

  constructor(scope: Construct, id: string, props: PrivateApiDomainNameProps) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    this.domain.tag(this);
    this.tlsVersion = props.tlsVersion;
    const { _vpcEndpoints: endpoints, _type: type } = ApiEndpoint.privateTo(...props.vpcEndpoints);
    this.endpoints = endpoints;
    checkCertificateRegion(this, props.certificate, false);
    checkZone(props.domainName, props.hostedZone);
    const resource = new apigateway.CfnDomainNameV2(this, 'Resource', {
      domainName: props.domainName,
      certificateArn: props.certificate.certificateArn,
      endpointConfiguration: { types: [type] },
      policy: privateNamePolicy(endpoints),
      securityPolicy: enhancedPolicy(type, props.tlsVersion ?? ApiTlsVersion.TLS_1_2),
      endpointAccessMode: STRICT,
    });
    this.domainNameArn = resource.attrDomainNameArn;
    endpoints.forEach(({ vpcEndpointId }, index) => new apigateway.CfnDomainNameAccessAssociation(this, `Access${index === 0 ? '' : index + 1}`, {
      accessAssociationSource: vpcEndpointId,
      accessAssociationSourceType: 'VPCE',
      domainNameArn: this.domainNameArn,
    }));
    const [sid, path] = [sidOf('OwnName', props.domainName), `/domainnames/${props.domainName}+*`];
    letThrough(this, endpoints, sid, path);
    this.letUnsignedThrough = () => { letUnsignedThrough(this, endpoints, sid, path); };
    if (props.hostedZone) { this.addAlias(props.domainName, props.hostedZone, endpoints[0]); }
  }

  /**
   * Leads requests to a private API, and turns off its default name.
   *
   * @param basePath what stands before the API's own paths, such as `orders`; without it, all that no other mapping takes
   * @throws if the API is not private, takes an older version of TLS, or is not reached by one of the name's endpoints
   * @throws if the base path is taken, or has more than one level; if one API has a base path and another none
   */
  public mapRestApi(api: SecureRestApi, basePath?: string): void {
    refuseUnless(api._endpoint._isPrivate, {
      what: `the API of the private domain name '${this.node.path}'`,
      got: `'${api.node.path}', which is not private`,
      allowed: 'a private API',
      fix: 'pass `endpoint: ApiEndpoint.privateTo(…)` to the API, or make an ApiDomainName',
    });
    const missing = this.endpoints.find(({ vpcEndpointId }) => !api._endpoint._vpcEndpoints.some((of) => of.vpcEndpointId === vpcEndpointId));
    refuseUnless(missing === undefined, {
      what: `endpoints of the API '${api.node.path}'`,
      got: `none of ${missing && endpointName(missing)}`,
      allowed: `all endpoints of the domain name '${this.node.path}': the API denies whoever comes through another`,
      fix: 'pass it to ApiEndpoint.privateTo(…) of the API, too',
    });
    checkTlsOfApi(this, this.tlsVersion, api);
    this.paths.take(api.node.path, basePath);
    new apigateway.CfnBasePathMappingV2(api, mappingId(this, basePath), {
      domainNameArn: this.domainNameArn,
      restApiId: api.restApiId,
      stage: api.deploymentStage.stageName,
      basePath,
    });
    api._closeDefaultEndpoint();
    api._whenUnsigned(() => {
      this.letUnsignedThrough?.();
      this.letUnsignedThrough = undefined; // once for all its APIs
    });
  }

  private addAlias(domainName: string, zone: route53.IPrivateHostedZone, endpoint: ec2.IVpcEndpoint): void {
    refuseUnless(endpoint instanceof ec2.InterfaceVpcEndpoint, {
      what: 'the endpoint of the alias record',
      got: endpoint.node.path,
      allowed: 'an interface endpoint made in the app',
      fix: 'the names of an imported endpoint are not known: make the record yourself, and leave `hostedZone` out',
    });
    const target = new targets.InterfaceVpcEndpointTarget(endpoint as ec2.InterfaceVpcEndpoint);
    const { ipAddressType } = endpoint.node.defaultChild as ec2.CfnVPCEndpoint; // the name itself is always dual-stack
    addAliasRecords(this, { zone, recordName: domainName, target, ipAddressType });
  }
}
