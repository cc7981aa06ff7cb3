import { aws_apigateway as apigateway, type aws_certificatemanager as acm, type aws_route53 as route53, aws_route53_targets as targets } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ApiEndpoint } from './api-endpoint';
import { ApiTlsVersion } from './api-tls-version';
import type { ApiTruststore } from './api-truststore';
import { addAliasRecords } from './private/alias-records';
import { ApiMappings } from './private/api-mappings';
import { checkCertificateRegion } from './private/certificate-region';
import { LEGACY, STRICT, checkTlsOfApi, enhancedPolicy } from './private/tls-policies';
import { checkZone } from './private/zone';
import type { SecureHttpApi } from './secure-http-api';
import type { SecureRestApi } from './secure-rest-api';
import { Domain } from '../../core';
import { refuseUnless } from '../../private/errors';

/** Properties of an API's domain name. */
export interface ApiDomainNameProps {
  /** The name, such as `api.example.com`, in lower case. */
  readonly domainName: string;

  /** The certificate of the name: of us-east-1 for an edge-optimized one, otherwise of the Region of the stack. */
  readonly certificate: acm.ICertificate;

  /**
   * The domain that owns it.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * Where it is called: not private, which is what `PrivateApiDomainName` is for.
   *
   * @default ApiEndpoint.regional()
   */
  readonly endpoint?: ApiEndpoint;

  /**
   * The oldest version of TLS by which it is called. The REST APIs behind it take none that is older.
   *
   * @default ApiTlsVersion.TLS_1_2
   */
  readonly tlsVersion?: ApiTlsVersion;

  /**
   * The certificates that clients must show (mutual TLS). Only Regional names can ask for them, by TLS 1.2 and 1.3 without post-quantum key exchange.
   *
   * @default - clients show none
   */
  readonly truststore?: ApiTruststore;

  /**
   * By which addresses it is called, whatever those of the APIs behind it.
   *
   * @default apigateway.IpAddressType.IPV4
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-custom-domain-ip-address-type.html
   */
  readonly ipAddressType?: apigateway.IpAddressType;

  /**
   * The public hosted zone of Route 53 that gets an alias record for the name: for IPv6 too, if it is dual-stack.
   *
   * @default - no record is made
   */
  readonly hostedZone?: route53.IHostedZone;
}

/**
 * A domain name of your own for REST and HTTP APIs: TLS 1.2 or newer, and requests only by the host that TLS was agreed for.
 *
 * An API that is mapped to it can't be called by its default name any more. When an HTTP API is mapped, the name falls back to API Gateway's older
 * policy for TLS 1.2 and 1.3, the only one that HTTP APIs take.
 *
 * A mapping is a resource of the API's stack, which waits for that of the name. One that is made otherwise is an error of synthesis.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * const api = new edge.SecureRestApi(orders, 'Api');
 * api.root.addMethod('GET');
 * const certificate = acm.Certificate.fromCertificateArn(this, 'Certificate', 'arn:aws:acm:ap-northeast-2:111111111111:certificate/a-b-c');
 * const name = new edge.ApiDomainName(orders, 'Name', { domainName: 'api.example.com', certificate });
 * name.mapRestApi(api);
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html
 */
export class ApiDomainName extends apigateway.DomainName {
  /** The domain that owns it. */
  public readonly domain: Domain;

  private readonly endpoint: ApiEndpoint;
  private readonly tlsVersion?: ApiTlsVersion;
  private readonly mappings: ApiMappings;

  constructor(scope: Construct, id: string, props: ApiDomainNameProps) {
    const domain = props.domain ?? Domain.of(scope);
    const endpoint = props.endpoint ?? ApiEndpoint.regional();
    checkProps(scope, props, endpoint);
    super(scope, id, {
      domainName: props.domainName,
      certificate: props.certificate,
      endpointType: endpoint._type,
      ...props.truststore
        ? { mtls: props.truststore, securityPolicy: LEGACY }
        : { securityPolicy: enhancedPolicy(endpoint._type, props.tlsVersion ?? ApiTlsVersion.TLS_1_2), endpointAccessMode: STRICT },
    });
    this.domain = domain;
    this.endpoint = endpoint;
    this.tlsVersion = props.tlsVersion;
    this.mappings = new ApiMappings(this, endpoint._isEdge);
    domain.tag(this);
    const { ipAddressType } = props;
    if (ipAddressType) { (this.node.defaultChild as apigateway.CfnDomainName).endpointConfiguration = { types: [endpoint._type], ipAddressType }; }
    if (props.hostedZone) {
      addAliasRecords(this, { zone: props.hostedZone, recordName: props.domainName, target: new targets.ApiGatewayDomain(this), ipAddressType });
    }
  }

  /**
   * Leads requests to a REST API, and turns off its default name.
   *
   * @param basePath what stands before the API's own paths, such as `orders`; without it, all that no other mapping takes
   * @throws if the API is private, its endpoint is of another type than the name's, or it takes an older version of TLS
   * @throws if the base path is taken, or has more than one level at an edge-optimized name or beside an HTTP API; at an edge-optimized name,
   * if one API has a base path and another none
   */
  public mapRestApi(api: SecureRestApi, basePath?: string): void {
    refuseUnless(!api._endpoint._isPrivate, {
      what: `the API of the domain name '${this.node.path}'`,
      got: `'${api.node.path}', a private one`,
      allowed: 'a Regional or edge-optimized API',
      fix: 'a public name leads to no private API: give it a PrivateApiDomainName',
    });
    refuseUnless(api._endpoint._isEdge === this.endpoint._isEdge, {
      what: `the API of the domain name '${this.node.path}'`,
      got: `'${api.node.path}', whose endpoint is ${api._endpoint._type}`,
      allowed: `one whose endpoint is ${this.endpoint._type}, as the name's is`,
      fix: 'make both Regional or both edge-optimized: strict endpoints refuse each request that came in by an endpoint of the other type',
    });
    checkTlsOfApi(this, this.tlsVersion, api);
    this.mappings.addRest(api, basePath);
  }

  /**
   * Leads requests to an HTTP API, and turns off its default name.
   *
   * @param basePath what stands before the API's own paths, such as `orders`; without it, all that no other mapping takes
   * @throws if the name is edge-optimized, or TLS 1.3 is its oldest version
   * @throws if the base path is taken, or a REST API stands at a base path of more than one level
   */
  public mapHttpApi(api: SecureHttpApi, basePath?: string): void {
    refuseUnless(!this.endpoint._isEdge, {
      what: `the endpoint of the domain name '${this.node.path}'`,
      got: 'ApiEndpoint.edge()',
      allowed: 'ApiEndpoint.regional(), with an HTTP API behind it',
      fix: 'make it Regional, and put an edge.SecureDistribution in front, or make a REST API',
    });
    refuseUnless(this.tlsVersion !== ApiTlsVersion.TLS_1_3, {
      what: `tlsVersion of the domain name '${this.node.path}'`,
      got: 'TLS_1_3',
      allowed: 'TLS_1_2, with an HTTP API behind it',
      fix: 'leave tlsVersion out, or make a REST API',
    });
    this.mappings.addHttp(api, basePath);
    Object.assign(this.node.defaultChild as apigateway.CfnDomainName, { securityPolicy: LEGACY, endpointAccessMode: undefined });
  }
}

function checkProps(scope: Construct, props: ApiDomainNameProps, endpoint: ApiEndpoint): void {
  const { domainName, truststore, tlsVersion } = props;
  refuseUnless(!endpoint._isPrivate, {
    what: 'endpoint of an ApiDomainName',
    got: 'ApiEndpoint.privateTo(…)',
    allowed: 'ApiEndpoint.regional() or ApiEndpoint.edge()',
    fix: 'make a PrivateApiDomainName',
  });
  checkCertificateRegion(scope, props.certificate, endpoint._isEdge);
  checkZone(domainName, props.hostedZone);
  if (truststore === undefined) { return; }
  refuseUnless(!endpoint._isEdge, {
    what: 'truststore', got: 'one for an edge-optimized domain name', allowed: 'one for a Regional domain name', fix: 'make it Regional: ApiEndpoint.regional()',
  });
  refuseUnless(tlsVersion !== ApiTlsVersion.TLS_1_3, {
    what: 'tlsVersion with a truststore',
    got: 'TLS_1_3',
    allowed: 'TLS_1_2: API Gateway takes mutual TLS by no newer security policy',
    fix: 'leave tlsVersion out: clients that can, still use TLS 1.3',
  });
  refuseUnless(truststore.version.trim() !== '', {
    what: 'version of the truststore',
    got: truststore.version,
    allowed: 'the id of a version of the object',
    fix: 'without one, whoever may write the object decides who is trusted: pass the id that S3 shows',
  });
}
