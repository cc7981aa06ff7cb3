import { aws_apigateway as apigateway, type aws_ec2 as ec2 } from 'aws-cdk-lib';
import { checkApiEndpoint } from './private/endpoint-rules';
import { refuseUnless } from '../../private/errors';

/**
 * Where an API, or its domain name, is called.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html
 */
export class ApiEndpoint {
  /** At the edge locations of a CloudFront distribution that is API Gateway's own. For REST APIs only. */
  public static edge(): ApiEndpoint { return new ApiEndpoint(apigateway.EndpointType.EDGE, []); }

  /** In the Region. A CloudFront distribution of your own may stand in front. */
  public static regional(): ApiEndpoint { return new ApiEndpoint(apigateway.EndpointType.REGIONAL, []); }

  /**
   * Through VPC endpoints only, never from the internet. For REST APIs only.
   *
   * The API's resource policy names the endpoints exactly, and denies whoever comes another way. The policy of each endpoint that is made in the
   * app lets identities of this account through to its APIs in this Region, at this API's stage: it can't name the API itself, since the two would wait
   * for each other. Where a method has another authorizer than IAM, callers without an identity are let through there, too. An endpoint that is imported
   * keeps the policy that it has.
   *
   * @param endpoints interface endpoints of `execute-api`, one or more
   * @throws if there is none, or one is a gateway endpoint or of another service
   */
  public static privateTo(...endpoints: ec2.IVpcEndpoint[]): ApiEndpoint {
    refuseUnless(endpoints.length > 0, {
      what: 'endpoints of a private API',
      got: 'none',
      allowed: 'one or more interface endpoints of execute-api',
      fix: 'make one: new network.PrivateEndpoints(this, \'Endpoints\', { vpc, services: [network.EndpointService.API_GATEWAY] })'
        + '.endpoint(network.EndpointService.API_GATEWAY)',
    });
    endpoints.forEach(checkApiEndpoint);
    return new ApiEndpoint(apigateway.EndpointType.PRIVATE, endpoints);
  }

  /** @internal */
  public readonly _type: apigateway.EndpointType;
  /** @internal */
  public readonly _vpcEndpoints: readonly ec2.IVpcEndpoint[];

  private constructor(type: apigateway.EndpointType, vpcEndpoints: readonly ec2.IVpcEndpoint[]) {
    this._type = type;
    this._vpcEndpoints = vpcEndpoints;
  }

  /** @internal */
  public get _isEdge(): boolean { return this._type === apigateway.EndpointType.EDGE; }
  /** @internal */
  public get _isPrivate(): boolean { return this._type === apigateway.EndpointType.PRIVATE; }
}
